using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Audit;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.ApiServer.Discovery;
using Kubesharp.Store;

namespace Kubesharp.ApiServer;

/// <summary>What an API server is made of.</summary>
public sealed record ApiServerOptions
{
    public required IStore Store { get; init; }
    public TimeProvider Time { get; init; } = TimeProvider.System;
    public Entropy Entropy { get; init; } = Entropy.System;
    /// <summary>Who signs the client certificates that are trusted. Null: everyone over HTTP is anonymous.</summary>
    public ClientAuthorities? ClientAuthority { get; init; }
    /// <summary>Signs the tokens of service accounts. Null: this server signs and accepts none.</summary>
    public ECDsa? TokenKey { get; init; }
    /// <summary>The <c>iss</c> of tokens. Defaults to the cluster's own name for this server.</summary>
    public string TokenIssuer { get; init; } = ServiceAccountTokens.DefaultIssuer;
    /// <summary>Which versions are served. Defaults to the stable ones.</summary>
    public RuntimeConfig RuntimeConfig { get; init; } = RuntimeConfig.Default;
    /// <summary>Who may do what. Null: roles and bindings, and the rules for nodes.</summary>
    public IAuthorizer? Authorizer { get; init; }
    /// <summary>Who decides, in order, when <see cref="Authorizer"/> is null. Null: nodes, then roles.</summary>
    public AuthorizationConfiguration? Authorization { get; init; }
    /// <summary>Where that is read anew from whenever it changes. Empty: never.</summary>
    public string AuthorizationFile { get; init; } = "";
    /// <summary>Further ways to say who one is.</summary>
    public AuthenticationOptions Authentication { get; init; } = new();
    /// <summary>The rules that writes pass, in order; made once the server's parts are there. Null: none.</summary>
    public Func<ApiServer, AdmissionChain>? Admission { get; init; }
    /// <summary>Where cluster addresses of Services come from. Defaults to 10.43.0.0/16.</summary>
    public IPNetwork ServiceNetwork { get; init; } = new(IPAddress.Parse("10.43.0.0"), 16);
    /// <summary>The other family's network, which makes the cluster dual-stack. Null: none.</summary>
    public IPNetwork? SecondaryServiceNetwork { get; init; }
    /// <summary>Defaults to 30000.</summary>
    public int NodePortFirst { get; init; } = 30000;
    /// <summary>Defaults to 32767.</summary>
    public int NodePortLast { get; init; } = 32767;
    /// <summary>
    /// How clients in the cluster reach this server: the endpoints of the Service <c>kubernetes</c>. Null: none.
    /// </summary>
    public IPEndPoint? Advertised { get; init; }
    /// <summary>
    /// What the server shows to kubelets (<c>kube-apiserver-kubelet-client</c>), asked for with each connection. Null:
    /// nothing.
    /// </summary>
    public Func<X509Certificate2>? KubeletClientCertificate { get; init; }
    /// <summary>Who signs the kubelets' serving certificates. Null: whoever answers is taken for the kubelet.</summary>
    public X509Certificate2? KubeletAuthority { get; init; }
    /// <summary>
    /// Serve metrics.k8s.io from what the kubelets say. Defaults to false: simulated nodes have nothing to say.
    /// </summary>
    public bool MetricsApi { get; init; }
    /// <summary>Store the default namespaces, roles and priorities at start. Defaults to true.</summary>
    public bool Bootstrap { get; init; } = true;
    /// <summary>
    /// How much work over HTTP is done at once, shared out by FlowSchemas and PriorityLevelConfigurations. 0: no flow
    /// control.
    /// </summary>
    public int FlowSeats { get; init; } = Limits.FlowSeatsOf(Environment.ProcessorCount);
    /// <summary>Where requests are written down, and which. Null: nowhere.</summary>
    public AuditTrail? Audit { get; init; }
    /// <summary>How long a request may take that is no watch and no stream. A minute, as in Kubernetes.</summary>
    public TimeSpan RequestTimeout { get; init; } = Limits.RequestTimeout;
    /// <summary>
    /// Serves <c>/debug/test-mode</c>, where an administrator makes the server misbehave on purpose, so that a client's
    /// author sees what his client does then. Defaults to false.
    /// </summary>
    public bool TestMode { get; init; }
    /// <summary>Extra text for <c>/metrics</c>.</summary>
    public Func<string>? ExtraMetrics { get; init; }
    public Action<string, Exception?> Log { get; init; } =
        static (message, exception) => Console.Error.WriteLine(exception is null ? message : $"{message}: {exception}");
}
