using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.PodWorkers;
using Xunit;

namespace Kubesharp.Tests.Nodes;

/// <summary>Whether a Pod, or its wish for more, fits on a node.</summary>
public sealed class PodAdmissionTests
{
    private static readonly NodeOffer Offer = new()
    {
        Allocatable = new Dictionary<string, Quantity>
        {
            ["cpu"] = Quantity.Parse("2"), ["memory"] = Quantity.Parse("1Gi"), ["pods"] = Quantity.Parse("3"),
        },
    };

    [Theory]
    [InlineData("1", "1", null)]
    [InlineData("1500m", "500m", null)]
    [InlineData("1500m", "600m",
        "OutOfcpu: Node didn't have enough resource: cpu, requested: 600, used: 1500, capacity: 2000")]
    public void Requests_of_those_who_were_let_in_count(string taken, string asked, string? expected) =>
        Assert.Equal(expected, Shown(PodAdmission.Refuse(Asking("new", asked), [Asking("old", taken)], Offer)));

    [Fact]
    public void The_last_place_is_the_last() => Assert.Equal(
        "OutOfpods: Node didn't have enough resource: pods, requested: 1, used: 3, capacity: 3",
        Shown(PodAdmission.Refuse(
            Asking("new", "0"), [Asking("a", "0"), Asking("b", "0"), Asking("c", "0")], Offer)));

    [Fact]
    public void What_the_pod_requests_as_a_whole_stands_for_its_containers()
    {
        Pod pod = Asking("new", "1");
        pod = pod with
        {
            Spec = pod.Spec with
            {
                Resources = new() { Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("3") } },
                Overhead = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("100m") },
            },
        };
        Assert.Equal(
            "OutOfcpu: Node didn't have enough resource: cpu, requested: 3100, used: 0, capacity: 2000",
            Shown(PodAdmission.Refuse(pod, [], Offer)));
    }

    [Theory]
    [InlineData("net.ipv4.tcp_syncookies", true)]
    [InlineData("net/ipv4/tcp_syncookies", true)]
    [InlineData("net.core.somaxconn", true)]
    [InlineData("kernel.msgmax", false)]
    public void Sysctls_are_safe_or_allowed_or_forbidden(string name, bool allowed)
    {
        Pod pod = Asking("new", "0");
        pod = pod with
        {
            Spec = pod.Spec with { SecurityContext = new() { Sysctls = [new() { Name = name, Value = "1" }] } },
        };
        PodEnding? refusal = PodAdmission.Refuse(pod, [], Offer with { UnsafeSysctls = ["net.core.*"] });
        Assert.Equal(allowed ? null : $"SysctlForbidden: forbidden sysctl: \"{name}\" not allowlisted", Shown(refusal));
    }

    [Theory]
    [InlineData("1500m", null)]
    [InlineData("1600m", "Deferred: Node didn't have enough resource: cpu, requested: 1600, used: 500, capacity: 2000")]
    [InlineData("2500m", "Infeasible: Node didn't have enough capacity: cpu, requested: 2500, capacity: 2000")]
    public void A_resize_fits_waits_or_never_will(string wish, string? expected) => Assert.Equal(
        expected,
        Shown(PodAdmission.RefuseResize(Asking("self", wish), [Asking("self", "1"), Asking("old", "500m")], Offer)));

    [Fact]
    public void A_taint_that_ends_pods_refuses_those_that_do_not_tolerate_it()
    {
        NodeOffer tainted = Offer with
        {
            Node = new() { Spec = new() { Taints = [new() { Key = "gone", Effect = "NoExecute" }] } },
        };
        Pod pod = Asking("new", "0");
        Assert.Equal("TaintToleration", PodAdmission.Refuse(pod, [], tainted)?.Reason);
        pod = pod with
        {
            Spec = pod.Spec with { Tolerations = [new() { Operator = "Exists", Effect = "NoExecute" }] },
        };
        Assert.Null(PodAdmission.Refuse(pod, [], tainted));
    }

    private static Pod Asking(string uid, string cpu) => new()
    {
        Metadata = new() { Name = uid, Uid = uid },
        Spec = new()
        {
            Containers =
            [
                new()
                {
                    Name = "c",
                    Resources = new() { Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse(cpu) } },
                },
            ],
        },
    };

    private static string? Shown(PodEnding? ending) => ending is null ? null : $"{ending.Reason}: {ending.Message}";
}
