using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;

namespace Kubesharp.Bench.Scheduler;

/// <summary>
/// One of the workloads that upstream's scheduler_perf names: what is there first, and what is measured.
/// </summary>
internal sealed record SchedulerWorkload
{
    public required string Name { get; init; }
    /// <summary>Pods that are placed before the clock runs, by the number of nodes.</summary>
    public required Func<int, IEnumerable<Pod>> Before { get; init; }
    /// <summary>Pods whose placing is measured.</summary>
    public required Func<int, IEnumerable<Pod>> Measured { get; init; }
    /// <summary>Changes a node before it is created.</summary>
    public Func<Node, int, Node> Node { get; init; } = static (node, _) => node;
    /// <summary>Other objects that must be there first, by the number of nodes.</summary>
    public Func<int, IEnumerable<ApiObject>> Objects { get; init; } = static _ => [];
    /// <summary>Those of <see cref="Before"/> that stay without a node.</summary>
    public Func<Pod, bool> StaysPending { get; init; } = static _ => false;
    /// <summary>Nodes, Pods and Services come and go meanwhile.</summary>
    public bool Churns { get; init; }
    /// <summary>Pods a second at 5,000 nodes, in process and over HTTPS; 0: none.</summary>
    public (int InProcess, int Https) Aim { get; init; }
    /// <summary>Runs on these node counts; empty: on 5,000.</summary>
    public IReadOnlyList<int> Nodes { get; init; } = [5000];
}

/// <summary>The workloads, at the sizes of upstream for 5,000 nodes and in proportion for others.</summary>
internal static class SchedulerWorkloads
{
    private const string Zone = "topology.kubernetes.io/zone";
    private const string Host = "kubernetes.io/hostname";
    private static readonly int[] Curve = [100, 1000, 5000, 15000];

    public static IReadOnlyList<SchedulerWorkload> All { get; } =
    [
        new()
        {
            Name = "basic", Nodes = Curve, Aim = (2500, 1000),
            Before = static nodes => Many("init", Scaled(1000, nodes), Plain),
            Measured = static nodes => Many("pod", Scaled(10000, nodes), Plain),
        },
        new()
        {
            Name = "node_affinity",
            Node = static (node, _) => Labelled(node, Zone, "zone1"),
            Before = static nodes => Many("init", Scaled(5000, nodes), NodeAffinity),
            Measured = static nodes => Many("pod", Scaled(2000, nodes), NodeAffinity),
        },
        new()
        {
            Name = "pod_affinity", Nodes = Curve, Aim = (500, 0),
            Node = static (node, _) => Labelled(node, Zone, "zone1"),
            Before = static nodes => Many("init", Scaled(5000, nodes), pod => Affine(pod, "blue", Zone)),
            Measured = static nodes => Many("pod", Scaled(2000, nodes), pod => Affine(pod, "blue", Zone)),
        },
        new()
        {
            Name = "pod_anti_affinity", Aim = (500, 0),
            Before = static nodes => Many("init", Scaled(1000, nodes), pod => Averse(pod, "green", Host)),
            Measured = static nodes => Many("pod", Scaled(2000, nodes), pod => Averse(pod, "green", Host)),
        },
        new()
        {
            Name = "preferred_pod_affinity",
            Before = static nodes => Many("init", Scaled(5000, nodes), pod => Fond(pod, "red", Host)),
            Measured = static nodes => Many("pod", Scaled(2000, nodes), pod => Fond(pod, "red", Host)),
        },
        new()
        {
            Name = "topology_spreading", Nodes = Curve, Aim = (500, 0),
            Node = static (node, i) => Labelled(node, Zone, $"moon-{i % 3}"),
            Before = static nodes => Many("init", Scaled(5000, nodes), Plain),
            Measured = static nodes => Many("pod", Scaled(2000, nodes), pod => Spread(pod, "blue", "DoNotSchedule")),
        },
        new()
        {
            Name = "preferred_topology_spreading",
            Node = static (node, i) => Labelled(node, Zone, $"moon-{i % 3}"),
            Before = static nodes => Many("init", Scaled(5000, nodes), Plain),
            Measured = static nodes => Many("pod", Scaled(2000, nodes), pod => Spread(pod, "blue", "ScheduleAnyway")),
        },
        new()
        {
            Name = "mixed_base",
            Node = static (node, _) => Labelled(node, Zone, "zone1"),
            Before = static nodes =>
            [
                .. Many("base", Scaled(2000, nodes), Plain),
                .. Many("affine", Scaled(2000, nodes), pod => Affine(pod, "blue", Zone)),
                .. Many("averse", Scaled(2000, nodes), pod => Averse(pod, "green", Host)),
                .. Many("fond", Scaled(2000, nodes), pod => Fond(pod, "red", Host)),
            ],
            Measured = static nodes => Many("pod", Scaled(2000, nodes), Plain),
        },
        new()
        {
            Name = "preemption", Nodes = Curve, Aim = (500, 0),
            Before = static nodes => Many("low", nodes * 4, static pod => Sized(pod, "900m", 0)),
            Measured = static nodes => Many("high", Scaled(1000, nodes), static pod => Sized(pod, "3", 10)),
        },
        new()
        {
            Name = "unschedulable",
            Before = static nodes => Many("large", Scaled(1000, nodes), static pod => Sized(pod, "9", 0)),
            StaysPending = static _ => true,
            Measured = static nodes => Many("pod", Scaled(5000, nodes), Plain),
        },
        new()
        {
            Name = "mixed_churn", Churns = true,
            Before = static _ => [],
            Measured = static nodes => Many("pod", Scaled(5000, nodes), Plain),
        },
        new()
        {
            Name = "daemonset", Nodes = [15000],
            Node = static (node, i) => i > 0 ? node : Roomy(node),
            Before = static _ => [],
            Measured = static _ => Many("pod", 10000, static pod => OnNode(pod, "node-0")),
        },
        new()
        {
            Name = "gated",
            Before = static nodes => Many("gated", Scaled(10000, nodes), Gated),
            StaysPending = static _ => true,
            Measured = static nodes => Many("pod", Scaled(5000, nodes), Plain),
        },
        new()
        {
            Name = "csi_volumes",
            Objects = static nodes => SchedulerVolumes.For(nodes, Scaled(3000, nodes)),
            Before = static nodes => Many("init", Scaled(1000, nodes), SchedulerVolumes.WithClaim),
            Measured = static nodes => Many("pod", Scaled(2000, nodes), SchedulerVolumes.WithClaim),
        },
    ];

    private static int Scaled(int at5000, int nodes) =>
        Math.Max(50, (int)((long)at5000 * Math.Min(nodes, 5000) / 5000));

    private static IEnumerable<Pod> Many(string prefix, int count, Func<Pod, Pod> shape)
    {
        for (int i = 0; i < count; i++)
            yield return shape(PodOf($"{prefix}-{i}"));
    }

    /// <summary>Upstream's pod-default.yaml: 100m and 500 Mi.</summary>
    public static Pod PodOf(string name) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = name, Namespace = "default" },
        Spec = PodSpec.Empty with
        {
            // A bench has no kubelets: whatever a node's silence leads to is no matter here.
            Tolerations =
            [
                new Toleration { Key = "node.kubernetes.io/unreachable", Operator = "Exists" },
                new Toleration { Key = "node.kubernetes.io/not-ready", Operator = "Exists" },
            ],
            Containers =
            [
                Container.Empty with
                {
                    Name = "pause",
                    Image = "registry.k8s.io/pause:3.10",
                    Resources = ResourceRequirements.Empty with { Requests = Requests("100m") },
                },
            ],
        },
    };

    public static Node NodeOf(int number)
    {
        Dictionary<string, Quantity> capacity = new()
        {
            ["cpu"] = Quantity.Parse("4"), ["memory"] = Quantity.Parse("32Gi"), ["pods"] = new Quantity(110),
        };
        return new Node
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = $"node-{number}",
                Labels = new Dictionary<string, string> { [Host] = $"node-{number}" },
            },
            Status = NodeStatus.Empty with
            {
                Capacity = capacity,
                Allocatable = capacity,
                Conditions = [new NodeCondition { Type = "Ready", Status = "True", Reason = "KubeletReady" }],
            },
        };
    }

    private static Dictionary<string, Quantity> Requests(string cpu) => new()
    {
        ["cpu"] = Quantity.Parse(cpu), ["memory"] = Quantity.Parse("500Mi"),
    };

    private static Pod Plain(Pod pod) => pod;

    public static Pod Sized(Pod pod, string cpu, int priority) => pod with
    {
        Spec = pod.Spec with
        {
            PriorityClassName = priority > 0 ? "bench-high" : "",
            TerminationGracePeriodSeconds = 0,
            Containers =
            [
                pod.Spec.Containers[0] with
                {
                    Resources = ResourceRequirements.Empty with { Requests = Requests(cpu) },
                },
            ],
        },
    };

    private static Pod Gated(Pod pod) => pod with
    {
        Spec = pod.Spec with { SchedulingGates = [new() { Name = "bench.example.com/wait" }] },
    };

    private static Node Labelled(Node node, string key, string value) => node with
    {
        Metadata = node.Metadata with
        {
            Labels = new Dictionary<string, string>(node.Metadata.Labels) { [key] = value },
        },
    };

    private static Node Roomy(Node node)
    {
        Dictionary<string, Quantity> capacity = new()
        {
            ["cpu"] = Quantity.Parse("100000"), ["memory"] = Quantity.Parse("100Ti"), ["pods"] = new Quantity(90000),
        };
        return node with { Status = node.Status with { Capacity = capacity, Allocatable = capacity } };
    }

    private static Pod NodeAffinity(Pod pod) => With(pod, null, new Affinity
    {
        NodeAffinity = Required(new NodeSelectorTerm
        {
            MatchExpressions = [new() { Key = Zone, Operator = "In", Values = ["zone1", "zone2"] }],
        }),
    });

    private static Pod OnNode(Pod pod, string node) => With(pod, null, new Affinity
    {
        NodeAffinity = Required(new NodeSelectorTerm
        {
            MatchFields = [new() { Key = "metadata.name", Operator = "In", Values = [node] }],
        }),
    });

    private static NodeAffinity Required(NodeSelectorTerm term) =>
        new() { RequiredDuringSchedulingIgnoredDuringExecution = new() { NodeSelectorTerms = [term] } };

    private static Pod Affine(Pod pod, string color, string key) => With(pod, color, new Affinity
    {
        PodAffinity = new() { RequiredDuringSchedulingIgnoredDuringExecution = [Term(color, key)] },
    });

    private static Pod Averse(Pod pod, string color, string key) => With(pod, color, new Affinity
    {
        PodAntiAffinity = new() { RequiredDuringSchedulingIgnoredDuringExecution = [Term(color, key)] },
    });

    private static Pod Fond(Pod pod, string color, string key) => With(pod, color, new Affinity
    {
        PodAffinity = new()
        {
            PreferredDuringSchedulingIgnoredDuringExecution =
                [new() { Weight = 1, PodAffinityTerm = Term(color, key) }],
        },
    });

    private static PodAffinityTerm Term(string color, string key) =>
        new() { LabelSelector = Selector(color), TopologyKey = key };

    private static LabelSelector Selector(string color) =>
        LabelSelector.Empty with { MatchLabels = new Dictionary<string, string> { ["color"] = color } };

    private static Pod Spread(Pod pod, string color, string whenUnsatisfiable)
    {
        pod = With(pod, color, null);
        return pod with
        {
            Spec = pod.Spec with
            {
                TopologySpreadConstraints =
                [
                    new()
                    {
                        MaxSkew = 5,
                        TopologyKey = Zone,
                        WhenUnsatisfiable = whenUnsatisfiable,
                        LabelSelector = Selector(color),
                    },
                ],
            },
        };
    }

    private static Pod With(Pod pod, string? color, Affinity? affinity) => pod with
    {
        Metadata = color is null ? pod.Metadata : pod.Metadata with
        {
            Labels = new Dictionary<string, string> { ["color"] = color },
        },
        Spec = pod.Spec with { Affinity = affinity },
    };
}
