namespace Kubesharp.Api.Authorization;

/// <summary>A resource attributes.</summary>
[Definition("io.k8s.api.authorization.v1.ResourceAttributes")]
public sealed partial record ResourceAttributes
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceAttributes Empty { get; } = new();

    /// <summary>The namespace, empty for the object's own or for cluster scope.</summary>
    [Field(1, "namespace")] public string Namespace { get; init; } = "";
    /// <summary>Verb.</summary>
    [Field(2, "verb")] public string Verb { get; init; } = "";
    /// <summary>Group.</summary>
    [Field(3, "group")] public string Group { get; init; } = "";
    /// <summary>Version.</summary>
    [Field(4, "version")] public string Version { get; init; } = "";
    /// <summary>Resource.</summary>
    [Field(5, "resource")] public string Resource { get; init; } = "";
    /// <summary>Subresource.</summary>
    [Field(6, "subresource")] public string Subresource { get; init; } = "";
    /// <summary>The name.</summary>
    [Field(7, "name")] public string Name { get; init; } = "";
    /// <summary>Field selector.</summary>
    [Field(8, "fieldSelector")] public FieldSelectorAttributes? FieldSelector { get; init; }
    /// <summary>Label selector.</summary>
    [Field(9, "labelSelector")] public LabelSelectorAttributes? LabelSelector { get; init; }
}
