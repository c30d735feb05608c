using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What requests and limits must satisfy.</summary>
internal static class ResourceRules
{
    private const string Negative = "must be greater than or equal to 0";

    /// <param name="resources">What the container asks for.</param>
    /// <param name="claims">Names of the Pod's resource claims.</param>
    /// <param name="path">Of the requirements.</param>
    /// <param name="errors">Collects.</param>
    /// <param name="wholePod">Whether they are those of the Pod, not of one container.</param>
    public static void Validate(
        ResourceRequirements resources, IReadOnlyList<PodResourceClaim> claims, FieldPath path, FieldErrors errors,
        bool wholePod = false)
    {
        if (resources.Limits.Count == 0 && resources.Requests.Count == 0 && resources.Claims.Count == 0)
            return;
        bool basic = false, hugePages = false;
        FieldPath limits = path.Child("limits"), requests = path.Child("requests");
        foreach ((string name, Quantity limit) in resources.Limits)
        {
            CheckOne(name, limit, limits, wholePod, errors);
            basic |= name is "cpu" or "memory";
            hugePages |= ResourceNames.IsHugePages(name);
        }
        foreach ((string name, Quantity request) in resources.Requests)
        {
            CheckOne(name, request, requests, wholePod, errors);
            CheckAgainstLimit(resources, name, request, requests, limits, errors);
            basic |= name is "cpu" or "memory";
            hugePages |= ResourceNames.IsHugePages(name);
        }
        if (hugePages && !basic)
            errors.Forbidden(path, "HugePages require cpu or memory");
        if (resources.Claims.Count > 0)
            CheckClaims(resources.Claims, claims, path.Child("claims"), errors);
    }

    /// <summary>A Pod's overhead obeys the rules of limits.</summary>
    public static void ValidateOverhead(
        IReadOnlyDictionary<string, Quantity> overhead, FieldPath path, FieldErrors errors)
    {
        if (overhead.Count > 0)
            Validate(new() { Limits = overhead }, [], path, errors);
    }

    /// <summary>An amount that can be: not negative, and whole where parts make no sense.</summary>
    public static void CheckAmount(string name, Quantity amount, FieldPath path, FieldErrors errors)
    {
        if (amount.Sign < 0)
            errors.Invalid(path, amount.ToString(), Negative);
        if (ResourceNames.IsWhole(name) && amount.MilliValue % 1000 != 0)
            errors.Invalid(path, amount.ToString(), "must be an integer");
    }

    /// <summary>A name that means something in quotas, ranges and containers alike.</summary>
    public static bool CheckName(string name, FieldPath path, FieldErrors errors)
    {
        Complaints complaints = default;
        NameRules.CheckQualifiedName(name, ref complaints);
        if (complaints.Any)
        {
            complaints.Report(path, name, errors);
            return false;
        }
        if (name.Contains('/', StringComparison.Ordinal) || ResourceNames.IsStandard(name))
            return true;
        errors.Invalid(path, name, "must be a standard resource type or fully qualified");
        return false;
    }

    private static void CheckOne(string name, Quantity amount, FieldPath parent, bool wholePod, FieldErrors errors)
    {
        // The common case costs nothing.
        if (name is "cpu" or "memory" && amount.Sign >= 0)
            return;
        FieldPath path = parent.Key(name);
        if (wholePod)
            CheckNameForPod(name, path, errors);
        else
            CheckNameForContainer(name, path, errors);
        CheckAmount(name, amount, path, errors);
        if (ResourceNames.IsHugePages(name) && !ResourceNames.IsDivisible(name, amount))
            errors.Invalid(path, amount.ToString(), $"{amount} is not positive integer multiple of {name}");
    }

    private static void CheckNameForContainer(string name, FieldPath path, FieldErrors errors)
    {
        CheckName(name, path, errors);
        if (!name.Contains('/', StringComparison.Ordinal))
        {
            if (!ResourceNames.IsStandardForContainers(name))
                errors.Invalid(path, name, "must be a standard resource for containers");
        }
        else if (!ResourceNames.IsNative(name) && !ResourceNames.IsExtended(name))
        {
            errors.Invalid(path, name, "doesn't follow extended resource name standard");
        }
    }

    private static void CheckNameForPod(string name, FieldPath path, FieldErrors errors)
    {
        if (CheckName(name, path, errors) && !ResourceNames.IsOfWholePod(name))
            errors.NotSupported(path, name, "cpu", ResourceNames.HugePagesPrefix, "memory");
    }

    private static void CheckAgainstLimit(
        ResourceRequirements resources, string name, Quantity request, FieldPath requests, FieldPath limits,
        FieldErrors errors)
    {
        bool overcommittable = ResourceNames.IsOvercommittable(name);
        if (!resources.Limits.TryGetValue(name, out Quantity limit))
        {
            if (!overcommittable)
                errors.Required(limits, "Limit must be set for non overcommitable resources");
        }
        else if (!overcommittable && request != limit)
        {
            errors.Invalid(requests, request.ToString(), $"must be equal to {name} limit of {limit}");
        }
        else if (request > limit)
        {
            errors.Invalid(requests, request.ToString(), $"must be less than or equal to {name} limit of {limit}");
        }
    }

    private static void CheckClaims(
        IReadOnlyList<ResourceClaim> claims, IReadOnlyList<PodResourceClaim> known, FieldPath path, FieldErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < claims.Count; i++)
        {
            ResourceClaim claim = claims[i];
            FieldPath at = path.Index(i);
            if (claim.Name.Length == 0)
            {
                errors.Required(at);
                continue;
            }
            CheckRepeated(claim, seen, at, errors);
            if (!known.Any(one => one.Name == claim.Name))
            {
                string[] names = [.. known.Select(static one => one.Name).Where(static one => one.Length > 0)];
                Array.Sort(names, StringComparer.Ordinal);
                errors.NotFound(at, claim.Name, "must be one of the names in pod.spec.resourceClaims"
                    + (names.Length == 0 ? " which is empty" : ": " + string.Join(", ", names)));
            }
        }
    }

    // Naming a claim means all its requests, so it may not stand beside one of them.
    private static void CheckRepeated(ResourceClaim claim, HashSet<string> seen, FieldPath path, FieldErrors errors)
    {
        if (seen.Contains(claim.Name))
        {
            errors.Duplicate(path, claim.Name);
            return;
        }
        string key = claim.Name;
        if (claim.Request.Length > 0)
        {
            NameChecks.Label(claim.Request, path.Child("request"), errors);
            key = $"{claim.Name}/{claim.Request}";
        }
        if (seen.Contains(key))
        {
            errors.Duplicate(path, key);
        }
        else if (claim.Request.Length == 0)
        {
            string prefix = claim.Name + "/";
            foreach (string other in seen)
            {
                if (other.StartsWith(prefix, StringComparison.Ordinal))
                    errors.Duplicate(path, claim.Name);
            }
        }
        seen.Add(key);
    }
}
