using Kubesharp.Api.Rbac;
using Kubesharp.ApiServer.Authentication;
using static Kubesharp.ApiServer.Bootstrap.RoleWriting;

namespace Kubesharp.ApiServer.Bootstrap;

/// <summary>Who holds the default roles, and the roles that live in kube-system and kube-public.</summary>
internal static class DefaultBindings
{
    private const string KubeSystem = "kube-system", KubePublic = "kube-public";
    private const string AuthenticationReader = "extension-apiserver-authentication-reader";
    private const string LockManager = "system::leader-locking-kube-controller-manager";
    private const string LockScheduler = "system::leader-locking-kube-scheduler";
    private const string Signer = "system:controller:bootstrap-signer";
    private const string Cleaner = "system:controller:token-cleaner";
    private const string CloudProvider = "system:controller:cloud-provider";

    public static IReadOnlyList<ClusterRoleBinding> ClusterRoleBindings { get; } =
    [
        Bind("cluster-admin", Group(Users.Masters)),
        Bind("system:monitoring", Group("system:monitoring")),
        Bind("system:discovery", Group(Users.Authenticated)),
        Bind("system:basic-user", Group(Users.Authenticated)),
        Bind("system:public-info-viewer", Group(Users.Authenticated), Group(Users.Unauthenticated)),
        Bind("system:node-proxier", User(Users.Proxy)),
        Bind("system:kube-controller-manager", User(Users.ControllerManager)),
        Bind("system:kube-dns", SystemAccount("kube-dns")),
        Bind("system:kube-scheduler", User(Users.Scheduler)),
        Bind("system:volume-scheduler", User(Users.Scheduler)),
        Bind("system:node"),
        Bind("system:service-account-issuer-discovery", Group(Users.ServiceAccounts)),
        // A machine with a bootstrap token may ask for a node's certificate.
        Bind("system:node-bootstrapper", Group(Users.Bootstrappers)),
        .. DefaultControllerRoles.All.Select(static role =>
            Bind(role.Metadata.Name, SystemAccount(role.Metadata.Name[DefaultControllerRoles.Prefix.Length..]))),
    ];

    public static IReadOnlyList<Role> Roles { get; } =
    [
        Role(
            KubeSystem, AuthenticationReader,
            Rule(Read, "core", "configmaps", "extension-apiserver-authentication")),
        Role(KubeSystem, Signer, Rule(Read, "core", "secrets")),
        Role(KubeSystem, CloudProvider, Rule("create " + Read, "core", "configmaps")),
        Role(KubeSystem, Cleaner, Rule("delete " + Read, "core", "secrets"), Events),
        Role(
            KubeSystem, LockManager,
            Rule("watch", "core", "configmaps"),
            Rule("get update", "core", "configmaps", "kube-controller-manager"),
            Rule("create get list update watch", "coordination.k8s.io", "leases")),
        Role(
            KubeSystem, LockScheduler,
            Rule("watch", "core", "configmaps"), Rule("get update", "core", "configmaps", "kube-scheduler")),
        Role(
            KubePublic, Signer,
            Rule(Read, "core", "configmaps"), Rule("update", "core", "configmaps", "cluster-info"), Events),
    ];

    public static IReadOnlyList<RoleBinding> RoleBindings { get; } =
    [
        Bind(
            KubeSystem, "system::" + AuthenticationReader, AuthenticationReader,
            User(Users.ControllerManager), User(Users.Scheduler)),
        Bind(
            KubeSystem, LockManager, LockManager,
            User(Users.ControllerManager), SystemAccount("kube-controller-manager"),
            SystemAccount("leader-election-controller")),
        Bind(KubeSystem, LockScheduler, LockScheduler, User(Users.Scheduler), SystemAccount("kube-scheduler")),
        Bind(KubeSystem, Signer, Signer, SystemAccount("bootstrap-signer")),
        Bind(KubeSystem, CloudProvider, CloudProvider, SystemAccount("cloud-provider")),
        Bind(KubeSystem, Cleaner, Cleaner, SystemAccount("token-cleaner")),
        Bind(KubePublic, Signer, Signer, SystemAccount("bootstrap-signer")),
    ];
}
