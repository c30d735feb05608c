using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What the volumes of a Pod must satisfy.</summary>
internal static class VolumeRules
{
    private const string Mode = "must be a number between 0 and 0777 (octal), both inclusive";

    public static void Validate(IReadOnlyList<Volume> volumes, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < volumes.Count; i++)
        {
            Volume volume = volumes[i];
            FieldPath at = path.Index(i);
            if (volume.Name.Length == 0)
                errors.Required(at.Child("name"));
            else if (!NameRules.IsLabel(volume.Name))
            {
                Complaints complaints = default;
                NameRules.CheckLabel(volume.Name, ref complaints);
                complaints.Report(at.Child("name"), volume.Name, errors);
            }
            for (int earlier = 0; earlier < i; earlier++)
            {
                if (volumes[earlier].Name != volume.Name)
                    continue;
                errors.Duplicate(at.Child("name"), volume.Name);
                break;
            }
            int sources = PodRules.CountSources(volume);
            if (sources == 0)
                errors.Required(at, "must specify a volume type");
            else if (sources > 1)
                errors.Forbidden(at, "may not specify more than 1 volume type");
            else
                ValidateSource(volume, at, errors);
        }
    }

    /// <summary>A path that must stay below where it starts.</summary>
    public static void CheckRelativePath(string value, FieldPath path, FieldErrors errors)
    {
        if (value.StartsWith('/'))
            errors.Invalid(path, value, "must be a relative path");
        CheckNoBacksteps(value, path, errors);
    }

    private static void CheckNoBacksteps(string value, FieldPath path, FieldErrors errors)
    {
        if (!value.Contains("..", StringComparison.Ordinal))
            return;
        foreach (string part in value.Split('/'))
        {
            if (part != "..")
                continue;
            errors.Invalid(path, value, "must not contain '..'");
            return;
        }
    }

    private static void ValidateSource(Volume volume, FieldPath path, FieldErrors errors)
    {
        switch (volume)
        {
            case { HostPath: { } source }:
                if (source.Path.Length == 0)
                    errors.Required(path.Child("hostPath", "path"));
                CheckNoBacksteps(source.Path, path.Child("hostPath", "path"), errors);
                ValidateHostPathType(source.Type ?? "", path.Child("hostPath", "type"), errors);
                break;
            case { EmptyDir.SizeLimit: { Sign: < 0 } }:
                errors.Forbidden(path.Child("emptyDir", "sizeLimit"),
                    "SizeLimit field must be a valid resource quantity");
                break;
            case { Secret: { } source }:
                if (source.SecretName.Length == 0)
                    errors.Required(path.Child("secret", "secretName"));
                CheckMode(source.DefaultMode, path.Child("secret", "defaultMode"), errors);
                ValidateItems(source.Items, path.Child("secret", "items"), errors);
                break;
            case { ConfigMap: { } source }:
                if (source.Name.Length == 0)
                    errors.Required(path.Child("configMap", "name"));
                CheckMode(source.DefaultMode, path.Child("configMap", "defaultMode"), errors);
                ValidateItems(source.Items, path.Child("configMap", "items"), errors);
                break;
            case { DownwardAPI: { } source }:
                CheckMode(source.DefaultMode, path.Child("downwardAPI", "defaultMode"), errors);
                for (int i = 0; i < source.Items.Count; i++)
                {
                    FieldPath at = path.Child("downwardAPI", "items").Index(i);
                    if (source.Items[i].Path.Length == 0)
                        errors.Required(at.Child("path"));
                    CheckRelativePath(source.Items[i].Path, at.Child("path"), errors);
                }
                break;
            case { Projected: { } source }:
                CheckMode(source.DefaultMode, path.Child("projected", "defaultMode"), errors);
                ValidateProjections(source.Sources, path.Child("projected", "sources"), errors);
                break;
            case { PersistentVolumeClaim.ClaimName.Length: 0 }:
                errors.Required(path.Child("persistentVolumeClaim", "claimName"));
                break;
            case { Nfs: { } source }:
                if (source.Server.Length == 0)
                    errors.Required(path.Child("nfs", "server"));
                if (source.Path.Length == 0)
                    errors.Required(path.Child("nfs", "path"));
                break;
            case { Csi.Driver.Length: 0 }:
                errors.Required(path.Child("csi", "driver"));
                break;
        }
    }

    private static void ValidateProjections(
        IReadOnlyList<VolumeProjection> sources, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < sources.Count; i++)
        {
            VolumeProjection source = sources[i];
            FieldPath at = path.Index(i);
            if (source.Secret is { } secret)
            {
                if (secret.Name.Length == 0)
                    errors.Required(at.Child("secret", "name"));
                ValidateItems(secret.Items, at.Child("secret", "items"), errors);
            }
            if (source.ConfigMap is { } configMap)
            {
                if (configMap.Name.Length == 0)
                    errors.Required(at.Child("configMap", "name"));
                ValidateItems(configMap.Items, at.Child("configMap", "items"), errors);
            }
            if (source.ServiceAccountToken is { } token)
            {
                if (token.Path.Length == 0)
                    errors.Required(at.Child("serviceAccountToken", "path"));
                if (token.ExpirationSeconds < 600)
                {
                    errors.Invalid(at.Child("serviceAccountToken", "expirationSeconds"), token.ExpirationSeconds.Value,
                        "may not specify a duration less than 10 minutes");
                }
            }
        }
    }

    private static void ValidateItems(IReadOnlyList<KeyToPath> items, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < items.Count; i++)
        {
            FieldPath at = path.Index(i);
            if (items[i].Key.Length == 0)
                errors.Required(at.Child("key"));
            if (items[i].Path.Length == 0)
                errors.Required(at.Child("path"));
            CheckRelativePath(items[i].Path, at.Child("path"), errors);
            CheckMode(items[i].Mode, at.Child("mode"), errors);
        }
    }

    private static void CheckMode(int? mode, FieldPath path, FieldErrors errors)
    {
        if (mode is < 0 or > 0x1FF)
            errors.Invalid(path, mode.Value, Mode);
    }

    private static void ValidateHostPathType(string type, FieldPath path, FieldErrors errors)
    {
        if (type is not ("" or "DirectoryOrCreate" or "Directory" or "FileOrCreate" or "File" or "Socket"
            or "CharDevice" or "BlockDevice"))
        {
            errors.NotSupported(path, type, "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File",
                "FileOrCreate", "Socket");
        }
    }
}
