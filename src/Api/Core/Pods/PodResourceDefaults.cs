namespace Kubesharp.Api.Core;

/// <summary>What a Pod asks for as a whole where it says only part of it, and how exact amounts may be.</summary>
internal static class PodResourceDefaults
{
    private const int MilliScale = -3;

    /// <summary>Amounts below a thousandth are rounded up; the same map when there are none.</summary>
    public static IReadOnlyDictionary<string, Quantity> Rounded(IReadOnlyDictionary<string, Quantity> amounts)
    {
        Dictionary<string, Quantity>? rounded = null;
        foreach ((string name, Quantity amount) in amounts)
        {
            if (amount.Scale >= MilliScale)
                continue;
            rounded ??= new(amounts, StringComparer.Ordinal);
            rounded[name] = amount.RoundUp(MilliScale);
        }
        return rounded ?? amounts;
    }

    public static ResourceRequirements? Rounded(ResourceRequirements? resources)
    {
        if (resources is null)
            return null;
        IReadOnlyDictionary<string, Quantity> limits = Rounded(resources.Limits);
        IReadOnlyDictionary<string, Quantity> requests = Rounded(resources.Requests);
        return ReferenceEquals(limits, resources.Limits) && ReferenceEquals(requests, resources.Requests)
            ? resources
            : resources with { Limits = limits, Requests = requests };
    }

    /// <summary>
    /// Huge pages are limited to what the containers limit them to; requests follow the containers, else the limits;
    /// and where only requests are given and every container has a limit, so has the Pod.
    /// </summary>
    public static PodSpec For(PodSpec spec)
    {
        ResourceRequirements whole = spec.Resources!;
        if (whole.Limits.Count == 0 && whole.Requests.Count == 0)
            return spec;
        var limits = new Dictionary<string, Quantity>(whole.Limits, StringComparer.Ordinal);
        var requests = new Dictionary<string, Quantity>(whole.Requests, StringComparer.Ordinal);
        Dictionary<string, Quantity> sumOfLimits = PodResourceSums.Limits(spec);
        foreach ((string name, Quantity sum) in sumOfLimits)
        {
            if (ResourceNames.IsHugePages(name) && !requests.ContainsKey(name))
                limits.TryAdd(name, sum);
        }
        if (limits.Count > 0)
            FillRequests(spec, limits, requests);
        if (!limits.Keys.Any(ResourceNames.IsOfWholePod) && requests.Keys.Any(ResourceNames.IsOfWholePod))
        {
            foreach ((string name, Quantity sum) in sumOfLimits)
            {
                if (name is "cpu" or "memory" && PodResourceSums.AllLimit(spec, name))
                    limits.TryAdd(name, sum);
            }
        }
        ResourceRequirements filled = whole with { Limits = limits, Requests = requests };
        return filled.Equals(whole) ? spec : spec with { Resources = filled };
    }

    private static void FillRequests(
        PodSpec spec, Dictionary<string, Quantity> limits, Dictionary<string, Quantity> requests)
    {
        foreach ((string name, Quantity sum) in PodResourceSums.Requests(spec))
        {
            if (name is "cpu" or "memory")
                requests.TryAdd(name, sum);
        }
        foreach ((string name, Quantity limit) in limits)
        {
            if (ResourceNames.IsOfWholePod(name))
                requests.TryAdd(name, limit);
        }
    }
}
