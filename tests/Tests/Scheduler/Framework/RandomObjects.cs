using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Policy;

namespace Kubesharp.Tests.Scheduler.Framework;

/// <summary>Nodes, Pods and what they refer to, from few words, so that they have to do with each other.</summary>
internal sealed class RandomObjects(Random random)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Keys =
        ["kubernetes.io/hostname", "topology.kubernetes.io/zone", "disk"];

    private int names;

    public static readonly string[] Namespaces = ["one", "two", "three"];

    public bool Chance(double probability) => random.NextDouble() < probability;

    public T Any<T>(params ReadOnlySpan<T> values) => values[random.Next(values.Length)];

    public Node Node(string name)
    {
        Dictionary<string, string> labels = new() { ["kubernetes.io/hostname"] = name };
        if (Chance(0.85))
            labels["topology.kubernetes.io/zone"] = Any("z1", "z2", "z3");
        if (Chance(0.6))
            labels["disk"] = Any("ssd", "hdd");
        if (Chance(0.4))
            labels["size"] = Any("1", "5", "9");
        Dictionary<string, Quantity> allocatable = new()
        {
            ["cpu"] = Quantity.Parse(Any("1", "2", "4")),
            ["memory"] = Quantity.Parse(Any("1Gi", "4Gi", "8Gi")),
            ["pods"] = new Quantity(random.Next(3, 9)),
        };
        if (Chance(0.5))
            allocatable["ephemeral-storage"] = Quantity.Parse("10Gi");
        if (Chance(0.3))
            allocatable["example.com/gpu"] = new Quantity(random.Next(1, 3));
        return new Node
        {
            Metadata = ObjectMeta.Empty with { Name = name, Labels = labels },
            Spec = NodeSpec.Empty with { Unschedulable = Chance(0.1), Taints = Taints() },
            Status = NodeStatus.Empty with { Allocatable = allocatable, Images = Images() },
        };
    }

    private IReadOnlyList<Taint> Taints()
    {
        List<Taint> taints = [];
        while (Chance(0.25))
        {
            taints.Add(new Taint
            {
                Key = Any("dedicated", "gpu"), Value = Any("", "x"),
                Effect = Any("NoSchedule", "NoExecute", "PreferNoSchedule", "PreferNoSchedule"),
            });
        }
        return taints;
    }

    private IReadOnlyList<ContainerImage> Images()
    {
        List<ContainerImage> images = [];
        foreach (string name in (string[])["web:1", "db:latest"])
        {
            if (Chance(0.4))
                images.Add(new ContainerImage { Names = [name], SizeBytes = random.NextInt64(10, 1500) * 1024 * 1024 });
        }
        return images;
    }

    /// <summary>A Pod; the rarer its demands the less often it has them.</summary>
    public Pod Pod(bool placed, IReadOnlyList<string> claims, IReadOnlyList<string> nodes)
    {
        string name = $"pod-{names++}";
        Dictionary<string, string> labels = [];
        if (Chance(0.85))
            labels["app"] = Any("a", "b", "c");
        if (Chance(0.4))
            labels["tier"] = Any("x", "y");
        bool leaving = placed && Chance(0.08);
        PodSpec spec = PodSpec.Empty with
        {
            SchedulerName = "default-scheduler",
            // Who is on its way out is never a victim here: upstream counts it as gone twice when it is.
            Priority = leaving ? 100 : random.Next(0, 4) * 10,
            Containers = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Container())],
            InitContainers = Chance(0.2)
                ? [Container(), Container() with { RestartPolicy = Any("Always", null!) }] : [],
            Tolerations = Tolerations(),
            Affinity = Affinity(nodes),
            TopologySpreadConstraints = Chance(0.3) ? Constraints() : [],
            NodeSelector = Chance(0.12)
                ? new Dictionary<string, string> { ["disk"] = "ssd" } : PodSpec.Empty.NodeSelector,
            Volumes = Volumes(claims),
        };
        if (Chance(0.1))
        {
            spec = spec with
            {
                Overhead = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("50m") },
                Resources = Chance(0.5) ? null : ResourceRequirements.Empty with
                {
                    Requests = new Dictionary<string, Quantity> { [Any("cpu", "memory")] = Quantity.Parse("600M") },
                },
            };
        }
        return new Pod
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = name,
                Uid = name,
                Namespace = Any(Namespaces),
                Labels = labels,
                DeletionTimestamp = leaving ? new Time(Start) : null,
            },
            Spec = spec,
            Status = PodStatus.Empty with
            {
                StartTime = placed && Chance(0.8) ? new Time(Start.AddMinutes(random.Next(0, 6))) : null,
            },
        };
    }

    private Container Container()
    {
        Dictionary<string, Quantity> requests = [];
        if (Chance(0.75))
            requests["cpu"] = Quantity.Parse(Any("100m", "300m", "700m", "1"));
        if (Chance(0.6))
            requests["memory"] = Quantity.Parse(Any("100Mi", "500Mi", "1Gi"));
        if (Chance(0.1))
            requests["ephemeral-storage"] = Quantity.Parse("4Gi");
        if (Chance(0.06))
            requests["example.com/gpu"] = new Quantity(1);
        return new Container
        {
            Name = "c",
            Image = Any("web:1", "db", "other:2"),
            Resources = ResourceRequirements.Empty with { Requests = requests },
            Ports = Chance(0.12)
                ? [new ContainerPort { HostPort = Any(80, 443), Protocol = "TCP", HostIP = Any("", "10.0.0.1") }] : [],
        };
    }

    private IReadOnlyList<Toleration> Tolerations()
    {
        List<Toleration> tolerations = [];
        while (Chance(0.3))
        {
            tolerations.Add(new Toleration
            {
                Key = Any("dedicated", "gpu", "node.kubernetes.io/unschedulable"),
                Operator = Any("Exists", "Equal"), Effect = Any("", "NoSchedule", "PreferNoSchedule"), Value = "",
            });
        }
        return tolerations;
    }

    private Affinity? Affinity(IReadOnlyList<string> nodes)
    {
        if (!Chance(0.55))
            return null;
        Affinity affinity = new();
        if (Chance(0.3))
            affinity = affinity with { NodeAffinity = NodeAffinity(nodes) };
        if (Chance(0.4))
        {
            affinity = affinity with
            {
                PodAffinity = new PodAffinity
                {
                    RequiredDuringSchedulingIgnoredDuringExecution = Terms(0.5),
                    PreferredDuringSchedulingIgnoredDuringExecution = Wishes(),
                },
            };
        }
        if (Chance(0.4))
        {
            affinity = affinity with
            {
                PodAntiAffinity = new PodAntiAffinity
                {
                    RequiredDuringSchedulingIgnoredDuringExecution = Terms(0.6),
                    PreferredDuringSchedulingIgnoredDuringExecution = Wishes(),
                },
            };
        }
        return affinity;
    }

    private NodeAffinity NodeAffinity(IReadOnlyList<string> nodes) => new()
    {
        RequiredDuringSchedulingIgnoredDuringExecution = Chance(0.5) ? null : new NodeSelector
        {
            NodeSelectorTerms =
            [
                new NodeSelectorTerm
                {
                    MatchExpressions = [Requirement()],
                    MatchFields = nodes.Count > 0 && Chance(0.1)
                        ? [new() { Key = "metadata.name", Operator = "In", Values = [nodes[random.Next(nodes.Count)]] }]
                        : [],
                },
                new NodeSelectorTerm { MatchExpressions = [Requirement(), Requirement()] },
            ],
        },
        PreferredDuringSchedulingIgnoredDuringExecution =
            [new() { Weight = random.Next(1, 100), Preference = new() { MatchExpressions = [Requirement()] } }],
    };

    private NodeSelectorRequirement Requirement() => random.Next(5) switch
    {
        0 => new() { Key = "disk", Operator = "In", Values = ["ssd"] },
        1 => new() { Key = "disk", Operator = "NotIn", Values = ["ssd"] },
        2 => new() { Key = "topology.kubernetes.io/zone", Operator = Any("Exists", "DoesNotExist") },
        3 => new() { Key = "size", Operator = Any("Gt", "Lt"), Values = ["4"] },
        _ => new() { Key = "topology.kubernetes.io/zone", Operator = "In", Values = ["z1", "z2"] },
    };

    private IReadOnlyList<PodAffinityTerm> Terms(double chance)
    {
        List<PodAffinityTerm> terms = [];
        while (Chance(chance) && terms.Count < 2)
            terms.Add(Term());
        return terms;
    }

    private IReadOnlyList<WeightedPodAffinityTerm> Wishes() => Chance(0.5)
        ? [new() { Weight = random.Next(1, 100), PodAffinityTerm = Term() }] : [];

    private PodAffinityTerm Term() => new()
    {
        LabelSelector = Chance(0.05) ? null : Selector(),
        TopologyKey = Any(Keys),
        Namespaces = Chance(0.2) ? [Any(Namespaces)] : [],
        NamespaceSelector = !Chance(0.2) ? null : Chance(0.5) ? LabelSelector.Empty : LabelSelector.Empty with
        {
            MatchLabels = new Dictionary<string, string> { ["team"] = Any("red", "blue") },
        },
        MatchLabelKeys = Chance(0.1) ? ["tier"] : [],
        MismatchLabelKeys = Chance(0.1) ? ["tier"] : [],
    };

    public LabelSelector Selector() => random.Next(3) switch
    {
        0 => LabelSelector.Empty with
        {
            MatchExpressions = [new() { Key = "tier", Operator = Any("Exists", "DoesNotExist") }],
        },
        1 => LabelSelector.Empty with
        {
            MatchExpressions = [new() { Key = "app", Operator = Any("In", "NotIn"), Values = ["a", "b"] }],
        },
        _ => LabelSelector.Empty with { MatchLabels = new Dictionary<string, string> { ["app"] = Any("a", "b", "c") } },
    };

    private IReadOnlyList<TopologySpreadConstraint> Constraints() =>
    [
        .. Keys.Where(_ => Chance(0.45)).Select(key => new TopologySpreadConstraint
        {
            TopologyKey = key,
            MaxSkew = random.Next(1, 3),
            WhenUnsatisfiable = Any("DoNotSchedule", "ScheduleAnyway"),
            LabelSelector = Selector(),
            MinDomains = Chance(0.2) ? random.Next(1, 5) : null,
            NodeAffinityPolicy = Any(null, "Honor", "Ignore"),
            NodeTaintsPolicy = Any(null, "Honor", "Ignore"),
            MatchLabelKeys = Chance(0.15) ? ["tier"] : [],
        }),
    ];

    private IReadOnlyList<Volume> Volumes(IReadOnlyList<string> claims)
    {
        List<Volume> volumes = [];
        if (Chance(0.08))
            volumes.Add(new Volume { Name = "disk", AwsElasticBlockStore = new() { VolumeID = Any("v1", "v2") } });
        if (claims.Count > 0 && Chance(0.6))
        {
            string claim = claims[random.Next(claims.Count)];
            volumes.Add(new Volume { Name = "data", PersistentVolumeClaim = new() { ClaimName = claim } });
        }
        return volumes;
    }

    public PodDisruptionBudget Budget(int number) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = $"budget-{number}", Namespace = Any(Namespaces) },
        Spec = PodDisruptionBudgetSpec.Empty with { Selector = Selector() },
        Status = PodDisruptionBudgetStatus.Empty with { DisruptionsAllowed = random.Next(0, 3) },
    };

    public Service Service(int number) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = $"service-{number}", Namespace = Any(Namespaces) },
        Spec = ServiceSpec.Empty with { Selector = new Dictionary<string, string> { ["app"] = Any("a", "b", "c") } },
    };

    public PersistentVolume Volume(int number)
    {
        Dictionary<string, string> labels = [];
        if (Chance(0.3))
            labels["topology.kubernetes.io/zone"] = Any("z1", "z1__z2");
        return new PersistentVolume
        {
            Metadata = ObjectMeta.Empty with { Name = $"volume-{number}", Labels = labels },
            Spec = PersistentVolumeSpec.Empty with
            {
                Csi = new CSIPersistentVolumeSource { Driver = "csi.example.com", VolumeHandle = $"handle-{number}" },
                NodeAffinity = !Chance(0.4) ? null : new VolumeNodeAffinity
                {
                    Required = new NodeSelector { NodeSelectorTerms = [new() { MatchExpressions = [Requirement()] }] },
                },
            },
        };
    }
}
