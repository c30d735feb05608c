using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Network.Services;
using Xunit;
using static Kubesharp.Tests.Network.Cluster;

namespace Kubesharp.Tests.Network.Services;

public sealed class ServicePortStateTests
{
    private static string Addresses(IReadOnlyList<ServiceEndpoint> endpoints) =>
        string.Join(",", endpoints.Select(static endpoint => $"{endpoint.Address}:{endpoint.Port}"));

    [Fact]
    public void TerminatingEndpointsGetNoNewConnectionsWhileOthersAreReady()
    {
        ServiceMap map = Map(Service("web", "10.43.0.5", Port(80, "http")),
            Slice("web", "http", 8080, Ready("10.42.0.7"), Terminating("10.42.0.8"), NotReady("10.42.0.9")));

        Assert.Equal("10.42.0.7:8080", Addresses(States(map)[0].Endpoints));
    }

    [Fact]
    public void ServingTerminatingEndpointsAreTheLastResort()
    {
        ServiceMap map = Map(Service("web", "10.43.0.5", Port(80, "http")),
            Slice("web", "http", 8080, Terminating("10.42.0.8"), Terminating("10.42.0.6", serving: false),
                NotReady("10.42.0.9")));

        Assert.Equal("10.42.0.8:8080", Addresses(States(map)[0].Endpoints));
    }

    [Fact]
    public void PortsAreMatchedByNameAndMayDifferByPod()
    {
        ServiceMap map = Map(Service("web", "10.43.0.5", Port(80, "http"), Port(81, "admin")),
            Slice("web", "http", 8080, Ready("10.42.0.7")),
            Slice("web", "http", 9090, Ready("10.42.0.8")));

        IReadOnlyList<ServicePortState> states = States(map);

        Assert.Equal("10.42.0.7:8080,10.42.0.8:9090", Addresses(states[0].Endpoints));
        Assert.Empty(states[1].Endpoints);
    }

    [Fact]
    public void LocalPoliciesSeeOnlyThisNode()
    {
        Service service = Service("web", "10.43.0.5", Port(80));
        service = service with
        {
            Spec = service.Spec with
            {
                InternalTrafficPolicy = "Local",
                ExternalTrafficPolicy = "Local",
                SessionAffinity = "ClientIP",
            },
        };
        EndpointSlice slice = Slice("web", "", 8080, Ready("10.42.0.7"), Ready("10.42.1.7", "n1"));
        ServicePortState state = States(Map(service, slice))[0];

        Assert.True(state.InternalLocal && state.ExternalLocal);
        Assert.Equal(10_800, state.AffinitySeconds);
        Assert.Equal("10.42.0.7:8080", Addresses(state.LocalEndpoints));
        Assert.Equal("10.42.0.7:8080,10.42.1.7:8080", Addresses(state.Endpoints));
    }

    [Fact]
    public void HeadlessAndExternalNameNeedNoProxy()
    {
        Service external = Service("db", "10.43.0.6", Port(80));
        external = external with
        {
            Spec = external.Spec with { Type = ServiceType.ExternalName, ExternalName = "db.example" },
        };

        Assert.Empty(States(Map(Service("web", "None", Port(80)))));
        Assert.Empty(States(Map(external)));
    }

    [Fact]
    public void AMapForgetsWhatWentAndKeepsWhatDidNotChange()
    {
        Service web = Service("web", "10.43.0.5", Port(80));
        ServiceMap map = Map(web, Slice("web", "", 8080)).And(Service("other", "10.43.0.6", Port(80)));
        ServiceMap next = map.With(null, Slice("web", "", 9090));

        Assert.Same(
            map.Entries.Single(static pair => pair.Key.Name == "other").Value,
            next.Entries.Single(static pair => pair.Key.Name == "other").Value);
        Assert.Equal(2, next.Entries.Single(static pair => pair.Key.Name == "web").Value.Slices.Count);

        ServiceMap gone = next.With(web, null).With(Slice("web", "", 9090), null).With(Slice("web", "", 8080), null);
        Assert.Equal("other", Assert.Single(gone.Entries).Key.Name);
    }

    [Fact]
    public void ASliceMayMoveToAnotherService()
    {
        ServiceMap map = ServiceMap.Empty.With(null, Slice("a", "", 1) with { });
        ServiceMap moved = map.With(Slice("a", "", 1), Slice("b", "", 1));

        Assert.Equal("b", Assert.Single(moved.Entries).Key.Name);
    }
}
