using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.ApiServer.Admission.Quota;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Admission.Quota;

public sealed class QuotaUsageTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static Dictionary<string, Quantity> Resources(string text) => text
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('='))
        .ToDictionary(static pair => pair[0], static pair => Quantity.Parse(pair[1]), StringComparer.Ordinal);

    private static Container Container(string requests, string limits = "", string? restart = null) => new()
    {
        Name = "c",
        RestartPolicy = restart,
        Resources = new() { Requests = Resources(requests), Limits = Resources(limits) },
    };

    private static string Text(ApiObject value) => string.Join(' ', QuotaUsage.Of(value, Now)
        .OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key}={pair.Value}"));

    [Fact]
    public void ContainersTogetherInitContainersOneByOne() => Assert.Equal(
        "cpu=3 limits.cpu=4 memory=2Gi pods=1 requests.cpu=3 requests.memory=2Gi",
        Text(new Pod
        {
            Spec = new()
            {
                Containers = [Container("cpu=1 memory=1Gi", "cpu=2"), Container("cpu=500m memory=1Gi", "cpu=2")],
                InitContainers = [Container("cpu=3"), Container("cpu=2")],
            },
        }));

    [Fact]
    public void SidecarsRunBesideAllThatFollows() => Assert.Equal(
        "cpu=4 pods=1 requests.cpu=4",
        Text(new Pod
        {
            Spec = new()
            {
                Containers = [Container("cpu=1")],
                InitContainers = [Container("cpu=1", restart: "Always"), Container("cpu=3")],
            },
        }));

    [Fact]
    public void OverheadCountsIntoALimitOnlyWhereThereIsOne() => Assert.Equal(
        "cpu=1100m limits.memory=1010Mi memory=10Mi pods=1 requests.cpu=1100m requests.memory=10Mi",
        Text(new Pod
        {
            Spec = new()
            {
                Containers = [Container("cpu=1", "memory=1000Mi")],
                Overhead = Resources("cpu=100m memory=10Mi"),
            },
        }));

    [Fact]
    public void ExtendedResourcesCountAsRequestsOnly() => Assert.Equal(
        "hugepages-2Mi=4Mi pods=1 requests.example.com/gpu=2 requests.hugepages-2Mi=4Mi",
        Text(new Pod
        {
            Spec = new() { Containers = [Container("example.com/gpu=2 hugepages-2Mi=4Mi", "example.com/gpu=2")] },
        }));

    [Theory]
    [InlineData("Succeeded", null, "")]
    [InlineData("Failed", null, "")]
    [InlineData("Running", null, "pods=1")]
    [InlineData("Running", -31, "")] // It should have ended by now: only its node is gone.
    [InlineData("Running", -29, "pods=1")]
    public void WhatHasEndedUsesNothing(string phase, int? deletedSeconds, string expected) => Assert.Equal(
        expected,
        Text(new Pod
        {
            Metadata = new()
            {
                DeletionTimestamp = deletedSeconds is { } seconds ? new Time(Now.AddSeconds(seconds)) : null,
                DeletionGracePeriodSeconds = deletedSeconds is null ? null : 30,
            },
            Status = new() { Phase = phase },
        }));

    [Theory]
    [InlineData("ClusterIP", true, "")]
    [InlineData("NodePort", true, "services.nodeports=2")]
    [InlineData("LoadBalancer", true, "services.loadbalancers=1 services.nodeports=2")]
    [InlineData("LoadBalancer", false, "services.loadbalancers=1 services.nodeports=1")]
    public void ServicesCountTheirPorts(string type, bool allocates, string expected) => Assert.Equal(
        expected,
        Text(new Service
        {
            Spec = new()
            {
                Type = type,
                AllocateLoadBalancerNodePorts = allocates,
                Ports = [new() { Port = 80, NodePort = 30000 }, new() { Port = 81 }],
            },
        }));

    [Fact]
    public void ClaimsCountByTheirClassToo() => Assert.Equal(
        "fast.storageclass.storage.k8s.io/persistentvolumeclaims=1 "
        + "fast.storageclass.storage.k8s.io/requests.storage=5Gi requests.storage=5Gi",
        Text(new PersistentVolumeClaim
        {
            Spec = new() { StorageClassName = "fast", Resources = new() { Requests = Resources("storage=5Gi") } },
        }));

    [Theory]
    [InlineData("Terminating", true, false)]
    [InlineData("NotTerminating", false, true)]
    [InlineData("BestEffort", false, true)]
    [InlineData("NotBestEffort", true, false)]
    public void ScopesTakeInSomePods(string scope, bool deadlined, bool plain)
    {
        ResourceQuota quota = new() { Spec = new() { Scopes = [scope] } };
        Pod first = new() { Spec = new() { ActiveDeadlineSeconds = 10 }, Status = new() { QosClass = "Burstable" } };
        Pod second = new() { Status = new() { QosClass = "BestEffort" } };
        Assert.Equal(deadlined, QuotaScopes.Matches(quota, first));
        Assert.Equal(plain, QuotaScopes.Matches(quota, second));
        Assert.False(QuotaScopes.Matches(quota, new ConfigMap())); // A scope is about Pods.
    }

    [Theory]
    [InlineData("In", "high", "high", true)]
    [InlineData("In", "high", "low", false)]
    [InlineData("NotIn", "high", "low", true)]
    [InlineData("Exists", "", "any", true)]
    [InlineData("Exists", "", "", false)]
    [InlineData("DoesNotExist", "", "", true)]
    public void PrioritiesAreSelectedByExpression(string @operator, string values, string priority, bool matches)
    {
        ResourceQuota quota = new()
        {
            Spec = new()
            {
                ScopeSelector = new()
                {
                    MatchExpressions =
                    [
                        new() { ScopeName = "PriorityClass", Operator = @operator, Values = [values] },
                    ],
                },
            },
        };
        Assert.Equal(matches, QuotaScopes.Matches(quota, new Pod { Spec = new() { PriorityClassName = priority } }));
    }
}
