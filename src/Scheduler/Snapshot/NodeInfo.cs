using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Scheduler.Snapshot;

/// <summary>
/// A node, its Pods and their sums. Its numbers live in the snapshot's columns. Changed only by the scheduling loop,
/// which owns the <see cref="ClusterSnapshot"/>.
/// </summary>
public sealed class NodeInfo
{
    private readonly ClusterSnapshot snapshot;
    private readonly NodeColumns columns;
    private readonly List<PodInfo> pods = [];
    private readonly List<HostPort> usedPorts = [];
    private Dictionary<string, long>? requestedScalars;

    internal NodeInfo(ClusterSnapshot snapshot, int slot, Node node)
    {
        this.snapshot = snapshot;
        columns = snapshot.Columns;
        Slot = slot;
        Name = node.Metadata.Name;
        Node = node;
        Allocatable = new();
        Update(node);
    }

    /// <summary>The place of the node in arrays; stays as long as the node does.</summary>
    public int Slot { get; }
    internal NodeColumns Columns => columns;
    public Node Node { get; private set; }
    public string Name { get; }
    public ResourceAmounts Allocatable { get; private set; }
    public IReadOnlyList<PodInfo> Pods => pods;
    internal List<PodInfo> PodList => pods;
    public IReadOnlyList<HostPort> UsedPorts => usedPorts;
    public bool HasTaints { get; private set; }
    /// <summary>Cordoned.</summary>
    public bool IsUnschedulable { get; private set; }
    /// <summary>Sizes of the images that the node has, by name.</summary>
    internal Dictionary<string, long> Images { get; } = new(StringComparer.Ordinal);
    /// <summary>Pods here whose volumes may be in the way of others, counted by the volume plugins.</summary>
    internal int PodsWithVolumes { get; private set; }
    /// <summary>Grows whenever the node or the Pods on it change.</summary>
    internal long Changes { get; private set; }

    public long AllowedPods => columns.AllowedPods[Slot];
    public long RequestedMilliCpu => columns.RequestedMilliCpu[Slot];
    public long RequestedMemory => columns.RequestedMemory[Slot];
    public long RequestedEphemeralStorage => columns.RequestedEphemeral[Slot];
    public long ScoringMilliCpu => columns.ScoringMilliCpu[Slot];
    public long ScoringMemory => columns.ScoringMemory[Slot];

    /// <summary>What Pods here have asked for of any resource.</summary>
    public long RequestedOf(string resource) => resource switch
    {
        "cpu" => RequestedMilliCpu,
        "memory" => RequestedMemory,
        "ephemeral-storage" => RequestedEphemeralStorage,
        _ => requestedScalars?.GetValueOrDefault(resource) ?? 0,
    };

    internal void Update(Node node)
    {
        Changes++;
        Node = node;
        Allocatable = ResourceAmounts.From(node.Status.Allocatable);
        HasTaints = node.Spec.Taints.Count > 0;
        IsUnschedulable = node.Spec.Unschedulable;
        columns.AllocatableMilliCpu[Slot] = Allocatable.MilliCpu;
        columns.AllocatableMemory[Slot] = Allocatable.Memory;
        columns.AllocatableEphemeral[Slot] = Allocatable.EphemeralStorage;
        columns.AllowedPods[Slot] = node.Status.Allocatable.TryGetValue("pods", out Quantity allowed)
            ? allowed.Value : 0;
    }

    /// <summary>Counts the Pod here, in the sums and in the snapshot's tallies.</summary>
    internal void Add(PodInfo pod)
    {
        pods.Add(pod);
        Count(pod, 1);
        if (pod.HostPorts.Count > 0)
            usedPorts.AddRange(pod.HostPorts);
        snapshot.Count(pod, Slot, 1);
    }

    internal bool Remove(PodInfo pod)
    {
        int index = pods.LastIndexOf(pod);
        if (index < 0)
            return false;
        pods[index] = pods[^1];
        pods.RemoveAt(pods.Count - 1);
        Count(pod, -1);
        foreach (HostPort port in pod.HostPorts)
            usedPorts.Remove(port);
        snapshot.Count(pod, Slot, -1);
        return true;
    }

    /// <summary>The Pods are those that were here, after a trial; their order is theirs again.</summary>
    internal void Restore(List<PodInfo> before)
    {
        pods.Clear();
        pods.AddRange(before);
    }

    /// <summary>The slot is free for another node.</summary>
    internal void Clear()
    {
        columns.AllowedPods[Slot] = 0;
        columns.AllocatableMilliCpu[Slot] = 0;
        columns.AllocatableMemory[Slot] = 0;
        columns.AllocatableEphemeral[Slot] = 0;
    }

    private void Count(PodInfo pod, int sign)
    {
        Changes++;
        ResourceAmounts requested = pod.Requested;
        columns.RequestedMilliCpu[Slot] += sign * requested.MilliCpu;
        columns.RequestedMemory[Slot] += sign * requested.Memory;
        columns.RequestedEphemeral[Slot] += sign * requested.EphemeralStorage;
        columns.ScoringMilliCpu[Slot] += sign * pod.RequestedForScoring.MilliCpu;
        columns.ScoringMemory[Slot] += sign * pod.RequestedForScoring.Memory;
        columns.PodCount[Slot] += sign;
        if (pod.Pod.Spec.Volumes.Count > 0)
            PodsWithVolumes += sign;
        if (!requested.HasScalars)
            return;
        requestedScalars ??= new(StringComparer.Ordinal);
        foreach (ScalarAmount scalar in requested.Scalars)
        {
            requestedScalars[scalar.Name] =
                requestedScalars.GetValueOrDefault(scalar.Name) + sign * scalar.Amount;
        }
    }
}
