namespace Kubesharp.Api.Core;

/// <summary>An option of a resolver (resolv.conf).</summary>
[Definition("io.k8s.api.core.v1.PodDNSConfigOption")]
public sealed partial record PodDNSConfigOption
{
    /// <summary>The value with nothing set.</summary>
    public static PodDNSConfigOption Empty { get; } = new();

    /// <summary>Its name: ndots.</summary>
    [Field(1, "name")] public string Name { get; init; } = "";
    /// <summary>Its value. Absent for those without.</summary>
    [Field(2, "value")] public string? Value { get; init; }
}
