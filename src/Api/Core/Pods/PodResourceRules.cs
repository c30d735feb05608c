using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What a Pod asks for as a whole must satisfy: it covers what its containers ask for.</summary>
internal static class PodResourceRules
{
    public static void Validate(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        ResourceRequirements whole = spec.Resources!;
        if (spec.Os?.Name == "windows")
        {
            errors.Forbidden(path, "may not be set for a windows pod");
            return;
        }
        if (whole.Claims.Count > 0)
            errors.Forbidden(path.Child("claims"), "claims may not be set for Resources at pod-level");
        ResourceRules.Validate(whole, spec.ResourceClaims, path, errors, wholePod: true);
        foreach ((string name, Quantity sum) in PodResourceSums.Requests(spec))
        {
            if (whole.Requests.TryGetValue(name, out Quantity request) && sum > request)
            {
                errors.Invalid(path.Child("requests").Key(name), request.ToString(),
                    $"must be greater than or equal to aggregate container requests of {sum}");
            }
        }
        foreach ((string name, Quantity sum) in PodResourceSums.Limits(spec))
        {
            if (ResourceNames.IsHugePages(name) && whole.Limits.TryGetValue(name, out Quantity limit) && sum > limit)
            {
                errors.Invalid(path.Child("limits").Key(name), limit.ToString(),
                    $"must be greater than or equal to aggregate container limits of {sum}");
            }
        }
        for (int i = 0; i < spec.Containers.Count; i++)
        {
            foreach ((string name, Quantity limit) in spec.Containers[i].Resources.Limits)
            {
                if (whole.Limits.TryGetValue(name, out Quantity most) && limit > most)
                {
                    errors.Invalid(path.Child("containers").Index(i).Key(name).Child("limits"), limit.ToString(),
                        $"must be less than or equal to pod limits of {most}");
                }
            }
        }
    }
}
