namespace Kubesharp.Api.Resource.V1Beta2;

/// <summary>A set of devices that is described in one or more slices.</summary>
[Definition("io.k8s.api.resource.v1beta2.ResourcePool")]
public sealed partial record ResourcePool
{
    /// <summary>The value with nothing set.</summary>
    public static ResourcePool Empty { get; } = new();

    /// <summary>Its name: DNS names with slashes between. At most 253 characters.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Grows with each change; only the slices of the greatest count.</summary>
    [Field(2, "generation", Always = true), Required] public long Generation { get; init; }
    /// <summary>How many slices there are of this generation. Until all are there the pool is not whole.</summary>
    [Field(3, "resourceSliceCount", Always = true), Required] public long ResourceSliceCount { get; init; }
}
