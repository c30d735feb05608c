namespace Kubesharp.Api.ApiExtensions;

/// <summary>One version of a kind.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionVersion")]
public sealed partial record CustomResourceDefinitionVersion
{
    /// <summary>The value with nothing set.</summary>
    public static CustomResourceDefinitionVersion Empty { get; } = new();

    /// <summary>The version: v1, v1beta1. Later, stable ones are preferred.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Whether it is served.</summary>
    [Field(2, "served", Always = true), Required] public bool Served { get; init; }
    /// <summary>Whether objects are stored in it. True for exactly one.</summary>
    [Field(3, "storage", Always = true), Required] public bool Storage { get; init; }
    /// <summary>Whether clients are warned. Defaults to false.</summary>
    [Field(7, "deprecated")] public bool Deprecated { get; init; }
    /// <summary>What they are told. Only with deprecated. Defaults to a text with the kind.</summary>
    [Field(8, "deprecationWarning")] public string? DeprecationWarning { get; init; }
    /// <summary>What objects look like. Needed.</summary>
    [Field(4, "schema")] public CustomResourceValidation? Schema { get; init; }
    /// <summary>Whether there are the subresources status and scale.</summary>
    [Field(5, "subresources")] public CustomResourceSubresources? Subresources { get; init; }
    /// <summary>What kubectl get shows besides the name. Defaults to the age.</summary>
    [Field(6, "additionalPrinterColumns"), Atomic]
    public IReadOnlyList<CustomResourceColumnDefinition> AdditionalPrinterColumns { get; init; } = [];
    /// <summary>Fields that field selectors may name. At most 8.</summary>
    [Field(9, "selectableFields"), Atomic] public IReadOnlyList<SelectableField> SelectableFields { get; init; } = [];
}
