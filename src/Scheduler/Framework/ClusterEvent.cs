namespace Kubesharp.Scheduler.Framework;

/// <summary>Changes that can make a rejected Pod fit. A Pod wakes on those that the rejecting plugins name.</summary>
[Flags]
public enum ClusterEvent
{
    None = 0,
    NodeAdded = 1,
    NodeAllocatableChanged = 2,
    NodeLabelsChanged = 4,
    NodeTaintsChanged = 8,
    PodDeleted = 16,
    /// <summary>The waiting Pod itself changed.</summary>
    PodChanged = 32,
    Any = ~0,
}
