using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Core;
using Kubesharp.Api.Rbac;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.ApiServer.Http;
using Kubesharp.Store;
using Kubesharp.Store.Memory;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Authorization;

/// <summary>
/// A real API server over HTTPS with all that decides about requests, and clients that show certificates and tokens.
/// The namespace <c>team</c> has a viewer, an editor and an owner; a Pod of it runs on each of the nodes n1 and n2.
/// </summary>
public sealed class AccessFixture : IAsyncLifetime
{
    private readonly MemoryStore store = new(new StoreOptions(), TimeProvider.System);
    private readonly ConcurrentDictionary<string, HttpClient> clients = new(StringComparer.Ordinal);
    private readonly ClusterCertificates certificates =
        ClusterCertificates.InMemory([], TimeProvider.System, Entropy.System);
    private readonly Kubesharp.ApiServer.ApiServer server;
    private readonly HttpFront front;
    private string token = "";

    public AccessFixture()
    {
        server = new(new()
        {
            Store = store,
            ClientAuthority = certificates.Authority.Certificate,
            TokenKey = certificates.ServiceAccountKey,
            Admission = AdmissionPlugins.Chain,
        });
        front = new(server, new() { Port = 0, Certificate = _ => certificates.Server });
    }

    /// <summary>What a new cluster does not refuse is found in the log.</summary>
    public async ValueTask InitializeAsync()
    {
        await front.StartAsync(CancellationToken.None);
        await server.StartAsync(CancellationToken.None);
        ITransport admin = server.TransportFor(Users.ServerUser, "tests");
        await CreateAsync(admin, Resources.Namespaces, new Namespace { Metadata = new() { Name = "team" } });
        await CreateAsync(admin, Resources.ServiceAccounts, new ServiceAccount { Metadata = Named("default") });
        await CreateAsync(admin, Resources.Secrets, new Secret { Metadata = Named("used") });
        await CreateAsync(admin, Resources.Secrets, new Secret { Metadata = Named("other") });
        await CreateAsync(admin, Resources.RoleBindings, Binding("viewers", "view", "viewer"));
        await CreateAsync(admin, Resources.RoleBindings, Binding("editors", "edit", "editor"));
        await CreateAsync(admin, Resources.RoleBindings, Binding("owners", "admin", "owner"));
        await CreateAsync(admin, Resources.Roles, new Role
        {
            Metadata = Named("patcher"),
            Rules = [new() { Verbs = ["patch"], ApiGroups = [""], Resources = ["configmaps"] }],
        });
        await CreateAsync(admin, Resources.RoleBindings, Binding("patchers", "patcher", "patcher", "Role"));
        await CreateAsync(admin, Resources.Roles, new Role
        {
            Metadata = Named("narrow"),
            Rules =
            [
                new() { Verbs = ["get"], ApiGroups = [""], Resources = ["pods/exec"] },
                new()
                {
                    Verbs = ["get", "list", "watch"],
                    ApiGroups = [""],
                    Resources = ["secrets"],
                    ResourceNames = ["used"],
                },
            ],
        });
        await CreateAsync(admin, Resources.RoleBindings, Binding("narrow", "narrow", "narrow", "Role"));
        await CreateAsync(admin, Resources.ClusterRoles, new ClusterRole
        {
            Metadata = new() { Name = "actor" },
            Rules =
            [
                Impersonate("", "users", "viewer", "system:anonymous"),
                Impersonate("", "serviceaccounts", "default"),
                Impersonate("", "groups", "system:masters", "system:unauthenticated"),
                Impersonate("authentication.k8s.io", "userextras/example.com/scopes", "read"),
                Impersonate("authentication.k8s.io", "uids", "u-1"),
            ],
        });
        await CreateAsync(admin, Resources.ClusterRoleBindings, new ClusterRoleBinding
        {
            Metadata = new() { Name = "actor" },
            RoleRef = new() { ApiGroup = Resources.RbacGroup, Kind = "ClusterRole", Name = "actor" },
            Subjects = [new() { Kind = "User", ApiGroup = Resources.RbacGroup, Name = "actor" }],
        });
        await CreateAsync(admin, Resources.Nodes, new Node { Metadata = new() { Name = "n2" } });
        await CreateAsync(admin, Resources.Pods, PodOn("n1", "mine", "used"));
        await CreateAsync(admin, Resources.Pods, PodOn("n2", "theirs", "other"));
        ApiResponse signed = await admin.SendAsync(
            new()
            {
                Verb = Verb.Create,
                Resource = Resources.ServiceAccounts,
                Namespace = "team",
                Name = "default",
                Subresource = "token",
                Body = new TokenRequest(),
            },
            CancellationToken.None);
        token = ((TokenRequest)signed.Object!).Status.Token;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (HttpClient client in clients.Values)
            client.Dispose();
        await server.BeginStopAsync();
        await front.StopAsync(CancellationToken.None);
        await front.DisposeAsync();
        await server.DisposeAsync();
        await store.DisposeAsync();
    }

    /// <summary>Sends as a subject: the status code, and the message of a refusal.</summary>
    /// <param name="headers">Lines as <c>Name: value</c>.</param>
    public async Task<(int Code, string Text)> SendAsync(
        string subject, string method, string path, string body = "", string contentType = "application/json",
        params IReadOnlyList<string> headers)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        foreach (string header in headers)
        {
            string[] parts = header.Split(": ", 2);
            request.Headers.TryAddWithoutValidation(parts[0], parts[1]);
        }
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }
        using HttpResponseMessage response = await ClientFor(subject).SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, CancellationToken.None);
        // A watch goes on for as long as its client wants.
        return path.Contains("watch=", StringComparison.Ordinal) && response.IsSuccessStatusCode
            ? ((int)response.StatusCode, "")
            : ((int)response.StatusCode, await response.Content.ReadAsStringAsync(CancellationToken.None));
    }

    internal int Port => front.Port;

    /// <summary>The cluster's keys.</summary>
    internal ClusterCertificates Certificates => certificates;

    /// <summary>The way to the server for the test itself, which may do everything.</summary>
    internal ITransport Admin => server.TransportFor(Users.ServerUser, "tests");

    /// <summary>A connection of the test's own, which it disposes of.</summary>
    /// <param name="shown">The certificate to show; null: none.</param>
    internal HttpClient NewClient(X509Certificate2? shown)
    {
        SocketsHttpHandler handler = new();
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        if (shown is not null)
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => shown;
        return new(handler) { BaseAddress = new Uri($"https://127.0.0.1:{front.Port}") };
    }

    /// <summary>The token of the service account <c>default</c>, which "account" shows.</summary>
    public string AccountToken => token;

    /// <summary>Whether the request was let in, whatever became of it then.</summary>
    public async Task<bool> IsLetInAsync(
        string subject, string method, string path, string body = "", string contentType = "application/json") =>
        (await SendAsync(subject, method, path, body, contentType)).Code is not (401 or 403);

    private HttpClient ClientFor(string subject) => clients.GetOrAdd(subject, NewClientFor);

    private HttpClient NewClientFor(string subject)
    {
        X509Certificate2? shown = subject switch
        {
            "anonymous" or "nonsense" or "account" => null,
            "admin" => certificates.IssueAdmin().ToCertificate(),
            "n1" => certificates.IssueKubelet("n1").ToCertificate(),
            "scheduler" => certificates.IssueScheduler().ToCertificate(),
            "proxy" => certificates.IssueProxy().ToCertificate(),
            // A stranger's authority says that this is an administrator.
            "stranger" => ClusterCertificates.InMemory([], TimeProvider.System, Entropy.System)
                .IssueAdmin().ToCertificate(),
            _ => certificates.Authority.IssueClient(subject).ToCertificate(),
        };
        HttpClient client = NewClient(shown);
        if (subject is "nonsense" or "account")
            client.DefaultRequestHeaders.Authorization = new("Bearer", subject == "account" ? token : "nonsense");
        return client;
    }

    private static async Task CreateAsync(ITransport transport, GroupVersionResource resource, ApiObject body)
    {
        ApiResponse response = await transport.SendAsync(
            new() { Verb = Verb.Create, Resource = resource, Namespace = body.Metadata.Namespace, Body = body },
            CancellationToken.None);
        Assert.True(response.Error is null, response.Error?.Message);
    }

    private static PolicyRule Impersonate(string group, string resource, params IReadOnlyList<string> names) => new()
    {
        Verbs = ["impersonate"],
        ApiGroups = [group],
        Resources = [resource],
        ResourceNames = names,
    };

    private static Pod PodOn(string node, string name, string secret) => new()
    {
        Metadata = Named(name),
        Spec = new()
        {
            NodeName = node,
            Containers = [new() { Name = "main", Image = "busybox" }],
            Volumes = [new() { Name = "secret", Secret = new() { SecretName = secret } }],
        },
    };

    private static RoleBinding Binding(string name, string role, string user, string kind = "ClusterRole") => new()
    {
        Metadata = Named(name),
        RoleRef = new() { ApiGroup = Resources.RbacGroup, Kind = kind, Name = role },
        Subjects = [new() { Kind = "User", ApiGroup = Resources.RbacGroup, Name = user }],
    };

    private static Kubesharp.Api.Meta.ObjectMeta Named(string name) => new() { Name = name, Namespace = "team" };
}
