namespace Kubesharp.Api.Networking;

/// <summary>An ingress class parameters reference.</summary>
[Definition("io.k8s.api.networking.v1.IngressClassParametersReference")]
public sealed partial record IngressClassParametersReference
{
    /// <summary>The value with nothing set.</summary>
    public static IngressClassParametersReference Empty { get; } = new();

    /// <summary>Api group.</summary>
    [Field(1, "apiGroup")] public string? ApiGroup { get; init; }
    /// <summary>Kind.</summary>
    [Field(2, "kind", Always = true), Required] public string Kind { get; init; } = "";
    /// <summary>The name.</summary>
    [Field(3, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Scope.</summary>
    [Field(4, "scope", Always = true)] public string? Scope { get; init; }
    /// <summary>The namespace, empty for the object's own or for cluster scope.</summary>
    [Field(5, "namespace")] public string? Namespace { get; init; }
}
