using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Scheduler;
using Kubesharp.Scheduler.Configuration;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Queue;
using Kubesharp.Scheduler.Snapshot;
using Kubesharp.Simulation.Clock;

namespace Kubesharp.Tests.Scheduler.Framework;

/// <summary>Nodes and Pods to decide on, without a cluster around them.</summary>
internal sealed class SchedulingBoard
{
    public SchedulingBoard(
        ProfileOptions? options = null, PluginRegistry? registry = null, int percentageOfNodesToScore = 0)
    {
        Entropy entropy = Entropy.Seeded(1);
        Context = new PluginContext
        {
            Snapshot = Snapshot,
            Objects = Objects,
            Nominated = Nominated,
            Entropy = entropy,
            Time = Clock,
            Evict = (pod, node, victims) => Evicted.AddRange(victims.Select(static victim => victim.Pod.Metadata.Name)),
        };
        Profile = ProfileBuilder.Build(options ?? new(), registry ?? new(), Context);
        Algorithm = new SchedulingAlgorithm(Snapshot, Nominated, entropy, percentageOfNodesToScore);
    }

    public SimulatedClock Clock { get; } = new(DateTimeOffset.UnixEpoch);
    public ClusterSnapshot Snapshot { get; } = new();
    public ClusterObjects Objects { get; } = new();
    public NominatedPods Nominated { get; } = new();
    public PluginContext Context { get; }
    public Profile Profile { get; }
    public SchedulingAlgorithm Algorithm { get; }
    public List<string> Evicted { get; } = [];

    public Decision Decide(Pod pod) => Algorithm.Decide(Profile, new CycleState(), new PodInfo(pod));

    /// <summary>Decides and, when no node fits, tries to make room.</summary>
    public (Decision Decision, string Message, string? Nominated) Schedule(Pod pod)
    {
        CycleState state = new();
        PodInfo info = new(pod);
        Decision decision = Algorithm.Decide(Profile, state, info);
        if (decision.Node is not null)
            return (decision, "", null);
        PostFilterResult result = Profile.PostFilter(state, info, decision.Diagnosis);
        decision.Diagnosis.PostFilterMessage = result.Status.Message;
        return (decision, decision.Diagnosis.Message, result.NominatedNodeName);
    }

    public void Place(Pod pod, string node) => Snapshot.Place(new PodInfo(pod), node);

    public static Node NodeOf(
        string name, string cpu = "4", string memory = "8Gi", string pods = "110", bool unschedulable = false,
        (string Key, string Value)? taint = null, params (string Key, string Value)[] labels)
    {
        Dictionary<string, string> all = labels.ToDictionary(static pair => pair.Key, static pair => pair.Value);
        all.TryAdd("kubernetes.io/hostname", name);
        return new Node
        {
            Metadata = ObjectMeta.Empty with { Name = name, Labels = all },
            Spec = NodeSpec.Empty with
            {
                Unschedulable = unschedulable,
                Taints = taint is { } given
                    ? [new Taint { Key = given.Key, Value = given.Value, Effect = "NoSchedule" }] : [],
            },
            Status = NodeStatus.Empty with
            {
                Allocatable = new Dictionary<string, Quantity>
                {
                    ["cpu"] = Quantity.Parse(cpu),
                    ["memory"] = Quantity.Parse(memory),
                    ["pods"] = Quantity.Parse(pods),
                },
            },
        };
    }

    public static Pod PodOf(
        string name, string? cpu = null, int priority = 0, params (string Key, string Value)[] labels) =>
        new()
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = name,
                Uid = name,
                Namespace = "default",
                Labels = labels.ToDictionary(static pair => pair.Key, static pair => pair.Value),
            },
            Spec = PodSpec.Empty with
            {
                SchedulerName = "default-scheduler",
                Priority = priority,
                Containers = [ContainerOf(cpu)],
            },
        };

    public static Container ContainerOf(string? cpu, string? restartPolicy = null) => Container.Empty with
    {
        Name = "c",
        RestartPolicy = restartPolicy,
        Resources = ResourceRequirements.Empty with
        {
            Requests = cpu is null
                ? ResourceRequirements.Empty.Requests
                : new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse(cpu) },
        },
    };
}
