namespace Kubesharp.Api.Resource;

/// <summary>A resource pool.</summary>
[Definition("io.k8s.api.resource.v1.ResourcePool")]
public sealed partial record ResourcePool
{
    /// <summary>The value with nothing set.</summary>
    public static ResourcePool Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Generation.</summary>
    [Field(2, "generation", Always = true), Required] public long Generation { get; init; }
    /// <summary>Resource slice count.</summary>
    [Field(3, "resourceSliceCount", Always = true), Required] public long ResourceSliceCount { get; init; }
}
