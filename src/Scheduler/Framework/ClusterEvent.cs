using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Framework;

/// <summary>What has changed.</summary>
public enum EventResource
{
    /// <summary>A Pod that is on a node.</summary>
    AssignedPod,
    /// <summary>The waiting Pod itself.</summary>
    TargetPod,
    Node,
    Namespace,
    PersistentVolume,
    PersistentVolumeClaim,
    StorageClass,
    CsiNode,
    CsiDriver,
    CsiStorageCapacity,
    VolumeAttachment,
    ResourceClaim,
    ResourceSlice,
    DeviceClass,
}

/// <summary>How it has changed.</summary>
[Flags]
public enum EventAction
{
    None = 0,
    Add = 1,
    Delete = 2,
    NodeAllocatable = 4,
    NodeLabels = 8,
    NodeTaints = 16,
    NodeConditions = 32,
    PodLabels = 64,
    PodScaleDown = 128,
    PodTolerations = 256,
    PodGatesRemoved = 512,
    /// <summary>Any other change.</summary>
    Other = 1024,
    Update = NodeAllocatable | NodeLabels | NodeTaints | NodeConditions | PodLabels | PodScaleDown | PodTolerations
        | PodGatesRemoved | Other,
    All = Add | Delete | Update,
}

/// <summary>
/// One change, with what was and what is: a Node, a <see cref="PodInfo"/> or another object of the API.
/// </summary>
public readonly record struct ClusterChange(
    EventResource Resource, EventAction Action, object? Before = null, object? After = null);

/// <summary>Whether a change may make a Pod fit that the plugin rejected.</summary>
public delegate bool QueueingHint(PodInfo waiting, in ClusterChange change);

/// <summary>
/// Changes that a plugin wants to hear of for the Pods it rejected. Without a hint every one may help.
/// </summary>
public sealed record EventRegistration(EventResource Resource, EventAction Actions, QueueingHint? Hint = null);
