using System.Net;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Audit;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.Controllers;
using Kubesharp.Options;
using Kubesharp.Scheduler;
using Kubesharp.Store;

namespace Kubesharp;

/// <summary>What a control plane is made of, apart from its store.</summary>
internal sealed record ControlPlaneOptions
{
    public required ClusterNetwork Network { get; init; }
    public required PortRange NodePorts { get; init; }
    public required ClusterCertificates Certificates { get; init; }
    /// <summary>Where Pods reach the server; null when nothing but this machine does.</summary>
    public IPEndPoint? Advertised { get; init; }
    /// <summary>Administrators may make the API server misbehave.</summary>
    public bool TestMode { get; init; }
    public required TimeProvider Time { get; init; }
    public required Entropy Entropy { get; init; }
    /// <summary>Put between controllers or scheduler and the API server. Defaults to nothing.</summary>
    public Func<ITransport, ITransport> Between { get; init; } = static transport => transport;
    /// <summary>Work over HTTP that is done at once; 0: no flow control.</summary>
    public int FlowSeats { get; init; }
    /// <summary>Where requests are written down; null: nowhere.</summary>
    public AuditTrail? Audit { get; init; }
    /// <summary>What went wrong and, when there is one, the exception behind it.</summary>
    public required Action<string, Exception?> Log { get; init; }
}

/// <summary>
/// API server, controllers and scheduler over a store, without any front: the program serves it over HTTPS, tests use
/// it as it is. Everything in it speaks to the API server through the in-process transport, as itself.
/// </summary>
/// <remarks>Started once; disposed once by whoever started it. The store is the caller's.</remarks>
internal sealed class ControlPlane : IAsyncDisposable
{
    private readonly ControlPlaneOptions options;
    private readonly ControllerManager controllers;
    private readonly PodScheduler scheduler;
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> loops = [];

    public ControlPlane(ControlPlaneOptions options, IStore store)
    {
        this.options = options;
        ClusterCertificates certificates = options.Certificates;
        Api = new(new ApiServerOptions
        {
            Store = store,
            Time = options.Time,
            Entropy = options.Entropy,
            ClientAuthority = certificates.Authority.Certificate,
            TokenKey = certificates.ServiceAccountKey,
            Admission = AdmissionPlugins.Chain,
            ServiceNetwork = options.Network.Services,
            NodePortFirst = options.NodePorts.First,
            NodePortLast = options.NodePorts.Last,
            Advertised = options.Advertised,
            KubeletClientCertificate = certificates.KubeletClient.ToCertificate(),
            KubeletAuthority = certificates.Authority.Certificate,
            FlowSeats = options.FlowSeats,
            Audit = options.Audit,
            TestMode = options.TestMode,
            ExtraMetrics = Metrics,
            Log = options.Log,
        });
        controllers = new(
            options.Between(TransportFor(Users.Of(Users.ControllerManager), ControllersAgent)),
            account => options.Between(
                TransportFor(Users.ServiceAccount("kube-system", account), ControllersAgent)),
            new ControllerOptions
            {
                RootCaPem = certificates.Authority.CertificatePem,
                OnError = (controller, message) => options.Log($"{controller}: {message}", null),
            },
            options.Time);
        scheduler = new(
            options.Between(TransportFor(Users.Of(Users.Scheduler), "kube-scheduler")), options.Time, options.Entropy);
    }

    private const string ControllersAgent = "kube-controller-manager";

    public ApiServer.ApiServer Api { get; }

    /// <summary>The way to the API server for a component of this process.</summary>
    public ITransport TransportFor(UserInfo user, string agent) => Api.TransportFor(user, agent);

    /// <summary>Returns when the API answers; controllers and scheduler have been started by then.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Api.StartAsync(cancellationToken);
        loops.Add(Loop.Run("controllers", options.Time, controllers.RunAsync, stop.Token));
        loops.Add(Loop.Run("scheduler", options.Time, scheduler.RunAsync, stop.Token));
    }

    // Asked for after the start only: by then both are there.
    private string Metrics() => ComponentMetrics.Text(controllers, scheduler);

    public async ValueTask DisposeAsync()
    {
        await Loop.CancelAsync(stop);
        await Task.WhenAll(loops);
        await Api.DisposeAsync();
        stop.Dispose();
    }
}
