using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.ApiServer.Admission.Quota;

/// <summary>Which objects a quota is about. Pure.</summary>
internal static class QuotaScopes
{
    /// <summary>A quota without scopes is about all; with scopes about the objects that all of them take in.</summary>
    public static bool Matches(ResourceQuota quota, ApiObject value)
    {
        foreach (string scope in quota.Spec.Scopes)
        {
            if (!Matches(scope, "Exists", [], value))
                return false;
        }
        foreach (ScopedResourceSelectorRequirement requirement in quota.Spec.ScopeSelector?.MatchExpressions ?? [])
        {
            if (!Matches(requirement.ScopeName, requirement.Operator, requirement.Values, value))
                return false;
        }
        return true;
    }

    /// <summary>Whether the quota names any scope: then it is about Pods (and claims) only.</summary>
    public static bool HasScopes(ResourceQuota quota) =>
        quota.Spec.Scopes.Count > 0 || quota.Spec.ScopeSelector?.MatchExpressions.Count > 0;

    private static bool Matches(string scope, string @operator, IReadOnlyList<string> values, ApiObject value)
    {
        if (value is PersistentVolumeClaim claim)
        {
            return scope == "VolumeAttributesClass"
                && Selects(claim.Spec.VolumeAttributesClassName ?? "", @operator, values);
        }
        if (value is not Pod pod)
            return false;
        bool terminating = pod.Spec.ActiveDeadlineSeconds is >= 0;
        bool bestEffort = pod.Status.QosClass == "BestEffort";
        return scope switch
        {
            "Terminating" => terminating,
            "NotTerminating" => !terminating,
            "BestEffort" => bestEffort,
            "NotBestEffort" => !bestEffort,
            "PriorityClass" => Selects(pod.Spec.PriorityClassName, @operator, values),
            "CrossNamespacePodAffinity" => CrossesNamespaces(pod.Spec.Affinity),
            _ => false,
        };
    }

    private static bool Selects(string given, string @operator, IReadOnlyList<string> values) => @operator switch
    {
        "In" => values.Contains(given),
        "NotIn" => !values.Contains(given),
        "DoesNotExist" => given.Length == 0,
        _ => given.Length > 0,
    };

    private static bool CrossesNamespaces(Affinity? affinity) =>
        Terms(affinity).Any(static term => term.Namespaces.Count > 0 || term.NamespaceSelector is not null);

    private static IEnumerable<PodAffinityTerm> Terms(Affinity? affinity)
    {
        if (affinity?.PodAffinity is { } near)
        {
            foreach (PodAffinityTerm term in near.RequiredDuringSchedulingIgnoredDuringExecution)
                yield return term;
            foreach (WeightedPodAffinityTerm term in near.PreferredDuringSchedulingIgnoredDuringExecution)
                yield return term.PodAffinityTerm;
        }
        if (affinity?.PodAntiAffinity is { } apart)
        {
            foreach (PodAffinityTerm term in apart.RequiredDuringSchedulingIgnoredDuringExecution)
                yield return term;
            foreach (WeightedPodAffinityTerm term in apart.PreferredDuringSchedulingIgnoredDuringExecution)
                yield return term.PodAffinityTerm;
        }
    }
}
