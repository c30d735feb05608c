namespace Kubesharp.Api.Storage;

/// <summary>The storage drivers of one node; the kubelet writes it. Its name is the node's.</summary>
[ApiResource("storage.k8s.io/v1", "CSINode", "csinodes", Namespaced = false)]
[Definition("io.k8s.api.storage.v1.CSINode")]
public sealed partial record CSINode : ApiObject
{
    /// <summary>The drivers.</summary>
    [Field(2, "spec", Always = true), Required] public CSINodeSpec Spec { get; init; } = CSINodeSpec.Empty;
}

/// <summary>The storage drivers of one node.</summary>
[Definition("io.k8s.api.storage.v1.CSINodeSpec")]
public sealed partial record CSINodeSpec
{
    /// <summary>The value with nothing set.</summary>
    public static CSINodeSpec Empty { get; } = new();

    /// <summary>One entry a driver. A driver that is not here is not ready on the node.</summary>
    [Field(1, "drivers", Always = true), Required, MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<CSINodeDriver> Drivers { get; init; } = [];
}
