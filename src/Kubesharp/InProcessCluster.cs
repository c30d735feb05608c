using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.ApiServer.Http;
using Kubesharp.Client;
using Kubesharp.Controllers;
using Kubesharp.Controllers.HorizontalPodAutoscaling;
using Kubesharp.Options;
using Kubesharp.Simulation.Nodes;
using Kubesharp.Store;
using Kubesharp.Store.Memory;

namespace Kubesharp;

/// <summary>What an in-process cluster is made of.</summary>
public sealed record InProcessClusterOptions
{
    /// <summary>The simulated nodes. Defaults to one of upstream's benchmark size.</summary>
    public SimulatedNodesOptions Nodes { get; init; } = new();
    /// <summary>Defaults to the system's; a simulated clock makes hours pass at once.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
    /// <summary>Defaults to the system's; a seeded one repeats itself.</summary>
    public Entropy Entropy { get; init; } = Entropy.System;
    /// <summary>Put between every component and the API server: faults, delays, records. Defaults to nothing.</summary>
    public Func<ITransport, ITransport> Network { get; init; } = static transport => transport;
    /// <summary>How controllers work.</summary>
    public ControllerTuning Tuning { get; init; } = new();
    /// <summary>
    /// The metrics APIs that HorizontalPodAutoscalers read: a GET of a path. Defaults to an answer that there are none.
    /// </summary>
    public Func<string, CancellationToken, Task<MetricsAnswer>> MetricsApi { get; init; } =
        static (_, _) => Task.FromResult(MetricsAnswer.NotServed);
    /// <summary>What went wrong and, when there is one, the exception behind it. Defaults to nothing.</summary>
    public Action<string, Exception?> Log { get; init; } = static (_, _) => { };
}

/// <summary>
/// A whole cluster in the calling process: API server, controllers, scheduler and nodes that start nothing, over a
/// store in memory. For tests of operators and for simulations; no port, no file, no container.
/// </summary>
public sealed class InProcessCluster : IAsyncDisposable
{
    // Making keys is the slowest part of a start, and nobody outside the process ever sees them.
    private static readonly Lazy<ClusterCertificates> Certificates =
        new(static () => ClusterCertificates.InMemory([], TimeProvider.System, Entropy.System));

    private static readonly ClusterNetwork Network = new()
    {
        Pods = IPNetwork.Parse("10.42.0.0/16"),
        Services = IPNetwork.Parse("10.43.0.0/16"),
        Dns = IPAddress.Parse("10.43.0.10"),
        Domain = "cluster.local",
    };

    private readonly InProcessClusterOptions options;
    private readonly MemoryStore store;
    private ControlPlane? plane;
    private CancellationTokenSource planeEnds = new();
    private readonly RestartablePart nodes;
    private HttpFront? front;

    private InProcessCluster(InProcessClusterOptions options)
    {
        this.options = options;
        store = new MemoryStore(new StoreOptions(), options.Time);
        Client = new ApiClient(TransportFor("admin", "system:masters"), "in-process-cluster");
        UserInfo kubelets = Users.Of("system:simulated-nodes", "system:masters");
        SimulatedNodes simulated = new(
            options.Network(Rerouted(kubelets, "kubelet")), options.Nodes, options.Time);
        nodes = new("simulated-nodes", options.Time, simulated.RunAsync);
    }

    /// <summary>
    /// Acts as an administrator, without the faults of <see cref="InProcessClusterOptions.Network"/>.
    /// </summary>
    public ApiClient Client { get; }

    /// <summary>Returns when the API answers and everything else has been started.</summary>
    public static async Task<InProcessCluster> StartAsync(
        InProcessClusterOptions options, CancellationToken cancellationToken)
    {
        InProcessCluster cluster = new(options);
        await cluster.StartPlaneAsync(cancellationToken);
        cluster.nodes.Start();
        return cluster;
    }

    /// <summary>
    /// Serves the API over HTTPS too, on a free port of loopback, and writes an administrator's kubeconfig there: for
    /// clients in other languages and kubectl. Once per cluster.
    /// </summary>
    public async Task ServeAsync(string kubeconfig, CancellationToken cancellationToken)
    {
        if (front is not null)
            throw new InvalidOperationException("the cluster serves already");
        ControlPlane plane = this.plane!;
        front = new HttpFront(
            plane.Api, new HttpFrontOptions { Port = 0, Certificate = _ => Certificates.Value.Server });
        await front.StartAsync(cancellationToken);
        Certificates.Value.WriteAdminKubeconfig(
            kubeconfig, string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{front.Port}"));
    }

    /// <summary>
    /// Ends a part as it is, without waiting for what it is at, and starts a new one that knows nothing of it.
    /// </summary>
    public async Task RestartAsync(ClusterPart part)
    {
        if (part == ClusterPart.Server)
        {
            if (front is not null)
                throw new InvalidOperationException("a server that serves over HTTPS cannot be started anew");
            await StopPlaneAsync();
            await StartPlaneAsync(CancellationToken.None);
            return;
        }
        RestartablePart restarted = part switch
        {
            ClusterPart.Controllers => plane!.Controllers,
            ClusterPart.Scheduler => plane!.Scheduler,
            _ => nodes,
        };
        await restarted.StopAsync();
        restarted.Start();
    }

    /// <summary>The way to the API server as any user.</summary>
    public ITransport TransportFor(string user, params string[] groups) =>
        Rerouted(Users.Of(user, groups), user);

    private async Task StartPlaneAsync(CancellationToken cancellationToken)
    {
        ControlPlane started = new(
            new ControlPlaneOptions
            {
                Network = Network,
                NodePorts = new PortRange(30000, 32767),
                Certificates = Certificates.Value,
                Time = options.Time,
                Entropy = options.Entropy,
                Between = options.Network,
                Tuning = options.Tuning,
                MetricsApi = options.MetricsApi,
                Log = options.Log,
            },
            store);
        planeEnds = new CancellationTokenSource();
        await started.StartAsync(cancellationToken);
        plane = started;
    }

    private async Task StopPlaneAsync()
    {
        if (plane is not { } stopped)
            return;
        plane = null;
        await Loop.CancelAsync(planeEnds);
        await stopped.DisposeAsync();
        planeEnds.Dispose();
    }

    private ReroutedTransport Rerouted(UserInfo user, string agent) => new(
        () => plane is { } present ? (present.TransportFor(user, agent), planeEnds.Token) : null);

    public async ValueTask DisposeAsync()
    {
        if (front is not null)
        {
            await plane!.Api.BeginStopAsync();
            await front.StopAsync(CancellationToken.None);
            await front.DisposeAsync();
        }
        await nodes.DisposeAsync();
        await StopPlaneAsync();
        await store.DisposeAsync();
    }
}
