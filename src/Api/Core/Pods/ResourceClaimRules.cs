using Kubesharp.Api.Meta;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What a Pod's claims on devices must satisfy: each is one that exists, or one made of a template.</summary>
internal static class ResourceClaimRules
{
    public static void Validate(
        IReadOnlyList<PodResourceClaim> claims, ObjectMeta? pod, FieldPath path, FieldErrors errors)
    {
        if (pod is not null && AnnotationRules.IsMirror(pod))
        {
            errors.Add(new("FieldValueForbidden", "", "Forbidden: static pods do not support resource claims"));
            return;
        }
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < claims.Count; i++)
        {
            PodResourceClaim claim = claims[i];
            FieldPath at = path.Index(i);
            if (claim.Name.Length == 0)
                errors.Required(at.Child("name"));
            else if (!names.Add(claim.Name))
                errors.Duplicate(at.Child("name"), claim.Name);
            else
                NameChecks.Label(claim.Name, at.Child("name"), errors);
            if (claim is { ResourceClaimName: not null, ResourceClaimTemplateName: not null })
            {
                errors.InvalidShown(at, ApiJson.ToText(claim),
                    "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
            }
            if (claim is { ResourceClaimName: null, ResourceClaimTemplateName: null })
            {
                errors.InvalidShown(at, ApiJson.ToText(claim),
                    "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
            }
            if (claim.ResourceClaimName is { } name)
                NameChecks.Subdomain(name, at.Child("resourceClaimName"), errors);
            if (claim.ResourceClaimTemplateName is { } template)
                NameChecks.Subdomain(template, at.Child("resourceClaimTemplateName"), errors);
        }
    }
}
