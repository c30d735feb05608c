using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Queue;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>Higher priority goes first; among equals who has waited longer.</summary>
public sealed class PrioritySort : IQueueSortPlugin
{
    public string Name => nameof(PrioritySort);

    public int Compare(QueueEntry left, QueueEntry right)
    {
        int byPriority = right.Pod.Priority.CompareTo(left.Pod.Priority);
        return byPriority != 0 ? byPriority : left.Sequence.CompareTo(right.Sequence);
    }
}
