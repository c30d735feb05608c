using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.EndpointSliceMirroring;
using Xunit;
using CoreEndpoints = Kubesharp.Api.Core.Endpoints;
using CorePort = Kubesharp.Api.Core.EndpointPort;

namespace Kubesharp.Tests.Controllers.EndpointSliceMirroring;

/// <summary>Slices for Endpoints that somebody wrote by hand.</summary>
public sealed class MirrorPlanTests
{
    [Fact] // E104
    public void A_slice_says_what_the_object_says()
    {
        CoreEndpoints endpoints = Of(["10.0.0.1"], not: ["10.0.0.2"]);
        endpoints = endpoints with
        {
            Metadata = endpoints.Metadata with
            {
                Annotations = new Dictionary<string, string>
                {
                    ["note"] = "kept",
                    ["endpoints.kubernetes.io/last-change-trigger-time"] = "2026-01-01T00:00:00Z",
                    ["kubectl.kubernetes.io/last-applied-configuration"] = "{}",
                },
            },
        };

        EndpointSlice slice = Assert.Single(MirrorPlan.For(endpoints, [], 1000).Create);

        Assert.Equal(("legacy-", "IPv4"), (slice.Metadata.GenerateName, slice.AddressType));
        Assert.Equal(
            [
                "app=web", "endpointslice.kubernetes.io/managed-by=endpointslicemirroring-controller.k8s.io",
                "kubernetes.io/service-name=legacy",
            ],
            slice.Metadata.Labels.Select(static pair => $"{pair.Key}={pair.Value}").Order());
        Assert.Equal(["note"], slice.Metadata.Annotations.Keys);
        Assert.Equal(("Endpoints", "legacy-uid"),
            (slice.Metadata.OwnerReferences[0].Kind, slice.Metadata.OwnerReferences[0].Uid));
        Assert.Equal(["10.0.0.1 True", "10.0.0.2 False"], slice.Endpoints.Select(
            static one => $"{one.Addresses[0]} {one.Conditions.Ready}"));
        Assert.Equal(("http", 80), (slice.Ports[0].Name, slice.Ports[0].Port));
    }

    [Fact]
    public void Families_and_sets_of_ports_have_slices_of_their_own()
    {
        CoreEndpoints endpoints = Of(["10.0.0.1", "fd00::1"]);
        endpoints = endpoints with
        {
            Subsets =
            [
                .. endpoints.Subsets,
                endpoints.Subsets[0] with { Ports = [CorePort.Empty with { Name = "https", Port = 443 }] },
            ],
        };

        Assert.Equal(["IPv4 http", "IPv4 https", "IPv6 http", "IPv6 https"],
            MirrorPlan.For(endpoints, [], 1000).Create.Select(
                static slice => $"{slice.AddressType} {slice.Ports[0].Name}").Order());
    }

    [Fact]
    public void What_is_the_same_is_not_written_and_what_changes_is_written_once()
    {
        EndpointSlice present = Assert.Single(MirrorPlan.For(Of(["10.0.0.1"]), [], 1000).Create);
        present = present with { Metadata = present.Metadata with { Name = "legacy-abc" } };

        MirrorPlan same = MirrorPlan.For(Of(["10.0.0.1"]), [present], 1000);
        Assert.Empty(same.Create.Concat(same.Update).Concat(same.Delete));

        MirrorPlan more = MirrorPlan.For(Of(["10.0.0.1", "10.0.0.2"]), [present], 1000);
        Assert.Equal(("legacy-abc", 2), (more.Update[0].Metadata.Name, more.Update[0].Endpoints.Count));

        // Another set of ports takes the slice over.
        CoreEndpoints other = Of(["10.0.0.1"]) with
        {
            Subsets = [Of(["10.0.0.1"]).Subsets[0] with { Ports = [CorePort.Empty with { Port = 81 }] }],
        };
        MirrorPlan recycled = MirrorPlan.For(other, [present], 1000);
        Assert.Equal(("legacy-abc", 81), (Assert.Single(recycled.Update).Metadata.Name,
            recycled.Update[0].Ports[0].Port));
        Assert.Empty(recycled.Create.Concat(recycled.Delete));

        Assert.Single(MirrorPlan.For(Of([]), [present], 1000).Delete);
    }

    [Fact]
    public void Too_many_addresses_and_those_that_are_none_are_left_out_and_counted()
    {
        MirrorPlan plan = MirrorPlan.For(Of(["10.0.0.1", "nonsense", "10.0.0.2", "10.0.0.3"]), [], 2);

        Assert.Equal(2, Assert.Single(plan.Create).Endpoints.Count);
        Assert.Equal((1, 2), (plan.Invalid, plan.Skipped));
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("endpointslice.kubernetes.io/skip-mirror", "", false)]
    [InlineData("", "control-plane.alpha.kubernetes.io/leader", false)]
    public void Some_are_not_mirrored(string label, string annotation, bool expected)
    {
        CoreEndpoints endpoints = Of(["10.0.0.1"]);
        endpoints = endpoints with
        {
            Metadata = endpoints.Metadata with
            {
                Labels = new Dictionary<string, string> { [label] = "true" },
                Annotations = new Dictionary<string, string> { [annotation] = "{}" },
            },
        };

        Assert.Equal(expected, MirrorPlan.IsMirrored(endpoints));
    }

    private static CoreEndpoints Of(string[] ready, string[]? not = null) => new()
    {
        Metadata = ObjectMeta.Empty with
        {
            Name = "legacy", Namespace = "default", Uid = "legacy-uid", Labels = Workloads.Labels("web"),
        },
        Subsets =
        [
            new()
            {
                Addresses = [.. ready.Select(static address => new EndpointAddress { Ip = address })],
                NotReadyAddresses = [.. (not ?? []).Select(static address => new EndpointAddress { Ip = address })],
                Ports = [CorePort.Empty with { Name = "http", Port = 80 }],
            },
        ],
    };
}
