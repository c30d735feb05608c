namespace Kubesharp.Api.Core;

/// <summary>Which request of a claim stands for an extended resource of a container.</summary>
[Definition("io.k8s.api.core.v1.ContainerExtendedResourceRequest")]
public sealed partial record ContainerExtendedResourceRequest
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerExtendedResourceRequest Empty { get; } = new();

    /// <summary>The container.</summary>
    [Field(1, "containerName", Always = true), Required] public string ContainerName { get; init; } = "";
    /// <summary>The extended resource.</summary>
    [Field(2, "resourceName", Always = true), Required] public string ResourceName { get; init; } = "";
    /// <summary>The request in the ResourceClaim.</summary>
    [Field(3, "requestName", Always = true), Required] public string RequestName { get; init; } = "";
}
