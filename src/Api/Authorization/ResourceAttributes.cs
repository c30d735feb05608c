namespace Kubesharp.Api.Authorization;

/// <summary>A request to a resource.</summary>
[Definition("io.k8s.api.authorization.v1.ResourceAttributes")]
public sealed partial record ResourceAttributes
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceAttributes Empty { get; } = new();

    /// <summary>The namespace. Empty: all, or an object of the cluster.</summary>
    [Field(1, "namespace")] public string Namespace { get; init; } = "";
    /// <summary>The verb: get, list, watch, create, update, patch, delete, deletecollection; * means all.</summary>
    [Field(2, "verb")] public string Verb { get; init; } = "";
    /// <summary>The group; * means all.</summary>
    [Field(3, "group")] public string Group { get; init; } = "";
    /// <summary>The version; * means all.</summary>
    [Field(4, "version")] public string Version { get; init; } = "";
    /// <summary>The plural; * means all.</summary>
    [Field(5, "resource")] public string Resource { get; init; } = "";
    /// <summary>The subresource. Empty: the resource itself.</summary>
    [Field(6, "subresource")] public string Subresource { get; init; } = "";
    /// <summary>The object's name. Empty: all.</summary>
    [Field(7, "name")] public string Name { get; init; } = "";
    /// <summary>Only objects with these fields; may make an answer yes that would be no.</summary>
    [Field(8, "fieldSelector")] public FieldSelectorAttributes? FieldSelector { get; init; }
    /// <summary>Only objects with these labels; may make an answer yes that would be no.</summary>
    [Field(9, "labelSelector")] public LabelSelectorAttributes? LabelSelector { get; init; }
}
