using Kubesharp.Api;
using Kubesharp.Api.Rbac;
using Kubesharp.ApiServer.Bootstrap;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Bootstrap;

/// <summary>E089: the roles and bindings of upstream's policy: names, who holds them, and rules.</summary>
public sealed class DefaultRolesTests
{
    private const string Certificates = "system:certificates.k8s.io:", Controller = "system:controller:";

    private static readonly string[] Roles =
    [
        "cluster-admin", "admin", "edit", "view", "system:aggregate-to-admin", "system:aggregate-to-edit",
        "system:aggregate-to-view", "system:discovery", "system:public-info-viewer", "system:monitoring",
        "system:basic-user", "system:auth-delegator", "system:heapster", "system:kube-aggregator",
        "system:kube-controller-manager", "system:kube-scheduler", "system:node", "system:kube-dns",
        "system:kubelet-api-admin", "system:node-bootstrapper", "system:node-problem-detector", "system:node-proxier",
        "system:persistent-volume-provisioner", "system:volume-scheduler", "system:service-account-issuer-discovery",
        Certificates + "certificatesigningrequests:nodeclient",
        Certificates + "certificatesigningrequests:selfnodeclient",
        Certificates + "legacy-unknown-approver", Certificates + "kubelet-serving-approver",
        Certificates + "kube-apiserver-client-approver", Certificates + "kube-apiserver-client-kubelet-approver",
    ];

    private static readonly string[] Controllers =
    [
        "attachdetach-controller", "certificate-controller", "clusterrole-aggregation-controller", "cronjob-controller",
        "daemon-set-controller", "deployment-controller", "device-taint-eviction-controller", "disruption-controller",
        "endpoint-controller", "endpointslice-controller", "endpointslicemirroring-controller",
        "ephemeral-volume-controller", "expand-controller", "generic-garbage-collector", "horizontal-pod-autoscaler",
        "job-controller", "legacy-service-account-token-cleaner", "namespace-controller", "node-controller",
        "persistent-volume-binder", "pod-garbage-collector", "pv-protection-controller", "pvc-protection-controller",
        "replicaset-controller", "replication-controller", "resource-claim-controller", "resourcequota-controller",
        "root-ca-cert-publisher", "route-controller", "selinux-warning-controller", "service-account-controller",
        "service-cidrs-controller", "service-controller", "statefulset-controller", "ttl-after-finished-controller",
        "ttl-controller", "validatingadmissionpolicy-status-controller", "volumeattributesclass-protection-controller",
    ];

    [Fact]
    public void E089_TheRolesAreUpstreams() => Assert.Equal(
        Roles.Concat(Controllers.Select(static name => Controller + name)).Order(StringComparer.Ordinal),
        DefaultObjects.ClusterRoles.Select(static role => role.Metadata.Name).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("cluster-admin", "Group system:masters")]
    [InlineData("system:basic-user", "Group system:authenticated")]
    [InlineData("system:discovery", "Group system:authenticated")]
    [InlineData("system:public-info-viewer", "Group system:authenticated, Group system:unauthenticated")]
    [InlineData("system:monitoring", "Group system:monitoring")]
    [InlineData("system:kube-controller-manager", "User system:kube-controller-manager")]
    [InlineData("system:kube-dns", "ServiceAccount kube-system/kube-dns")]
    [InlineData("system:kube-scheduler", "User system:kube-scheduler")]
    [InlineData("system:volume-scheduler", "User system:kube-scheduler")]
    [InlineData("system:node", "")] // What a node may do is the node authorizer's to say.
    [InlineData("system:node-proxier", "User system:kube-proxy")]
    [InlineData("system:service-account-issuer-discovery", "Group system:serviceaccounts")]
    [InlineData("system:node-bootstrapper", "Group system:bootstrappers")] // Upstream leaves this to the installer.
    public void E089_ARoleOfAComponentIsBoundToIt(string name, string subjects)
    {
        ClusterRoleBinding binding = DefaultObjects.ClusterRoleBindings.Single(found => found.Metadata.Name == name);
        Assert.Equal(("ClusterRole", name), (binding.RoleRef.Kind, binding.RoleRef.Name));
        Assert.Equal(subjects, string.Join(", ", binding.Subjects.Select(Text)));
    }

    [Fact]
    public void E089_EveryControllerHasItsRoleAndNobodyElseIsBound()
    {
        foreach (string name in Controllers)
        {
            ClusterRoleBinding binding = DefaultObjects.ClusterRoleBindings.Single(
                found => found.Metadata.Name == Controller + name);
            Assert.Equal(Controller + name, binding.RoleRef.Name);
            Assert.Equal($"ServiceAccount kube-system/{name}", Text(Assert.Single(binding.Subjects)));
        }
        Assert.Equal(13 + Controllers.Length, DefaultObjects.ClusterRoleBindings.Count);
    }

    [Fact]
    public void E089_TheRolesOfTheSystemsNamespacesAreUpstreams()
    {
        string[] names =
        [
            "kube-public/system:controller:bootstrap-signer", "kube-system/extension-apiserver-authentication-reader",
            "kube-system/system::leader-locking-kube-controller-manager",
            "kube-system/system::leader-locking-kube-scheduler", "kube-system/system:controller:bootstrap-signer",
            "kube-system/system:controller:cloud-provider", "kube-system/system:controller:token-cleaner",
        ];
        Assert.Equal(names, DefaultObjects.Roles.Select(Place).Order(StringComparer.Ordinal));
        Assert.Equal(
            names.Select(static name => name.Replace("/extension", "/system::extension")).Order(StringComparer.Ordinal),
            DefaultObjects.RoleBindings.Select(Place).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void E089_EveryDefaultIsMarkedAsOne()
    {
        IEnumerable<ApiObject> all =
        [
            .. DefaultObjects.ClusterRoles, .. DefaultObjects.ClusterRoleBindings, .. DefaultObjects.Roles,
            .. DefaultObjects.RoleBindings,
        ];
        Assert.All(all, static found =>
        {
            Assert.Equal("rbac-defaults", found.Metadata.Labels["kubernetes.io/bootstrapping"]);
            Assert.Equal("true", found.Metadata.Annotations["rbac.authorization.kubernetes.io/autoupdate"]);
        });
    }

    // Rules as "verbs groups resources", with "-" for the group without a name; paths as "verbs paths".
    [Theory]
    [InlineData("cluster-admin", "* * *; * *")]
    [InlineData(
        "system:discovery",
        "get /api,/api/*,/apis,/apis/*,/healthz,/livez,/openapi,/openapi/*,/readyz,/version,/version/")]
    [InlineData("system:public-info-viewer", "get /healthz,/livez,/readyz,/version,/version/")]
    [InlineData(
        "system:monitoring",
        "get /healthz,/healthz/*,/livez,/livez/*,/metrics,/metrics/slis,/readyz,/readyz/*")]
    [InlineData(
        "system:basic-user",
        "create authorization.k8s.io selfsubjectaccessreviews,selfsubjectrulesreviews; "
        + "create authentication.k8s.io selfsubjectreviews")]
    [InlineData(
        "system:auth-delegator",
        "create authentication.k8s.io tokenreviews; create authorization.k8s.io subjectaccessreviews")]
    [InlineData("system:kube-dns", "list,watch - endpoints,services")]
    [InlineData(
        "system:node-bootstrapper", "create,get,list,watch certificates.k8s.io certificatesigningrequests")]
    [InlineData(
        "system:volume-scheduler",
        "get,list,patch,update,watch - persistentvolumes; get,list,watch storage.k8s.io storageclasses; "
        + "get,list,patch,update,watch - persistentvolumeclaims")]
    [InlineData(
        "system:aggregate-to-admin",
        "create authorization.k8s.io localsubjectaccessreviews; "
        + "create,delete,deletecollection,get,list,patch,update,watch rbac.authorization.k8s.io rolebindings,roles")]
    [InlineData(
        Controller + "clusterrole-aggregation-controller",
        "escalate,get,list,patch,update,watch rbac.authorization.k8s.io clusterroles")]
    [InlineData(
        Controller + "replicaset-controller",
        "get,list,update,watch apps,extensions replicasets; update apps,extensions replicasets/status; "
        + "update apps,extensions replicasets/finalizers; create,delete,list,patch,watch - pods; "
        + "create,patch,update -,events.k8s.io events")]
    [InlineData(
        Controller + "namespace-controller",
        "delete,get,list,watch - namespaces; update - namespaces/finalize,namespaces/status; "
        + "delete,deletecollection,get,list,watch * *")]
    public void E089_ARoleHoldsUpstreamsRules(string name, string rules) => Assert.Equal(
        rules, string.Join("; ", DefaultObjects.ClusterRoles.Single(role => role.Metadata.Name == name)
            .Rules.Select(Text)));

    [Theory]
    [InlineData("admin")]
    [InlineData("edit")]
    [InlineData("view")]
    public void E089_UsersRolesAreMadeOfWhatIsLabelledForThem(string name) => Assert.Equal(
        "true",
        DefaultObjects.ClusterRoles.Single(role => role.Metadata.Name == name).AggregationRule!
            .ClusterRoleSelectors.Single().MatchLabels[$"rbac.authorization.k8s.io/aggregate-to-{name}"]);

    private static string Place(ApiObject found) => $"{found.Metadata.Namespace}/{found.Metadata.Name}";

    private static string Text(Subject subject) => subject.Kind == "ServiceAccount"
        ? $"{subject.Kind} {subject.Namespace}/{subject.Name}"
        : $"{subject.Kind} {subject.Name}";

    private static string Text(PolicyRule rule) => rule.NonResourceURLs.Count > 0
        ? $"{string.Join(',', rule.Verbs)} {string.Join(',', rule.NonResourceURLs)}"
        : $"{string.Join(',', rule.Verbs)} "
            + $"{string.Join(',', rule.ApiGroups.Select(static group => group.Length == 0 ? "-" : group))} "
            + string.Join(',', rule.Resources);
}
