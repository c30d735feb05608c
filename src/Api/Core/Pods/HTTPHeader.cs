namespace Kubesharp.Api.Core;

/// <summary>A HTTP header.</summary>
[Definition("io.k8s.api.core.v1.HTTPHeader")]
public sealed partial record HTTPHeader
{
    /// <summary>The value with nothing set.</summary>
    public static HTTPHeader Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Value.</summary>
    [Field(2, "value", Always = true), Required] public string Value { get; init; } = "";
}
