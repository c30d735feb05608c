using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What PersistentVolumes must satisfy.</summary>
internal static class PersistentVolumeRules
{
    /// <summary>Access modes of a volume or of a claim.</summary>
    public static void ValidateModes(IReadOnlyList<string> modes, FieldPath path, FieldErrors errors)
    {
        foreach (string mode in modes)
        {
            if (!IsMode(mode))
            {
                errors.NotSupported(path, mode,
                    "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod");
            }
        }
        if (modes.Contains("ReadWriteOncePod") && modes.Any(static mode => IsMode(mode) && mode != "ReadWriteOncePod"))
            errors.Forbidden(path, "may not use ReadWriteOncePod with other access modes");
    }

    public static void Validate(PersistentVolumeSpec spec, FieldPath path, bool inline, FieldErrors errors)
    {
        if (inline)
            ValidateInline(spec, path, errors);
        if (spec.AccessModes.Count == 0)
            errors.Required(path.Child("accessModes"));
        ValidateModes(spec.AccessModes, path.Child("accessModes"), errors);
        if (!inline)
            ValidateOwn(spec, path, errors);
        ValidateSource(spec, path, errors);
        if (spec.HostPath is { } host && Clean(host.Path) == "/" && spec.PersistentVolumeReclaimPolicy == "Recycle")
        {
            errors.Forbidden(path.Child("persistentVolumeReclaimPolicy"),
                "may not be 'recycle' for a hostPath mount of '/'");
        }
        if (spec.VolumeAttributesClassName is not { } attributes)
            return;
        ValueRules.RequiredName(attributes, NameRules.Subdomain, path.Child("volumeAttributesClassName"), errors,
            "an empty string is disallowed");
        if (spec.Csi is null)
            errors.Required(path.Child("csi"), "has to be specified when using volumeAttributesClassName");
    }

    public static void ValidateUpdate(PersistentVolume value, PersistentVolume old, FieldErrors errors)
    {
        PersistentVolumeSpec spec = value.Spec, before = old.Spec;
        if (spec.Csi is { ControllerExpandSecretRef: not null } csi
            && before.Csi is { ControllerExpandSecretRef: null })
            spec = spec with { Csi = csi with { ControllerExpandSecretRef = null } };
        if (SourceOf(spec) != SourceOf(before))
        {
            errors.Forbidden(FieldPath.Spec.Child("persistentvolumesource"),
                "spec.persistentvolumesource is immutable after creation\n" + Difference(
                    ApiJson.ToText(SourceOf(before)), ApiJson.ToText(SourceOf(spec))));
        }
        if (spec.VolumeMode != before.VolumeMode)
            errors.Invalid(FieldPath.Of("volumeMode"), spec.VolumeMode ?? "null", ValueRules.Immutable);
        if (before.NodeAffinity is not null && spec.NodeAffinity != before.NodeAffinity)
        {
            errors.InvalidShown(FieldPath.Of("nodeAffinity"),
                spec.NodeAffinity is { } affinity ? ApiJson.ToText(affinity) : "null",
                ValueRules.Immutable + ", except for updating from beta label to GA");
        }
        if (before.VolumeAttributesClassName is not null && spec.VolumeAttributesClassName is null)
        {
            errors.Forbidden(FieldPath.Spec.Child("volumeAttributesClassName"),
                "update from non-nil value to nil is forbidden");
        }
    }

    /// <summary>Two lines that show what was and what should be.</summary>
    public static string Difference(string before, string after) => $"- {before}\n+ {after}";

    private static void ValidateInline(PersistentVolumeSpec spec, FieldPath path, FieldErrors errors)
    {
        const string NotInline = "may not be specified in the context of inline volumes";
        if (spec.ClaimRef is not null)
            errors.Forbidden(path.Child("claimRef"), NotInline);
        if (spec.Capacity.Count > 0)
            errors.Forbidden(path.Child("capacity"), NotInline);
        if (spec.Csi is null)
            errors.Required(path.Child("csi"), "has to be specified in the context of inline volumes");
        if (spec.PersistentVolumeReclaimPolicy is not ("" or "Retain"))
        {
            errors.Forbidden(path.Child("persistentVolumeReclaimPolicy"),
                "may only be Retain in the context of inline volumes");
        }
        if (spec.NodeAffinity is not null)
            errors.Forbidden(path.Child("nodeAffinity"), NotInline);
        if (spec.StorageClassName.Length > 0)
            errors.Forbidden(path.Child("storageClassName"), NotInline);
        if (spec.VolumeMode is not (null or "Filesystem"))
        {
            errors.Forbidden(path.Child("volumeMode"),
                "may not specify volumeMode other than Filesystem in the context of inline volumes");
        }
    }

    private static void ValidateOwn(PersistentVolumeSpec spec, FieldPath path, FieldErrors errors)
    {
        FieldPath capacity = path.Child("capacity");
        if (spec.Capacity.Count == 0)
            errors.Required(capacity);
        if (!spec.Capacity.ContainsKey("storage") || spec.Capacity.Count > 1)
        {
            string shown = string.Join(',', spec.Capacity.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(
                static one => $"{FieldErrors.Quote(one.Key)}:{FieldErrors.Quote(one.Value.ToString())}"));
            errors.Add(new FieldError("FieldValueNotSupported", capacity.ToString(),
                $"Unsupported value: {{{shown}}}: supported values: \"storage\""));
        }
        foreach ((string name, Quantity amount) in spec.Capacity)
        {
            if (amount.Value < 0)
                errors.Invalid(capacity.Key(name), amount.Value, "must be a valid resource quantity");
            ValueRules.Positive(amount, capacity.Key(name), errors);
        }
        if (spec.PersistentVolumeReclaimPolicy is not ("" or "Delete" or "Recycle" or "Retain"))
        {
            errors.NotSupported(path.Child("persistentVolumeReclaimPolicy"), spec.PersistentVolumeReclaimPolicy,
                "Delete", "Recycle", "Retain");
        }
        if (spec.NodeAffinity is { } affinity)
        {
            FieldPath required = path.Child("nodeAffinity", "required");
            if (affinity.Required is { } selector)
                NodeSelectorRules.Validate(selector, required, errors);
            else
                errors.Required(required, "must specify required node constraints");
        }
        if (spec.StorageClassName.Length > 0)
            ValueRules.Name(spec.StorageClassName, NameRules.Subdomain, path.Child("storageClassName"), errors);
        if (spec.VolumeMode is not (null or "Block" or "Filesystem"))
            errors.NotSupported(path.Child("volumeMode"), spec.VolumeMode, "Block", "Filesystem");
    }

    private static void ValidateSource(PersistentVolumeSpec spec, FieldPath path, FieldErrors errors)
    {
        (string Field, bool Set)[] sources =
        [
            ("hostPath", spec.HostPath is not null), ("gcePersistentDisk", spec.GcePersistentDisk is not null),
            ("awsElasticBlockStore", spec.AwsElasticBlockStore is not null), ("glusterfs", spec.Glusterfs is not null),
            ("flocker", spec.Flocker is not null), ("nfs", spec.Nfs is not null), ("rbd", spec.Rbd is not null),
            ("quobyte", spec.Quobyte is not null), ("cephFS", spec.Cephfs is not null),
            ("iscsi", spec.Iscsi is not null), ("cinder", spec.Cinder is not null), ("fc", spec.Fc is not null),
            ("flexVolume", spec.FlexVolume is not null), ("azureFile", spec.AzureFile is not null),
            ("vsphereVolume", spec.VsphereVolume is not null),
            ("photonPersistentDisk", spec.PhotonPersistentDisk is not null),
            ("portworxVolume", spec.PortworxVolume is not null), ("azureDisk", spec.AzureDisk is not null),
            ("scaleIO", spec.ScaleIO is not null), ("local", spec.Local is not null),
            ("storageos", spec.Storageos is not null), ("csi", spec.Csi is not null),
        ];
        string first = "";
        foreach ((string field, bool set) in sources)
        {
            if (!set)
                continue;
            if (first.Length > 0)
                errors.Forbidden(path.Child(field), "may not specify more than 1 volume type");
            else
                first = field;
        }
        switch (first)
        {
            case "":
                errors.Required(path, "must specify a volume type");
                break;
            case "hostPath":
                ValidateHostPath(spec.HostPath!, path.Child("hostPath"), errors);
                break;
            case "nfs":
                ValidateNfs(spec.Nfs!, path.Child("nfs"), errors);
                break;
            case "local":
                if (spec.Local!.Path.Length == 0)
                    errors.Required(path.Child("local", "path"));
                CheckNoBacksteps(spec.Local.Path, path.Child("local", "path"), errors);
                if (spec.NodeAffinity is null)
                    errors.Required(path.Child("nodeAffinity"), "Local volume requires node affinity");
                break;
            case "csi":
                ValidateCsi(spec.Csi!, path.Child("csi"), errors);
                break;
        }
    }

    private static void ValidateHostPath(HostPathVolumeSource source, FieldPath path, FieldErrors errors)
    {
        if (source.Path.Length == 0)
        {
            errors.Required(path.Child("path"));
            return;
        }
        CheckNoBacksteps(source.Path, path.Child("path"), errors);
        if (source.Type is not (null or "" or "DirectoryOrCreate" or "Directory" or "FileOrCreate" or "File"
            or "Socket" or "CharDevice" or "BlockDevice"))
        {
            errors.NotSupported(path.Child("type"), source.Type, "", "BlockDevice", "CharDevice", "Directory",
                "DirectoryOrCreate", "File", "FileOrCreate", "Socket");
        }
    }

    private static void ValidateNfs(NFSVolumeSource source, FieldPath path, FieldErrors errors)
    {
        if (source.Server.Length == 0)
            errors.Required(path.Child("server"));
        if (source.Path.Length == 0)
            errors.Required(path.Child("path"));
        if (!source.Path.StartsWith('/'))
            errors.Invalid(path.Child("path"), source.Path, "must be an absolute path");
    }

    private static void ValidateCsi(CSIPersistentVolumeSource source, FieldPath path, FieldErrors errors)
    {
        ValidateDriver(source.Driver, path.Child("driver"), errors);
        if (source.VolumeHandle.Length == 0)
            errors.Required(path.Child("volumeHandle"));
        ValidateSecret(source.ControllerPublishSecretRef, path.Child("controllerPublishSecretRef"), errors);
        ValidateSecret(source.ControllerExpandSecretRef, path.Child("controllerExpandSecretRef"), errors);
        ValidateSecret(source.NodePublishSecretRef, path.Child("nodePublishSecretRef"), errors);
        ValidateSecret(source.NodeExpandSecretRef, path.Child("nodeExpandSecretRef"), errors);
    }

    /// <summary>The name of a CSI driver.</summary>
    public static void ValidateDriver(string driver, FieldPath path, FieldErrors errors)
    {
        const int LengthMax = 63;
        if (driver.Length == 0)
            errors.Required(path);
        if (driver.Length > LengthMax)
            errors.TooLong(path, LengthMax);
        ValueRules.Name(driver.ToLowerInvariant(), NameRules.Subdomain, path, errors);
    }

    private static void ValidateSecret(SecretReference? secret, FieldPath path, FieldErrors errors)
    {
        if (secret is null)
            return;
        if (secret.Name.Length == 0)
            errors.Required(path.Child("name"));
        if (secret.Namespace.Length == 0)
            errors.Required(path.Child("namespace"));
    }

    private static void CheckNoBacksteps(string text, FieldPath path, FieldErrors errors)
    {
        if (text.Split('/').Contains(".."))
            errors.Invalid(path, text, "must not contain '..'");
    }

    private static string Clean(string path) => "/" + path.Trim('/').Replace("//", "/", StringComparison.Ordinal);

    private static bool IsMode(string mode) =>
        mode is "ReadOnlyMany" or "ReadWriteMany" or "ReadWriteOnce" or "ReadWriteOncePod";

    private static PersistentVolumeSource SourceOf(PersistentVolumeSpec spec) => new()
    {
        GcePersistentDisk = spec.GcePersistentDisk,
        AwsElasticBlockStore = spec.AwsElasticBlockStore,
        HostPath = spec.HostPath,
        Glusterfs = spec.Glusterfs,
        Nfs = spec.Nfs,
        Rbd = spec.Rbd,
        Iscsi = spec.Iscsi,
        Cinder = spec.Cinder,
        Cephfs = spec.Cephfs,
        Fc = spec.Fc,
        Flocker = spec.Flocker,
        FlexVolume = spec.FlexVolume,
        AzureFile = spec.AzureFile,
        VsphereVolume = spec.VsphereVolume,
        Quobyte = spec.Quobyte,
        AzureDisk = spec.AzureDisk,
        PhotonPersistentDisk = spec.PhotonPersistentDisk,
        PortworxVolume = spec.PortworxVolume,
        ScaleIO = spec.ScaleIO,
        Local = spec.Local,
        Storageos = spec.Storageos,
        Csi = spec.Csi,
    };
}
