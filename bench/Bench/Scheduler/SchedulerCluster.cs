using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Scheduling;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.Bench.FirstFigures;
using Kubesharp.Client;
using Kubesharp.Client.Http;
using Kubesharp.Store;
using Kubesharp.Store.Memory;

namespace Kubesharp.Bench.Scheduler;

/// <summary>
/// An API server to schedule against: in this process over memory, or a process of its own over HTTPS.
/// </summary>
internal sealed class SchedulerCluster : IAsyncDisposable
{
    private const int Creators = 32;

    private readonly IAsyncDisposable[] parts;
    private readonly string? folder;

    private SchedulerCluster(ITransport transport, string? folder, params IAsyncDisposable[] parts)
    {
        Transport = transport;
        this.folder = folder;
        this.parts = parts;
        Client = new ApiClient(transport, "bench");
    }

    public ITransport Transport { get; }
    public ApiClient Client { get; }

    /// <summary>API server and store only: no controllers, no kubelets, as in upstream's bench.</summary>
    public static async Task<SchedulerCluster> InProcessAsync(CancellationToken cancellationToken)
    {
        TimeProvider time = TimeProvider.System;
        MemoryStore store = new(new StoreOptions(), time);
        ClusterCertificates certificates = ClusterCertificates.InMemory([], time, Entropy.System);
        ApiServer.ApiServer server = new(new ApiServerOptions
        {
            Store = store,
            Time = time,
            Entropy = Entropy.System,
            ClientAuthority = certificates.ClientAuthorities,
            TokenKey = certificates.ServiceAccountKey,
            Admission = api => AdmissionPlugins.Chain((Authorizers)api.Authorizer, Entropy.System),
            ServiceNetwork = System.Net.IPNetwork.Parse("10.43.0.0/16"),
            NodePortFirst = 30000,
            NodePortLast = 32767,
            KubeletClientCertificate = () => certificates.KubeletClient,
            KubeletAuthority = certificates.Authority.Certificate,
            Log = static (_, _) => { },
        });
        await server.StartAsync(cancellationToken);
        SchedulerCluster cluster = new(
            server.TransportFor(Users.Of("bench", "system:masters"), "bench"), null, server, store);
        // What controllers would have made.
        await cluster.CreateAsync(
            [new ServiceAccount { Metadata = ObjectMeta.Empty with { Name = "default", Namespace = "default" } }],
            cancellationToken);
        await cluster.PrepareAsync(cancellationToken);
        return cluster;
    }

    /// <summary>The program itself; its own scheduler does not touch Pods of another scheduler's name.</summary>
    public static async Task<SchedulerCluster> HttpsAsync(CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("kubesharp-bench-").FullName;
        ServerProcess server = await ServerProcess.StartAsync(folder, StartBench.FreePort(), cancellationToken);
        SchedulerCluster cluster = new(new HttpTransport(server.Client), folder, server);
        await cluster.PrepareAsync(cancellationToken);
        return cluster;
    }

    private Task PrepareAsync(CancellationToken cancellationToken) => CreateAsync(
        [new PriorityClass { Metadata = ObjectMeta.Empty with { Name = "bench-high" }, Value = 10 }],
        cancellationToken);

    /// <summary>Creates many at a time; who is there already is welcome.</summary>
    public Task CreateAsync(IEnumerable<ApiObject> objects, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            objects, new ParallelOptions { MaxDegreeOfParallelism = Creators, CancellationToken = cancellationToken },
            async (value, token) =>
            {
                ApiError? error = await CreateAsync(value, token);
                if (error is not null)
                    throw new InvalidOperationException($"{value.Kind} {value.Metadata.Name}: {error.Message}");
            });

    /// <summary>
    /// Nodes without the taint that admission gives every new one until a controller has seen it ready.
    /// </summary>
    public async Task CreateNodesAsync(IEnumerable<Node> nodes, CancellationToken cancellationToken)
    {
        List<Node> all = [.. nodes];
        await CreateAsync(all, cancellationToken);
        await Parallel.ForEachAsync(
            all, new ParallelOptions { MaxDegreeOfParallelism = Creators, CancellationToken = cancellationToken },
            async (node, token) =>
            {
                ApiResult<Node> cleared = await Client.PatchAsync<Node>(
                    ObjectKey.Of(node), PatchType.Merge, """{"spec":{"taints":null}}""", token);
                if (cleared.Error is { } error)
                    throw new InvalidOperationException($"Node {node.Metadata.Name}: {error.Message}");
            });
    }

    public async Task<ApiError?> CreateAsync(ApiObject value, CancellationToken cancellationToken)
    {
        ApiRequest request = new()
        {
            Verb = Verb.Create,
            Resource = ResourceRegistry.Of(value.GetType())!.Key,
            Namespace = value.Metadata.Namespace,
            Body = value,
        };
        ApiResult<IKind> result = await Client.CallAsync<IKind>(request, cancellationToken);
        return result.Error is { IsAlreadyExists: false } error ? error : null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable part in parts)
            await part.DisposeAsync();
        if (folder is not null)
            Directory.Delete(folder, recursive: true);
    }
}
