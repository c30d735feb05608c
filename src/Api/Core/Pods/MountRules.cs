using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What the places where a container sees volumes must satisfy: mounts, and raw block devices.</summary>
internal static class MountRules
{
    public static void Validate(
        Container container, IReadOnlyList<Volume> volumes, FieldPath path, FieldErrors errors)
    {
        IReadOnlyList<VolumeMount> mounts = container.VolumeMounts;
        for (int i = 0; i < mounts.Count; i++)
        {
            VolumeMount mount = mounts[i];
            if (mount.Name.Length == 0)
                errors.Required(path.Index(i).Child("name"));
            if (Find(volumes, mount.Name) is null)
                errors.NotFound(path.Index(i).Child("name"), mount.Name);
            if (mount.MountPath.Length == 0)
                errors.Required(path.Index(i).Child("mountPath"));
            for (int earlier = 0; earlier < i; earlier++)
            {
                if (mounts[earlier].MountPath != mount.MountPath)
                    continue;
                errors.Invalid(path.Index(i).Child("mountPath"), mount.MountPath, "must be unique");
                break;
            }
            foreach (VolumeDevice device in container.VolumeDevices)
            {
                if (device.Name == mount.Name)
                {
                    errors.Invalid(
                        path.Index(i).Child("name"), mount.Name, "must not already exist in volumeDevices");
                }
                if (device.DevicePath == mount.MountPath)
                {
                    errors.Invalid(path.Index(i).Child("mountPath"), mount.MountPath,
                        "must not already exist as a path in volumeDevices");
                }
            }
            // These four have no index in their path: upstream's texts lack it.
            if (mount.SubPath.Length > 0)
                NameChecks.RelativePath(mount.SubPath, path.Child("subPath"), errors);
            if (mount.SubPathExpr.Length > 0)
            {
                if (mount.SubPath.Length > 0)
                {
                    errors.Invalid(path.Index(i).Child("subPathExpr"), mount.SubPathExpr,
                        "subPathExpr and subPath are mutually exclusive");
                }
                NameChecks.RelativePath(mount.SubPathExpr, path.Child("subPathExpr"), errors);
            }
            if (mount.MountPropagation is { } propagation)
                CheckPropagation(propagation, container, path.Child("mountPropagation"), errors);
            if (mount.RecursiveReadOnly is { } recursive)
                CheckRecursive(recursive, mount, path.Child("recursiveReadOnly"), errors);
        }
    }

    public static void ValidateDevices(
        Container container, IReadOnlyList<Volume> volumes, FieldPath path, FieldErrors errors)
    {
        IReadOnlyList<VolumeDevice> devices = container.VolumeDevices;
        var names = new HashSet<string>(StringComparer.Ordinal);
        var paths = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < devices.Count; i++)
        {
            (string name, string devicePath) = (devices[i].Name, devices[i].DevicePath);
            FieldPath at = path.Index(i);
            if (name.Length == 0)
                errors.Required(at.Child("name"));
            else if (!names.Add(name))
                errors.Invalid(at.Child("name"), name, "must be unique");
            Volume? volume = Find(volumes, name);
            if (volume is null)
            {
                errors.NotFound(at.Child("name"), name);
            }
            else if (volume is { PersistentVolumeClaim: null, Ephemeral: null })
            {
                errors.Invalid(at.Child("name"), name,
                    "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
            }
            if (devicePath.Length == 0)
                errors.Required(at.Child("devicePath"));
            if (paths.Contains(devicePath))
                errors.Invalid(at.Child("devicePath"), devicePath, "must be unique");
            if (NameChecks.HasBackstep(devicePath))
                errors.Invalid(at.Child("devicePath"), devicePath, "can not contain backsteps ('..')");
            else
                paths.Add(devicePath);
            foreach (VolumeMount mount in container.VolumeMounts)
            {
                if (mount.Name == name)
                    errors.Invalid(at.Child("name"), name, "must not already exist in volumeMounts");
                if (mount.MountPath == devicePath)
                {
                    errors.Invalid(at.Child("devicePath"), devicePath,
                        "must not already exist as a path in volumeMounts");
                }
            }
        }
    }

    private static void CheckPropagation(string mode, Container container, FieldPath path, FieldErrors errors)
    {
        if (mode is not ("None" or "HostToContainer" or "Bidirectional"))
            errors.NotSupported(path, mode, "Bidirectional", "HostToContainer", "None");
        if (mode == "Bidirectional" && container.SecurityContext?.Privileged != true)
        {
            errors.Forbidden(path,
                "Bidirectional mount propagation is available only to privileged containers");
        }
    }

    private static void CheckRecursive(string mode, VolumeMount mount, FieldPath path, FieldErrors errors)
    {
        switch (mode)
        {
            case "Disabled":
                return;
            case "Enabled" or "IfPossible":
                if (!mount.ReadOnly)
                    errors.Forbidden(path, "may only be specified when readOnly is true");
                if (mount.MountPropagation is not (null or "None"))
                {
                    errors.Forbidden(path,
                        "may only be specified when mountPropagation is None or not specified");
                }
                return;
            default:
                errors.NotSupported(path, mode, "Disabled", "Enabled", "IfPossible");
                return;
        }
    }

    private static Volume? Find(IReadOnlyList<Volume> volumes, string name)
    {
        for (int i = 0; i < volumes.Count; i++)
        {
            if (volumes[i].Name == name)
                return volumes[i];
        }
        return null;
    }
}
