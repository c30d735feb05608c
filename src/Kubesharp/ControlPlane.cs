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
using Kubesharp.ApiServer.Discovery;
using Kubesharp.Client;
using Kubesharp.Client.LeaderElection;
using Kubesharp.Controllers;
using Kubesharp.Controllers.HorizontalPodAutoscaling;
using Kubesharp.Options;
using Kubesharp.Scheduler;
using Kubesharp.Scheduler.Configuration;
using Kubesharp.Store;

namespace Kubesharp;

/// <summary>What a control plane is made of, apart from its store.</summary>
internal sealed record ControlPlaneOptions
{
    public required ClusterNetwork Network { get; init; }
    public required PortRange NodePorts { get; init; }
    /// <summary>Which versions are served. Defaults to the stable ones.</summary>
    public RuntimeConfig RuntimeConfig { get; init; } = RuntimeConfig.Default;
    public required ClusterCertificates Certificates { get; init; }
    /// <summary>Where Pods reach the server; null when nothing but this machine does.</summary>
    public IPEndPoint? Advertised { get; init; }
    /// <summary>Administrators may make the API server misbehave.</summary>
    public bool TestMode { get; init; }
    public required TimeProvider Time { get; init; }
    public required Entropy Entropy { get; init; }
    /// <summary>Which controllers run; see <see cref="ControllerSelection"/>. Defaults to all.</summary>
    public IReadOnlyList<string> Controllers { get; init; } = ControllerSelection.All;
    /// <summary>How long signed certificates live at most. Defaults to a year, as upstream's.</summary>
    public TimeSpan SigningDuration { get; init; } = TimeSpan.FromDays(365);
    /// <summary>
    /// As whom controllers and scheduler stand for election among several servers over one store; null, the default,
    /// when this is the only one.
    /// </summary>
    public string? LeaderIdentity { get; init; }
    /// <summary>Defaults to the default profile.</summary>
    public SchedulerOptions Scheduler { get; init; } = new();
    /// <summary>Put between controllers or scheduler and the API server. Defaults to nothing.</summary>
    public Func<ITransport, ITransport> Between { get; init; } = static transport => transport;
    /// <summary>How controllers work.</summary>
    public ControllerTuning Tuning { get; init; } = new();
    /// <summary>The metrics APIs that HorizontalPodAutoscalers read: a GET of a path. Defaults to none.</summary>
    public Func<string, CancellationToken, Task<MetricsAnswer>> MetricsApi { get; init; } =
        static (_, _) => Task.FromResult(MetricsAnswer.NotServed);
    /// <summary>Work over HTTP that is done at once; 0: no flow control.</summary>
    public int FlowSeats { get; init; }
    /// <summary>Who is who, who may do what, and what writes have to pass.</summary>
    public AccessOptions Access { get; init; } = new();
    /// <summary>Serve metrics.k8s.io: there are kubelets to ask.</summary>
    public bool ServesMetrics { get; init; }
    /// <summary>Where requests are written down; null: nowhere.</summary>
    public AuditTrail? Audit { get; init; }
    /// <summary>What went wrong and, when there is one, the exception behind it.</summary>
    public required Action<string, Exception?> Log { get; init; }
}

/// <summary>Who is who, who may do what, and what writes have to pass. Defaults to what a new cluster has.</summary>
internal sealed record AccessOptions
{
    public AuthenticationOptions Authentication { get; init; } = new();
    /// <summary>Null: nodes, then roles.</summary>
    public AuthorizationConfiguration? Authorization { get; init; }
    /// <summary>Where that is read anew from; empty: never.</summary>
    public string AuthorizationFile { get; init; } = "";
    public AdmissionOptions Admission { get; init; } = new();
}

/// <summary>
/// API server, controllers and scheduler over a store, without any front: the program serves it over HTTPS, tests use
/// it as it is. Everything in it speaks to the API server through the in-process transport, as itself.
/// </summary>
/// <remarks>Started once; disposed once by whoever started it. The store is the caller's.</remarks>
internal sealed class ControlPlane : IAsyncDisposable
{
    private readonly ControlPlaneOptions options;
    // Made anew with each start and each term of leadership.
    private ControllerHost controllers;
    private PodScheduler scheduler;

    public ControlPlane(ControlPlaneOptions options, IStore store)
    {
        this.options = options;
        ClusterCertificates certificates = options.Certificates;
        Api = new(new ApiServerOptions
        {
            Store = store,
            Time = options.Time,
            Entropy = options.Entropy,
            ClientAuthority = certificates.ClientAuthorities,
            TokenKey = certificates.ServiceAccountKey,
            Admission = server => AdmissionPlugins.Chain(server, options.Access.Admission),
            Authentication = options.Access.Authentication,
            Authorization = options.Access.Authorization,
            AuthorizationFile = options.Access.AuthorizationFile,
            ServiceNetwork = options.Network.Services,
            SecondaryServiceNetwork = options.Network.SecondServices,
            NodePortFirst = options.NodePorts.First,
            NodePortLast = options.NodePorts.Last,
            RuntimeConfig = options.RuntimeConfig,
            Advertised = options.Advertised,
            KubeletClientCertificate = () => certificates.KubeletClient,
            KubeletAuthority = certificates.Authority.Certificate,
            MetricsApi = options.ServesMetrics,
            FlowSeats = options.FlowSeats,
            Audit = options.Audit,
            TestMode = options.TestMode,
            ExtraMetrics = Metrics,
            Log = options.Log,
        });
        controllers = NewControllers();
        scheduler = NewScheduler();
        Controllers = new("controllers", options.Time, token => LedAsync(
            Users.ControllerManager, ControllersAgent,
            term => (controllers = NewControllers()).RunAsync(term), token));
        Scheduler = new("scheduler", options.Time, token => LedAsync(
            Users.Scheduler, SchedulerAgent, term => (scheduler = NewScheduler()).RunAsync(term), token));
    }

    private const string ControllersAgent = "kube-controller-manager";
    private const string SchedulerAgent = "kube-scheduler";

    public RestartablePart Controllers { get; }

    public RestartablePart Scheduler { get; }

    public ApiServer.ApiServer Api { get; }

    /// <summary>The way to the API server for a component of this process.</summary>
    public ITransport TransportFor(UserInfo user, string agent) => Api.TransportFor(user, agent);

    /// <summary>Returns when the API answers; controllers and scheduler have been started by then.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Api.StartAsync(cancellationToken);
        Controllers.Start();
        Scheduler.Start();
    }

    private ControllerHost NewControllers() => new(
        options.Between(TransportFor(Users.Of(Users.ControllerManager), ControllersAgent)),
        account => options.Between(
            TransportFor(Users.ServiceAccount("kube-system", account), ControllersAgent)),
        new ControllerOptions
        {
            RootCaPem = options.Certificates.Authority.CertificatePem,
            Controllers = options.Controllers,
            Signer = new(options.Certificates.Authority.Sign, options.SigningDuration),
            SignLegacyToken = Api.SignLegacyToken,
            ServerNames = options.Certificates.ServerNames,
            Tuning = options.Tuning,
            MetricsApi = options.MetricsApi,
            OnError = (controller, message) => options.Log($"{controller}: {message}", null),
        },
        options.Time);

    private PodScheduler NewScheduler() => new(
        options.Between(TransportFor(Users.Of(Users.Scheduler), SchedulerAgent)), options.Time, options.Entropy,
        options.Scheduler);

    /// <summary>Does the work at once, or while the Lease of that name is held.</summary>
    private Task LedAsync(
        string user, string lease, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        if (options.LeaderIdentity is not { } identity)
            return work(cancellationToken);
        ApiClient client = new(options.Between(TransportFor(Users.Of(user), lease)), lease);
        LeaderElectionOptions election = new() { Name = lease, Identity = identity };
        return new LeaderElector(client, election, options.Time).RunAsync(work, cancellationToken);
    }

    // Asked for after the start only: by then both are there.
    private string Metrics() =>
        ComponentMetrics.Text(controllers, scheduler) + CertificateUpkeep.Metrics(options.Certificates);

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Controllers.StopAsync(), Scheduler.StopAsync());
        await Api.DisposeAsync();
    }
}
