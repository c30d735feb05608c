namespace Kubesharp.Api.Networking.V1Beta1;

/// <summary>Names the object that something belongs to.</summary>
[Definition("io.k8s.api.networking.v1beta1.ParentReference")]
public sealed partial record ParentReference
{
    /// <summary>The value with nothing set.</summary>
    public static ParentReference Empty { get; } = new();

    /// <summary>The object's group; empty for the core group.</summary>
    [Field(1, "group")] public string Group { get; init; } = "";
    /// <summary>The object's resource, in the plural.</summary>
    [Field(2, "resource"), Required] public string Resource { get; init; } = "";
    /// <summary>The object's namespace; empty for one of the cluster.</summary>
    [Field(3, "namespace")] public string Namespace { get; init; } = "";
    /// <summary>The object's name.</summary>
    [Field(4, "name"), Required] public string Name { get; init; } = "";
}
