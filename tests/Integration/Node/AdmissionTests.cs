using Kubesharp.Api;
using Kubesharp.Api.Core;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>E102. Pods that somebody bound here although they may not run here fail with their reason.</summary>
[Collection("node")]
public sealed class AdmissionTests
{
    [Fact]
    public async Task A_node_refuses_what_it_cannot_run_and_nothing_of_it_starts()
    {
        await using NodeFixture node = await NodeFixture.StartAsync(static options => options with { PodsMax = 2 });
        if (File.Exists("/sys/module/apparmor/parameters/enabled"))
            Assert.Skip("the refusal of AppArmor profiles needs a kernel without AppArmor");
        Container shell = NodePods.Shell("main", NodePods.Stay);
        node.Api.Put(NodePods.Of("stays", "Always", shell with
        {
            Ports = [new() { ContainerPortValue = 80, HostPort = 18080, Protocol = "TCP" }],
        }));
        await node.WaitForPodAsync("stays", NodePods.IsReady);
        Dictionary<string, (Pod Pod, string Message)> refused = new()
        {
            ["NodeAffinity"] = (
                NodePods.Of("elsewhere", "Always", shell).With(static spec => spec with
                {
                    Affinity = new()
                    {
                        NodeAffinity = new()
                        {
                            RequiredDuringSchedulingIgnoredDuringExecution = new()
                            {
                                NodeSelectorTerms =
                                    [new() { MatchExpressions = [new() { Key = "disk", Operator = "Exists" }] }],
                            },
                        },
                    },
                }),
                "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector"),
            ["OutOfcpu"] = (
                NodePods.Of("large", "Always", shell with
                {
                    Resources = new() { Requests = NodePods.Amounts("900", "1Mi") },
                }),
                "Node didn't have enough resource: cpu, requested: 900000, used: 0, "
                    + $"capacity: {Environment.ProcessorCount}000"),
            ["NodePorts"] = (
                NodePods.Of("port", "Always", shell with
                {
                    Ports = [new() { ContainerPortValue = 80, HostPort = 18080, Protocol = "TCP" }],
                }),
                "Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports"),
            ["SysctlForbidden"] = (
                NodePods.Of("sysctl", "Always", shell).With(static spec => spec with
                {
                    SecurityContext = new() { Sysctls = [new() { Name = "kernel.msgmax", Value = "65536" }] },
                }),
                "forbidden sysctl: \"kernel.msgmax\" not allowlisted"),
            ["AppArmor"] = (
                NodePods.Of("profile", "Always", shell).With(static spec => spec with
                {
                    SecurityContext = new() { AppArmorProfile = new() { Type = "RuntimeDefault" } },
                }),
                "Cannot enforce AppArmor: AppArmor is not enabled on the host"),
            ["PodOSNotSupported"] = (
                NodePods.Of("windows", "Always", shell).With(
                    static spec => spec with { Os = new() { Name = "windows" } }),
                "Failed to admit pod as the OS field doesn't match node OS"),
            ["SupplementalGroupsPolicyNotSupported"] = (
                NodePods.Of("strict", "Always", shell).With(static spec => spec with
                {
                    SecurityContext = new() { SupplementalGroupsPolicy = "Strict" },
                }),
                "SupplementalGroupsPolicy=Strict is not supported in this node"),
        };
        foreach ((Pod pod, _) in refused.Values)
            node.Api.Put(pod);
        foreach ((string reason, (Pod pod, string message)) in refused)
        {
            Pod failed = await node.WaitForPodAsync(pod.Metadata.Name, static pod => pod.Status.Phase == "Failed");
            Assert.Equal(reason, failed.Status.Reason);
            Assert.Equal("Pod was rejected: " + message, failed.Status.Message);
            Assert.Contains(node.Api.Events, entry => entry.InvolvedObject.Name == pod.Metadata.Name
                && entry.Type == "Warning" && entry.Reason == reason && entry.Message == message);
            Assert.DoesNotContain(node.Api.Events, entry => entry.InvolvedObject.Name == pod.Metadata.Name
                && entry.Reason == "Created");
        }
        // Two may run; who came first stays.
        node.Api.Put(NodePods.Of("second", "Always", shell));
        await node.WaitForPodAsync("second", NodePods.IsReady);
        node.Api.Put(NodePods.Of("third", "Always", shell));
        Pod third = await node.WaitForPodAsync("third", static pod => pod.Status.Phase == "Failed");
        Assert.Equal("OutOfpods", third.Status.Reason);
    }
}
