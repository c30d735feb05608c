namespace Kubesharp.Api.Core;

/// <summary>A resource field selector.</summary>
[Definition("io.k8s.api.core.v1.ResourceFieldSelector", Atomic = true)]
public sealed partial record ResourceFieldSelector
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceFieldSelector Empty { get; } = new();

    /// <summary>Container name.</summary>
    [Field(1, "containerName")] public string ContainerName { get; init; } = "";
    /// <summary>Resource.</summary>
    [Field(2, "resource", Always = true), Required] public string Resource { get; init; } = "";
    /// <summary>Divisor.</summary>
    [Field(3, "divisor")] public Quantity Divisor { get; init; }
}
