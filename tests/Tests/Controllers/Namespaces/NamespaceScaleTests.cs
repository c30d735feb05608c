using System.Diagnostics;
using System.Globalization;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Transport;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Controllers.Namespaces;

/// <summary>A large namespace goes; the output says in what order and how long it took.</summary>
public sealed class NamespaceScaleTests(ITestOutputHelper output)
{
    private const int PerKind = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private const string Template = """
        {"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"main","image":"x"}]}}
        """;

    // 20 kinds, with what each needs beside a name.
    private static readonly (string ApiVersion, string Kind, string Content)[] Kinds =
    [
        ("v1", "Pod", "\"spec\":{\"containers\":[{\"name\":\"main\",\"image\":\"x\"}]}"),
        ("v1", "ConfigMap", "\"data\":{\"a\":\"b\"}"),
        ("v1", "Secret", "\"stringData\":{\"a\":\"b\"}"),
        ("v1", "ServiceAccount", "\"automountServiceAccountToken\":false"),
        ("v1", "Endpoints", "\"subsets\":[]"),
        ("v1", "LimitRange",
            "\"spec\":{\"limits\":[{\"type\":\"PersistentVolumeClaim\",\"min\":{\"storage\":\"1Mi\"}}]}"),
        ("v1", "PodTemplate", $"\"template\":{Template}"),
        ("v1", "ReplicationController",
            $"\"spec\":{{\"replicas\":0,\"selector\":{{\"a\":\"b\"}},\"template\":{Template}}}"),
        ("v1", "PersistentVolumeClaim",
            "\"spec\":{\"accessModes\":[\"ReadWriteOnce\"],\"storageClassName\":\"none\","
            + "\"resources\":{\"requests\":{\"storage\":\"1Gi\"}}}"),
        ("discovery.k8s.io/v1", "EndpointSlice", "\"addressType\":\"IPv4\",\"endpoints\":[]"),
        ("coordination.k8s.io/v1", "Lease", "\"spec\":{}"),
        ("apps/v1", "ReplicaSet",
            $"\"spec\":{{\"replicas\":0,\"selector\":{{\"matchLabels\":{{\"a\":\"b\"}}}},\"template\":{Template}}}"),
        ("apps/v1", "ControllerRevision", "\"revision\":1,\"data\":{}"),
        ("batch/v1", "CronJob",
            "\"spec\":{\"suspend\":true,\"schedule\":\"@daily\",\"jobTemplate\":{\"spec\":{\"template\":{\"spec\":"
            + "{\"restartPolicy\":\"Never\",\"containers\":[{\"name\":\"main\",\"image\":\"x\"}]}}}}}"),
        ("networking.k8s.io/v1", "Ingress",
            "\"spec\":{\"defaultBackend\":{\"service\":{\"name\":\"a\",\"port\":{\"number\":80}}}}"),
        ("networking.k8s.io/v1", "NetworkPolicy", "\"spec\":{\"podSelector\":{}}"),
        ("storage.k8s.io/v1", "CSIStorageCapacity", "\"storageClassName\":\"none\""),
        ("rbac.authorization.k8s.io/v1", "Role", "\"rules\":[]"),
        ("rbac.authorization.k8s.io/v1", "RoleBinding",
            "\"roleRef\":{\"apiGroup\":\"rbac.authorization.k8s.io\",\"kind\":\"Role\",\"name\":\"x\"}"),
        ("resource.k8s.io/v1", "ResourceClaimTemplate", "\"spec\":{\"spec\":{}}"),
    ];

    [Fact] // E077
    public async Task Ten_thousand_objects_of_twenty_kinds_go_Pods_first()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(
            new InProcessClusterOptions { Nodes = new SimulatedNodesOptions { Count = 5 } }, patience.Token);
        ITransport transport = cluster.Client.Transport;
        Assert.Null((await cluster.Client.CreateAsync(
            new Namespace { Metadata = new() { Name = "big" } }, patience.Token)).Error);
        await cluster.UntilAsync<ServiceAccount>("big", "default", static _ => true, patience.Token);
        long start = Stopwatch.GetTimestamp();
        foreach ((string apiVersion, string kind, string content) in Kinds)
        {
            ResourceDefinition resource = ResourceRegistry.FindKind(apiVersion, kind)!;
            await Parallel.ForEachAsync(Enumerable.Range(0, PerKind), patience.Token, async (number, token) =>
            {
                string json = string.Create(CultureInfo.InvariantCulture,
                    $"{{\"apiVersion\":\"{apiVersion}\",\"kind\":\"{kind}\",\"metadata\":{{\"name\":\"o-{number}\","
                    + $"\"namespace\":\"big\"}},{content}}}");
                ApiResponse made = await transport.SendAsync(
                    new()
                    {
                        Verb = Verb.Create,
                        Resource = resource.Key,
                        Namespace = "big",
                        Body = (IKind)resource.Codec.ReadJson(Encoding.UTF8.GetBytes(json)),
                    },
                    token);
                Assert.Null(made.Error);
            });
        }
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        output.WriteLine($"{Kinds.Length * PerKind} objects made in {seconds:0.0} s");

        Task<(string Kind, long First, long Last, int Count)>[] watches = [.. Kinds.Select(kind =>
            WatchAsync(transport, ResourceRegistry.FindKind(kind.ApiVersion, kind.Kind)!, patience.Token))];
        start = Stopwatch.GetTimestamp();
        Assert.Null(await cluster.Client.DeleteAsync<Namespace>(new("", "big"), null, patience.Token));
        (string Kind, long First, long Last, int Count)[] gone = await Task.WhenAll(watches);

        foreach ((string kind, long first, long last, int count) in gone.OrderBy(static one => one.First))
            output.WriteLine($"{kind}: {count} went, at revisions {first} to {last}");
        output.WriteLine($"all gone after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
        long lastPod = gone.Single(static one => one.Kind == "Pod").Last;
        Assert.All(gone.Where(static one => one.Kind != "Pod"), one => Assert.True(one.First > lastPod, one.Kind));
    }

    /// <summary>When the first and the last object of a kind went.</summary>
    private static async Task<(string Kind, long First, long Last, int Count)> WatchAsync(
        ITransport transport, ResourceDefinition resource, CancellationToken cancellationToken)
    {
        ApiRequest request = new() { Verb = Verb.List, Resource = resource.Key, Namespace = "big" };
        ApiResponse list = await transport.SendAsync(request, cancellationToken);
        int count = list.List!.Items.Count, left = count;
        long first = 0, last = 0;
        await foreach (WatchEvent change in transport.WatchAsync(
            request with { Verb = Verb.Watch, ResourceVersion = list.List.ResourceVersion }, cancellationToken))
        {
            if (change.Type == WatchEventType.Added)
                left++;
            if (change.Type != WatchEventType.Deleted)
                continue;
            last = long.Parse(change.ResourceVersion, CultureInfo.InvariantCulture);
            first = first == 0 ? last : first;
            if (--left == 0)
                break;
        }
        return (resource.Kind, first, last, count);
    }
}
