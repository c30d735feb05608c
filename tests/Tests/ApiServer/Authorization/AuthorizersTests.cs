using Kubesharp.Api.Authentication;
using Kubesharp.Api.Core;
using Kubesharp.Api.Rbac;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.Bootstrap;
using Kubesharp.Tests.ApiServer.Admission;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Authorization;

public sealed class AuthorizersTests
{
    private readonly ObjectTable objects = new();
    private readonly Authorizers authorizers;

    public AuthorizersTests()
    {
        objects.Add(Resources.ClusterRoles, [.. DefaultObjects.ClusterRoles]);
        objects.Add(Resources.ClusterRoleBindings, [.. DefaultObjects.ClusterRoleBindings]);
        objects.Add(Resources.Roles, [.. DefaultObjects.Roles]);
        objects.Add(Resources.RoleBindings, [.. DefaultObjects.RoleBindings]);
        authorizers = new(objects);
    }

    // Who may do what in a new cluster, one line each: user, verb, resource (or path), namespace, name, allowed.
    public static TheoryData<string, string, string, string, string, bool> Matrix => new()
    {
        { "admin", "delete", "secrets", "kube-system", "x", true },
        { "admin", "get", "/metrics", "", "", true },
        { "anonymous", "get", "/version", "", "", true },
        { "anonymous", "get", "/livez", "", "", true },
        { "anonymous", "get", "/readyz", "", "", true },
        { "anonymous", "get", "/healthz", "", "", true },
        { "anonymous", "get", "/livez/ping", "", "", false },
        { "anonymous", "get", "/metrics", "", "", false },
        { "anonymous", "get", "/api", "", "", false },
        { "anonymous", "get", "/openapi/v2", "", "", false },
        { "anonymous", "post", "/version", "", "", false },
        { "anonymous", "list", "namespaces", "", "", false },
        { "anonymous", "create", "selfsubjectaccessreviews.authorization.k8s.io", "", "", false },
        { "nobody", "get", "/api", "", "", true },
        { "nobody", "get", "/openapi/v3/apis/apps/v1", "", "", true },
        { "nobody", "get", "/metrics", "", "", false },
        { "nobody", "create", "selfsubjectreviews.authentication.k8s.io", "", "", true },
        { "nobody", "list", "pods", "default", "", false },
        { "viewer", "list", "pods", "team", "", true },
        { "viewer", "get", "pods/log", "team", "p", true },
        { "viewer", "list", "pods", "default", "", false },
        { "viewer", "list", "pods", "", "", false },
        { "viewer", "get", "secrets", "team", "s", false },
        { "viewer", "create", "pods/exec", "team", "p", false },
        { "viewer", "create", "pods", "team", "", false },
        { "viewer", "list", "roles.rbac.authorization.k8s.io", "team", "", false },
        { "editor", "create", "pods/exec", "team", "p", true },
        { "editor", "get", "secrets", "team", "s", true },
        { "editor", "patch", "deployments.apps", "team", "d", true },
        { "editor", "create", "rolebindings.rbac.authorization.k8s.io", "team", "", false },
        { "editor", "update", "resourcequotas", "team", "q", false },
        { "editor", "update", "pods/status", "team", "p", false },
        { "owner", "create", "rolebindings.rbac.authorization.k8s.io", "team", "", true },
        { "owner", "create", "clusterroles.rbac.authorization.k8s.io", "", "", false },
        { "owner", "delete", "namespaces", "team", "team", false },
        { "owner", "list", "nodes", "", "", false },
        { "scheduler", "create", "pods/binding", "team", "p", true },
        { "scheduler", "get", "secrets", "team", "s", false },
        { "deployer", "create", "replicasets.apps", "team", "", true },
        { "deployer", "create", "pods", "team", "", false },
        { "kubelet", "get", "secrets", "team", "used", true },
        { "kubelet", "get", "secrets", "team", "other", false },
        { "kubelet", "list", "secrets", "team", "", false },
        { "kubelet", "get", "secrets", "default", "used", false },
        { "kubelet", "delete", "secrets", "team", "used", false },
        { "kubelet", "get", "secrets", "storage", "of-volume", true },
        { "kubelet", "get", "secrets", "team", "of-volume", false },
        { "kubelet", "delete", "secrets", "storage", "of-volume", false },
        { "kubelet", "get", "persistentvolumes", "", "pv", true },
        { "kubelet", "get", "persistentvolumes", "", "pv2", false },
        { "kubelet", "patch", "persistentvolumeclaims/status", "team", "claim", true },
        { "kubelet", "update", "csinodes.storage.k8s.io", "", "n1", true },
        { "kubelet", "update", "csinodes.storage.k8s.io", "", "n2", false },
        { "kubelet", "watch", "csidrivers.storage.k8s.io", "", "", true },
        { "kubelet", "get", "configmaps", "team", "settings", true },
        { "kubelet", "get", "pods", "team", "mine", true },
        { "kubelet", "get", "pods", "team", "theirs", false },
        { "kubelet", "list", "pods", "", "", false },
        { "kubelet", "get", "nodes", "", "n1", true },
        { "kubelet", "get", "nodes", "", "n2", false },
        { "kubelet", "patch", "nodes/status", "", "n1", true },
        { "kubelet", "patch", "nodes/status", "", "n2", false },
        { "kubelet", "delete", "nodes", "", "n1", false },
        { "kubelet", "update", "leases.coordination.k8s.io", "kube-node-lease", "n1", true },
        { "kubelet", "update", "leases.coordination.k8s.io", "kube-node-lease", "n2", false },
        { "kubelet", "update", "leases.coordination.k8s.io", "kube-system", "n1", false },
        { "kubelet", "create", "serviceaccounts/token", "team", "runner", true },
        { "kubelet", "create", "serviceaccounts/token", "team", "default", false },
        { "kubelet", "create", "pods/exec", "team", "mine", false },
        { "kubelet", "list", "services", "", "", true },
        { "kubelet", "update", "services", "team", "s", false },
        { "joiner", "create", "certificatesigningrequests.certificates.k8s.io", "", "", true },
        { "joiner", "list", "nodes", "", "", false },
        { "pretender", "get", "nodes", "", "n1", false },
    };

    // Without webhooks nothing has to be waited for.
    private AuthorizationResult Decide(AuthorizationAttributes attributes)
    {
        ValueTask<AuthorizationResult> decision = authorizers.AuthorizeAsync(attributes, CancellationToken.None);
        Assert.True(decision.IsCompletedSuccessfully);
        return decision.GetAwaiter().GetResult();
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public void E089_EveryoneMayDoWhatTheirRolesSay(
        string who, string verb, string what, string @namespace, string name, bool allowed)
    {
        Populate();
        AuthorizationResult result = Decide(Attributes(User(who), verb, what, @namespace, name));
        Assert.True(allowed == result.Allowed, $"{who} {verb} {what}: {result}");
    }

    [Fact]
    public void ANodeListsPodsOnlyWhenTheListIsNarrowedToIt()
    {
        AuthorizationAttributes list = Attributes(User("kubelet"), "list", "pods", "", "");
        Assert.True(Decide(list with { FieldSelector = "spec.nodeName=n1" }).Allowed);
        Assert.True(Decide(list with { FieldSelector = "status.phase!=x,spec.nodeName==n1" }).Allowed);
        Assert.False(Decide(list with { FieldSelector = "spec.nodeName=n2" }).Allowed);
        Assert.False(Decide(list with { FieldSelector = "spec.nodeName!=n1" }).Allowed);
        Assert.False(Decide(list with { FieldSelector = "spec.nodeName=" }).Allowed);
    }

    [Fact]
    public void E090_AChangedBindingCountsAtOnce()
    {
        AuthorizationAttributes list = Attributes(Users.Of("new"), "list", "pods", "team", "");
        Assert.False(Decide(list).Allowed);
        objects.Add(Resources.RoleBindings, Binding("new", "view", "new"));
        AuthorizationResult result = Decide(list);
        Assert.Equal(
            "RBAC: allowed by RoleBinding \"new/team\" of ClusterRole \"view\" to User \"new\"", result.Reason);
        objects.Remove(Resources.RoleBindings, "team", "new");
        Assert.False(Decide(list).Allowed);
    }

    [Fact]
    public void E089_ALabelledRoleJoinsTheAggregatedOne()
    {
        Populate();
        AuthorizationAttributes list = Attributes(User("viewer"), "list", "widgets.example.com", "team", "");
        Assert.False(Decide(list).Allowed);
        objects.Add(Resources.ClusterRoles, new ClusterRole
        {
            Metadata = new()
            {
                Name = "widgets",
                Labels = new Dictionary<string, string> { ["rbac.authorization.k8s.io/aggregate-to-view"] = "true" },
            },
            Rules = [new() { Verbs = ["list"], ApiGroups = ["example.com"], Resources = ["widgets"] }],
        });
        Assert.True(Decide(list).Allowed);
    }

    [Fact]
    public void TheRefusalHasKubernetesWords()
    {
        Assert.Equal(
            "pods is forbidden: User \"u\" cannot list resource \"pods\" in API group \"\" in the namespace \"n\"",
            Refusal.Of(Attributes(Users.Of("u"), "list", "pods", "n", ""), "").Message);
        Assert.Equal(
            "deployments.apps \"d\" is forbidden: User \"u\" cannot update resource \"deployments/scale\" in API group "
            + "\"apps\" at the cluster scope",
            Refusal.Of(Attributes(Users.Of("u"), "update", "deployments/scale.apps", "", "d"), "").Message);
        Assert.Equal(
            "forbidden: User \"system:anonymous\" cannot get path \"/metrics\"",
            Refusal.Of(Attributes(Users.AnonymousUser, "get", "/metrics", "", ""), "").Message);
    }

    private void Populate()
    {
        objects.Add(
            Resources.RoleBindings,
            Binding("viewers", "view", "viewer"), Binding("editors", "edit", "editor"),
            Binding("owners", "admin", "owner"));
        objects.Add(
            Resources.PersistentVolumeClaims,
            new PersistentVolumeClaim
            {
                Metadata = new() { Name = "claim", Namespace = "team" }, Spec = new() { VolumeName = "pv" },
            });
        objects.Add(
            Resources.PersistentVolumes,
            new PersistentVolume
            {
                Metadata = new() { Name = "pv" },
                Spec = new()
                {
                    Csi = new() { NodeStageSecretRef = new() { Namespace = "storage", Name = "of-volume" } },
                },
            });
        objects.Add(
            Resources.Pods,
            new Pod
            {
                Metadata = new() { Name = "mine", Namespace = "team" },
                Spec = new()
                {
                    NodeName = "n1",
                    ServiceAccountName = "runner",
                    Volumes =
                    [
                        new() { Name = "a", Secret = new() { SecretName = "used" } },
                        new() { Name = "b", ConfigMap = new() { Name = "settings" } },
                        new() { Name = "c", PersistentVolumeClaim = new() { ClaimName = "claim" } },
                    ],
                },
            },
            new Pod
            {
                Metadata = new() { Name = "theirs", Namespace = "team" },
                Spec = new()
                {
                    NodeName = "n2",
                    ServiceAccountName = "default",
                    Volumes = [new() { Name = "a", Secret = new() { SecretName = "other" } }],
                },
            });
    }

    private static RoleBinding Binding(string name, string role, string user) => new()
    {
        Metadata = new() { Name = name, Namespace = "team" },
        RoleRef = new() { ApiGroup = Resources.RbacGroup, Kind = "ClusterRole", Name = role },
        Subjects = [new() { Kind = "User", ApiGroup = Resources.RbacGroup, Name = user }],
    };

    private static UserInfo User(string who) => who switch
    {
        "admin" => Users.Of("kubernetes-admin", Users.Masters),
        "anonymous" => Users.AnonymousUser,
        "scheduler" => Users.Of(Users.Scheduler),
        "deployer" => Users.ServiceAccount("kube-system", "deployment-controller"),
        "kubelet" => Users.Node("n1"),
        // The name of a node without the group is nobody.
        "pretender" => Users.Of("system:node:n1"),
        "joiner" => Users.Of("system:bootstrap:abcdef", Users.Bootstrappers),
        _ => Users.Of(who),
    };

    private static AuthorizationAttributes Attributes(
        UserInfo user, string verb, string what, string @namespace, string name)
    {
        if (what.StartsWith('/'))
            return new() { User = user, Verb = verb, Path = what, IsResourceRequest = false };
        int dot = what.IndexOf('.', StringComparison.Ordinal);
        string[] parts = (dot < 0 ? what : what[..dot]).Split('/');
        return new()
        {
            User = user,
            Verb = verb,
            Group = dot < 0 ? "" : what[(dot + 1)..],
            Version = "v1",
            Resource = parts[0],
            Subresource = parts.Length > 1 ? parts[1] : "",
            Namespace = @namespace,
            Name = name,
            IsResourceRequest = true,
        };
    }
}
