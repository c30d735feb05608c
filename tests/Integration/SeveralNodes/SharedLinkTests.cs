using System.Diagnostics;
using Kubesharp.Tests.Integration.EndToEnd;
using Xunit;

namespace Kubesharp.Tests.Integration.SeveralNodes;

/// <summary>Three nodes on one link: how Pods and people reach what runs on each of them.</summary>
[Collection(SeveralNodesCollection.Name)]
public sealed class SharedLinkTests(SharedLinkCluster cluster) : IClassFixture<SharedLinkCluster>
{
    [Fact]
    public async Task Pods_reach_each_other_by_address_and_by_name_whatever_their_node()
    {
        IReadOnlyList<TestMachine> machines = cluster.Machines;
        Kubectl kubectl = cluster.Kubectl;
        string networks = await kubectl.RunAsync("get", "nodes", "-o", "jsonpath={.items[*].spec.podCIDR}");
        Assert.Equal(
            ["10.42.0.0/24", "10.42.1.0/24", "10.42.2.0/24"], networks.Split(' ').Order(StringComparer.Ordinal));
        Assert.StartsWith("10.42.0.0/24", networks, StringComparison.Ordinal); // The server's own node was first.

        await cluster.ApplyAsync(
            TestCluster.Workload("DaemonSet", "near", 0) + TestCluster.Service("near", "near", "")
            + TestCluster.Service("open", "near", "type: NodePort"));
        IReadOnlyList<TestPod> pods = await cluster.PodsAsync("near", 3);
        Assert.Equal(["n1", "n2", "n3"], pods.Select(static pod => pod.Node));
        Assert.All(machines, static machine =>
        {
            Assert.Equal(2, machine.Network.Run("ip route show proto 107").Trim().Split('\n').Length);
            Assert.NotEqual(0, machine.Network.Try("ip link show kubesharp.1").Code);
        });

        await Task.WhenAll(pods.SelectMany(from => pods.Select(async to => Assert.Equal(
            $"{to.Name} {from.Address}", await cluster.FetchAsync(from, $"{to.Address}:8080")))));
        foreach (TestPod from in pods)
        {
            HashSet<string> answers = [];
            for (int i = 0; i < 60 && answers.Count < 3; i++)
            {
                string[] answer = (await cluster.FetchAsync(from, "near")).Split(' ');
                answers.Add(answer[0]);
                if (answer[0] != from.Name) // Who reaches himself through a Service is seen as his node.
                    Assert.Equal(from.Address, answer[^1]);
            }
            Assert.Equal(pods.Select(static pod => pod.Name).ToHashSet(), answers);
        }
        // The API server, by its name, from a node that only joined.
        await kubectl.RunAsync(
            "exec", pods[2].Name, "--", "timeout", "5", "sh", "-c", "nc kubernetes.default 443 </dev/null");

        string port = await kubectl.RunAsync("get", "service", "open", "-o", "jsonpath={.spec.ports[0].nodePort}");
        Assert.All(machines, machine => Assert.Contains("near-", FromOutside(machine, port), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_local_node_port_answers_on_the_pods_node_only_and_sees_who_calls()
    {
        IReadOnlyList<TestMachine> machines = cluster.Machines;
        await cluster.ApplyAsync(
            TestCluster.Workload("Deployment", "one", 1, "nodeSelector: {kubernetes.io/hostname: n3}")
            + TestCluster.Service("one", "one", "type: NodePort\n  externalTrafficPolicy: Local"));
        TestPod pod = Assert.Single(await cluster.PodsAsync("one", 1));
        string port = await cluster.Kubectl.RunAsync(
            "get", "service", "one", "-o", "jsonpath={.spec.ports[0].nodePort}");
        await WaitForAsync(() => FromOutside(machines[2], port).Length > 0);

        Assert.Equal($"{pod.Name} 172.31.0.1", FromOutside(machines[2], port));
        Assert.Equal("", FromOutside(machines[0], port));
        Assert.Equal("", FromOutside(machines[1], port));
    }

    [Fact]
    public async Task Logs_exec_and_port_forward_reach_pods_of_other_nodes()
    {
        _ = cluster.Machines;
        await cluster.ApplyAsync(
            TestCluster.Workload("Deployment", "there", 1, "nodeSelector: {kubernetes.io/hostname: n2}"));
        TestPod pod = Assert.Single(await cluster.PodsAsync("there", 1));

        Assert.Equal("serving\n", await cluster.Kubectl.RunAsync("logs", pod.Name));
        CommandResult echoed = await cluster.Kubectl.TryWithInputAsync(
            "over there", "exec", "-i", pod.Name, "--", "cat");
        Assert.Equal("over there", echoed.Succeeded());
        using Process forward = cluster.Kubectl.Start("port-forward", pod.Name, "18080:8080");
        try
        {
            await WaitForAsync(() => Curl(cluster.Machines[0].Network.Name, "127.0.0.1:18080")
                .StartsWith(pod.Name, StringComparison.Ordinal));
        }
        finally
        {
            forward.Kill();
            await forward.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_node_that_is_cut_off_loses_its_pods_to_the_others_and_ends_them_when_it_is_back()
    {
        TestMachine lost = cluster.Machines[2];
        Kubectl kubectl = cluster.Kubectl;
        await cluster.ApplyAsync(
            TestCluster.Workload("Deployment", "spread", 3) + TestCluster.Service("spread", "spread", "")
            + TestCluster.Workload("StatefulSet", "kept", 3));
        IReadOnlyList<TestPod> spread = await cluster.PodsAsync("spread", 3);
        IReadOnlyList<TestPod> kept = await cluster.PodsAsync("kept", 3);
        Assert.Equal(["n1", "n2", "n3"], spread.Select(static pod => pod.Node));
        Assert.Equal(["n1", "n2", "n3"], kept.Select(static pod => pod.Node));
        string container = (await kubectl.RunAsync(
            "get", "pod", kept[2].Name, "-o", "jsonpath={.status.containerStatuses[0].containerID}")).Split('/')[^1];

        cluster.SetLink(lost, up: false);
        await kubectl.UntilAsync(
            static text => text.StartsWith("Unknown ", StringComparison.Ordinal)
                && text.Contains("node.kubernetes.io/unreachable:NoExecute", StringComparison.Ordinal),
            "get", "node", "n3", "-o", "jsonpath={.status.conditions[?(@.type=='Ready')].status}"
            + " {range .spec.taints[*]}{.key}:{.effect} {end}");
        // Replaced elsewhere, and out of the Service; the old one is told to end, but nobody knows that it has.
        await kubectl.UntilAsync(
            static text => text.Length > 0,
            "get", "pod", spread[2].Name, "-o", "jsonpath={.metadata.deletionTimestamp}");
        IReadOnlyList<TestPod> now = await cluster.PodsAsync("spread", 3);
        Assert.True(Assert.Single(now, pod => pod.Uid == spread[2].Uid).IsEnding);
        Assert.All(now.Where(static pod => !pod.IsEnding), static pod => Assert.NotEqual("n3", pod.Node));
        HashSet<string> serving = [.. now.Where(static pod => !pod.IsEnding).Select(static pod => pod.Name)];
        TestPod caller = now.First(static pod => !pod.IsEnding);
        for (int i = 0; i < 10; i++)
            Assert.Contains((await cluster.FetchAsync(caller, "spread")).Split(' ')[0], serving);
        // The one of the StatefulSet ends too, and is not replaced: the old one may well run.
        await kubectl.UntilAsync(
            static text => text.Length > 0, "get", "pod", kept[2].Name, "-o", "jsonpath={.metadata.deletionTimestamp}");
        Assert.Equal(kept[2].Uid, await kubectl.RunAsync(
            "get", "pod", kept[2].Name, "-o", "jsonpath={.metadata.uid}"));
        Assert.Contains(container, await lost.TasksAsync(), StringComparison.Ordinal); // And it does run.

        cluster.SetLink(lost, up: true);
        await cluster.ReadyAsync(3);
        IReadOnlyList<TestPod> again = await cluster.PodsAsync("kept", 3);
        Assert.Equal(kept.Select(static pod => pod.Name).Order(), again.Select(static pod => pod.Name).Order());
        Assert.DoesNotContain(again, pod => pod.Uid == kept[2].Uid);
        Assert.DoesNotContain(container, await lost.TasksAsync(), StringComparison.Ordinal);
        Assert.Equal(2, again.Count(pod => kept.Any(before => before.Uid == pod.Uid))); // The others were left alone.
        await kubectl.UntilAsync(
            text => !text.Contains(spread[2].Name, StringComparison.Ordinal), "get", "pods", "-o", "name");
        // Each reaches each again, also by the routes that went with the link.
        IReadOnlyList<TestPod> near = await cluster.PodsAsync("kept", 3);
        foreach (TestPod from in near)
        {
            foreach (TestPod to in near)
                await UntilAsync(() => cluster.FetchAsync(from, $"{to.Address}:8080"), $"{to.Name} {from.Address}");
        }
        await kubectl.RunAsync("delete", "deployment/spread", "statefulset/kept");
    }

    [Fact]
    public async Task A_killed_agent_leaves_its_pods_serving_and_takes_them_over_when_it_is_started()
    {
        TestMachine killed = cluster.Machines[1];
        await cluster.ApplyAsync(TestCluster.Workload("DaemonSet", "stays", 0));
        IReadOnlyList<TestPod> before = await cluster.PodsAsync("stays", 3);

        await killed.KillAsync();
        Assert.Equal(
            $"{before[1].Name} {before[0].Address}", await cluster.FetchAsync(before[0], $"{before[1].Address}:8080"));
        cluster.Join(killed);
        // It says so itself: its Lease is renewed by the new process.
        await cluster.Kubectl.UntilAsync(
            static text => text == "ok", "get", "--raw", "/api/v1/nodes/n2/proxy/healthz");
        await cluster.ReadyAsync(3);
        IReadOnlyList<TestPod> after = await cluster.PodsAsync("stays", 3);
        Assert.Equal(before[1] with { IsReady = true }, after[1]);
        await cluster.Kubectl.RunAsync("delete", "daemonset", "stays");
    }

    private string FromOutside(TestMachine machine, string port) =>
        Curl(cluster.Outside.Name, $"{machine.Address}:{port}");

    // Nothing when nobody answers.
    private static string Curl(string network, string address)
    {
        using Process curl = Process.Start(new ProcessStartInfo("nsenter",
            [$"--net=/run/netns/{network}", "curl", "-s", "-m", "2", $"http://{address}/cgi-bin/who"])
            { RedirectStandardOutput = true })!;
        string output = curl.StandardOutput.ReadToEnd();
        curl.WaitForExit();
        return TestCluster.Plain(output);
    }

    private static Task WaitForAsync(Func<bool> probe) =>
        UntilAsync(() => Task.FromResult(probe() ? "yes" : "no"), "yes");

    private static async Task UntilAsync(Func<Task<string>> probe, string wanted)
    {
        string last = "";
        for (int i = 0; i < 100 && (last = await probe()) != wanted; i++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal(wanted, last);
    }
}
