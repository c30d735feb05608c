namespace Kubesharp.Api.Storage;

/// <summary>A CSI node.</summary>
[ApiResource("storage.k8s.io/v1", "CSINode", "csinodes", Namespaced = false)]
[Definition("io.k8s.api.storage.v1.CSINode")]
public sealed partial record CSINode : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec", Always = true), Required] public CSINodeSpec Spec { get; init; } = CSINodeSpec.Empty;
}

/// <summary>What a CSINode should be.</summary>
[Definition("io.k8s.api.storage.v1.CSINodeSpec")]
public sealed partial record CSINodeSpec
{
    /// <summary>The value with nothing set.</summary>
    public static CSINodeSpec Empty { get; } = new();

    /// <summary>Drivers. A list keyed by name.</summary>
    [Field(1, "drivers", Always = true), Required, MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<CSINodeDriver> Drivers { get; init; } = [];
}
