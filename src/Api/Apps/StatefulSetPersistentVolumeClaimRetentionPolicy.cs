namespace Kubesharp.Api.Apps;

/// <summary>What becomes of claims made from volumeClaimTemplates.</summary>
[Definition("io.k8s.api.apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy")]
public sealed partial record StatefulSetPersistentVolumeClaimRetentionPolicy
{
    /// <summary>The value with nothing set.</summary>
    public static StatefulSetPersistentVolumeClaimRetentionPolicy Empty { get; } = new();

    /// <summary>
    /// When the StatefulSet is deleted: keep the claims or delete them with it. Defaults to Retain. One of: Retain,
    /// Delete.
    /// </summary>
    [Field(1, "whenDeleted")] public string WhenDeleted { get; init; } = "";
    /// <summary>
    /// When it is scaled down: keep the claims of Pods that are too many or delete them. Defaults to Retain. One of:
    /// Retain, Delete.
    /// </summary>
    [Field(2, "whenScaled")] public string WhenScaled { get; init; } = "";
}
