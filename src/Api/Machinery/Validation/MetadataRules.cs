using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Validation;

/// <summary>What holds for the metadata of every object.</summary>
public static class MetadataRules
{
    /// <summary>All keys and values of annotations together, in bytes of UTF-8.</summary>
    public const int AnnotationsBytesMax = 256 * 1024;

    private const string Immutable = "field is immutable";

    public static void Validate(
        ObjectMeta metadata, bool namespaced, NameRule nameRule, FieldPath path, FieldErrors errors)
    {
        if (metadata.GenerateName.Length > 0)
        {
            Complaints complaints = default;
            nameRule(metadata.GenerateName, true, ref complaints);
            if (complaints.Any)
                complaints.Report(path.Child("generateName"), metadata.GenerateName, errors);
        }
        if (metadata.Name.Length == 0)
        {
            errors.Required(path.Child("name"), "name or generateName is required");
        }
        else
        {
            Complaints complaints = default;
            nameRule(metadata.Name, false, ref complaints);
            if (complaints.Any)
                complaints.Report(path.Child("name"), metadata.Name, errors);
        }
        ValidateNamespace(metadata, namespaced, path, errors);
        if (metadata.Labels.Count > 0)
            ValidateLabels(metadata.Labels, path.Child("labels"), errors);
        if (metadata.Annotations.Count > 0)
            ValidateAnnotations(metadata.Annotations, path.Child("annotations"), errors);
        if (metadata.OwnerReferences.Count > 0)
            ValidateOwners(metadata.OwnerReferences, path.Child("ownerReferences"), errors);
        if (metadata.Finalizers.Count > 0)
            ValidateFinalizers(metadata.Finalizers, path.Child("finalizers"), errors);
    }

    /// <summary>
    /// What an update may not change. That a resourceVersion is given, and fits, is for the caller to see to.
    /// </summary>
    public static void ValidateUpdate(ObjectMeta metadata, ObjectMeta old, FieldPath path, FieldErrors errors)
    {
        if (old.DeletionTimestamp is not null)
            ValidateNoNewFinalizers(metadata, old, path, errors);
        if (metadata.Name != old.Name)
            errors.Invalid(path.Child("name"), metadata.Name, Immutable);
        if (metadata.Namespace != old.Namespace)
            errors.Invalid(path.Child("namespace"), metadata.Namespace, Immutable);
        if (metadata.Uid != old.Uid)
            errors.Invalid(path.Child("uid"), metadata.Uid, Immutable);
        if (metadata.CreationTimestamp != old.CreationTimestamp)
            errors.Invalid(path.Child("creationTimestamp"), Show(metadata.CreationTimestamp), Immutable);
        if (metadata.DeletionTimestamp != old.DeletionTimestamp)
            errors.Invalid(path.Child("deletionTimestamp"), Show(metadata.DeletionTimestamp), Immutable);
        if (metadata.DeletionGracePeriodSeconds != old.DeletionGracePeriodSeconds)
        {
            errors.Invalid(
                path.Child("deletionGracePeriodSeconds"), metadata.DeletionGracePeriodSeconds ?? 0, Immutable);
        }
    }

    public static void ValidateLabels(
        IReadOnlyDictionary<string, string> labels, FieldPath path, FieldErrors errors)
    {
        foreach ((string key, string value) in labels)
        {
            ValidateLabelKey(key, path, errors);
            Complaints complaints = default;
            NameRules.CheckLabelValue(value, ref complaints);
            if (complaints.Any)
                complaints.Report(path, value, errors);
        }
    }

    public static void ValidateLabelKey(string key, FieldPath path, FieldErrors errors)
    {
        Complaints complaints = default;
        NameRules.CheckQualifiedName(key, ref complaints);
        if (complaints.Any)
            complaints.Report(path, key, errors);
    }

    public static void ValidateAnnotations(
        IReadOnlyDictionary<string, string> annotations, FieldPath path, FieldErrors errors)
    {
        long bytes = 0;
        foreach ((string key, string value) in annotations)
        {
            Complaints complaints = default;
            // Keys of annotations may have a prefix in upper case.
            NameRules.CheckQualifiedName(key.ToLowerInvariant(), ref complaints);
            if (complaints.Any)
                complaints.Report(path, key, errors);
            bytes += System.Text.Encoding.UTF8.GetByteCount(key) + System.Text.Encoding.UTF8.GetByteCount(value);
        }
        if (bytes > AnnotationsBytesMax)
            errors.TooLong(path, AnnotationsBytesMax);
    }

    private static void ValidateNamespace(ObjectMeta metadata, bool namespaced, FieldPath path, FieldErrors errors)
    {
        if (!namespaced)
        {
            if (metadata.Namespace.Length > 0)
                errors.Forbidden(path.Child("namespace"), "not allowed on this type");
            return;
        }
        if (metadata.Namespace.Length == 0)
        {
            errors.Required(path.Child("namespace"));
            return;
        }
        Complaints complaints = default;
        NameRules.CheckLabel(metadata.Namespace, ref complaints);
        if (complaints.Any)
            complaints.Report(path.Child("namespace"), metadata.Namespace, errors);
    }

    private static void ValidateOwners(IReadOnlyList<OwnerReference> owners, FieldPath path, FieldErrors errors)
    {
        OwnerReference? controller = null;
        for (int i = 0; i < owners.Count; i++)
        {
            OwnerReference owner = owners[i];
            // Owners have no index in their path: upstream's texts lack it.
            if (GroupVersion.Parse(owner.ApiVersion).Version.Length == 0)
                errors.Invalid(path.Child("apiVersion"), owner.ApiVersion, "version must not be empty");
            if (owner.Kind.Length == 0)
                errors.Invalid(path.Child("kind"), owner.Kind, "must not be empty");
            if (owner.Name.Length == 0)
                errors.Invalid(path.Child("name"), owner.Name, "must not be empty");
            if (owner.Uid.Length == 0)
                errors.Invalid(path.Child("uid"), owner.Uid, "must not be empty");
            if (owner is { ApiVersion: "v1", Kind: "Event" })
                errors.InvalidShown(path, "v1, Kind=Event", "/v1, Kind=Event is disallowed from being an owner");
            if (owner.Controller != true)
                continue;
            if (controller is not null)
            {
                errors.InvalidShown(path, "[...]",
                    "Only one reference can have Controller set to true. Found \"true\" in references for "
                    + $"{controller.Name} and {owner.Name}");
            }
            controller = owner;
        }
    }

    private static void ValidateFinalizers(IReadOnlyList<string> finalizers, FieldPath path, FieldErrors errors)
    {
        bool orphan = false, foreground = false;
        for (int i = 0; i < finalizers.Count; i++)
        {
            string finalizer = finalizers[i];
            orphan |= finalizer == "orphan";
            foreground |= finalizer == "foregroundDeletion";
            Complaints complaints = default;
            NameRules.CheckQualifiedName(finalizer, ref complaints);
            if (complaints.Any)
                complaints.Report(path, finalizer, errors);
            else if (!finalizer.Contains('/', StringComparison.Ordinal)
                && finalizer is not ("kubernetes" or "orphan" or "foregroundDeletion"))
                errors.Invalid(path.Index(i), finalizer,
                    "name is neither a standard finalizer name nor is it fully qualified");
        }
        if (orphan && foreground)
            errors.InvalidShown(path, "[...]", "finalizer orphan and foregroundDeletion cannot be both set");
    }

    private static string Show(Time? time) => time?.ToString() ?? "null";

    private static void ValidateNoNewFinalizers(ObjectMeta metadata, ObjectMeta old, FieldPath path, FieldErrors errors)
    {
        var added = new List<string>();
        foreach (string finalizer in metadata.Finalizers)
        {
            if (!old.Finalizers.Contains(finalizer))
                added.Add(FieldErrors.Quote(finalizer));
        }
        if (added.Count > 0)
            errors.Forbidden(path.Child("finalizers"),
                "no new finalizers can be added if the object is being deleted, found new finalizers []string{"
                + string.Join(", ", added) + "}");
    }
}
