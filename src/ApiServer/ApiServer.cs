using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Admission.Quota;
using Kubesharp.ApiServer.Allocation;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.Bootstrap;
using Kubesharp.ApiServer.Configuration;
using Kubesharp.ApiServer.Discovery;
using Kubesharp.ApiServer.Documents;
using Kubesharp.ApiServer.FlowControl;
using Kubesharp.ApiServer.InProcess;
using Kubesharp.ApiServer.Metrics;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Storage;
using Kubesharp.ApiServer.Verbs;
using Kubesharp.Store;

namespace Kubesharp.ApiServer;

/// <summary>
/// The API server without any front: caches, rules and verbs over a store. <see cref="Http.HttpFront"/> serves it to
/// the network, <see cref="TransportFor"/> to components of the same process. It starts no thread: the caches' loops
/// run wherever <see cref="Loop"/> puts them, so the whole server also lives on a single simulated thread.
/// </summary>
public sealed class ApiServer : IAsyncDisposable
{
    private readonly ApiServerOptions options;
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource stopped = new();
    private readonly KubernetesService kubernetes;
    private readonly IReadOnlyList<FollowedFile> followed;
    private IReadOnlyList<Task> loops = [];

    public ApiServer(ApiServerOptions options)
    {
        this.options = options;
        Registry = new(ResourceRegistry.All.Concat(ResourceRegistry.Optional).Where(definition =>
            MetricsApi.ResourceMetrics.Owns(definition)
                ? options.MetricsApi
                : options.RuntimeConfig.Serves(definition)));
        Storage = new(options.Store);
        Caches = new(Registry, options.Store, options.Time);
        Allocators = new(this, options);
        kubernetes = new(this);
        Authorizer = options.Authorizer ?? new Authorizers(Caches, options.Authorization, options.Time);
        if (options.TokenKey is { } key)
        {
            Tokens = new(key, Caches, options.Time, options.Entropy, options.TokenIssuer);
            TokenRequests = new(Tokens, Caches, options.Time);
        }
        Authenticator = options.ClientAuthority is { } authorities && Tokens is not null
            ? new Authenticators(
                authorities, Tokens, new BootstrapTokens(Caches, options.Time), options.Time,
                options.Authentication)
            : new AnonymousAuthenticator();
        Quota = new(Caches, Registry, options.Time);
        Admission = options.Admission?.Invoke(this) ?? AdmissionChain.None;
        Flow = options.FlowSeats > 0 ? new(this, options.FlowSeats) : null;
        Pipeline = new(this);
        ResourceMetrics = new(this);
        Verbs = new(this);
        Documents = new(this);
        followed = [.. Followed()];
    }

    public TimeProvider Time => options.Time;
    public Caches Caches { get; }
    /// <summary>True once the caches are filled and the bootstrap objects are stored.</summary>
    public bool IsReady { get; private set; }
    public bool IsStopping => stopping.IsCancellationRequested;

    internal ApiServerOptions Options => options;
    internal Entropy Entropy => options.Entropy;
    internal ServedResources Registry { get; }
    internal ObjectStorage Storage { get; }
    internal IObjectReader Objects => Caches;
    internal ServiceAllocators Allocators { get; }
    internal IAuthenticator Authenticator { get; }
    /// <summary>Who may do what; admission asks it too.</summary>
    public IAuthorizer Authorizer { get; }
    internal AdmissionChain Admission { get; }
    internal QuotaLedger Quota { get; }
    internal ServiceAccountTokens? Tokens { get; }
    internal TokenRequests? TokenRequests { get; }
    /// <summary>Who is served now and who waits; null when it is switched off.</summary>
    internal FlowController? Flow { get; }
    internal Pipeline Pipeline { get; }
    internal MetricsApi.ResourceMetrics ResourceMetrics { get; }
    internal VerbRoutes Verbs { get; }
    internal DocumentRoutes Documents { get; }
    /// <summary>How long each write waits before it begins: a test's wish (<see cref="TestMode"/>), or zero.</summary>
    internal TimeSpan WriteDelay { get; set; }
    internal RequestMetrics Metrics { get; } = new();

    /// <summary>
    /// Fills the caches, stores the bootstrap objects that are missing, and repairs what is allocated.
    /// </summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        loops =
        [
            .. Caches.Start(stopped.Token),
            .. followed.Select(file => Loop.Run("configuration file", Time, file.RunAsync, stopped.Token)),
            Loop.Run("expiry of events", Time, new EventExpiry(this).RunAsync, stopped.Token),
        ];
        await Caches.WaitUntilFreshAsync(cancellationToken);
        await new BootstrapWriter(this, kubernetes).WriteAsync(cancellationToken);
        await Allocators.Repair.RunOnceAsync(cancellationToken);
        await Caches.WaitUntilFreshAsync(cancellationToken);
        loops =
        [
            .. loops,
            Loop.Run("repair of allocations", Time, Allocators.Repair.RunAsync, stopped.Token),
            .. Tokens is not null && options.Bootstrap
                ? [Loop.Run("tracking of tokens", Time, LegacyTracking().RunAsync, stopped.Token)]
                : Array.Empty<Task>(),
            .. options is { Bootstrap: true, ClientAuthority: not null }
                ? [Loop.Run("authorities of clients", Time, ClientAuthorityMap.For(this).RunAsync, stopped.Token)]
                : Array.Empty<Task>(),
            .. options.Bootstrap && options.Advertised is not null
                ? [Loop.Run("endpoints of kubernetes", Time, kubernetes.RunAsync, stopping.Token)]
                : Array.Empty<Task>(),
        ];
        // Before the first client, so that it is served by the rules that are stored and sees no stray writes.
        if (Flow is not null)
            await Flow.SyncAsync(cancellationToken);
        IsReady = true;
        if (Flow is { } flow)
            loops = [.. loops, Loop.Run("flow control", Time, flow.RunAsync, stopped.Token)];
        if (Admission.Plugins.Any(static plugin => plugin is ResourceQuotaPlugin))
        {
            QuotaStatusWriter writer = new(this, Quota);
            loops = [.. loops, Loop.Run("status of quotas", Time, writer.RunAsync, stopped.Token)];
        }
    }

    /// <summary>The way to this server for a component of the same process.</summary>
    /// <param name="user">Who it is; see <see cref="Users"/>.</param>
    /// <param name="userAgent">Names it in managedFields: <c>kube-controller-manager</c>.</param>
    public ITransport TransportFor(UserInfo user, string userAgent) => new InProcessTransport(this, user, userAgent);

    /// <summary>
    /// Not ready any more, from now on; open watches end cleanly. Requests are still answered until the fronts are
    /// stopped and this is disposed.
    /// </summary>
    public async Task BeginStopAsync()
    {
        if (!stopping.IsCancellationRequested)
            await Loop.CancelAsync(stopping);
    }

    public async ValueTask DisposeAsync()
    {
        await BeginStopAsync();
        if (IsReady && options.Bootstrap)
            await kubernetes.LeaveAsync(CancellationToken.None);
        await Loop.CancelAsync(stopped);
        await Task.WhenAll(loops);
        ResourceMetrics.Dispose();
        stopping.Dispose();
        stopped.Dispose();
    }

    private LegacyTokenTracking LegacyTracking()
    {
        LegacyTokenTracking tracking = new(this);
        Tokens!.LegacyUsed = tracking.Use;
        return tracking;
    }

    /// <summary>Signs the token of a Secret that asks for one; null when this server signs none.</summary>
    public Func<Api.Core.ServiceAccount, Api.Core.Secret, string>? SignLegacyToken =>
        Tokens is { } tokens ? tokens.IssueLegacy : null;

    /// <summary>Ends with the server's watches.</summary>
    internal CancellationToken Stopping => stopping.Token;

    internal void LogFailure(string what, Exception exception) => options.Log(what, exception);

    /// <summary>
    /// Returns once the caches show a write, so that whoever is answered afterwards reads what it wrote and admission
    /// never decides on what is known to be old.
    /// </summary>
    internal async ValueTask SeenAsync(ResourceDefinition definition, long revision,
        CancellationToken cancellationToken) =>
        await Caches.Of(definition).WaitForRevisionAsync(revision, cancellationToken);

    /// <summary>The newest version of an object; null when there is none.</summary>
    internal async ValueTask<EncodedObject?> ReadAsync(
        ResourceDefinition definition, string @namespace, string name, CancellationToken cancellationToken)
    {
        string key = ObjectStorage.Key(definition, @namespace, name);
        StoredValue? value = await Storage.Store.GetAsync(key, cancellationToken);
        return value is null ? null : Caches.Shared(definition, value);
    }

    internal string MetricsText()
    {
        StringBuilder text = new();
        Metrics.Write(text);
        Flow?.WriteMetrics(text);
        foreach (FollowedFile file in followed)
            file.WriteMetrics(text);
        options.ClientAuthority?.Remaining.Write(text);
        text.Append(options.ExtraMetrics?.Invoke());
        return text.ToString();
    }

    // The files that say who is who and who may do what are followed while the server runs.
    private IEnumerable<FollowedFile> Followed()
    {
        AuthenticationOptions authentication = options.Authentication;
        if (authentication.ConfigurationFile.Length > 0 && Authenticator is Authenticators authenticators)
        {
            yield return new(
                authentication.ConfigurationFile, "authentication",
                text => authenticators.Use(AuthenticationConfiguration.Parse(text, options.TokenIssuer)),
                options.Log, options.Time);
        }
        if (options.AuthorizationFile.Length > 0 && Authorizer is Authorizers authorizers)
        {
            yield return new(
                options.AuthorizationFile, "authorization",
                text => authorizers.Use(AuthorizationConfiguration.Parse(text)), options.Log, options.Time);
        }
    }

    private sealed class AnonymousAuthenticator : IAuthenticator
    {
        public ValueTask<AuthenticationResult> AuthenticateAsync(
            AuthenticationRequest request, CancellationToken cancellationToken) =>
            new(AuthenticationResult.Of(Users.AnonymousUser));
    }
}
