namespace Kubesharp.Api.Networking;

/// <summary>A parent reference.</summary>
[Definition("io.k8s.api.networking.v1.ParentReference")]
public sealed partial record ParentReference
{
    /// <summary>The value with nothing set.</summary>
    public static ParentReference Empty { get; } = new();

    /// <summary>Group.</summary>
    [Field(1, "group")] public string Group { get; init; } = "";
    /// <summary>Resource.</summary>
    [Field(2, "resource"), Required] public string Resource { get; init; } = "";
    /// <summary>The namespace, empty for the object's own or for cluster scope.</summary>
    [Field(3, "namespace")] public string Namespace { get; init; } = "";
    /// <summary>The name.</summary>
    [Field(4, "name"), Required] public string Name { get; init; } = "";
}
