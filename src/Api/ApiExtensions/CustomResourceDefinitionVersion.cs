namespace Kubesharp.Api.ApiExtensions;

/// <summary>A custom resource definition version.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionVersion")]
public sealed partial record CustomResourceDefinitionVersion
{
    /// <summary>The value with nothing set.</summary>
    public static CustomResourceDefinitionVersion Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Served.</summary>
    [Field(2, "served", Always = true), Required] public bool Served { get; init; }
    /// <summary>Storage.</summary>
    [Field(3, "storage", Always = true), Required] public bool Storage { get; init; }
    /// <summary>Deprecated.</summary>
    [Field(7, "deprecated")] public bool Deprecated { get; init; }
    /// <summary>Deprecation warning.</summary>
    [Field(8, "deprecationWarning")] public string? DeprecationWarning { get; init; }
    /// <summary>Schema.</summary>
    [Field(4, "schema")] public CustomResourceValidation? Schema { get; init; }
    /// <summary>Subresources.</summary>
    [Field(5, "subresources")] public CustomResourceSubresources? Subresources { get; init; }
    /// <summary>Additional printer columns.</summary>
    [Field(6, "additionalPrinterColumns"), Atomic]
    public IReadOnlyList<CustomResourceColumnDefinition> AdditionalPrinterColumns { get; init; } = [];
    /// <summary>Selectable fields.</summary>
    [Field(9, "selectableFields"), Atomic] public IReadOnlyList<SelectableField> SelectableFields { get; init; } = [];
}
