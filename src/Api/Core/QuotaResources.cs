using System.Collections.Frozen;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>The names of resources that quotas, limits and nodes count, and what must hold for their amounts.</summary>
internal static class QuotaResources
{
    private static readonly FrozenSet<string> Compute = FrozenSet.Create(StringComparer.Ordinal,
        "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage",
        "limits.cpu", "limits.memory", "limits.ephemeral-storage");

    private static readonly FrozenSet<string> Counted = FrozenSet.Create(StringComparer.Ordinal,
        "pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps",
        "persistentvolumeclaims", "services.nodeports", "services.loadbalancers");

    private static readonly FrozenSet<string> PodCompute = FrozenSet.Create(StringComparer.Ordinal,
        "cpu", "memory", "limits.cpu", "limits.memory", "requests.cpu", "requests.memory");

    public static bool IsQuotaResource(string name) =>
        Compute.Contains(name) || Counted.Contains(name) || name == "requests.storage" || IsHugePages(name);

    /// <summary>Only whole ones exist: objects and devices.</summary>
    public static bool IsWhole(string name) => Counted.Contains(name) || IsExtended(name);

    public static bool IsOvercommittable(string name) =>
        IsNative(name) && !name.StartsWith("hugepages-", StringComparison.Ordinal);

    public static bool IsScopeOf(string scope, string resource) => scope switch
    {
        "BestEffort" => resource == "pods",
        "VolumeAttributesClass" => resource is "persistentvolumeclaims" or "requests.storage",
        _ => resource == "pods" || PodCompute.Contains(resource),
    };

    /// <summary>A name that somebody gives to a resource.</summary>
    public static bool CheckName(string name, FieldPath path, FieldErrors errors)
    {
        int before = errors.Count;
        ValueRules.QualifiedName(name, path, errors);
        if (errors.Count == before && !name.Contains('/', StringComparison.Ordinal)
            && !IsQuotaResource(name) && name != "storage")
        {
            errors.Invalid(path, name, "must be a standard resource type or fully qualified");
        }
        return errors.Count == before;
    }

    public static void CheckQuotaName(string name, FieldPath path, FieldErrors errors)
    {
        CheckName(name, path, errors);
        if (!name.Contains('/', StringComparison.Ordinal) && !IsQuotaResource(name))
            errors.Invalid(path, name, "must be a standard resource for quota");
    }

    public static void CheckContainerName(string name, FieldPath path, FieldErrors errors)
    {
        CheckName(name, path, errors);
        if (!name.Contains('/', StringComparison.Ordinal))
        {
            if (name is not ("cpu" or "memory" or "ephemeral-storage")
                && !name.StartsWith("hugepages-", StringComparison.Ordinal))
            {
                errors.Invalid(path, name, "must be a standard resource for containers");
            }
        }
        else if (!IsNative(name) && !IsExtended(name))
        {
            errors.Invalid(path, name, "doesn't follow extended resource name standard");
        }
    }

    public static void CheckAmount(string name, Quantity amount, FieldPath path, FieldErrors errors)
    {
        ValueRules.NotNegative(amount, path, errors);
        if (IsWhole(name) && amount.MilliValue % 1000 != 0)
            errors.InvalidShown(path, amount.ToString(), "must be an integer");
    }

    private static bool IsHugePages(string name) =>
        name.StartsWith("hugepages-", StringComparison.Ordinal)
        || name.StartsWith("requests.hugepages-", StringComparison.Ordinal);

    private static bool IsNative(string name) =>
        !name.Contains('/', StringComparison.Ordinal) || name.Contains("kubernetes.io/", StringComparison.Ordinal);

    private static bool IsExtended(string name)
    {
        if (IsNative(name) || name.StartsWith("requests.", StringComparison.Ordinal))
            return false;
        // A quota names it with this in front, which must fit, too.
        Complaints complaints = default;
        NameRules.CheckQualifiedName("requests." + name, ref complaints);
        return !complaints.Any;
    }
}
