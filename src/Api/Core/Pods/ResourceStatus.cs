namespace Kubesharp.Api.Core;

/// <summary>The health of a container's devices of one sort.</summary>
[Definition("io.k8s.api.core.v1.ResourceStatus")]
public sealed partial record ResourceStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceStatus Empty { get; } = new();

    /// <summary>The resource, or claim:CLAIM/REQUEST.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>One entry a device.</summary>
    [Field(2, "resources"), MapList("resourceID")] public IReadOnlyList<ResourceHealth> Resources { get; init; } = [];
}
