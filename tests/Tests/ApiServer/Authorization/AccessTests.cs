using Kubesharp.Api;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Authorization;

/// <summary>Who gets in where, asked of a real server over HTTPS: every resource, every verb.</summary>
public sealed class AccessTests(AccessFixture fixture) : IClassFixture<AccessFixture>
{
    private static readonly string[] Documents =
    [
        "/", "/api", "/api/v1", "/apis", "/apis/apps", "/apis/apps/v1", "/openapi/v2", "/openapi/v3", "/metrics",
        "/openid/v1/jwks", "/.well-known/openid-configuration", "/livez/ping", "/readyz/etcd", "/logs", "/debug/pprof",
        "/version", "/livez", "/readyz", "/healthz",
    ];

    private static IEnumerable<ResourceDefinition> Listed =>
        ResourceRegistry.All.Where(static definition => definition.Verbs.Contains("list"));

    [Theory]
    [InlineData("anonymous", "/version /livez /readyz /healthz")]
    [InlineData("nonsense", "")] // Wrong credentials open nothing, not even what is open to all.
    [InlineData("stranger", "")]
    [InlineData(
        "nobody",
        "/api /api/v1 /apis /apis/apps /apis/apps/v1 /openapi/v2 /openapi/v3 /version /livez /readyz /healthz")]
    [InlineData(
        "account",
        "/api /api/v1 /apis /apis/apps /apis/apps/v1 /openapi/v2 /openapi/v3 /version /livez /readyz /healthz "
        + "/openid/v1/jwks /.well-known/openid-configuration")]
    public async Task E009_DocumentsAreOpenToWhomTheyAreMeantFor(string subject, string open)
    {
        List<string> found = [];
        foreach (string path in Documents)
        {
            if (await fixture.IsLetInAsync(subject, "GET", path))
                found.Add(path);
        }
        Assert.Equal(open.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), found.Order());
    }

    [Theory]
    [InlineData("anonymous", "")]
    [InlineData("nonsense", "")]
    [InlineData("stranger", "")]
    [InlineData("nobody", "")]
    [InlineData("viewer", "")]
    [InlineData("owner", "")]
    [InlineData("account", "")]
    [InlineData(
        "n1",
        "services certificatesigningrequests.certificates.k8s.io csidrivers.storage.k8s.io runtimeclasses.node.k8s.io "
        + "nodes endpointslices.discovery.k8s.io")] // The last two for the proxy and routes, which are the agent's.
    [InlineData(
        "proxy", "services endpoints nodes endpointslices.discovery.k8s.io servicecidrs.networking.k8s.io")]
    public async Task CollectionsOfTheWholeClusterAreClosed(string subject, string open)
    {
        List<string> found = [];
        foreach (ResourceDefinition definition in Listed)
        {
            if (await fixture.IsLetInAsync(subject, "GET", Path(definition, "")))
                found.Add(definition.Key.GroupResource);
        }
        Assert.Equal(open.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), found.Distinct().Order());
    }

    [Fact]
    public async Task AViewerReadsButNoSecretsAndNoRoles()
    {
        string[] closed =
        [
            "secrets", "roles.rbac.authorization.k8s.io", "rolebindings.rbac.authorization.k8s.io", "podtemplates",
            "leases.coordination.k8s.io", "csistoragecapacities.storage.k8s.io", "events.events.k8s.io",
        ];
        foreach (ResourceDefinition definition in Listed.Where(static definition => definition.Namespaced))
        {
            string name = definition.Key.GroupResource;
            bool open = await fixture.IsLetInAsync("viewer", "GET", Path(definition, "team"));
            Assert.True(open != closed.Contains(name), $"{name}: {open}");
        }
    }

    [Fact]
    public async Task AViewerWritesNothing()
    {
        foreach (ResourceDefinition definition in ResourceRegistry.All)
        {
            string path = Path(definition, definition.Namespaced ? "team" : "");
            bool question = definition.Plural.StartsWith("selfsubject", StringComparison.Ordinal);
            if (!question)
                Assert.False(await fixture.IsLetInAsync("viewer", "POST", path, "{}"), $"POST {path}");
            Assert.False(await fixture.IsLetInAsync("viewer", "PUT", path + "/x", "{}"), $"PUT {path}");
            Assert.False(await fixture.IsLetInAsync(
                "viewer", "PATCH", path + "/x", "{}", "application/merge-patch+json"), $"PATCH {path}");
            Assert.False(await fixture.IsLetInAsync("viewer", "DELETE", path + "/x"), $"DELETE {path}");
            Assert.False(await fixture.IsLetInAsync("viewer", "DELETE", path), $"DELETE all {path}");
        }
    }

    [Theory]
    [InlineData("editor", "GET", "/api/v1/namespaces/team/secrets", true)]
    [InlineData("editor", "DELETE", "/apis/apps/v1/namespaces/team/deployments/x", true)]
    [InlineData("editor", "DELETE", "/api/v1/namespaces/default/configmaps/x", false)]
    [InlineData("editor", "DELETE", "/api/v1/namespaces/team/resourcequotas/x", false)]
    [InlineData("editor", "DELETE", "/api/v1/namespaces/team/limitranges/x", false)]
    [InlineData("editor", "DELETE", "/apis/rbac.authorization.k8s.io/v1/namespaces/team/roles/x", false)]
    [InlineData("editor", "DELETE", "/api/v1/namespaces/team", false)]
    [InlineData("owner", "DELETE", "/apis/rbac.authorization.k8s.io/v1/namespaces/team/roles/x", true)]
    [InlineData("owner", "DELETE", "/apis/rbac.authorization.k8s.io/v1/clusterroles/x", false)]
    [InlineData("owner", "DELETE", "/api/v1/namespaces/team", false)]
    [InlineData("account", "GET", "/api/v1/namespaces/team/pods", false)]
    [InlineData("scheduler", "GET", "/api/v1/pods", true)]
    [InlineData("scheduler", "GET", "/api/v1/secrets", false)]
    [InlineData("scheduler", "DELETE", "/api/v1/nodes/n2", false)]
    [InlineData("n1", "GET", "/api/v1/namespaces/team/secrets/used", true)]
    [InlineData("n1", "GET", "/api/v1/namespaces/team/secrets/other", false)]
    [InlineData("n1", "GET", "/api/v1/namespaces/team/secrets", false)]
    [InlineData("n1", "GET", "/api/v1/namespaces/team/secrets?fieldSelector=metadata.name%3Dused", true)]
    [InlineData("n1", "GET", "/api/v1/namespaces/team/secrets?fieldSelector=metadata.name%3Dother", false)]
    [InlineData("n1", "GET", "/api/v1/pods?fieldSelector=spec.nodeName%3Dn1", true)]
    [InlineData("n1", "GET", "/api/v1/pods?fieldSelector=spec.nodeName%3Dn2", false)]
    [InlineData("n1", "GET", "/api/v1/pods?fieldSelector=spec.nodeName%3Dn1&fieldSelector=", true)]
    [InlineData("n1", "GET", "/api/v1/namespaces/team/pods/mine", true)]
    [InlineData("n1", "GET", "/api/v1/namespaces/team/pods/theirs", false)]
    [InlineData("n1", "DELETE", "/api/v1/namespaces/team/pods/theirs", false)]
    [InlineData("n1", "DELETE", "/api/v1/nodes/n2", false)]
    [InlineData("n1", "GET", "/api/v1/nodes/n2", false)]
    public async Task EveryoneStaysInTheirOwn(string subject, string method, string path, bool open) =>
        Assert.Equal(open, await fixture.IsLetInAsync(subject, method, path));

    [Fact]
    public async Task ANodeWritesOnlyItsOwn()
    {
        await RefusedAsync(
            "n1", "POST", "/api/v1/nodes", """{"apiVersion":"v1","kind":"Node","metadata":{"name":"n3"}}""",
            "node \\\"n1\\\" is not allowed to modify node \\\"n3\\\"");
        Assert.True(await fixture.IsLetInAsync(
            "n1", "POST", "/api/v1/nodes", """{"apiVersion":"v1","kind":"Node","metadata":{"name":"n1"}}"""));
        const string merge = "application/merge-patch+json";
        Assert.True(await fixture.IsLetInAsync(
            "n1", "PATCH", "/api/v1/nodes/n1/status", """{"status":{"phase":"Running"}}""", merge));
        Assert.False(await fixture.IsLetInAsync(
            "n1", "PATCH", "/api/v1/nodes/n2/status", """{"status":{"phase":"Running"}}""", merge));
        Assert.False(await fixture.IsLetInAsync(
            "n1", "PATCH", "/api/v1/nodes/n1",
            """{"metadata":{"labels":{"node-role.kubernetes.io/control-plane":""}}}""", merge));
        Assert.False(await fixture.IsLetInAsync(
            "n1", "PATCH", "/api/v1/nodes/n1", """{"spec":{"taints":null}}""", merge));
        Assert.True(await fixture.IsLetInAsync(
            "n1", "PATCH", "/api/v1/namespaces/team/pods/mine/status", """{"status":{"phase":"Running"}}""", merge));
        Assert.False(await fixture.IsLetInAsync(
            "n1", "PATCH", "/api/v1/namespaces/team/pods/theirs/status", """{"status":{"phase":"Failed"}}""", merge));
        const string eviction = """{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"theirs"}}""";
        Assert.False(await fixture.IsLetInAsync(
            "n1", "POST", "/api/v1/namespaces/team/pods/theirs/eviction", eviction));
        const string pod = """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"free"},
             "spec":{"nodeName":"n1","containers":[{"name":"c","image":"i"}]}}
            """;
        await RefusedAsync("n1", "POST", "/api/v1/namespaces/team/pods", pod, "can only create mirror pods");
        await RefusedAsync(
            "n1", "POST", "/api/v1/namespaces/team/serviceaccounts/default/token",
            """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{}}""",
            "node requested token not bound to a pod");
        const string lease = """{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"NAME"}}""";
        const string leases = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
        Assert.False(await fixture.IsLetInAsync("n1", "POST", leases, lease.Replace("NAME", "n2")));
        Assert.True(await fixture.IsLetInAsync("n1", "POST", leases, lease.Replace("NAME", "n1")));
    }

    [Fact]
    public async Task ANodeWritesOfAClaimOnlyHowLargeItsVolumeIs()
    {
        const string claim = """
            {"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"grows"},"spec":
             {"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}},"storageClassName":""}}
            """;
        const string pod = """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"grower"},"spec":{"nodeName":"n1",
             "containers":[{"name":"c","image":"i"}],
             "volumes":[{"name":"v","persistentVolumeClaim":{"claimName":"grows"}}]}}
            """;
        const string claims = "/api/v1/namespaces/team/persistentvolumeclaims";
        const string merge = "application/merge-patch+json";
        Assert.True(await fixture.IsLetInAsync("owner", "POST", claims, claim));
        Assert.True(await fixture.IsLetInAsync("owner", "POST", "/api/v1/namespaces/team/pods", pod));
        const string grown = """{"status":{"capacity":{"storage":"2Gi"}}}""";
        Assert.True(await fixture.IsLetInAsync("n1", "PATCH", claims + "/grows/status", grown, merge));
        Assert.False(await fixture.IsLetInAsync("n2", "PATCH", claims + "/grows/status", grown, merge));
        Assert.False(await fixture.IsLetInAsync(
            "n1", "PATCH", claims + "/grows/status", """{"status":{"phase":"Lost"}}""", merge));
    }

    [Fact]
    public async Task E090_NobodyRaisesThemselves()
    {
        const string bindings = "/apis/rbac.authorization.k8s.io/v1/namespaces/team/rolebindings";
        const string roles = "/apis/rbac.authorization.k8s.io/v1/namespaces/team/roles";
        await RefusedAsync(
            "owner", "POST", bindings,
            """
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"up"},
             "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"cluster-admin"},
             "subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"owner"}]}
            """,
            "is attempting to grant RBAC permissions not currently held");
        await RefusedAsync(
            "owner", "POST", roles,
            """
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"up"},
             "rules":[{"verbs":["*"],"apiGroups":["*"],"resources":["*"]}]}
            """,
            "is attempting to grant RBAC permissions not currently held");
        // What the owner holds may be handed on.
        Assert.True(await fixture.IsLetInAsync(
            "owner", "POST", roles,
            """
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"reader"},
             "rules":[{"verbs":["get"],"apiGroups":[""],"resources":["secrets"]}]}
            """));
        const string merge = "application/merge-patch+json";
        Assert.False(await fixture.IsLetInAsync(
            "owner", "PATCH", roles + "/reader",
            """{"rules":[{"verbs":["get"],"apiGroups":[""],"resources":["nodes"]}]}""", merge));
        Assert.False(await fixture.IsLetInAsync("editor", "GET", "/api/v1/namespaces/kube-system/secrets"));
    }

    [Fact]
    public async Task ApplyingWhatIsNotThereTakesTheRightToCreate()
    {
        const string apply = "application/apply-patch+yaml";
        const string body = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"new"},"data":{"a":"b"}}""";
        const string path = "/api/v1/namespaces/team/configmaps/new?fieldManager=test";
        await RefusedAsync("patcher", "PATCH", path, body, "cannot create resource", apply);
        Assert.Equal(201, (await fixture.SendAsync("editor", "PATCH", path, body, apply)).Code);
        Assert.Equal(200, (await fixture.SendAsync("patcher", "PATCH", path, body, apply)).Code);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("?fieldSelector=metadata.name%3Dused", true)]
    [InlineData("?fieldSelector=metadata.name%3Dother", false)]
    [InlineData("?watch=true", false)]
    [InlineData("?watch=true&fieldSelector=metadata.name%3Dused", true)]
    [InlineData("?watch=true&fieldSelector=metadata.name%3Dother", false)]
    [InlineData("/used", true)]
    [InlineData("/other", false)]
    public async Task E090_WhoMaySeeOneObjectListsAndWatchesJustThat(string asked, bool open) =>
        Assert.Equal(open, await fixture.IsLetInAsync("narrow", "GET", "/api/v1/namespaces/team/secrets" + asked));

    [Fact]
    public async Task E081_AStreamOpenedByAGetTakesTheRightToCreate()
    {
        const string path = "/api/v1/namespaces/team/pods/mine/exec?command=true&stdout=true";
        string[] upgrade =
        [
            "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: v5.channel.k8s.io",
        ];
        Assert.True(await fixture.IsLetInAsync("narrow", "GET", path));
        (int code, string text) = await fixture.SendAsync("narrow", "GET", path, headers: upgrade);
        Assert.True(
            code == 403 && text.Contains("cannot create resource \\\"pods/exec\\\"", StringComparison.Ordinal),
            $"{code} {text}");
        Assert.NotEqual(403, (await fixture.SendAsync("editor", "GET", path, headers: upgrade)).Code);
        Assert.Equal(403, (await fixture.SendAsync("narrow", "POST", path)).Code);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("kube-system")]
    [InlineData("kube-public")]
    public Task EvenAnAdministratorKeepsTheSystemsNamespaces(string name) =>
        RefusedAsync("admin", "DELETE", $"/api/v1/namespaces/{name}", "", "this namespace may not be deleted");

    private async Task RefusedAsync(
        string subject, string method, string path, string body, string why, string contentType = "application/json")
    {
        (int code, string text) = await fixture.SendAsync(subject, method, path, body, contentType);
        Assert.True(code == 403 && text.Contains(why, StringComparison.Ordinal), $"{code} {text}");
    }

    private static string Path(ResourceDefinition definition, string @namespace)
    {
        string root = definition.Group.Length == 0 ? "/api/v1" : $"/apis/{definition.Group}/{definition.Version}";
        return @namespace.Length == 0
            ? $"{root}/{definition.Plural}"
            : $"{root}/namespaces/{@namespace}/{definition.Plural}";
    }
}
