namespace Kubesharp.Scheduler.Snapshot;

/// <summary>
/// What is a number about nodes, by slot, so that a filter or score over thousands of nodes reads memory in order.
/// A free slot allows no Pods. Changed only through <see cref="NodeInfo"/>.
/// </summary>
public sealed class NodeColumns
{
    // A multiple of the widest vector and of the bits in a mask's word: loops need no rest.
    internal const int Step = 64;

    internal long[] AllocatableMilliCpu = [];
    internal long[] AllocatableMemory = [];
    internal long[] AllocatableEphemeral = [];
    internal long[] AllowedPods = [];
    internal long[] RequestedMilliCpu = [];
    internal long[] RequestedMemory = [];
    internal long[] RequestedEphemeral = [];
    internal long[] ScoringMilliCpu = [];
    internal long[] ScoringMemory = [];
    internal long[] PodCount = [];

    /// <summary>Slots there is room for: a multiple of <see cref="Step"/>.</summary>
    public int Capacity => AllowedPods.Length;

    internal void Ensure(int slots)
    {
        if (slots <= Capacity)
            return;
        int capacity = Math.Max(Step, Math.Max((slots + Step - 1) / Step * Step, Capacity * 2));
        Array.Resize(ref AllocatableMilliCpu, capacity);
        Array.Resize(ref AllocatableMemory, capacity);
        Array.Resize(ref AllocatableEphemeral, capacity);
        Array.Resize(ref AllowedPods, capacity);
        Array.Resize(ref RequestedMilliCpu, capacity);
        Array.Resize(ref RequestedMemory, capacity);
        Array.Resize(ref RequestedEphemeral, capacity);
        Array.Resize(ref ScoringMilliCpu, capacity);
        Array.Resize(ref ScoringMemory, capacity);
        Array.Resize(ref PodCount, capacity);
    }
}
