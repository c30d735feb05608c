namespace Kubesharp.Api.Storage;

/// <summary>A CSI driver.</summary>
[ApiResource("storage.k8s.io/v1", "CSIDriver", "csidrivers", Namespaced = false)]
[Definition("io.k8s.api.storage.v1.CSIDriver")]
public sealed partial record CSIDriver : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec", Always = true), Required] public CSIDriverSpec Spec { get; init; } = CSIDriverSpec.Empty;
}

/// <summary>What a CSIDriver should be.</summary>
[Definition("io.k8s.api.storage.v1.CSIDriverSpec")]
public sealed partial record CSIDriverSpec
{
    /// <summary>The value with nothing set.</summary>
    public static CSIDriverSpec Empty { get; } = new();

    /// <summary>Attach required.</summary>
    [Field(1, "attachRequired")] public bool? AttachRequired { get; init; }
    /// <summary>Pod info on mount.</summary>
    [Field(2, "podInfoOnMount")] public bool? PodInfoOnMount { get; init; }
    /// <summary>Volume lifecycle modes. One of: Persistent, Ephemeral. No value occurs twice.</summary>
    [Field(3, "volumeLifecycleModes"), SetList] public IReadOnlyList<string> VolumeLifecycleModes { get; init; } = [];
    /// <summary>Storage capacity.</summary>
    [Field(4, "storageCapacity")] public bool? StorageCapacity { get; init; }
    /// <summary>Fs group policy. One of: ReadWriteOnceWithFSType, File, None.</summary>
    [Field(5, "fsGroupPolicy")] public string? FsGroupPolicy { get; init; }
    /// <summary>Token requests.</summary>
    [Field(6, "tokenRequests"), Atomic] public IReadOnlyList<TokenRequest> TokenRequests { get; init; } = [];
    /// <summary>Requires republish.</summary>
    [Field(7, "requiresRepublish")] public bool? RequiresRepublish { get; init; }
    /// <summary>Se linux mount.</summary>
    [Field(8, "seLinuxMount")] public bool? SeLinuxMount { get; init; }
    /// <summary>Node allocatable update period seconds.</summary>
    [Field(9, "nodeAllocatableUpdatePeriodSeconds")] public long? NodeAllocatableUpdatePeriodSeconds { get; init; }
    /// <summary>Service account token in secrets.</summary>
    [Field(10, "serviceAccountTokenInSecrets")] public bool? ServiceAccountTokenInSecrets { get; init; }
    /// <summary>Prevent pod scheduling if missing.</summary>
    [Field(11, "preventPodSchedulingIfMissing")] public bool? PreventPodSchedulingIfMissing { get; init; }
}
