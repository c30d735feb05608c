namespace Kubesharp.Api.Apps;

/// <summary>A stateful set persistent volume claim retention policy.</summary>
[Definition("io.k8s.api.apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy")]
public sealed partial record StatefulSetPersistentVolumeClaimRetentionPolicy
{
    /// <summary>The value with nothing set.</summary>
    public static StatefulSetPersistentVolumeClaimRetentionPolicy Empty { get; } = new();

    /// <summary>When deleted. One of: Retain, Delete.</summary>
    [Field(1, "whenDeleted")] public string WhenDeleted { get; init; } = "";
    /// <summary>When scaled. One of: Retain, Delete.</summary>
    [Field(2, "whenScaled")] public string WhenScaled { get; init; } = "";
}
