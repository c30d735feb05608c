using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Admission.Plugins;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Admission.Plugins;

public sealed class LimitRangerTests
{
    private readonly ObjectTable objects = new();
    private readonly LimitRanger limitRanger = new();

    [Fact]
    public async Task WhatAContainerLeavesOutIsFilledIn()
    {
        Range(new() { Type = "Container", Default = Map("cpu=1,memory=1Gi"), DefaultRequest = Map("cpu=100m") });
        Pod pod = PodWith("memory=256Mi", "");
        Pod admitted = (Pod)(await limitRanger.AdmitAsync(Context(pod), CancellationToken.None)).Object!;
        ResourceRequirements resources = admitted.Spec.Containers[0].Resources;
        Assert.Equal(Map("cpu=100m,memory=256Mi"), resources.Requests);
        Assert.Equal(Map("cpu=1,memory=1Gi"), resources.Limits);
        Assert.Equal(
            "LimitRanger plugin set: cpu request for container main; cpu, memory limit for container main",
            admitted.Metadata.Annotations["kubernetes.io/limit-ranger"]);
    }

    [Theory]
    [InlineData("Container", "cpu=200m", "cpu=2", "maximum cpu usage per Container is 1, but limit is 2")]
    [InlineData("Container", "cpu=50m", "cpu=1", "minimum cpu usage per Container is 100m, but request is 50m")]
    [InlineData("Container", "cpu=200m", "", "maximum cpu usage per Container is 1.  No limit is specified")]
    [InlineData("Pod", "cpu=50m", "cpu=1", "minimum cpu usage per Pod is 100m, but request is 50m")]
    [InlineData(
        "Container", "", "",
        "[minimum cpu usage per Container is 100m.  No request is specified, "
        + "maximum cpu usage per Container is 1.  No limit is specified]")]
    [InlineData("Container", "cpu=100m", "cpu=1", null)]
    public async Task BoundsHold(string type, string requests, string limits, string? refusal)
    {
        Range(new() { Type = type, Min = Map("cpu=100m"), Max = Map("cpu=1") });
        Status? error = await limitRanger.ValidateAsync(Context(PodWith(requests, limits)), CancellationToken.None);
        Assert.Equal(refusal is null ? null : $"pods \"web\" is forbidden: {refusal}", error?.Message);
    }

    [Fact]
    public async Task AnotherNamespacesRangeDoesNotCount()
    {
        objects.Add(Resources.LimitRanges, new LimitRange
        {
            Metadata = new() { Name = "r", Namespace = "other" },
            Spec = new() { Limits = [new() { Type = "Container", Max = Map("cpu=1m") }] },
        });
        Assert.Null(await limitRanger.ValidateAsync(Context(PodWith("cpu=1", "cpu=1")), CancellationToken.None));
    }

    private void Range(LimitRangeItem item) => objects.Add(Resources.LimitRanges, new LimitRange
    {
        Metadata = new() { Name = "range", Namespace = "team" },
        Spec = new() { Limits = [item] },
    });

    private AdmissionContext Context(Pod pod) => new()
    {
        Verb = AdmissionVerb.Create,
        Resource = Resources.Pods,
        Kind = "Pod",
        Namespace = "team",
        Name = "web",
        Object = pod,
        User = Users.Of("user"),
        Objects = objects,
    };

    private static Pod PodWith(string requests, string limits) => new()
    {
        Metadata = new() { Name = "web", Namespace = "team" },
        Spec = new()
        {
            Containers =
                [new() { Name = "main", Resources = new() { Requests = Map(requests), Limits = Map(limits) } }],
        },
    };

    private static Dictionary<string, Quantity> Map(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(static pair => pair.Split('='))
            .ToDictionary(static pair => pair[0], static pair => Quantity.Parse(pair[1]));
}
