using Kubesharp.Api.Core;
using Kubesharp.Api.Nodes;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>E102. What a Pod's spec says of names, namespaces, ports, DNS, Services and last words.</summary>
[Collection("node")]
public sealed class PodSettingsTests
{
    [Fact]
    public async Task Names_namespaces_and_addresses_are_as_the_spec_says()
    {
        await using NodeFixture node = await NodeFixture.StartAsync();
        node.Api.Put(new Service
        {
            Metadata = new() { Name = "db", Namespace = "default" },
            Spec = new() { ClusterIP = "10.43.0.77", Ports = [new() { Port = 5432, Protocol = "TCP" }] },
        });
        node.Api.Put(new RuntimeClass { Metadata = new() { Name = "known" }, Handler = "runc" });
        node.Api.Put(new RuntimeClass { Metadata = new() { Name = "unknown" }, Handler = "other" });
        Container report = NodePods.Shell("main", "hostname; cat /etc/hosts /etc/resolv.conf; "
            + "echo db=$DB_SERVICE_HOST; for n in pid ipc net; do echo $n=$(readlink /proc/self/ns/$n); done; "
            + "echo ready; " + NodePods.Stay);
        node.Api.Put(NodePods.Of("named", "Always", report).With(static spec => spec with
        {
            Hostname = "host-1", Subdomain = "sub", SetHostnameAsFQDN = true, RuntimeClassName = "known",
            HostAliases = [new() { Ip = "10.1.2.3", Hostnames = ["alias.test", "alias"] }],
            DnsPolicy = "None",
            DnsConfig = new()
            {
                Nameservers = ["10.9.9.9"], Searches = ["one.test"], Options = [new() { Name = "ndots", Value = "2" }],
            },
        }));
        node.Api.Put(NodePods.Of("host", "Always", report).With(static spec => spec with
        {
            HostNetwork = true, HostPID = true, HostIPC = true, EnableServiceLinks = false, DnsPolicy = "Default",
        }));
        node.Api.Put(NodePods.Of("shared", "Always",
            NodePods.Shell("main", "sleep 1; ls /proc/*/comm | head -50; grep -l pause /proc/*/comm; echo ready; "
                + NodePods.Stay),
            NodePods.Shell("other", NodePods.Stay)).With(static spec => spec with { ShareProcessNamespace = true }));
        node.Api.Put(NodePods.Of("words", "Never",
            NodePods.Shell("log", "echo the last line; exit 3") with
            {
                TerminationMessagePolicy = TerminationMessagePolicy.FallbackToLogsOnError,
            },
            NodePods.Shell("file", "echo written > /tmp/end; exit 3") with { TerminationMessagePath = "/tmp/end" },
            NodePods.Shell("fine", "echo not an error; exit 0") with
            {
                TerminationMessagePolicy = TerminationMessagePolicy.FallbackToLogsOnError,
            }));
        node.Api.Put(NodePods.Of("unrunnable", "Always", report).With(
            static spec => spec with { RuntimeClassName = "unknown" }));
        node.Api.Put(NodePods.Of("mapped", "Always", report).With(static spec => spec with { HostUsers = false }));

        Pod named = await node.WaitForPodAsync("named", NodePods.IsReady);
        string text = await node.LogAsync("named");
        Assert.Contains("host-1.sub.default.svc.cluster.local\n", text, StringComparison.Ordinal);
        Assert.Contains(
            $"{named.Status.PodIP}\thost-1.sub.default.svc.cluster.local\thost-1", text, StringComparison.Ordinal);
        Assert.Contains("10.1.2.3\talias.test\talias", text, StringComparison.Ordinal);
        Assert.Contains("nameserver 10.9.9.9", text, StringComparison.Ordinal);
        Assert.Contains("search one.test", text, StringComparison.Ordinal);
        Assert.Contains("options ndots:2", text, StringComparison.Ordinal);
        Assert.Contains("db=10.43.0.77", text, StringComparison.Ordinal);

        Pod host = await node.WaitForPodAsync("host", NodePods.IsReady);
        text = await node.LogAsync("host");
        Assert.Equal("127.0.0.1", host.Status.PodIP);
        foreach (string kind in (string[])["pid", "ipc", "net"])
        {
            string own = new FileInfo($"/proc/self/ns/{kind}").LinkTarget!;
            Assert.Contains($"{kind}={own}", text, StringComparison.Ordinal);
        }
        Assert.Contains("db=\n", text, StringComparison.Ordinal);

        Pod shared = await node.WaitForPodAsync("shared", NodePods.IsReady);
        Assert.Contains("/proc/1/comm", await node.LogAsync("shared"), StringComparison.Ordinal);

        Pod words = await node.WaitForPodAsync("words", static pod => pod.Status.Phase == "Failed");
        Assert.Equal("the last line\n", NodePods.StatusOf(words, "log").State.Terminated?.Message);
        Assert.Equal("written\n", NodePods.StatusOf(words, "file").State.Terminated?.Message);
        Assert.Equal("", NodePods.StatusOf(words, "fine").State.Terminated?.Message);

        await node.WaitAsync("the refusals", () => Fails("unrunnable", "other") && Fails("mapped", "user namespaces")
            ? "" : null);
        Assert.Equal("Pending", node.Api.Get<Pod>("mapped")!.Status.Phase);

        bool Fails(string pod, string cause) => node.Api.Events.Any(entry => entry.InvolvedObject.Name == pod
            && entry.Reason == "FailedCreatePodSandBox" && entry.Message.Contains(cause, StringComparison.Ordinal));
    }
}
