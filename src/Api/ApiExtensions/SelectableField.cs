namespace Kubesharp.Api.ApiExtensions;

/// <summary>A selectable field.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.SelectableField")]
public sealed partial record SelectableField
{
    /// <summary>The value with nothing set.</summary>
    public static SelectableField Empty { get; } = new();

    /// <summary>Json path.</summary>
    [Field(1, "jsonPath", Always = true), Required] public string JsonPath { get; init; } = "";
}
