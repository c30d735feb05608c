namespace Kubesharp.Api.ApiExtensions;

/// <summary>A custom resource column definition.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceColumnDefinition")]
public sealed partial record CustomResourceColumnDefinition
{
    /// <summary>The value with nothing set.</summary>
    public static CustomResourceColumnDefinition Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Type.</summary>
    [Field(2, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Format.</summary>
    [Field(3, "format")] public string Format { get; init; } = "";
    /// <summary>Description.</summary>
    [Field(4, "description")] public string Description { get; init; } = "";
    /// <summary>Priority.</summary>
    [Field(5, "priority")] public int Priority { get; init; }
    /// <summary>Json path.</summary>
    [Field(6, "jsonPath", Always = true), Required] public string JsonPath { get; init; } = "";
}
