using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Scheduler;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;
using Xunit;

namespace Kubesharp.Tests.Scheduler.Framework;

public sealed class ProfileTests
{
    private readonly Profile profile = new(Profile.DefaultName, DefaultPlugins.All);

    [Fact]
    public void The_emptier_node_is_taken()
    {
        NodeInfo busy = NodeOf("busy");
        busy.Add(PodOf("other", cpu: "3"));

        Decision decision = profile.Decide(PodOf("pod", cpu: "500m"), [busy, NodeOf("idle")], Entropy.Seeded(1));

        Assert.Equal("idle", decision.Node?.Node.Metadata.Name);
    }

    [Fact]
    public void A_full_cluster_says_how_many_nodes_lack_what()
    {
        NodeInfo full = NodeOf("full");
        full.Add(PodOf("other", cpu: "4"));
        NodeInfo cordoned = NodeOf("cordoned", unschedulable: true);
        NodeInfo tainted = NodeOf("tainted", taint: "dedicated");

        Decision decision = profile.Decide(PodOf("pod", cpu: "1"), [full, cordoned, tainted], Entropy.Seeded(1));

        Assert.Null(decision.Node);
        Assert.Equal(
            "0/3 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {dedicated: }, "
            + "1 node(s) were unschedulable.",
            decision.Diagnosis.Message);
        Assert.True(decision.Diagnosis.WakeOn.HasFlag(ClusterEvent.PodDeleted));
    }

    [Fact]
    public void A_host_port_is_given_once_a_node()
    {
        NodeInfo first = NodeOf("first"), second = NodeOf("second");
        first.Add(PodOf("other", hostPort: 8080));

        Decision decision = profile.Decide(PodOf("pod", hostPort: 8080), [first, second], Entropy.Seeded(1));

        Assert.Equal("second", decision.Node?.Node.Metadata.Name);
    }

    [Fact]
    public void A_node_selector_holds()
    {
        Decision decision = profile.Decide(
            PodOf("pod", selector: ("disk", "ssd")), [NodeOf("plain"), NodeOf("fast", label: ("disk", "ssd"))],
            Entropy.Seeded(1));

        Assert.Equal("fast", decision.Node?.Node.Metadata.Name);
    }

    [Fact]
    public void Init_containers_count_by_their_peak_and_containers_by_their_sum()
    {
        Pod pod = new()
        {
            Spec = PodSpec.Empty with
            {
                InitContainers = [ContainerOf("3"), ContainerOf("1", restartPolicy: "Always")],
                Containers = [ContainerOf("1"), ContainerOf("1")],
            },
        };

        Assert.Equal(3000, Resources.Requested(pod).MilliCpu);
    }

    private static NodeInfo NodeOf(
        string name, bool unschedulable = false, string? taint = null, (string Key, string Value)? label = null) =>
        new(new Node
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = name,
                Labels = label is { } pair
                    ? new Dictionary<string, string> { [pair.Key] = pair.Value } : ObjectMeta.Empty.Labels,
            },
            Spec = NodeSpec.Empty with
            {
                Unschedulable = unschedulable,
                Taints = taint is null ? [] : [Taint.Empty with { Key = taint, Effect = "NoSchedule" }],
            },
            Status = NodeStatus.Empty with
            {
                Allocatable = new Dictionary<string, Quantity>
                {
                    ["cpu"] = Quantity.Parse("4"), ["memory"] = Quantity.Parse("8Gi"), ["pods"] = new Quantity(110),
                },
            },
        });

    private static PodInfo PodOf(
        string name, string? cpu = null, int hostPort = 0, (string Key, string Value)? selector = null) =>
        new(new Pod
        {
            Metadata = ObjectMeta.Empty with { Name = name, Uid = name },
            Spec = PodSpec.Empty with
            {
                NodeSelector = selector is { } pair
                    ? new Dictionary<string, string> { [pair.Key] = pair.Value } : PodSpec.Empty.NodeSelector,
                Containers =
                [
                    ContainerOf(cpu) with
                    {
                        Ports = hostPort == 0 ? [] : [ContainerPort.Empty with { HostPort = hostPort,
                            Protocol = "TCP" }],
                    },
                ],
            },
        });

    private static Container ContainerOf(string? cpu, string? restartPolicy = null) => Container.Empty with
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
