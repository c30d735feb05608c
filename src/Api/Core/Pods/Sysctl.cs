namespace Kubesharp.Api.Core;

/// <summary>A setting of the kernel.</summary>
[Definition("io.k8s.api.core.v1.Sysctl")]
public sealed partial record Sysctl
{
    /// <summary>The value with nothing set.</summary>
    public static Sysctl Empty { get; } = new();

    /// <summary>Its name: net.core.somaxconn.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Its value.</summary>
    [Field(2, "value", Always = true), Required] public string Value { get; init; } = "";
}
