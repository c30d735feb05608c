namespace Kubesharp.Api.ApiExtensions;

/// <summary>What a kind is called.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionNames")]
public sealed partial record CustomResourceDefinitionNames
{
    /// <summary>The value with nothing set.</summary>
    public static CustomResourceDefinitionNames Empty { get; } = new();

    /// <summary>As in paths: /apis/GROUP/VERSION/PLURAL. In lower case. Cannot be changed.</summary>
    [Field(1, "plural", Always = true), Required] public string Plural { get; init; } = "";
    /// <summary>One such object. In lower case. Defaults to the kind in lower case.</summary>
    [Field(2, "singular")] public string Singular { get; init; } = "";
    /// <summary>What kubectl accepts in place of the plural.</summary>
    [Field(3, "shortNames"), Atomic] public IReadOnlyList<string> ShortNames { get; init; } = [];
    /// <summary>In CamelCase. Cannot be changed.</summary>
    [Field(4, "kind", Always = true), Required] public string Kind { get; init; } = "";
    /// <summary>The kind of lists. Defaults to the kind with List behind.</summary>
    [Field(5, "listKind")] public string ListKind { get; init; } = "";
    /// <summary>Names for several resources at once: all.</summary>
    [Field(6, "categories"), Atomic] public IReadOnlyList<string> Categories { get; init; } = [];
}
