namespace Kubesharp.Api.Core;

/// <summary>Settings for the Pod's resolver, besides those that dnsPolicy gives.</summary>
[Definition("io.k8s.api.core.v1.PodDNSConfig")]
public sealed partial record PodDNSConfig
{
    /// <summary>The value with nothing set.</summary>
    public static PodDNSConfig Empty { get; } = new();

    /// <summary>Addresses of name servers, after those that dnsPolicy gives. At most 3 in all.</summary>
    [Field(1, "nameservers"), Atomic] public IReadOnlyList<string> Nameservers { get; init; } = [];
    /// <summary>Search domains, after the others. At most 32 in all, of 2048 characters.</summary>
    [Field(2, "searches"), Atomic] public IReadOnlyList<string> Searches { get; init; } = [];
    /// <summary>Options of the resolver. One of the same name wins over that of dnsPolicy.</summary>
    [Field(3, "options"), Atomic] public IReadOnlyList<PodDNSConfigOption> Options { get; init; } = [];
}
