using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Controllers.Namespaces;

public sealed class NamespaceControllerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task E077_ANamespaceIsEmptiedPodsFirstAndGoes()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(
            new InProcessClusterOptions { Nodes = new SimulatedNodesOptions { Count = 1 } }, patience.Token);
        ApiClient client = cluster.Client;
        await ExpectAsync(client.CreateAsync(new Namespace { Metadata = new() { Name = "shop" } }, patience.Token));
        Namespace made = await cluster.UntilAsync<Namespace>("", "shop", static _ => true, patience.Token);
        Assert.Equal(["kubernetes"], made.Spec.Finalizers);
        Assert.Equal("shop", made.Metadata.Labels["kubernetes.io/metadata.name"]);
        await cluster.UntilAsync<ServiceAccount>("shop", "default", static _ => true, patience.Token);
        await ExpectAsync(client.CreateAsync(Map("plain"), patience.Token));
        Pod pod = Workloads.Pod("held");
        await ExpectAsync(client.CreateAsync(
            pod with { Metadata = pod.Metadata with { Namespace = "shop", Finalizers = ["x.io/held"] } },
            patience.Token));

        Assert.Null(await client.DeleteAsync<Namespace>(new("", "shop"), null, patience.Token));
        Namespace waiting = await cluster.UntilAsync<Namespace>("", "shop", static one =>
            one.Status.Conditions.Any(static condition => condition is
                { Type: "NamespaceFinalizersRemaining", Status: "True" }), patience.Token);
        Assert.Equal("Terminating", waiting.Status.Phase);
        Assert.Equal(
            [
                "NamespaceContentRemaining True SomeResourcesRemain: Some resources are remaining: pods. has 1 "
                    + "resource instances",
                "NamespaceDeletionContentFailure False ContentDeleted: All content successfully deleted, may be "
                    + "waiting on finalization",
                "NamespaceDeletionDiscoveryFailure False ResourcesDiscovered: All resources successfully discovered",
                "NamespaceDeletionGroupVersionParsingFailure False ParsedGroupVersions: All legacy kube types "
                    + "successfully parsed",
                "NamespaceFinalizersRemaining True SomeFinalizersRemain: Some content in the namespace has finalizers "
                    + "remaining: x.io/held in 1 resource instances",
            ],
            waiting.Status.Conditions.Select(static one => $"{one.Type} {one.Status} {one.Reason}: {one.Message}")
                .Order(StringComparer.Ordinal));
        // What a Pod may need stays until the last Pod is gone.
        Assert.NotNull((await client.GetAsync<ConfigMap>(new("shop", "plain"), patience.Token)).Value);

        ApiResult<ConfigMap> refused = await client.CreateAsync(Map("late"), patience.Token);
        Assert.Equal(
            (403, "configmaps \"late\" is forbidden: unable to create new content in namespace shop because it is "
                + "being terminated"),
            (refused.Error!.Code, refused.Error.Message));
        StatusCause cause = Assert.Single(refused.Error.Status!.Details!.Causes);
        Assert.Equal(("NamespaceTerminating", "namespace shop is being terminated", "metadata.namespace"),
            (cause.Reason, cause.Message, cause.Field));
        ApiError? again = await client.DeleteAsync<Namespace>(new("", "shop"), null, patience.Token);
        Assert.Equal(
            "Operation cannot be fulfilled on namespaces \"shop\": The system is ensuring all content is removed from "
            + "this namespace.  Upon completion, this namespace will automatically be purged by the system.",
            again?.Message);

        await ExpectAsync(client.PatchAsync<Pod>(
            new("shop", "held"), PatchType.Merge, """{"metadata":{"finalizers":null}}""", patience.Token));
        await GoneAsync(cluster, patience.Token);
        (ObjectList<ConfigMap>? maps, _) = await client.ListAsync<ConfigMap>("shop", patience.Token);
        Assert.Empty(maps!.Items);
    }

    private static ConfigMap Map(string name) => new() { Metadata = new() { Name = name, Namespace = "shop" } };

    private static async Task ExpectAsync<T>(Task<ApiResult<T>> result)
        where T : class => Assert.Null((await result).Error);

    private static async Task GoneAsync(InProcessCluster cluster, CancellationToken cancellationToken)
    {
        ApiRequest watch = new()
        {
            Verb = Verb.Watch,
            Resource = new("", "v1", "namespaces"),
            FieldSelector = "metadata.name=shop",
            ResourceVersion = "1",
        };
        await foreach (WatchEvent change in cluster.Client.Transport.WatchAsync(watch, cancellationToken))
        {
            if (change.Type == WatchEventType.Deleted)
                return;
        }
    }
}
