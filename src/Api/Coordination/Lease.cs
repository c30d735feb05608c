namespace Kubesharp.Api.Coordination;

/// <summary>A claim on a role or a sign of life, renewed by its holder.</summary>
[ApiResource("coordination.k8s.io/v1", "Lease", "leases")]
[Definition("io.k8s.api.coordination.v1.Lease")]
public sealed partial record Lease : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public LeaseSpec Spec { get; init; } = LeaseSpec.Empty;
}

/// <summary>What a Lease should be.</summary>
[Definition("io.k8s.api.coordination.v1.LeaseSpec")]
public sealed partial record LeaseSpec
{
    /// <summary>The value with nothing set.</summary>
    public static LeaseSpec Empty { get; } = new();

    /// <summary>Holder identity.</summary>
    [Field(1, "holderIdentity")] public string? HolderIdentity { get; init; }
    /// <summary>Lease duration seconds.</summary>
    [Field(2, "leaseDurationSeconds")] public int? LeaseDurationSeconds { get; init; }
    /// <summary>Acquire time.</summary>
    [Field(3, "acquireTime")] public MicroTime? AcquireTime { get; init; }
    /// <summary>Renew time.</summary>
    [Field(4, "renewTime")] public MicroTime? RenewTime { get; init; }
    /// <summary>Lease transitions.</summary>
    [Field(5, "leaseTransitions")] public int? LeaseTransitions { get; init; }
    /// <summary>Strategy. One of: OldestEmulationVersion.</summary>
    [Field(6, "strategy")] public string? Strategy { get; init; }
    /// <summary>Preferred holder.</summary>
    [Field(7, "preferredHolder")] public string? PreferredHolder { get; init; }
}
