using Kubesharp.Api.Authentication;
using Kubesharp.Api.Coordination;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>
/// What the node authorizer cannot see because it is in the body: a node writes about itself and about Pods that are
/// bound to it, gives itself no label or taint that scheduling trusts, and takes tokens only for its own Pods.
/// </summary>
public sealed class NodeRestriction : IAdmissionPlugin
{
    private const string MirrorAnnotation = "kubernetes.io/config.mirror";
    private const string LeaseNamespace = "kube-node-lease";
    // Labels under kubernetes.io that a kubelet may set on its own Node.
    private static readonly HashSet<string> OwnLabels = new(StringComparer.Ordinal)
    {
        "kubernetes.io/hostname", "kubernetes.io/os", "kubernetes.io/arch", "kubernetes.io/instance-type",
        "node.kubernetes.io/instance-type", "beta.kubernetes.io/os", "beta.kubernetes.io/arch",
        "beta.kubernetes.io/instance-type", "failure-domain.beta.kubernetes.io/zone",
        "failure-domain.beta.kubernetes.io/region", "failure-domain.kubernetes.io/zone",
        "failure-domain.kubernetes.io/region", "topology.kubernetes.io/zone", "topology.kubernetes.io/region",
    };

    public string Name => "NodeRestriction";

    public bool Handles(AdmissionContext context) => NodeIdentity.Of(context.User) is not null;

    public ValueTask<Status?> ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        string node = NodeIdentity.Of(context.User)!;
        string? why = (context.Resource.Group, context.Resource.Resource, context.Subresource) switch
        {
            ("", "pods", "") => Pod(node, context),
            ("", "pods", "status") => PodStatus(node, context),
            ("", "pods", "eviction") => OnNode(node, context, "evict"),
            ("", "nodes", "" or "status") => Node(node, context),
            ("", "serviceaccounts", "token") => Token(node, context),
            ("", "persistentvolumeclaims", "") => "may only update PVC status",
            ("", "persistentvolumeclaims", "status") => Claim(node, context),
            ("coordination.k8s.io", "leases", "") => Lease(node, context),
            ("storage.k8s.io", "csinodes", "") => NameOf(context) == node
                ? null
                : "can only access CSINode with the same name as the requesting node",
            _ => null,
        };
        return new(why is null ? null : AdmissionErrors.Forbidden(context, why));
    }

    private static string? Pod(string node, AdmissionContext context)
    {
        if (context.Verb == AdmissionVerb.Delete)
            return OnNode(node, context, "delete");
        if (context.Verb != AdmissionVerb.Create)
            return $"node \"{node}\" can only create and delete mirror pods";
        Pod pod = (Pod)context.Object!;
        if (!pod.Metadata.Annotations.ContainsKey(MirrorAnnotation))
            return $"pod does not have \"{MirrorAnnotation}\" annotation, node \"{node}\" can only create mirror pods";
        if (pod.Spec.NodeName != node)
            return $"node \"{node}\" can only create pods with spec.nodeName set to itself";
        if (pod.Metadata.OwnerReferences.Any(owner => owner.Kind != "Node" || owner.Name != node))
            return $"node \"{node}\" can only create pods with an owner reference set to itself";
        if (pod.Spec.ServiceAccountName.Length > 0 || PodReferences.HasAny(pod.Spec))
            return $"node \"{node}\" can not create pods that reference secrets, configmaps, claims or tokens";
        return null;
    }

    private static string? PodStatus(string node, AdmissionContext context)
    {
        if (context.OldObject is not Pod old || old.Spec.NodeName != node)
            return $"node \"{node}\" can only update pod status for pods with spec.nodeName set to itself";
        return context.Object is Pod pod && !Equal(old.Metadata.Labels, pod.Metadata.Labels)
            ? $"node \"{node}\" cannot update labels through pod status"
            : null;
    }

    private static string? OnNode(string node, AdmissionContext context, string what) =>
        (context.OldObject as Pod ?? context.Objects.Get(Resources.Pods, context.Namespace, context.Name) as Pod)
            is not { } pod || pod.Spec.NodeName == node
            ? null
            : $"node \"{node}\" can only {what} pods with spec.nodeName set to itself";

    private static string? Node(string node, AdmissionContext context)
    {
        string name = NameOf(context);
        if (context.Verb == AdmissionVerb.Delete)
            return $"node \"{node}\" cannot delete nodes";
        if (name != node)
            return $"node \"{node}\" is not allowed to modify node \"{name}\"";
        if (context.Object is not Node written)
            return null;
        Node? old = context.OldObject as Node;
        if (old is not null && context.Subresource.Length == 0 && !old.Spec.Taints.SequenceEqual(written.Spec.Taints))
            return $"node \"{node}\" is not allowed to modify taints";
        if (old is not null && !old.Metadata.OwnerReferences.SequenceEqual(written.Metadata.OwnerReferences))
            return $"node \"{node}\" is not allowed to modify ownerReferences";
        List<string> labels = [.. Changed(old?.Metadata.Labels, written.Metadata.Labels).Where(IsReserved)];
        return labels.Count == 0
            ? null
            : $"node \"{node}\" is not allowed to {(old is null ? "set" : "modify")} the following labels: "
                + string.Join(", ", labels.Order(StringComparer.Ordinal));
    }

    private static string? Token(string node, AdmissionContext context)
    {
        if (context.Object is not TokenRequest { Spec.BoundObjectRef: { } bound })
            return "node requested token not bound to a pod";
        if (bound.ApiVersion != "v1" || bound.Kind != "Pod" || bound.Name.Length == 0)
            return "node requested token not bound to a pod";
        if (bound.Uid.Length == 0)
            return "node requested token with a pod binding without a uid";
        if (context.Objects.Get(Resources.Pods, context.Namespace, bound.Name) is not Pod pod)
            return $"pod \"{bound.Name}\" not found";
        if (pod.Metadata.Uid != bound.Uid)
            return $"the UID in the bound object reference ({bound.Uid}) does not match the UID in record "
                + $"({pod.Metadata.Uid}). The object might have been deleted and then recreated";
        if (pod.Spec.NodeName != node)
            return $"node requested token bound to a pod scheduled on a different node";
        return pod.Spec.ServiceAccountName == context.Name
            ? null
            : $"node requested token for a service account that the pod does not use";
    }

    // How large its volume is, and how its growth goes: nothing else of a claim is the node's.
    private static string? Claim(string node, AdmissionContext context) =>
        context.Object is PersistentVolumeClaim written && context.OldObject is PersistentVolumeClaim old
        && Comparable(old) != Comparable(written)
            ? $"node \"{node}\" is not allowed to update fields other than status.quantity and status.conditions"
            : null;

    private static PersistentVolumeClaim Comparable(PersistentVolumeClaim claim) => claim with
    {
        Metadata = claim.Metadata with { ResourceVersion = "", ManagedFields = [] },
        Status = claim.Status with
        {
            Capacity = PersistentVolumeClaimStatus.Empty.Capacity,
            Conditions = [],
            AllocatedResources = PersistentVolumeClaimStatus.Empty.AllocatedResources,
            AllocatedResourceStatuses = PersistentVolumeClaimStatus.Empty.AllocatedResourceStatuses,
        },
    };

    private static string? Lease(string node, AdmissionContext context)
    {
        if (context.Namespace != LeaseNamespace)
            return $"can only access leases in the \"{LeaseNamespace}\" system namespace";
        return NameOf(context) == node
            ? null
            : "can only access node lease with the same name as the requesting node";
    }

    private static string NameOf(AdmissionContext context) =>
        context.Object?.Metadata.Name is { Length: > 0 } name ? name : context.Name;

    private static bool IsReserved(string label)
    {
        int slash = label.IndexOf('/', StringComparison.Ordinal);
        string domain = slash < 0 ? "" : label[..slash];
        if (domain == "node-restriction.kubernetes.io"
            || domain.EndsWith(".node-restriction.kubernetes.io", StringComparison.Ordinal))
        {
            return true;
        }
        bool ours = domain is "kubernetes.io" or "k8s.io"
            || domain.EndsWith(".kubernetes.io", StringComparison.Ordinal)
            || domain.EndsWith(".k8s.io", StringComparison.Ordinal);
        return ours && !OwnLabels.Contains(label)
            && domain is not ("kubelet.kubernetes.io" or "node.kubernetes.io")
            && !domain.EndsWith(".kubelet.kubernetes.io", StringComparison.Ordinal)
            && !domain.EndsWith(".node.kubernetes.io", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Changed(
        IReadOnlyDictionary<string, string>? old, IReadOnlyDictionary<string, string> written)
    {
        foreach ((string key, string value) in written)
        {
            if (old is null || !old.TryGetValue(key, out string? before) || before != value)
                yield return key;
        }
        foreach (string key in old?.Keys ?? [])
        {
            if (!written.ContainsKey(key))
                yield return key;
        }
    }

    private static bool Equal(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        !Changed(left, right).Any();
}
