using Kubesharp.Api.Storage;

namespace Kubesharp.Api.Core;

/// <summary>
/// How claims and volumes say that they belong together: the annotations that the volume binder, the scheduler and
/// external provisioners read and write, and what follows from them. Names are upstream's.
/// </summary>
public static class ClaimBinding
{
    /// <summary>On a claim: it was bound once, so that a volume that is missing is a lost one.</summary>
    public const string BindCompleted = "pv.kubernetes.io/bind-completed";

    /// <summary>On a claim or a volume: the binder chose the other side, not the user; so it may undo it.</summary>
    public const string BoundByController = "pv.kubernetes.io/bound-by-controller";

    /// <summary>On a claim: the node that the scheduler has chosen for its first Pod.</summary>
    public const string SelectedNode = "volume.kubernetes.io/selected-node";

    /// <summary>On a volume: the provisioner that made it, which also deletes it.</summary>
    public const string ProvisionedBy = "pv.kubernetes.io/provisioned-by";

    /// <summary>On a claim: the provisioner that has to make its volume.</summary>
    public const string StorageProvisioner = "volume.kubernetes.io/storage-provisioner";

    /// <summary>The same for provisioners from before 1.22.</summary>
    public const string OldStorageProvisioner = "volume.beta.kubernetes.io/storage-provisioner";

    /// <summary>On a claim or a volume: its class, from before there was a field. It goes before the field.</summary>
    public const string ClassAnnotation = "volume.beta.kubernetes.io/storage-class";

    /// <summary>The provisioner of classes whose volumes are made by hand.</summary>
    public const string NoProvisioner = "kubernetes.io/no-provisioner";

    private static readonly string[] DefaultAnnotations =
        ["storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class"];

    /// <summary>The class that the claim asks for; empty: a volume without a class.</summary>
    public static string ClassOf(PersistentVolumeClaim claim) =>
        claim.Metadata.Annotations.TryGetValue(ClassAnnotation, out string? annotated)
            ? annotated : claim.Spec.StorageClassName ?? "";

    /// <summary>Whether the claim says anything about a class, be it that it wants none.</summary>
    public static bool HasClass(PersistentVolumeClaim claim) =>
        claim.Spec.StorageClassName is not null || claim.Metadata.Annotations.ContainsKey(ClassAnnotation);

    /// <summary>The class of the volume; empty: none.</summary>
    public static string ClassOf(PersistentVolume volume) =>
        volume.Metadata.Annotations.TryGetValue(ClassAnnotation, out string? annotated)
            ? annotated : volume.Spec.StorageClassName;

    public static Quantity SizeOf(PersistentVolume volume) => volume.Spec.Capacity.GetValueOrDefault("storage");

    public static Quantity SizeOf(PersistentVolumeClaim claim) =>
        claim.Spec.Resources.Requests.GetValueOrDefault("storage");

    /// <summary>Whether the volume is promised to the claim, by the user or by the binder.</summary>
    public static bool IsPromised(PersistentVolume volume, PersistentVolumeClaim claim) =>
        volume.Spec.ClaimRef is { } reference
        && reference.Name == claim.Metadata.Name && reference.Namespace == claim.Metadata.Namespace
        && (reference.Uid.Length == 0 || reference.Uid == claim.Metadata.Uid);

    /// <summary>Whether the claim has its volume for good.</summary>
    public static bool IsBound(PersistentVolumeClaim claim) =>
        claim.Spec.VolumeName.Length > 0 && claim.Metadata.Annotations.ContainsKey(BindCompleted);

    /// <summary>The volume with its promise to the claim; the same object when it says so already.</summary>
    public static PersistentVolume Promise(PersistentVolume volume, PersistentVolumeClaim claim)
    {
        if (IsPromised(volume, claim) && volume.Spec.ClaimRef!.Uid.Length > 0)
            return volume;
        ObjectReference reference = ObjectReference.Empty with
        {
            ApiVersion = "v1",
            Kind = "PersistentVolumeClaim",
            Namespace = claim.Metadata.Namespace,
            Name = claim.Metadata.Name,
            Uid = claim.Metadata.Uid,
            ResourceVersion = claim.Metadata.ResourceVersion,
        };
        // What the user had promised stays the user's: only its uid is filled in.
        bool byUser = IsPromised(volume, claim);
        return volume with
        {
            Metadata = byUser ? volume.Metadata : volume.Metadata with
            {
                Annotations = With(volume.Metadata.Annotations, (BoundByController, "yes")),
            },
            Spec = volume.Spec with { ClaimRef = reference },
        };
    }

    /// <summary>Of the classes that say they are the default the newest; null: none says so.</summary>
    public static StorageClass? DefaultOf(IEnumerable<StorageClass> classes) => classes
        .Where(static found => found.Metadata.DeletionTimestamp is null && DefaultAnnotations.Any(annotation =>
            found.Metadata.Annotations.GetValueOrDefault(annotation) == "true"))
        .OrderByDescending(static found => found.Metadata.CreationTimestamp?.Value)
        .ThenBy(static found => found.Metadata.Name, StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>The annotations with these on top.</summary>
    public static IReadOnlyDictionary<string, string> With(
        IReadOnlyDictionary<string, string> annotations, params ReadOnlySpan<(string Name, string Value)> added)
    {
        Dictionary<string, string> all = new(annotations, StringComparer.Ordinal);
        foreach ((string name, string value) in added)
            all[name] = value;
        return all;
    }
}
