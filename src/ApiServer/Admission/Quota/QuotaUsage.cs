using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.ApiServer.Admission.Quota;

/// <summary>What one object counts for, under every name that a quota may limit. Pure.</summary>
internal static class QuotaUsage
{
    private static readonly Quantity One = new(1);
    // Of these limits count too; of everything else only what is requested.
    private static readonly string[] Limited = ["cpu", "memory", "ephemeral-storage"];

    /// <summary>The names for whole objects of a resource: <c>count/deployments.apps</c>, and <c>secrets</c>.</summary>
    public static IEnumerable<string> CountNames(ResourceDefinition definition)
    {
        yield return $"count/{definition.Key.GroupResource}";
        if (definition.Group.Length == 0 && definition.Plural is "configmaps" or "secrets" or "services"
            or "replicationcontrollers" or "resourcequotas" or "persistentvolumeclaims")
        {
            yield return definition.Plural;
        }
    }

    /// <summary>
    /// What counts beside <see cref="CountNames"/>; empty for kinds of which only the number counts.
    /// </summary>
    /// <param name="value">The object.</param>
    /// <param name="now">A Pod that should have ended by now counts no more.</param>
    public static IReadOnlyDictionary<string, Quantity> Of(ApiObject value, DateTimeOffset now) => value switch
    {
        Pod pod => IsCounted(pod, now) ? OfPod(pod.Spec) : Maps.None<Quantity>(),
        Service service => OfService(service.Spec),
        PersistentVolumeClaim claim => OfClaim(claim),
        _ => Maps.None<Quantity>(),
    };

    /// <summary>Whether objects of the kind have to be looked at one by one.</summary>
    public static bool IsMeasured(Type kind) =>
        kind == typeof(Pod) || kind == typeof(Service) || kind == typeof(PersistentVolumeClaim);

    /// <summary>What has ended uses nothing.</summary>
    private static bool IsCounted(Pod pod, DateTimeOffset now)
    {
        if (pod.Status.Phase is "Succeeded" or "Failed")
            return false;
        return pod.Metadata.DeletionTimestamp is not { } deletion
            || pod.Metadata.DeletionGracePeriodSeconds is not { } grace
            || now <= ((DateTimeOffset)deletion).AddSeconds(grace);
    }

    private static Dictionary<string, Quantity> OfPod(PodSpec spec)
    {
        Dictionary<string, Quantity> usage = new(StringComparer.Ordinal) { ["pods"] = One };
        foreach ((string name, Quantity value) in PodResourceSums.RequestsWithOverhead(spec))
        {
            usage[$"requests.{name}"] = value;
            // The short names are those of requests. Extended resources have none: a domain needs its prefix.
            if (!name.Contains('/', StringComparison.Ordinal))
                usage[name] = value;
        }
        foreach ((string name, Quantity value) in PodResourceSums.LimitsWithOverhead(spec))
        {
            if (Limited.Contains(name))
                usage[$"limits.{name}"] = value;
        }
        return usage;
    }

    private static Dictionary<string, Quantity> OfService(ServiceSpec spec)
    {
        Dictionary<string, Quantity> usage = new(StringComparer.Ordinal);
        bool balanced = spec.Type == "LoadBalancer";
        if (balanced)
            usage["services.loadbalancers"] = One;
        int ports = spec.Type == "NodePort" || (balanced && spec.AllocateLoadBalancerNodePorts != false)
            ? spec.Ports.Count
            : balanced ? spec.Ports.Count(static port => port.NodePort != 0) : 0;
        if (ports > 0)
            usage["services.nodeports"] = new(ports);
        return usage;
    }

    private static Dictionary<string, Quantity> OfClaim(PersistentVolumeClaim claim)
    {
        Dictionary<string, Quantity> usage = new(StringComparer.Ordinal);
        string storageClass = claim.Spec.StorageClassName ?? "";
        string prefix = $"{storageClass}.storageclass.storage.k8s.io/";
        if (storageClass.Length > 0)
            usage[prefix + "persistentvolumeclaims"] = One;
        if (claim.Spec.Resources.Requests.TryGetValue("storage", out Quantity storage))
        {
            // A volume that is being grown counts for what was asked for or what it has, whichever is more.
            if (claim.Status.AllocatedResources.TryGetValue("storage", out Quantity allocated))
                storage = Quantity.Max(storage, allocated);
            usage["requests.storage"] = storage;
            if (storageClass.Length > 0)
                usage[prefix + "requests.storage"] = storage;
        }
        return usage;
    }
}
