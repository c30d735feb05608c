namespace Kubesharp.Api.Core;

/// <summary>A limit or request of a container.</summary>
[Definition("io.k8s.api.core.v1.ResourceFieldSelector", Atomic = true)]
public sealed partial record ResourceFieldSelector
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceFieldSelector Empty { get; } = new();

    /// <summary>The container. Needed for volumes; defaults to the one that the variable is for.</summary>
    [Field(1, "containerName")] public string ContainerName { get; init; } = "";
    /// <summary>Which: limits.cpu, limits.memory, limits.ephemeral-storage, and requests likewise.</summary>
    [Field(2, "resource", Always = true), Required] public string Resource { get; init; } = "";
    /// <summary>The unit: the amount is divided by it and rounded up. Defaults to 1.</summary>
    [Field(3, "divisor")] public Quantity Divisor { get; init; }
}
