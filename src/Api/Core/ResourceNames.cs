using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What the name of a resource says about it.</summary>
internal static class ResourceNames
{
    public const string HugePagesPrefix = "hugepages-";
    private const string RequestsPrefix = "requests.";
    private const string NativePrefix = "kubernetes.io/";

    /// <summary>Known wherever a resource is named: in containers, quotas and ranges.</summary>
    public static bool IsStandard(string name) =>
        IsStandardForContainers(name) || IsCounted(name)
        || name is "requests.cpu" or "requests.memory" or "requests.ephemeral-storage" or "limits.cpu"
            or "limits.memory" or "limits.ephemeral-storage" or "storage" or "requests.storage"
        || name.StartsWith("requests." + HugePagesPrefix, StringComparison.Ordinal);

    public static bool IsStandardForContainers(string name) =>
        name is "cpu" or "memory" or "ephemeral-storage" || IsHugePages(name);

    public static bool IsHugePages(string name) => name.StartsWith(HugePagesPrefix, StringComparison.Ordinal);

    /// <summary>Kubernetes' own: no prefix, or that of kubernetes.io.</summary>
    public static bool IsNative(string name) =>
        !name.Contains('/', StringComparison.Ordinal) || name.Contains(NativePrefix, StringComparison.Ordinal);

    /// <summary>A vendor's, as device plugins announce it.</summary>
    public static bool IsExtended(string name)
    {
        if (IsNative(name) || name.StartsWith(RequestsPrefix, StringComparison.Ordinal))
            return false;
        Complaints complaints = default;
        NameRules.CheckQualifiedName(RequestsPrefix + name, ref complaints);
        return !complaints.Any;
    }

    /// <summary>Whether the sum of limits may be more than there is. Devices and huge pages cannot be shared.</summary>
    public static bool IsOvercommittable(string name) => IsNative(name) && !IsHugePages(name);

    /// <summary>Halves make no sense.</summary>
    public static bool IsWhole(string name) => IsCounted(name) || IsExtended(name);

    /// <summary>What a Pod as a whole may ask for, beside its containers.</summary>
    public static bool IsOfWholePod(string name) => name is "cpu" or "memory" || IsHugePages(name);

    /// <summary>A multiple of the page size that stands in the name.</summary>
    public static bool IsDivisible(string name, Quantity amount)
    {
        if (!Quantity.TryParse(name[HugePagesPrefix.Length..], out Quantity page) || page.Sign <= 0)
            return false;
        return page.MilliValue % 1000 == 0 && amount.Value % page.Value == 0;
    }

    private static bool IsCounted(string name) =>
        name is "pods" or "resourcequotas" or "services" or "replicationcontrollers" or "secrets" or "configmaps"
            or "persistentvolumeclaims" or "services.nodeports" or "services.loadbalancers";
}
