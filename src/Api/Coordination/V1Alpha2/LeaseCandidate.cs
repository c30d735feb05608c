namespace Kubesharp.Api.Coordination.V1Alpha2;

/// <summary>Somebody who could hold a Lease, so that a coordinator can choose.</summary>
[ApiResource("coordination.k8s.io/v1alpha2", "LeaseCandidate", "leasecandidates")]
[Definition("io.k8s.api.coordination.v1alpha2.LeaseCandidate")]
public sealed partial record LeaseCandidate : ApiObject
{
    /// <summary>Who it is, and for which Lease.</summary>
    [Field(2, "spec"), Required] public LeaseCandidateSpec Spec { get; init; } = LeaseCandidateSpec.Empty;
}

/// <summary>Somebody who could hold a Lease.</summary>
[Definition("io.k8s.api.coordination.v1alpha2.LeaseCandidateSpec")]
public sealed partial record LeaseCandidateSpec
{
    /// <summary>The value with nothing set.</summary>
    public static LeaseCandidateSpec Empty { get; } = new();

    /// <summary>The Lease, in the same namespace. Cannot be changed.</summary>
    [Field(1, "leaseName", Always = true), Required] public string LeaseName { get; init; } = "";
    /// <summary>When the coordinator last asked for a sign of life; answered by renewTime.</summary>
    [Field(2, "pingTime")] public MicroTime? PingTime { get; init; }
    /// <summary>When the candidate last gave a sign of life.</summary>
    [Field(3, "renewTime")] public MicroTime? RenewTime { get; init; }
    /// <summary>Its version as a semantic version.</summary>
    [Field(4, "binaryVersion", Always = true), Required] public string BinaryVersion { get; init; } = "";
    /// <summary>
    /// The version that it behaves as; not above binaryVersion. Needed with strategy OldestEmulationVersion.
    /// </summary>
    [Field(5, "emulationVersion")] public string EmulationVersion { get; init; } = "";
    /// <summary>
    /// How it wants the holder to be chosen. Of several wishes the newest version's counts. One of:
    /// OldestEmulationVersion.
    /// </summary>
    [Field(6, "strategy"), Required] public string Strategy { get; init; } = "";
}
