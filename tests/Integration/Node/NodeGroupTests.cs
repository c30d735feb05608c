using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Cpus;
using Kubesharp.Kubelet.Registration;
using Kubesharp.Linux.Cgroups;
using Kubesharp.Linux.Mounts;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>Control groups of classes of service, what is reserved, and processors of one's own.</summary>
[Collection("node")]
public sealed class NodeGroupTests
{
    [Fact]
    public async Task Classes_of_service_weigh_what_their_pods_request_and_pods_have_what_is_not_reserved()
    {
        await using NodeFixture node = await NodeFixture.StartAsync(static options => options with
        {
            Reservations = new NodeReservations
            {
                System = new Dictionary<string, Quantity>
                {
                    ["cpu"] = Quantity.Parse("500m"), ["memory"] = Quantity.Parse("128Mi"),
                },
            },
        });
        Node self = await node.WaitAsync("the node", () => node.Api.Get<Node>("node-a", ""));
        Quantity capacity = self.Status.Capacity["memory"];
        Assert.Equal(self.Status.Capacity["cpu"] - Quantity.Parse("500m"), self.Status.Allocatable["cpu"]);
        // The reserve, and what the hard threshold of evictions keeps free; huge pages are nobody's memory.
        Quantity huge = self.Status.Capacity
            .Where(static pair => pair.Key.StartsWith("hugepages-", StringComparison.Ordinal))
            .Aggregate(Quantity.Zero, static (sum, pair) => sum + pair.Value);
        Assert.Equal(capacity - Quantity.Parse("228Mi") - huge, self.Status.Allocatable["memory"]);
        if (CgroupTree.Discover(MountTable.Read()) is not { } groups)
        {
            Assert.Skip("needs control groups");
            return;
        }
        string root = node.Options.CgroupRoot + "/kubepods";
        (string controller, string file) = groups.Version == 1 ? ("cpu", "cpu.shares") : ("", "cpu.weight");
        string Weight(string group) =>
            File.ReadAllText(Path.Combine(groups.Roots[controller], group.TrimStart('/'), file)).Trim();
        string lowest = groups.Version == 1 ? "2" : "1";
        Assert.Equal(lowest, Weight(root + "/besteffort"));
        Assert.Equal(lowest, Weight(root + "/burstable"));
        if (groups.Version == 1)
        {
            string limit = File.ReadAllText(Path.Combine(
                groups.Roots["memory"], root.TrimStart('/'), "memory.limit_in_bytes")).Trim();
            Assert.Equal((capacity - Quantity.Parse("128Mi")).Value / 4096 * 4096, long.Parse(limit));
        }

        node.Api.Put(Requests("one", "250m"));
        node.Api.Put(Requests("two", "250m"));
        await node.WaitForPodAsync("one", NodePods.IsReady);
        await node.WaitForPodAsync("two", NodePods.IsReady);
        string both = groups.Version == 1 ? "512" : "20";
        await node.WaitUntilAsync("the weight of both", () => Task.FromResult(Weight(root + "/burstable") == both));
        node.Api.Delete("two", 0);
        string one = groups.Version == 1 ? "256" : "10";
        await node.WaitUntilAsync("the weight of one", () => Task.FromResult(Weight(root + "/burstable") == one));
    }

    [Fact]
    public async Task A_guaranteed_pod_has_a_processor_of_its_own_also_after_a_restart()
    {
        if (Environment.ProcessorCount < 2)
            Assert.Skip("needs two processors");
        await using NodeFixture node = await NodeFixture.StartAsync(static options => options with
        {
            Cpu = new CpuOptions { IsStatic = true, ReconcilePeriod = TimeSpan.FromSeconds(1) },
            Reservations = new NodeReservations { Processors = new CpuSet([0]) },
        });
        const string tell = "while :; do grep Cpus_allowed_list /proc/self/status > /shared/$NAME.new; "
            + "mv /shared/$NAME.new /shared/$NAME; sleep 0.2; done";
        string signs = Path.Combine(node.Root, "signs");
        Pod Tells(string name, ResourceRequirements resources) => NodePods.Of(
            name, "Always", NodePods.Shell("main", $"trap 'exit 0' TERM; NAME={name}; {tell}") with
            {
                Resources = resources,
            }).Sharing(signs).With(static spec => spec with { TerminationGracePeriodSeconds = 1 });
        ResourceRequirements whole = new()
        {
            Requests = NodePods.Amounts("1", "64Mi"), Limits = NodePods.Amounts("1", "64Mi"),
        };
        Task AllowedAsync(string name, string cpus) => node.WaitUntilAsync(
            $"{name} on {cpus}", () => Task.FromResult(File.Exists(Path.Combine(signs, name))
                && File.ReadAllText(Path.Combine(signs, name)).Split('\t')[^1].Trim() == cpus));
        string all = CpuTopologyText();
        string shared = new CpuSet(Numbers(all).Except([1])).ToString();

        node.Api.Put(Tells("shares", ResourceRequirements.Empty));
        await AllowedAsync("shares", all);
        node.Api.Put(Tells("owns", whole));
        await AllowedAsync("owns", "1");
        await AllowedAsync("shares", shared);

        if (Environment.ProcessorCount == 2)
        {
            node.Api.Put(Tells("second", whole));
            Pod second = await node.WaitForPodAsync("second", static pod => pod.Status.Phase == "Failed");
            // One processor is reserved and one is taken.
            Assert.Equal("OutOfcpu", second.Status.Reason);
        }
        await node.StopAsync();
        await node.RunAsync();
        node.Api.Put(Tells("later", ResourceRequirements.Empty));
        await AllowedAsync("later", shared);
        node.Api.Delete("owns");
        await AllowedAsync("shares", all);
        await AllowedAsync("later", all);
    }

    private static string CpuTopologyText() => File.ReadAllText("/sys/devices/system/cpu/online").Trim();

    private static IReadOnlyList<int> Numbers(string text) =>
        CpuSet.TryParse(text, out CpuSet set) ? set.Numbers : throw new FormatException(text);

    private static Pod Requests(string name, string cpu) =>
        NodePods.Of(name, "Always", NodePods.Shell("main", NodePods.Stay) with
        {
            Resources = new() { Requests = NodePods.Amounts(cpu, "1Mi") },
        });
}
