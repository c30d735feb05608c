namespace Kubesharp.Api.Core;

/// <summary>A pod DNS config.</summary>
[Definition("io.k8s.api.core.v1.PodDNSConfig")]
public sealed partial record PodDNSConfig
{
    /// <summary>The value with nothing set.</summary>
    public static PodDNSConfig Empty { get; } = new();

    /// <summary>Nameservers.</summary>
    [Field(1, "nameservers"), Atomic] public IReadOnlyList<string> Nameservers { get; init; } = [];
    /// <summary>Searches.</summary>
    [Field(2, "searches"), Atomic] public IReadOnlyList<string> Searches { get; init; } = [];
    /// <summary>Options.</summary>
    [Field(3, "options"), Atomic] public IReadOnlyList<PodDNSConfigOption> Options { get; init; } = [];
}
