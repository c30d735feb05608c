namespace Kubesharp.Api.Core;

/// <summary>A sysctl.</summary>
[Definition("io.k8s.api.core.v1.Sysctl")]
public sealed partial record Sysctl
{
    /// <summary>The value with nothing set.</summary>
    public static Sysctl Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Value.</summary>
    [Field(2, "value", Always = true), Required] public string Value { get; init; } = "";
}
