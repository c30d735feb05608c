namespace Kubesharp.Api.Coordination;

/// <summary>A claim on a role or a sign of life, renewed by its holder.</summary>
[ApiResource("coordination.k8s.io/v1", "Lease", "leases")]
[Definition("io.k8s.api.coordination.v1.Lease")]
public sealed partial record Lease : ApiObject
{
    /// <summary>Who holds it, and until when.</summary>
    [Field(2, "spec")] public LeaseSpec Spec { get; init; } = LeaseSpec.Empty;
}

/// <summary>Who holds a Lease, and until when.</summary>
[Definition("io.k8s.api.coordination.v1.LeaseSpec")]
public sealed partial record LeaseSpec
{
    /// <summary>The value with nothing set.</summary>
    public static LeaseSpec Empty { get; } = new();

    /// <summary>Who holds it. Absent: nobody. With strategy: who is to hold it.</summary>
    [Field(1, "holderIdentity")] public string? HolderIdentity { get; init; }
    /// <summary>How long after renewTime nobody else may take it, in seconds. Above 0.</summary>
    [Field(2, "leaseDurationSeconds")] public int? LeaseDurationSeconds { get; init; }
    /// <summary>When the holder took it.</summary>
    [Field(3, "acquireTime")] public MicroTime? AcquireTime { get; init; }
    /// <summary>When the holder last renewed it.</summary>
    [Field(4, "renewTime")] public MicroTime? RenewTime { get; init; }
    /// <summary>How often it has passed from one holder to another.</summary>
    [Field(5, "leaseTransitions")] public int? LeaseTransitions { get; init; }
    /// <summary>
    /// How the next holder is chosen among the candidates. Absent: whoever comes first. One of: OldestEmulationVersion.
    /// </summary>
    [Field(6, "strategy")] public string? Strategy { get; init; }
    /// <summary>Who the holder should hand it to, as soon as it can. Only with strategy.</summary>
    [Field(7, "preferredHolder")] public string? PreferredHolder { get; init; }
}
