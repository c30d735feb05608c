namespace Kubesharp.Api.ApiExtensions;

/// <summary>The subresources of a kind.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresources")]
public sealed partial record CustomResourceSubresources
{
    /// <summary>The value with nothing set.</summary>
    public static CustomResourceSubresources Empty { get; } = new();

    /// <summary>The status is apart. Then metadata.generation also counts changes of the rest.</summary>
    [Field(1, "status")] public CustomResourceSubresourceStatus? Status { get; init; }
    /// <summary>kubectl scale and autoscalers work on it.</summary>
    [Field(2, "scale")] public CustomResourceSubresourceScale? Scale { get; init; }
}
