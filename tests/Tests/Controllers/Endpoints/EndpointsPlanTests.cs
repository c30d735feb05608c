using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.Endpoints;
using Kubesharp.Tests.Controllers.EndpointSlices;
using Xunit;
using CoreEndpoints = Kubesharp.Api.Core.Endpoints;

namespace Kubesharp.Tests.Controllers.Endpoints;

/// <summary>The older object beside the slices.</summary>
public sealed class EndpointsPlanTests
{
    [Theory]
    // ready, not ready: what is left of them
    [InlineData(3, 2, "3 2")]
    [InlineData(1000, 0, "1000 0")]
    [InlineData(900, 200, "900 100 truncated")] // those that are not ready go first
    [InlineData(1200, 50, "1000 0 truncated")]
    public void More_than_a_thousand_are_cut(int ready, int not, string expected)
    {
        IEnumerable<Pod> pods = Enumerable.Range(1, ready + not).Select(number => PodOf(number, number <= ready));

        CoreEndpoints endpoints = EndpointsPlan.For(Service(), pods, null);

        string cut = endpoints.Metadata.Annotations.GetValueOrDefault("endpoints.kubernetes.io/over-capacity", "");
        EndpointSubset subset = Assert.Single(endpoints.Subsets);
        Assert.Equal(expected,
            $"{subset.Addresses.Count} {subset.NotReadyAddresses.Count} {cut}".TrimEnd());
    }

    [Fact]
    public void Addresses_are_of_the_Services_first_family()
    {
        Service second = Service() with { Spec = Service().Spec with { IpFamilies = ["IPv6"] } };

        Assert.Equal("fd42::1", EndpointsPlan.For(second, [SlicePlanTests.PodOf(1)], null)
            .Subsets[0].Addresses[0].Ip);
    }

    [Fact]
    public void A_Pod_on_its_way_out_is_in_it_only_when_every_address_is_wanted()
    {
        Pod going = SlicePlanTests.PodOf(1);
        going = going with
        {
            Metadata = going.Metadata with { DeletionTimestamp = new(DateTimeOffset.UnixEpoch) },
        };

        Assert.Empty(EndpointsPlan.For(Service(), [going], null).Subsets);
        Service all = Service() with { Spec = Service().Spec with { PublishNotReadyAddresses = true } };
        Assert.Single(EndpointsPlan.For(all, [going], null).Subsets);
    }

    private static Pod PodOf(int number, bool ready)
    {
        Pod pod = SlicePlanTests.PodOf(1);
        string address = $"10.42.{number / 250}.{1 + number % 250}";
        return pod with
        {
            Metadata = pod.Metadata with { Name = $"pod-{number}" },
            Status = pod.Status with
            {
                PodIP = address,
                PodIPs = [new() { Ip = address }],
                Conditions = ready ? pod.Status.Conditions : [],
            },
        };
    }

    private static Service Service() => new()
    {
        Metadata = ObjectMeta.Empty with { Name = "web", Namespace = "default" },
        Spec = ServiceSpec.Empty with
        {
            Selector = Workloads.Labels("web"),
            ClusterIP = "10.43.0.7",
            IpFamilies = ["IPv4"],
            Ports = [ServicePort.Empty with { Port = 80, TargetPort = 8080 }],
        },
    };
}
