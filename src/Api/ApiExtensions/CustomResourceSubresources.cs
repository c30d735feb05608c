namespace Kubesharp.Api.ApiExtensions;

/// <summary>A custom resource subresources.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresources")]
public sealed partial record CustomResourceSubresources
{
    /// <summary>The value with nothing set.</summary>
    public static CustomResourceSubresources Empty { get; } = new();

    /// <summary>Status.</summary>
    [Field(1, "status")] public CustomResourceSubresourceStatus? Status { get; init; }
    /// <summary>Scale.</summary>
    [Field(2, "scale")] public CustomResourceSubresourceScale? Scale { get; init; }
}
