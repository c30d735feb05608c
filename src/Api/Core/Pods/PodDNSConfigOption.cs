namespace Kubesharp.Api.Core;

/// <summary>A pod DNS config option.</summary>
[Definition("io.k8s.api.core.v1.PodDNSConfigOption")]
public sealed partial record PodDNSConfigOption
{
    /// <summary>The value with nothing set.</summary>
    public static PodDNSConfigOption Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name")] public string Name { get; init; } = "";
    /// <summary>Value.</summary>
    [Field(2, "value")] public string? Value { get; init; }
}
