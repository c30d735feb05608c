namespace Kubesharp.Api.Core;

/// <summary>A container extended resource request.</summary>
[Definition("io.k8s.api.core.v1.ContainerExtendedResourceRequest")]
public sealed partial record ContainerExtendedResourceRequest
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerExtendedResourceRequest Empty { get; } = new();

    /// <summary>Container name.</summary>
    [Field(1, "containerName", Always = true), Required] public string ContainerName { get; init; } = "";
    /// <summary>Resource name.</summary>
    [Field(2, "resourceName", Always = true), Required] public string ResourceName { get; init; } = "";
    /// <summary>Request name.</summary>
    [Field(3, "requestName", Always = true), Required] public string RequestName { get; init; } = "";
}
