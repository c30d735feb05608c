using System.Collections.Concurrent;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Client.Informers;

namespace Kubesharp.Bench.PodStart;

/// <summary>Pods as a user makes them: created at the API, waited for there until they are Ready.</summary>
internal sealed class ClusterPods
{
    public const string Image = "registry.k8s.io/pause:3.10";

    private readonly ApiClient client;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> ready = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> gone = new(StringComparer.Ordinal);

    public ClusterPods(ITransport transport)
    {
        client = new ApiClient(transport, "bench");
        Pods = new Informer<Pod>(transport, TimeProvider.System, new InformerOptions { Namespace = "default" });
        Pods.AddHandler((before, after) =>
        {
            if (after is null && gone.TryGetValue(before!.Metadata.Name, out TaskCompletionSource? went))
                went.TrySetResult();
            bool isReady = after?.Status.Conditions.Any(
                static condition => condition is { Type: "Ready", Status: "True" }) == true;
            if (isReady && ready.TryGetValue(after!.Metadata.Name, out TaskCompletionSource? came))
                came.TrySetResult();
        });
    }

    public Informer<Pod> Pods { get; }

    public static Pod Of(string name) => new()
    {
        Metadata = new() { Name = name, Namespace = "default" },
        Spec = new()
        {
            RestartPolicy = "Always",
            TerminationGracePeriodSeconds = 5,
            Containers = [new() { Name = "main", Image = Image, ImagePullPolicy = "IfNotPresent" }],
        },
    };

    public async Task StartAsync(string name)
    {
        TaskCompletionSource came = ready[name] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ApiResult<Pod> created = await client.CreateAsync(Of(name), CancellationToken.None);
        if (created.Error is { } error)
            throw new InvalidOperationException(error.Message);
        await came.Task.WaitAsync(TimeSpan.FromMinutes(2));
    }

    public async Task RemoveAllAsync()
    {
        await Task.WhenAll(ready.Keys.Select(async name =>
        {
            TaskCompletionSource went = gone[name] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await client.DeleteAsync<Pod>(new("default", name), DeleteOptions.Empty, CancellationToken.None);
            await went.Task.WaitAsync(TimeSpan.FromMinutes(2));
        }));
        ready.Clear();
        gone.Clear();
    }

    public async Task NodeReadyAsync()
    {
        for (int attempt = 0; attempt < 600; attempt++)
        {
            (ObjectList<Node>? nodes, _) = await client.ListAsync<Node>("", CancellationToken.None);
            ApiResult<ServiceAccount> account = await client.GetAsync<ServiceAccount>(
                new("default", "default"), CancellationToken.None);
            if (account.Value is not null && nodes?.Items is [{ Spec.Taints.Count: 0 } node]
                && node.Status.Conditions.Any(static condition => condition is { Type: "Ready", Status: "True" }))
                return;
            await Task.Delay(100);
        }
        throw new TimeoutException("the node did not become ready");
    }
}
