using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Simulation.Nodes;
using Xunit;
using CoreEndpoints = Kubesharp.Api.Core.Endpoints;
using CorePort = Kubesharp.Api.Core.EndpointPort;

namespace Kubesharp.Tests.Controllers;

/// <summary>What stands behind Services, in a whole cluster in this process.</summary>
public sealed class ServiceClusterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact] // E104
    public async Task A_Service_has_slices_and_endpoints_of_its_Pods()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await StartAsync(patience.Token);
        Expect(await cluster.Client.CreateAsync(Workloads.Deployment("web", 3), patience.Token));
        Expect(await cluster.Client.CreateAsync(ServiceOf("web", Workloads.Labels("web")), patience.Token));

        EndpointSlice slice = await SliceAsync(cluster, "web", static one =>
            one.Endpoints.Count == 3 && one.Endpoints.All(static each => each.Conditions.Ready == true),
            patience.Token);
        CoreEndpoints endpoints = await cluster.UntilAsync<CoreEndpoints>(
            "web", static one => one.Subsets is [{ Addresses.Count: 3 }], patience.Token);

        Assert.Equal("endpointslice-controller.k8s.io",
            slice.Metadata.Labels["endpointslice.kubernetes.io/managed-by"]);
        Assert.Equal(
            slice.Endpoints.Select(static one => one.Addresses[0]).Order(StringComparer.Ordinal),
            endpoints.Subsets[0].Addresses.Select(static one => one.Ip).Order(StringComparer.Ordinal));
        Assert.True(endpoints.Metadata.Annotations.ContainsKey("endpoints.kubernetes.io/last-change-trigger-time"));
    }

    [Fact] // E104
    public async Task Endpoints_of_a_Service_without_a_selector_are_mirrored()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await StartAsync(patience.Token);
        Expect(await cluster.Client.CreateAsync(ServiceOf("legacy", ObjectMeta.Empty.Labels), patience.Token));
        Expect(await cluster.Client.CreateAsync(
            new CoreEndpoints
            {
                Metadata = ObjectMeta.Empty with { Name = "legacy", Namespace = "default" },
                Subsets =
                [
                    new()
                    {
                        Addresses = [new() { Ip = "192.0.2.7" }],
                        Ports = [CorePort.Empty with { Name = "http", Port = 80 }],
                    },
                ],
            },
            patience.Token));

        EndpointSlice slice = await SliceAsync(
            cluster, "legacy", static one => one.Endpoints.Count == 1, patience.Token);
        Assert.Equal("endpointslicemirroring-controller.k8s.io",
            slice.Metadata.Labels["endpointslice.kubernetes.io/managed-by"]);

        Assert.Null(await cluster.Client.DeleteAsync<CoreEndpoints>(
            new("default", "legacy"), null, patience.Token));
        await GoneAsync<EndpointSlice>(cluster, "default", slice.Metadata.Name, patience.Token);
    }

    private static Task<InProcessCluster> StartAsync(CancellationToken cancellationToken) =>
        InProcessCluster.StartAsync(
            new InProcessClusterOptions { Nodes = new SimulatedNodesOptions { Count = 2 } }, cancellationToken);

    private static Service ServiceOf(string name, IReadOnlyDictionary<string, string> selector) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = name, Namespace = "default" },
        Spec = ServiceSpec.Empty with
        {
            Selector = selector, Ports = [ServicePort.Empty with { Name = "http", Port = 80, TargetPort = 8080 }],
        },
    };

    private static async Task<EndpointSlice> SliceAsync(
        InProcessCluster cluster, string service, Predicate<EndpointSlice> wanted, CancellationToken cancellationToken)
    {
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Kubesharp.Client.Informers.Informer<EndpointSlice> slices = cluster.Watching<EndpointSlice>(done.Token);
        while (true)
        {
            Task next = slices.NextChange;
            if (slices.List("default").FirstOrDefault(one =>
                one.Metadata.Labels.GetValueOrDefault("kubernetes.io/service-name") == service
                && wanted(one)) is { } found)
            {
                await done.CancelAsync();
                return found;
            }
            await next.WaitAsync(cancellationToken);
        }
    }

    private static async Task GoneAsync<T>(
        InProcessCluster cluster, string namespaceName, string name, CancellationToken cancellationToken)
        where T : ApiObject
    {
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Kubesharp.Client.Informers.Informer<T> informer = cluster.Watching<T>(done.Token);
        await informer.Synced.WaitAsync(cancellationToken);
        while (true)
        {
            Task next = informer.NextChange;
            if (informer.Get(new(namespaceName, name)) is null)
                break;
            await next.WaitAsync(cancellationToken);
        }
        await done.CancelAsync();
    }

    private static void Expect<T>(ApiResult<T> result)
        where T : class => Assert.Null(result.Error);
}
