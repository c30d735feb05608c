using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What requests and limits must satisfy.</summary>
internal static class ResourceRules
{
    public static void Validate(ResourceRequirements resources, FieldPath path, FieldErrors errors)
    {
        if (resources.Limits.Count == 0 && resources.Requests.Count == 0)
            return;
        foreach ((string name, Quantity limit) in resources.Limits)
            ValidateAmount(name, limit, path, "limits", errors);
        foreach ((string name, Quantity request) in resources.Requests)
        {
            ValidateAmount(name, request, path, "requests", errors);
            if (!resources.Limits.TryGetValue(name, out Quantity limit))
            {
                if (!IsOvercommittable(name))
                {
                    errors.Required(path.Child("limits"),
                        "Limit must be set for non overcommitable resources");
                }
                continue;
            }
            if (!IsOvercommittable(name) && request.CompareTo(limit) != 0)
            {
                errors.Invalid(path.Child("requests"), request.ToString(),
                    $"must be equal to {name} limit of {limit}");
            }
            else if (request.CompareTo(limit) > 0)
            {
                errors.Invalid(path.Child("requests"), request.ToString(),
                    $"must be less than or equal to {name} limit of {limit}");
            }
        }
    }

    private static void ValidateAmount(
        string name, Quantity amount, FieldPath path, string field, FieldErrors errors)
    {
        ValidateName(name, path, field, errors);
        if (amount.Sign < 0)
            errors.Invalid(path.Child(field).Key(name), amount.ToString(), "must be greater than or equal to 0");
    }

    private static void ValidateName(string name, FieldPath path, string field, FieldErrors errors)
    {
        if (name is "cpu" or "memory" or "ephemeral-storage" || name.StartsWith("hugepages-", StringComparison.Ordinal))
            return;
        FieldPath at = path.Child(field).Key(name);
        Complaints complaints = default;
        NameRules.CheckQualifiedName(name, ref complaints);
        if (complaints.Any)
            complaints.Report(at, name, errors);
        else if (!name.Contains('/', StringComparison.Ordinal))
        {
            errors.Invalid(at, name, "must be a standard resource type or fully qualified");
            errors.Invalid(at, name, "must be a standard resource for containers");
        }
    }

    // Devices and huge pages cannot be shared, so request and limit are the same number.
    private static bool IsOvercommittable(string name) =>
        !name.StartsWith("hugepages-", StringComparison.Ordinal)
        && (!name.Contains('/', StringComparison.Ordinal) || name.Contains("kubernetes.io/", StringComparison.Ordinal));
}
