namespace Kubesharp.Api.Core;

/// <summary>A header of an HTTP request.</summary>
[Definition("io.k8s.api.core.v1.HTTPHeader")]
public sealed partial record HTTPHeader
{
    /// <summary>The value with nothing set.</summary>
    public static HTTPHeader Empty { get; } = new();

    /// <summary>Its name; case does not matter.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Its value.</summary>
    [Field(2, "value", Always = true), Required] public string Value { get; init; } = "";
}
