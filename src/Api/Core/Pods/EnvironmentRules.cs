using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What a container's environment, and the references it is filled from, must satisfy.</summary>
internal static class EnvironmentRules
{
    private const string NameText =
        "a valid environment variable name must consist only of printable ASCII characters other than '='";
    private const string TwoSources = "may not have more than one field specified at a time";
    private const string ByteUnits =
        "only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the {0} "
        + "resource";

    private static readonly string[] Fields =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
        "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ];
    private static readonly string[] VolumeFields =
        ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"];
    private static readonly string[] Resources =
    [
        "limits.cpu", "limits.ephemeral-storage", "limits.memory",
        "requests.cpu", "requests.ephemeral-storage", "requests.memory",
    ];

    public static void Validate(IReadOnlyList<EnvVar> env, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < env.Count; i++)
        {
            EnvVar variable = env[i];
            if (variable.Name.Length == 0)
                errors.Required(path.Index(i).Child("name"));
            else if (!IsName(variable.Name))
                errors.Invalid(path.Index(i).Child("name"), variable.Name, NameText);
            if (variable.ValueFrom is { } source)
                ValidateSource(source, variable.Value.Length > 0, path.Index(i).Child("valueFrom"), errors);
        }
    }

    public static void ValidateSources(IReadOnlyList<EnvFromSource> sources, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < sources.Count; i++)
        {
            EnvFromSource source = sources[i];
            if (source.Prefix.Length > 0 && !IsName(source.Prefix))
                errors.Invalid(path.Index(i).Child("prefix"), source.Prefix, NameText);
            if (source.ConfigMapRef is { } map)
                CheckObjectName(map.Name, path.Index(i).Child("configMapRef", "name"), errors);
            if (source.SecretRef is { } secret)
                CheckObjectName(secret.Name, path.Index(i).Child("secretRef", "name"), errors);
            if (source is { ConfigMapRef: null, SecretRef: null })
                errors.Invalid(path, "", "must specify one of: `configMapRef` or `secretRef`");
            else if (source is { ConfigMapRef: not null, SecretRef: not null })
                errors.Invalid(path, "", TwoSources);
        }
    }

    /// <summary>A file of a downward API volume.</summary>
    public static void ValidateFile(DownwardAPIVolumeFile file, FieldPath path, FieldErrors errors)
    {
        NameChecks.Required(file.Path, path, "path", errors);
        NameChecks.UnreservedPath(file.Path, path.Child("path"), errors);
        if (file.FieldRef is { } field)
        {
            ValidateField(field, VolumeFields, path.Child("fieldRef"), errors);
            if (file.ResourceFieldRef is not null)
                errors.Invalid(path, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously");
        }
        else if (file.ResourceFieldRef is { } resource)
        {
            ValidateResource(resource, true, path.Child("resourceFieldRef"), errors);
        }
        else
        {
            errors.Required(path, "one of fieldRef and resourceFieldRef is required");
        }
        VolumeRules.CheckMode(file.Mode, path, "mode", errors);
    }

    /// <summary>A file is read from an emptyDir: nothing else is there before the container runs.</summary>
    public static void ValidateFileVolumes(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        if (!UsesFiles(spec))
            return;
        foreach ((Container container, FieldPath at) in PodContainers.Visit(spec, path))
        {
            for (int i = 0; i < container.Env.Count; i++)
            {
                if (container.Env[i].ValueFrom?.FileKeyRef is not { } file)
                    continue;
                FieldPath name = at.Child("env").Index(i).Child("valueFrom", "fileKeyRef").Child("volumeName");
                Volume? volume = spec.Volumes.LastOrDefault(one => one.Name == file.VolumeName);
                if (volume is null)
                    errors.NotFound(name, file.VolumeName);
                else if (volume.EmptyDir is null)
                    errors.Invalid(name, file.VolumeName, "referenced volume must be of type emptyDir");
            }
        }
    }

    private static void ValidateSource(EnvVarSource source, bool hasValue, FieldPath path, FieldErrors errors)
    {
        int sources = 0;
        if (source.FieldRef is { } field)
        {
            sources++;
            ValidateField(field, Fields, path.Child("fieldRef"), errors);
        }
        if (source.ResourceFieldRef is { } resource)
        {
            sources++;
            ValidateResource(resource, false, path.Child("resourceFieldRef"), errors);
        }
        if (source.ConfigMapKeyRef is { } map)
        {
            sources++;
            ValidateKey(map.Name, map.Key, path.Child("configMapKeyRef"), errors);
        }
        if (source.SecretKeyRef is { } secret)
        {
            sources++;
            ValidateKey(secret.Name, secret.Key, path.Child("secretKeyRef"), errors);
        }
        if (source.FileKeyRef is { } file)
        {
            sources++;
            ValidateFileKey(file, path.Child("fileKeyRef"), errors);
        }
        if (sources == 0)
        {
            errors.Invalid(path, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, "
                + "`secretKeyRef` or `fileKeyRef`");
        }
        else if (hasValue)
        {
            errors.Invalid(path, "", "may not be specified when `value` is not empty");
        }
        else if (sources > 1)
        {
            errors.Invalid(path, "", TwoSources);
        }
    }

    private static void ValidateField(
        ObjectFieldSelector field, string[] supported, FieldPath path, FieldErrors errors)
    {
        if (field.ApiVersion.Length == 0)
        {
            errors.Required(path.Child("apiVersion"));
            return;
        }
        if (field.FieldPath.Length == 0)
        {
            errors.Required(path.Child("fieldPath"));
            return;
        }
        string label = field.FieldPath == "spec.host" ? "spec.nodeName" : field.FieldPath;
        bool keyed = SplitKey(label, out string parent, out string key);
        string? problem = field.ApiVersion != "v1" ? "unsupported pod version: " + field.ApiVersion
            : keyed
                ? parent is "metadata.annotations" or "metadata.labels"
                    ? null : "field label does not support subscript: " + label
            : IsPodField(label) ? null : "field label not supported: " + label;
        if (problem is not null)
            errors.Invalid(path.Child("fieldPath"), field.FieldPath, "error converting fieldPath: " + problem);
        else if (keyed)
            NameChecks.Qualified(parent == "metadata.labels" ? key : key.ToLowerInvariant(), path, errors);
        else if (!supported.Contains(label))
            errors.NotSupported(path.Child("fieldPath"), label, supported);
    }

    // metadata.labels['app']
    private static bool SplitKey(string label, out string parent, out string key)
    {
        int bracket = label.IndexOf("['", StringComparison.Ordinal);
        bool keyed = bracket > 0 && label.EndsWith("']", StringComparison.Ordinal) && label.Length >= bracket + 4;
        parent = keyed ? label[..bracket] : label;
        key = keyed ? label[(bracket + 2)..^2] : "";
        return keyed;
    }

    private static bool IsPodField(string label) =>
        Fields.Contains(label) || label is "metadata.annotations" or "metadata.labels" or "spec.restartPolicy"
            or "spec.schedulerName" or "status.phase";

    private static void ValidateResource(
        ResourceFieldSelector field, bool ofVolume, FieldPath path, FieldErrors errors)
    {
        string name = field.Resource;
        bool hugePages = name.StartsWith("limits.hugepages-", StringComparison.Ordinal)
            || name.StartsWith("requests.hugepages-", StringComparison.Ordinal);
        if (ofVolume && field.ContainerName.Length == 0)
            errors.Required(path.Child("containerName"));
        else if (name.Length == 0)
            errors.Required(path.Child("resource"));
        else if (!hugePages && !Resources.Contains(name))
            errors.NotSupported(path.Child("resource"), name, Resources);
        if (field.Divisor.IsZero)
            return;
        string divisor = field.Divisor.ToString();
        bool fine = name is "limits.cpu" or "requests.cpu"
            ? divisor is "1m" or "1"
            : divisor is "1" or "1k" or "1M" or "1G" or "1T" or "1P" or "1E"
                or "1Ki" or "1Mi" or "1Gi" or "1Ti" or "1Pi" or "1Ei";
        string? kind = name switch
        {
            "limits.cpu" or "requests.cpu" => "cpu",
            "limits.memory" or "requests.memory" => "memory",
            "limits.ephemeral-storage" or "requests.ephemeral-storage" => "local ephemeral storage",
            _ => hugePages ? "hugepages" : null,
        };
        if (fine || kind is null)
            return;
        errors.Invalid(path.Child("divisor"), name, kind == "cpu"
            ? "only divisor's values 1m and 1 are supported with the cpu resource"
            : ByteUnits.Replace("{0}", kind, StringComparison.Ordinal));
    }

    private static void ValidateKey(string name, string key, FieldPath path, FieldErrors errors)
    {
        NameChecks.Subdomain(name, path.Child("name"), errors);
        if (key.Length == 0)
            errors.Required(path.Child("key"));
        else
            ConfigKeys.Validate(key, path.Child("key"), errors);
    }

    private static void ValidateFileKey(FileKeySelector file, FieldPath path, FieldErrors errors)
    {
        if (file.Key.Length == 0)
            errors.Required(path.Child("key"));
        else if (!IsName(file.Key))
            errors.Invalid(path.Child("key"), file.Key, NameText);
        if (file.VolumeName.Length == 0)
            errors.Required(path.Child("volumeName"));
        else
            NameChecks.Label(file.VolumeName, path.Child("volumeName"), errors);
        if (file.Path.Length == 0)
            errors.Required(path.Child("path"));
        else
            NameChecks.NoBacksteps(file.Path, path.Child("path"), errors);
    }

    private static void CheckObjectName(string name, FieldPath path, FieldErrors errors)
    {
        if (name.Length == 0)
            errors.Required(path);
        else
            NameChecks.SubdomainPrefix(name, path, errors);
    }

    private static bool UsesFiles(PodSpec spec)
    {
        static bool Uses(IReadOnlyList<EnvVar> env)
        {
            for (int i = 0; i < env.Count; i++)
            {
                if (env[i].ValueFrom?.FileKeyRef is not null)
                    return true;
            }
            return false;
        }
        foreach (Container container in spec.Containers)
        {
            if (Uses(container.Env))
                return true;
        }
        foreach (Container container in spec.InitContainers)
        {
            if (Uses(container.Env))
                return true;
        }
        return spec.EphemeralContainers.Any(static container => Uses(container.Env));
    }

    private static bool IsName(string name) =>
        name.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 && !name.Contains('=', StringComparison.Ordinal);
}
