namespace Kubesharp.Api.Networking;

/// <summary>Names the object with a controller's settings.</summary>
[Definition("io.k8s.api.networking.v1.IngressClassParametersReference")]
public sealed partial record IngressClassParametersReference
{
    /// <summary>The value with nothing set.</summary>
    public static IngressClassParametersReference Empty { get; } = new();

    /// <summary>Group of the object; empty for the core group.</summary>
    [Field(1, "apiGroup")] public string? ApiGroup { get; init; }
    /// <summary>The object's kind.</summary>
    [Field(2, "kind", Always = true), Required] public string Kind { get; init; } = "";
    /// <summary>The object's name.</summary>
    [Field(3, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>
    /// Whether the object is the cluster's or a namespace's. Defaults to Cluster. One of: Cluster, Namespace.
    /// </summary>
    [Field(4, "scope", Always = true)] public string? Scope { get; init; }
    /// <summary>The object's namespace. Needed with scope Namespace, forbidden with Cluster.</summary>
    [Field(5, "namespace")] public string? Namespace { get; init; }
}
