using Kubesharp.Api.Core;
using Kubesharp.Api.Rbac;
using Kubesharp.Api.Storage;
using Kubesharp.ApiServer.Admission;

namespace Kubesharp.ApiServer.Authorization;

/// <summary>
/// What a kubelet may do: read what its own Pods need, write its own Node and Lease, report on its own Pods. It speaks
/// for users system:node:NAME of the group system:nodes only; NodeRestriction then looks into what they write.
/// </summary>
public sealed class NodeAuthorizer(IObjectReader objects) : IAuthorizer
{
    private const string LeaseNamespace = "kube-node-lease";

    // What does not depend on the node's name; the rest is decided below.
    private static readonly IReadOnlyList<PolicyRule> StaticRules =
    [
        Rule("authentication.k8s.io", ["tokenreviews"], "create"),
        Rule("authorization.k8s.io", ["subjectaccessreviews", "localsubjectaccessreviews"], "create"),
        Rule("", ["services"], "get", "list", "watch"),
        Rule("", ["nodes"], "create"),
        Rule("", ["events"], "create", "patch", "update"),
        Rule("events.k8s.io", ["events"], "create", "patch", "update"),
        Rule("", ["pods"], "create", "delete"),
        Rule("", ["pods/status"], "patch", "update"),
        Rule("", ["pods/eviction"], "create"),
        Rule("", ["endpoints"], "get"),
        Rule("certificates.k8s.io", ["certificatesigningrequests"], "create", "get", "list", "watch"),
        Rule("certificates.k8s.io", ["clustertrustbundles"], "get", "list", "watch"),
        Rule("storage.k8s.io", ["csidrivers"], "get", "list", "watch"),
        Rule("node.k8s.io", ["runtimeclasses"], "get", "list", "watch"),
    ];

    public ValueTask<AuthorizationResult> AuthorizeAsync(
        AuthorizationAttributes attributes, CancellationToken cancellationToken) => new(Authorize(attributes));

    private AuthorizationResult Authorize(in AuthorizationAttributes attributes)
    {
        if (!attributes.IsResourceRequest || NodeIdentity.Of(attributes.User) is not { } node)
            return AuthorizationResult.NoOpinion;
        foreach (PolicyRule rule in StaticRules)
        {
            if (Rules.Allows(rule, attributes))
                return new(Decision.Allow, "");
        }
        string refusal = attributes.Group switch
        {
            "" => Core(node, attributes),
            "coordination.k8s.io" when attributes.Resource == "leases" => Lease(node, attributes),
            "storage.k8s.io" when attributes.Resource == "csinodes" => Own(
                node, attributes, "can only access CSINode with the same name as the requesting node",
                "create", "get", "update", "patch", "delete"),
            "storage.k8s.io" when attributes.Resource == "volumeattachments" => VolumeAttachment(node, attributes),
            "resource.k8s.io" => Dynamic(node, attributes),
            _ => NoOpinion,
        };
        return refusal.Length == 0
            ? new(Decision.Allow, "")
            : new(Decision.NoOpinion, refusal == NoOpinion ? "" : refusal);
    }

    private const string NoOpinion = "-";

    // Each answers with an empty text when the node may, and with a reason when it may not.
    private string Core(string node, in AuthorizationAttributes attributes) => attributes.CombinedResource switch
    {
        "nodes" => attributes.Verb is "get" or "list" or "watch"
            ? attributes.Name == node ? "" : $"node '{node}' cannot read '{attributes.Name}', only its own Node object"
            : Own(node, attributes, $"node '{node}' can only change its own Node object", "update", "patch"),
        "nodes/status" => Own(
            node, attributes, $"node '{node}' can only change its own Node object", "get", "update", "patch"),
        "pods" or "pods/status" => Pods(node, attributes),
        "secrets" => Secrets(node, attributes),
        "configmaps" => Referenced(
            node, attributes, reads: true, static (pod, name) => PodReferences.UsesConfigMap(pod, name)),
        "persistentvolumeclaims" => Referenced(
            node, attributes, reads: false, static (pod, name) => PodReferences.UsesClaim(pod, name)),
        "persistentvolumeclaims/status" => attributes.Verb is "get" or "update" or "patch"
            ? Referenced(
                node, attributes with { Verb = "get", Subresource = "" }, reads: false,
                static (pod, name) => PodReferences.UsesClaim(pod, name))
            : NoOpinion,
        "persistentvolumes" => Volume(node, attributes),
        "serviceaccounts" => attributes.Verb == "get"
            ? Referenced(node, attributes, reads: false, static (pod, name) => pod.Spec.ServiceAccountName == name)
            : NoOpinion,
        "serviceaccounts/token" => attributes.Verb == "create"
            ? Referenced(
                node, attributes with { Verb = "get", Subresource = "" }, reads: false,
                static (pod, name) => pod.Spec.ServiceAccountName == name)
            : "can only create tokens for individual service accounts",
        _ => NoOpinion,
    };

    private string Pods(string node, in AuthorizationAttributes attributes)
    {
        switch (attributes.Verb)
        {
            case "list" or "watch" when attributes.Subresource.Length == 0:
                return Narrows(attributes.FieldSelector, "spec.nodeName", node)
                    ? ""
                    : "can only list/watch pods with spec.nodeName field selector";
            case "get":
                return objects.Get(Resources.Pods, attributes.Namespace, attributes.Name) is Pod pod
                    && pod.Spec.NodeName == node
                        ? ""
                        : NoRelationship(node);
            default:
                return NoOpinion;
        }
    }

    private string Referenced(
        string node, in AuthorizationAttributes attributes, bool reads, Func<Pod, string, bool> uses)
    {
        bool verb = attributes.Verb == "get" || (reads && attributes.Verb is "list" or "watch");
        if (!verb || attributes.Subresource.Length > 0)
            return reads ? "can only read resources of this type" : "can only get individual resources of this type";
        if (attributes.Name.Length == 0)
            return "can only read namespaced object of this type with an explicit object name";
        foreach (Pod pod in objects.PodsOnNode(node))
        {
            if (pod.Metadata.Namespace == attributes.Namespace && uses(pod, attributes.Name))
                return "";
        }
        return NoRelationship(node);
    }

    // Also those that the volumes of its Pods' claims need, wherever they lie.
    private string Secrets(string node, in AuthorizationAttributes attributes)
    {
        string refusal = Referenced(
            node, attributes, reads: true, static (pod, name) => PodReferences.UsesSecret(pod, name));
        if (refusal.Length == 0 || attributes.Verb is not ("get" or "list" or "watch")
            || attributes.Subresource.Length > 0 || attributes.Name.Length == 0)
            return refusal;
        foreach (Pod pod in objects.PodsOnNode(node))
        {
            foreach (PersistentVolume volume in VolumesOf(pod))
            {
                if (PodReferences.UsesSecret(volume, attributes.Namespace, attributes.Name))
                    return "";
            }
        }
        return refusal;
    }

    private IEnumerable<PersistentVolume> VolumesOf(Pod pod)
    {
        foreach (string name in PodReferences.Claims(pod))
        {
            if (objects.Get(Resources.PersistentVolumeClaims, pod.Metadata.Namespace, name)
                    is PersistentVolumeClaim { Spec.VolumeName.Length: > 0 } claim
                && objects.Get(Resources.PersistentVolumes, "", claim.Spec.VolumeName) is PersistentVolume volume)
                yield return volume;
        }
    }

    private string Volume(string node, in AuthorizationAttributes attributes)
    {
        if (attributes.Verb != "get" || attributes.Name.Length == 0)
            return "can only get individual resources of this type";
        foreach (Pod pod in objects.PodsOnNode(node))
        {
            foreach (string name in PodReferences.Claims(pod))
            {
                if (objects.Get(Resources.PersistentVolumeClaims, pod.Metadata.Namespace, name)
                    is PersistentVolumeClaim claim && claim.Spec.VolumeName == attributes.Name)
                {
                    return "";
                }
            }
        }
        return NoRelationship(node);
    }

    private string VolumeAttachment(string node, in AuthorizationAttributes attributes) =>
        attributes.Verb == "get"
        && objects.Get(Resources.VolumeAttachments, "", attributes.Name) is VolumeAttachment attachment
        && attachment.Spec.NodeName == node
            ? ""
            : NoRelationship(node);

    private string Dynamic(string node, in AuthorizationAttributes attributes) => attributes.CombinedResource switch
    {
        "resourceclaims" => Referenced(
            node, attributes, reads: false, static (pod, name) => PodReferences.UsesResourceClaim(pod, name)),
        "resourceslices" => attributes.Verb switch
        {
            "create" => "",
            "list" or "watch" or "deletecollection" when Narrows(attributes.FieldSelector, "spec.nodeName", node) => "",
            _ => "can only list/watch/deletecollection resourceslices with spec.nodeName field selector",
        },
        _ => NoOpinion,
    };

    private static string Lease(string node, in AuthorizationAttributes attributes)
    {
        if (attributes.Namespace != LeaseNamespace)
            return $"can only access leases in the \"{LeaseNamespace}\" system namespace";
        // The name of an object to be made is in its body: NodeRestriction looks at it.
        if (attributes.Verb == "create")
            return "";
        return Own(
            node, attributes, "can only access node lease with the same name as the requesting node",
            "get", "update", "patch", "delete");
    }

    private static string Own(
        string node, in AuthorizationAttributes attributes, string refusal, params ReadOnlySpan<string> verbs)
    {
        bool creates = attributes.Verb == "create" && attributes.Name.Length == 0;
        return verbs.Contains(attributes.Verb) && (creates || attributes.Name == node) ? "" : refusal;
    }

    // Requirements are joined by "and", so one that names this node is enough. Escapes are never needed for names.
    private static bool Narrows(string selector, string field, string value)
    {
        if (selector.Contains('\\', StringComparison.Ordinal))
            return false;
        foreach (Range range in selector.AsSpan().Split(','))
        {
            ReadOnlySpan<char> requirement = selector.AsSpan(range).Trim();
            if (!requirement.StartsWith(field, StringComparison.Ordinal))
                continue;
            ReadOnlySpan<char> rest = requirement[field.Length..];
            rest = rest.StartsWith("==") ? rest[2..] : rest.StartsWith("=") ? rest[1..] : default;
            if (rest.SequenceEqual(value))
                return true;
        }
        return false;
    }

    private static string NoRelationship(string node) =>
        $"no relationship found between node '{node}' and this object";

    private static PolicyRule Rule(string group, IReadOnlyList<string> resources, params IReadOnlyList<string> verbs) =>
        new() { ApiGroups = [group], Resources = resources, Verbs = verbs };
}
