using Kubesharp.Api.Selectors;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What claims must satisfy, also those that a template makes.</summary>
internal static class PersistentVolumeClaimRules
{
    private const string ClassAnnotation = "volume.beta.kubernetes.io/storage-class";

    public static void Validate(PersistentVolumeClaimSpec spec, FieldPath path, FieldErrors errors)
    {
        if (spec.AccessModes.Count == 0)
            errors.Required(path.Child("accessModes"), "at least 1 access mode is required");
        if (spec.Selector is { } selector)
            LabelQuery.Validate(selector, path.Child("selector"), errors);
        PersistentVolumeRules.ValidateModes(spec.AccessModes, path.Child("accessModes"), errors);
        FieldPath storage = path.Child("resources").Key("storage");
        if (!spec.Resources.Requests.TryGetValue("storage", out Quantity size))
            errors.Required(storage);
        else
            ValueRules.Positive(size, storage, errors);
        if (spec.StorageClassName is { Length: > 0 } storageClass)
            ValueRules.Name(storageClass, NameRules.Subdomain, path.Child("storageClassName"), errors);
        if (spec.VolumeMode is not (null or "Block" or "Filesystem"))
            errors.NotSupported(path.Child("volumeMode"), spec.VolumeMode, "Block", "Filesystem");
        if (spec.DataSource is { } source)
            ValidateSource(source.ApiGroup, source.Kind, source.Name, path.Child("dataSource"), errors);
        if (spec.DataSourceRef is { } reference)
        {
            FieldPath at = path.Child("dataSourceRef");
            ValidateSource(reference.ApiGroup, reference.Kind, reference.Name, at, errors);
            if (reference.Namespace is { Length: > 0 } other)
                ValueRules.Name(other, NameRules.Label, at.Child("namespace"), errors);
        }
        ValidateBoth(spec, path, errors);
        if (spec.VolumeAttributesClassName is { Length: > 0 } attributes)
            ValueRules.Name(attributes, NameRules.Subdomain, path.Child("volumeAttributesClassName"), errors);
    }

    /// <summary>Claims do not change, so that nobody games quotas; but bound ones may ask for more.</summary>
    public static void ValidateUpdate(PersistentVolumeClaim value, PersistentVolumeClaim old, FieldErrors errors)
    {
        PersistentVolumeClaimSpec spec = value.Spec, before = old.Spec;
        if (before.VolumeName.Length == 0)
            before = before with { VolumeName = spec.VolumeName };
        string annotated = old.Metadata.Annotations.GetValueOrDefault(ClassAnnotation, "");
        string annotation = value.Metadata.Annotations.GetValueOrDefault(ClassAnnotation, "");
        bool moved = annotated.Length > 0 && before.StorageClassName is null && spec.StorageClassName == annotated
            && (annotation.Length == 0 || annotation == annotated);
        if (!moved && annotation != annotated)
        {
            errors.Invalid(FieldPath.Metadata.Child("annotations").Key(ClassAnnotation), annotation,
                ValueRules.Immutable);
        }
        bool given = spec.StorageClassName is not null && before.StorageClassName is null
            && (annotated.Length == 0 || annotated == spec.StorageClassName);
        if (moved || given)
            spec = spec with { StorageClassName = before.StorageClassName };
        if (value.Status.Phase == "Bound")
        {
            var requests = new Dictionary<string, Quantity>(spec.Resources.Requests, StringComparer.Ordinal);
            if (before.Resources.Requests.TryGetValue("storage", out Quantity had))
                requests["storage"] = had;
            spec = spec with { Resources = spec.Resources with { Requests = requests } };
            if (spec.VolumeAttributesClassName is not null)
                spec = spec with { VolumeAttributesClassName = before.VolumeAttributesClassName };
        }
        if (spec != before)
        {
            errors.Forbidden(FieldPath.Spec,
                "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound "
                + "claims\n" + PersistentVolumeRules.Difference(ApiJson.ToText(before), ApiJson.ToText(spec)));
        }
        ValidateSize(value, old, errors);
        if (value.Spec.VolumeMode != old.Spec.VolumeMode)
            errors.Invalid(FieldPath.Of("volumeMode"), value.Spec.VolumeMode ?? "null", ValueRules.Immutable);
        if (old.Spec.VolumeAttributesClassName is null)
            return;
        FieldPath attributes = FieldPath.Spec.Child("volumeAttributesClassName");
        if (value.Spec.VolumeAttributesClassName is null)
            errors.Forbidden(attributes, "update from non-nil value to nil is forbidden");
        else if (value.Spec.VolumeAttributesClassName.Length == 0 && old.Spec.VolumeAttributesClassName.Length > 0)
            errors.Forbidden(attributes, "update from non-nil value to an empty string is forbidden");
    }

    // Somebody whose volume could not grow may ask for less again, but for no less than there is.
    private static void ValidateSize(PersistentVolumeClaim value, PersistentVolumeClaim old, FieldErrors errors)
    {
        Quantity now = value.Spec.Resources.Requests.GetValueOrDefault("storage");
        if (now < old.Spec.Resources.Requests.GetValueOrDefault("storage")
            && now <= old.Status.Capacity.GetValueOrDefault("storage"))
        {
            errors.Forbidden(FieldPath.Spec.Child("resources").Child("requests", "storage"),
                "field can not be less than status.capacity");
        }
    }

    private static void ValidateSource(string? group, string kind, string name, FieldPath path, FieldErrors errors)
    {
        if (name.Length == 0)
            errors.Required(path.Child("name"));
        if (kind.Length == 0)
            errors.Required(path.Child("kind"));
        if (string.IsNullOrEmpty(group))
        {
            if (kind != "PersistentVolumeClaim")
            {
                errors.Invalid(path, kind,
                    "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
            }
        }
        else
        {
            ValueRules.Name(group, NameRules.Subdomain, path.Child("apiGroup"), errors);
        }
    }

    private static void ValidateBoth(PersistentVolumeClaimSpec spec, FieldPath path, FieldErrors errors)
    {
        if (spec.DataSource is not { } source || spec.DataSourceRef is not { } reference)
            return;
        string shown = path.Child("dataSource").ToString();
        if (!string.IsNullOrEmpty(reference.Namespace))
        {
            errors.InvalidShown(path, shown, "may not be specified when dataSourceRef.namespace is specified");
        }
        else if (source.ApiGroup != reference.ApiGroup || source.Kind != reference.Kind
            || source.Name != reference.Name)
        {
            errors.InvalidShown(path, shown, "must match dataSourceRef");
        }
    }
}
