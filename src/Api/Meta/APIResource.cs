namespace Kubesharp.Api.Meta;

/// <summary>A resource or subresource of one version of a group, and what can be done with it.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.APIResource")]
public sealed partial record APIResource
{
    /// <summary>The value with nothing set.</summary>
    public static APIResource Empty { get; } = new();

    /// <summary>The plural, as it stands in paths; a subresource is plural/subresource.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>One such object in lower case, as kubectl also accepts it. Empty for subresources.</summary>
    [Field(6, "singularName", Always = true), Required] public string SingularName { get; init; } = "";
    /// <summary>Whether objects live in a namespace.</summary>
    [Field(2, "namespaced", Always = true), Required] public bool Namespaced { get; init; }
    /// <summary>The group of the kind that is taken and given, when it is not that of the list.</summary>
    [Field(8, "group")] public string Group { get; init; } = "";
    /// <summary>The version of the kind that is taken and given, when it is not that of the list.</summary>
    [Field(9, "version")] public string Version { get; init; } = "";
    /// <summary>The kind that is taken and given: Pod, or Scale for a subresource scale.</summary>
    [Field(3, "kind", Always = true), Required] public string Kind { get; init; } = "";
    /// <summary>What can be done: get, list, watch, create, update, patch, delete, deletecollection.</summary>
    [Field(4, "verbs", Always = true, Wrapped = true), Required] public IReadOnlyList<string> Verbs { get; init; } = [];
    /// <summary>What kubectl accepts in place of the plural: po, deploy.</summary>
    [Field(5, "shortNames"), Atomic] public IReadOnlyList<string> ShortNames { get; init; } = [];
    /// <summary>Names for several resources at once: kubectl get all means those with all.</summary>
    [Field(7, "categories"), Atomic] public IReadOnlyList<string> Categories { get; init; } = [];
    /// <summary>
    /// Another value when objects are stored in another version. Only to be compared, and only as a whole.
    /// </summary>
    [Field(10, "storageVersionHash")] public string StorageVersionHash { get; init; } = "";
}
