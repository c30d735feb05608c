using Kubesharp.Api.Meta;
using Kubesharp.Api.Selectors;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What the claims that are made for a Pod must say.</summary>
internal static class ClaimTemplateRules
{
    private static readonly ObjectMeta Empty = ObjectMeta.Empty;

    public static void Validate(PersistentVolumeClaimTemplate template, FieldPath path, FieldErrors errors)
    {
        ObjectMeta metadata = template.Metadata;
        FieldPath at = path.Child("metadata");
        if (metadata.Annotations.Count > 0)
            MetadataRules.ValidateAnnotations(metadata.Annotations, at.Child("annotations"), errors);
        if (metadata.Labels.Count > 0)
            MetadataRules.ValidateLabels(metadata.Labels, at.Child("labels"), errors);
        CheckUnset(metadata.Name, Empty.Name, at, "name", errors);
        CheckUnset(metadata.GenerateName, Empty.GenerateName, at, "generateName", errors);
        CheckUnset(metadata.Namespace, Empty.Namespace, at, "namespace", errors);
        if (metadata.OwnerReferences.Count > 0)
            errors.Forbidden(at.Child("ownerReferences"), "cannot be set");
        if (metadata.Finalizers.Count > 0)
            errors.Forbidden(at.Child("finalizers"), "cannot be set");
        ValidateSpec(template.Spec, path.Child("spec"), errors);
    }

    public static void ValidateSpec(PersistentVolumeClaimSpec spec, FieldPath path, FieldErrors errors)
    {
        if (spec.AccessModes.Count == 0)
            errors.Required(path.Child("accessModes"), "at least 1 access mode is required");
        if (spec.Selector is { } selector)
            LabelQuery.Validate(selector, path.Child("selector"), errors);
        bool alone = false, shared = false;
        foreach (string mode in spec.AccessModes)
        {
            if (mode is not ("ReadWriteOnce" or "ReadOnlyMany" or "ReadWriteMany" or "ReadWriteOncePod"))
            {
                errors.NotSupported(path.Child("accessModes"), mode,
                    "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod");
            }
            alone |= mode == "ReadWriteOncePod";
            shared |= mode is "ReadWriteOnce" or "ReadOnlyMany" or "ReadWriteMany";
        }
        if (alone && shared)
            errors.Forbidden(path.Child("accessModes"), "may not use ReadWriteOncePod with other access modes");
        if (!spec.Resources.Requests.TryGetValue("storage", out Quantity size))
            errors.Required(path.Child("resources").Key("storage"));
        else if (size.Sign <= 0)
            errors.Invalid(path.Child("resources").Key("storage"), size.ToString(), "must be greater than zero");
        if (spec.StorageClassName is { Length: > 0 } storageClass)
            NameChecks.Subdomain(storageClass, path.Child("storageClassName"), errors);
        if (spec.VolumeMode is not (null or "Block" or "Filesystem"))
            errors.NotSupported(path.Child("volumeMode"), spec.VolumeMode, "Block", "Filesystem");
        if (spec.VolumeAttributesClassName is { Length: > 0 } attributes)
            NameChecks.Subdomain(attributes, path.Child("volumeAttributesClassName"), errors);
    }

    private static void CheckUnset(string value, string empty, FieldPath parent, string field, FieldErrors errors)
    {
        if (value != empty)
            errors.Forbidden(parent.Child(field), "cannot be set");
    }
}
