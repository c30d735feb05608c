using Kubesharp.Api.Rbac;
using Kubesharp.ApiServer.Authentication;
using static Kubesharp.ApiServer.Bootstrap.RoleWriting;

namespace Kubesharp.ApiServer.Bootstrap;

/// <summary>
/// What a machine needs to become a node by itself, beside the server's own defaults: upstream leaves it to the
/// installer, and these are kubeadm's names and groups, so that tokens of <c>kubeadm token create</c> join, too.
/// </summary>
internal static class JoiningObjects
{
    private const string Requests = "system:certificates.k8s.io:certificatesigningrequests:";
    private const string NodeNetwork = "kubesharp:node-network";
    private const string ServingApprover = "kubesharp:kubelet-serving-approver";

    public static IReadOnlyList<ClusterRole> ClusterRoles { get; } =
    [
        ClusterRole(
            ServingApprover,
            Rule("update", "certificates.k8s.io", "certificatesigningrequests/approval"),
            Rule("approve", "certificates.k8s.io", "signers", "kubernetes.io/kubelet-serving")),
        // Proxy, DNS and routes run inside a node's agent, which has one identity.
        ClusterRole(
            NodeNetwork,
            Rule("list watch", "discovery.k8s.io", "endpointslices"), Rule("list watch", "core", "nodes")),
    ];

    public static IReadOnlyList<ClusterRoleBinding> ClusterRoleBindings { get; } =
    [
        // Whoever joins with a token that was made for nodes gets a node's first certificate without being asked.
        Named("kubeadm:node-autoapprove-bootstrap", Requests + "nodeclient", Group(BootstrapTokens.NodesGroup)),
        // A node gets its next one by showing the one it has.
        Named("kubeadm:node-autoapprove-certificate-rotation", Requests + "selfnodeclient", Group(Users.Nodes)),
        Bind(NodeNetwork, Group(Users.Nodes)),
        Bind(ServingApprover, SystemAccount("kubelet-serving-approver")),
    ];

    private static ClusterRoleBinding Named(string name, string role, Subject holder)
    {
        ClusterRoleBinding binding = Bind(role, holder);
        return binding with { Metadata = binding.Metadata with { Name = name } };
    }
}
