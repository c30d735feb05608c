namespace Kubesharp.Api.ApiExtensions;

/// <summary>A field that field selectors may name.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.SelectableField")]
public sealed partial record SelectableField
{
    /// <summary>The value with nothing set.</summary>
    public static SelectableField Empty { get; } = new();

    /// <summary>Where it is: .spec.color. A text, integer or boolean; not in metadata.</summary>
    [Field(1, "jsonPath", Always = true), Required] public string JsonPath { get; init; } = "";
}
