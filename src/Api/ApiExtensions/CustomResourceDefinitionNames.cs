namespace Kubesharp.Api.ApiExtensions;

/// <summary>A custom resource definition names.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionNames")]
public sealed partial record CustomResourceDefinitionNames
{
    /// <summary>The value with nothing set.</summary>
    public static CustomResourceDefinitionNames Empty { get; } = new();

    /// <summary>Plural.</summary>
    [Field(1, "plural", Always = true), Required] public string Plural { get; init; } = "";
    /// <summary>Singular.</summary>
    [Field(2, "singular")] public string Singular { get; init; } = "";
    /// <summary>Short names.</summary>
    [Field(3, "shortNames"), Atomic] public IReadOnlyList<string> ShortNames { get; init; } = [];
    /// <summary>Kind.</summary>
    [Field(4, "kind", Always = true), Required] public string Kind { get; init; } = "";
    /// <summary>List kind.</summary>
    [Field(5, "listKind")] public string ListKind { get; init; } = "";
    /// <summary>Categories.</summary>
    [Field(6, "categories"), Atomic] public IReadOnlyList<string> Categories { get; init; } = [];
}
