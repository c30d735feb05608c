using System.Numerics;
using Kubesharp.Api.Core;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>The arguments of <see cref="NodeResourcesFit"/>.</summary>
public sealed record NodeResourcesFitArgs
{
    /// <summary>Extended resources that somebody else (an extender) looks after.</summary>
    public IReadOnlyList<string> IgnoredResources { get; init; } = [];
    /// <summary>The same for all with a prefix: <c>example.com</c> stands for <c>example.com/gpu</c>.</summary>
    public IReadOnlyList<string> IgnoredResourceGroups { get; init; } = [];
    /// <summary>Defaults to LeastAllocated.</summary>
    public ScoringStrategy Strategy { get; init; } = ScoringStrategy.LeastAllocated;
    /// <summary>Defaults to CPU and memory, alike.</summary>
    public IReadOnlyList<ResourceWeight> Resources { get; init; } = [new("cpu"), new("memory")];
    /// <summary>For RequestedToCapacityRatio.</summary>
    public IReadOnlyList<UtilizationScore> Shape { get; init; } = [];
}

/// <summary>
/// Rejects nodes without enough of what the Pod asks for, and ranks the others by what is left, or by what is used.
/// </summary>
public sealed class NodeResourcesFit : IBulkFilterPlugin, IPreFilterPlugin, IPreScorePlugin, IScorePlugin
{
    private const string StateKey = nameof(NodeResourcesFit);
    private const string TooManyPods = "Too many pods";

    private readonly NodeResourcesFitArgs args;
    // Every combination of the four that nearly all rejections are about, once as "not now" and once as "never".
    private readonly Status[] rejections = new Status[32];

    public NodeResourcesFit(NodeResourcesFitArgs? args = null)
    {
        this.args = args ?? new();
        for (int bits = 0; bits < rejections.Length; bits++)
            rejections[bits] = Build(bits & 15, (bits & 16) != 0, []);
    }

    public string Name => nameof(NodeResourcesFit);

    public IReadOnlyList<EventRegistration> Events { get; } =
    [
        new(EventResource.AssignedPod, EventAction.Delete),
        new(EventResource.AssignedPod, EventAction.PodScaleDown, static (PodInfo pod, in ClusterChange change) =>
            change is { Before: PodInfo before, After: PodInfo after } && Frees(pod, before, after)),
        new(EventResource.Node, EventAction.Add | EventAction.NodeAllocatable,
            static (PodInfo pod, in ClusterChange change) =>
                change.After is Node node && CouldFit(pod, node)
                && (change.Before is not Node before || Grew(pod, before, node))),
        new(EventResource.TargetPod, EventAction.PodScaleDown),
    ];

    public PreFilterResult PreFilter(CycleState state, PodInfo pod, ClusterSnapshot snapshot) => Status.Success;

    public Status Filter(CycleState state, PodInfo pod, NodeInfo node)
    {
        NodeColumns columns = node.Columns;
        int slot = node.Slot;
        ResourceAmounts want = pod.Requested;
        int lacks = columns.PodCount[slot] + 1 > columns.AllowedPods[slot] ? 1 : 0;
        bool never = false;
        if (want.MilliCpu > 0
            && want.MilliCpu > columns.AllocatableMilliCpu[slot] - columns.RequestedMilliCpu[slot])
        {
            lacks |= 2;
            never |= want.MilliCpu > columns.AllocatableMilliCpu[slot];
        }
        if (want.Memory > 0 && want.Memory > columns.AllocatableMemory[slot] - columns.RequestedMemory[slot])
        {
            lacks |= 4;
            never |= want.Memory > columns.AllocatableMemory[slot];
        }
        if (want.EphemeralStorage > 0
            && want.EphemeralStorage > columns.AllocatableEphemeral[slot] - columns.RequestedEphemeral[slot])
        {
            lacks |= 8;
            never |= want.EphemeralStorage > columns.AllocatableEphemeral[slot];
        }
        List<string>? others = null;
        if (want.HasScalars)
        {
            foreach (ScalarAmount scalar in want.Scalars)
            {
                if (scalar.Amount == 0 || IsIgnored(scalar.Name))
                    continue;
                long there = node.Allocatable[scalar.Name];
                if (scalar.Amount <= there - node.RequestedOf(scalar.Name))
                    continue;
                (others ??= []).Add(scalar.Name);
                never |= scalar.Amount > there;
            }
        }
        if (others is not null)
            return Build(lacks, never, others);
        return lacks == 0 ? Status.Success : rejections[lacks | (never ? 16 : 0)];
    }

    public void Restrict(CycleState state, PodInfo pod, ClusterSnapshot snapshot, Span<ulong> slots)
    {
        NodeColumns columns = snapshot.Columns;
        RestrictPods(columns, slots);
        ResourceAmounts want = pod.Requested;
        Restrict(columns.AllocatableMilliCpu, columns.RequestedMilliCpu, want.MilliCpu, slots);
        Restrict(columns.AllocatableMemory, columns.RequestedMemory, want.Memory, slots);
        Restrict(columns.AllocatableEphemeral, columns.RequestedEphemeral, want.EphemeralStorage, slots);
        if (!want.HasScalars)
            return;
        foreach (NodeInfo node in snapshot.OrderedNodes)
        {
            foreach (ScalarAmount scalar in want.Scalars)
            {
                if (scalar.Amount > 0 && !IsIgnored(scalar.Name)
                    && scalar.Amount > node.Allocatable[scalar.Name] - node.RequestedOf(scalar.Name))
                    slots[node.Slot >> 6] &= ~(1UL << (node.Slot & 63));
            }
        }
    }

    private static void RestrictPods(NodeColumns columns, Span<ulong> slots)
    {
        ReadOnlySpan<long> counts = columns.PodCount, allowed = columns.AllowedPods;
        for (int word = 0; word < slots.Length; word++)
        {
            ulong fits = 0;
            for (int i = 0; i < NodeColumns.Step; i += Vector<long>.Count)
            {
                Vector<long> count = new(counts[(word * NodeColumns.Step + i)..]);
                Vector<long> limit = new(allowed[(word * NodeColumns.Step + i)..]);
                fits |= (ulong)Bits(Vector.LessThan(count, limit)) << i;
            }
            slots[word] &= fits;
        }
    }

    private static void Restrict(long[] allocatable, long[] requested, long want, Span<ulong> slots)
    {
        if (want <= 0)
            return;
        ReadOnlySpan<long> there = allocatable, taken = requested;
        Vector<long> wanted = new(want);
        for (int word = 0; word < slots.Length; word++)
        {
            ulong fits = 0;
            for (int i = 0; i < NodeColumns.Step; i += Vector<long>.Count)
            {
                int at = word * NodeColumns.Step + i;
                Vector<long> free = new Vector<long>(there[at..]) - new Vector<long>(taken[at..]);
                fits |= (ulong)Bits(Vector.GreaterThanOrEqual(free, wanted)) << i;
            }
            slots[word] &= fits;
        }
    }

    private static uint Bits(Vector<long> comparison)
    {
        if (Vector<long>.Count == 4)
            return System.Runtime.Intrinsics.Vector256.ExtractMostSignificantBits(
                System.Runtime.Intrinsics.Vector256.AsVector256(comparison));
        uint bits = 0;
        for (int i = 0; i < Vector<long>.Count; i++)
            bits |= comparison[i] != 0 ? 1U << i : 0;
        return bits;
    }

    public Status PreScore(CycleState state, PodInfo pod, IReadOnlyList<NodeInfo> nodes)
    {
        long[] requests = [.. args.Resources.Select(resource => pod.RequestedForScoring[resource.Name])];
        state.Set(StateKey, requests);
        return Status.Success;
    }

    public long Score(CycleState state, PodInfo pod, NodeInfo node)
    {
        long[] requests = state.Get<long[]>(StateKey)!;
        long sum = 0, weights = 0;
        for (int i = 0; i < requests.Length; i++)
        {
            ResourceWeight resource = args.Resources[i];
            (long allocatable, long requested) =
                ResourceScoring.On(node, resource.Name, requests[i], useRequested: false);
            if (allocatable == 0)
                continue;
            long score = args.Strategy switch
            {
                ScoringStrategy.LeastAllocated => ResourceScoring.Least(requested, allocatable),
                ScoringStrategy.MostAllocated => ResourceScoring.Most(requested, allocatable),
                _ => ResourceScoring.OnCurve(args.Shape, requested, allocatable),
            };
            // On a curve a score of nothing does not count at all.
            if (args.Strategy == ScoringStrategy.RequestedToCapacityRatio && score <= 0)
                continue;
            sum += score * resource.Weight;
            weights += resource.Weight;
        }
        if (weights == 0)
            return 0;
        return args.Strategy == ScoringStrategy.RequestedToCapacityRatio
            ? (long)Math.Round(sum / (double)weights, MidpointRounding.AwayFromZero)
            : sum / weights;
    }

    private bool IsIgnored(string resource)
    {
        if (args.IgnoredResources.Count == 0 && args.IgnoredResourceGroups.Count == 0)
            return false;
        int slash = resource.IndexOf('/', StringComparison.Ordinal);
        return args.IgnoredResources.Contains(resource)
            || (slash > 0 && args.IgnoredResourceGroups.Contains(resource[..slash]));
    }

    private static Status Build(int lacks, bool never, IReadOnlyList<string> others)
    {
        List<string> reasons = [];
        if ((lacks & 1) != 0)
            reasons.Add(TooManyPods);
        if ((lacks & 2) != 0)
            reasons.Add("Insufficient cpu");
        if ((lacks & 4) != 0)
            reasons.Add("Insufficient memory");
        if ((lacks & 8) != 0)
            reasons.Add("Insufficient ephemeral-storage");
        reasons.AddRange(others.Select(static name => $"Insufficient {name}"));
        return never ? Status.Unresolvable([.. reasons]) : Status.Unschedulable([.. reasons]);
    }

    private static bool CouldFit(PodInfo pod, Node node)
    {
        ResourceAmounts there = ResourceAmounts.From(node.Status.Allocatable);
        ResourceAmounts want = pod.Requested;
        if (want.MilliCpu > there.MilliCpu || want.Memory > there.Memory
            || want.EphemeralStorage > there.EphemeralStorage)
            return false;
        return want.Scalars.All(scalar => scalar.Amount <= there[scalar.Name]);
    }

    private static bool Grew(PodInfo pod, Node before, Node after)
    {
        ResourceAmounts old = ResourceAmounts.From(before.Status.Allocatable);
        ResourceAmounts now = ResourceAmounts.From(after.Status.Allocatable);
        ResourceAmounts want = pod.Requested;
        return (want.MilliCpu > 0 && now.MilliCpu > old.MilliCpu)
            || (want.Memory > 0 && now.Memory > old.Memory)
            || (want.EphemeralStorage > 0 && now.EphemeralStorage > old.EphemeralStorage)
            || want.Scalars.Any(scalar => now[scalar.Name] > old[scalar.Name])
            || (after.Status.Allocatable.TryGetValue("pods", out Api.Quantity pods)
                && (!before.Status.Allocatable.TryGetValue("pods", out Api.Quantity earlier)
                    || pods.CompareTo(earlier) > 0));
    }

    private static bool Frees(PodInfo pod, PodInfo before, PodInfo after)
    {
        ResourceAmounts want = pod.Requested;
        return (want.MilliCpu > 0 && after.Requested.MilliCpu < before.Requested.MilliCpu)
            || (want.Memory > 0 && after.Requested.Memory < before.Requested.Memory)
            || (want.EphemeralStorage > 0 && after.Requested.EphemeralStorage < before.Requested.EphemeralStorage)
            || want.Scalars.Any(scalar => after.Requested[scalar.Name] < before.Requested[scalar.Name]);
    }
}
