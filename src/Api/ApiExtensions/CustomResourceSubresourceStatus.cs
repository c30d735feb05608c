namespace Kubesharp.Api.ApiExtensions;

/// <summary>What is observed of a CustomResourceSubresource.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresourceStatus")]
public sealed partial record CustomResourceSubresourceStatus
{
    /// <summary>The value with nothing set.</summary>
    public static CustomResourceSubresourceStatus Empty { get; } = new();
}
