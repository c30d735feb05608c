using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What the containers of a Pod must satisfy.</summary>
internal static class ContainerRules
{
    public const string PortRange = "must be between 1 and 65535, inclusive";

    private const string EnvName =
        "a valid environment variable name must consist only of printable ASCII characters other than '='";

    public static void ValidateAll(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        FieldPath containers = path.Child("containers");
        if (spec.Containers.Count == 0)
            errors.Required(containers);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < spec.Containers.Count; i++)
        {
            Container container = spec.Containers[i];
            FieldPath at = containers.Index(i);
            ValidateName(container.Name, names, at, errors);
            Validate(container, spec, at, errors);
            ValidateProbes(container, at, errors);
        }
        FieldPath initContainers = path.Child("initContainers");
        for (int i = 0; i < spec.InitContainers.Count; i++)
        {
            Container container = spec.InitContainers[i];
            FieldPath at = initContainers.Index(i);
            ValidateName(container.Name, names, at, errors);
            Validate(container, spec, at, errors);
            ValidateInit(container, at, errors);
        }
        ValidateHostPorts(spec, containers, errors);
    }

    private static void ValidateName(string name, HashSet<string> names, FieldPath path, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            errors.Required(path.Child("name"));
            return;
        }
        if (!NameRules.IsLabel(name))
        {
            Complaints complaints = default;
            NameRules.CheckLabel(name, ref complaints);
            complaints.Report(path.Child("name"), name, errors);
        }
        if (!names.Add(name))
            errors.Duplicate(path.Child("name"), name);
    }

    private static void Validate(Container container, PodSpec spec, FieldPath path, FieldErrors errors)
    {
        if (container.Image.Length == 0)
            errors.Required(path.Child("image"));
        else if (char.IsWhiteSpace(container.Image[0]) || char.IsWhiteSpace(container.Image[^1]))
            errors.Invalid(path.Child("image"), container.Image, "must not have leading or trailing whitespace");
        if (container.ImagePullPolicy is not ("Always" or "IfNotPresent" or "Never"))
        {
            if (container.ImagePullPolicy.Length == 0)
                errors.Required(path.Child("imagePullPolicy"));
            else
            {
                errors.NotSupported(path.Child("imagePullPolicy"), container.ImagePullPolicy,
                    "Always", "IfNotPresent", "Never");
            }
        }
        if (container.TerminationMessagePolicy is not ("File" or "FallbackToLogsOnError"))
        {
            if (container.TerminationMessagePolicy.Length == 0)
                errors.Required(path.Child("terminationMessagePolicy"));
            else
            {
                errors.NotSupported(path.Child("terminationMessagePolicy"), container.TerminationMessagePolicy,
                    "FallbackToLogsOnError", "File");
            }
        }
        ValidatePorts(container.Ports, path.Child("ports"), errors);
        ValidateEnv(container.Env, path.Child("env"), errors);
        ValidateEnvFrom(container.EnvFrom, path.Child("envFrom"), errors);
        ValidateMounts(container.VolumeMounts, spec.Volumes, path.Child("volumeMounts"), errors);
        ResourceRules.Validate(container.Resources, path.Child("resources"), errors);
        if (container.SecurityContext is { } security)
            SecurityRules.Validate(security, path.Child("securityContext"), errors);
        if (container.Lifecycle is { } lifecycle)
        {
            ValidateHandler(lifecycle.PostStart, path.Child("lifecycle", "postStart"), errors);
            ValidateHandler(lifecycle.PreStop, path.Child("lifecycle", "preStop"), errors);
        }
    }

    private static void ValidatePorts(IReadOnlyList<ContainerPort> ports, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < ports.Count; i++)
        {
            ContainerPort port = ports[i];
            if (port.Name.Length > 0)
            {
                Complaints complaints = default;
                PortRules.CheckName(port.Name, ref complaints);
                if (complaints.Any)
                    complaints.Report(path.Index(i).Child("name"), port.Name, errors);
                for (int earlier = 0; earlier < i; earlier++)
                {
                    if (ports[earlier].Name != port.Name)
                        continue;
                    errors.Duplicate(path.Index(i).Child("name"), port.Name);
                    break;
                }
            }
            if (port.ContainerPortValue == 0)
                errors.Required(path.Index(i).Child("containerPort"));
            else if (port.ContainerPortValue is < 1 or > 65535)
                errors.Invalid(path.Index(i).Child("containerPort"), port.ContainerPortValue, PortRange);
            if (port.HostPort is < 0 or > 65535)
                errors.Invalid(path.Index(i).Child("hostPort"), port.HostPort, PortRange);
            PortRules.CheckProtocol(port.Protocol, path.Index(i).Child("protocol"), errors);
        }
    }

    private static void ValidateHostPorts(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        HashSet<(string, string, int)>? used = null;
        for (int i = 0; i < spec.Containers.Count; i++)
        {
            IReadOnlyList<ContainerPort> ports = spec.Containers[i].Ports;
            for (int p = 0; p < ports.Count; p++)
            {
                ContainerPort port = ports[p];
                if (port.HostPort == 0)
                    continue;
                if (!(used ??= []).Add((port.Protocol, port.HostIP, port.HostPort)))
                {
                    errors.Duplicate(path.Index(i).Child("ports").Index(p).Child("hostPort"),
                        $"{port.Protocol}/{port.HostIP}/{Printing.CellText.Number(port.HostPort)}");
                }
                if (spec.HostNetwork && port.HostPort != port.ContainerPortValue)
                {
                    errors.Invalid(path.Index(i).Child("ports").Index(p).Child("containerPort"),
                        port.ContainerPortValue, "must match `hostPort` when `hostNetwork` is true");
                }
            }
        }
    }

    private static void ValidateEnv(IReadOnlyList<EnvVar> env, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < env.Count; i++)
        {
            EnvVar variable = env[i];
            if (variable.Name.Length == 0)
                errors.Required(path.Index(i).Child("name"));
            else if (!IsEnvName(variable.Name))
                errors.Invalid(path.Index(i).Child("name"), variable.Name, EnvName);
            if (variable.ValueFrom is not { } source)
                continue;
            FieldPath at = path.Index(i).Child("valueFrom");
            int sources = (source.FieldRef is null ? 0 : 1) + (source.ResourceFieldRef is null ? 0 : 1)
                + (source.ConfigMapKeyRef is null ? 0 : 1) + (source.SecretKeyRef is null ? 0 : 1)
                + (source.FileKeyRef is null ? 0 : 1);
            if (sources == 0)
            {
                errors.Invalid(at, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, "
                    + "`secretKeyRef` or `fileKeyRef`");
            }
            else if (variable.Value.Length > 0)
            {
                errors.Invalid(at, "", "may not be specified when `value` is not empty");
            }
            else if (sources > 1)
            {
                errors.Invalid(at, "", "may not have more than one field specified at a time");
            }
            ValidateKey(source.ConfigMapKeyRef?.Name, source.ConfigMapKeyRef?.Key, at, "configMapKeyRef", errors);
            ValidateKey(source.SecretKeyRef?.Name, source.SecretKeyRef?.Key, at, "secretKeyRef", errors);
            if (source.FieldRef is { } field)
                ValidateFieldReference(field, at.Child("fieldRef"), errors);
            if (source.ResourceFieldRef is { Resource.Length: 0 })
                errors.Required(at.Child("resourceFieldRef", "resource"));
        }
    }

    private static void ValidateFieldReference(ObjectFieldSelector field, FieldPath path, FieldErrors errors)
    {
        if (field.FieldPath.Length == 0)
        {
            errors.Required(path.Child("fieldPath"));
            return;
        }
        bool known = field.FieldPath is "metadata.name" or "metadata.namespace" or "metadata.uid" or "spec.nodeName"
            or "spec.serviceAccountName" or "status.hostIP" or "status.hostIPs" or "status.podIP" or "status.podIPs";
        bool keyed = field.FieldPath.EndsWith("']", StringComparison.Ordinal)
            && (field.FieldPath.StartsWith("metadata.labels['", StringComparison.Ordinal)
                || field.FieldPath.StartsWith("metadata.annotations['", StringComparison.Ordinal));
        if (known || keyed)
            return;
        if (field.FieldPath is "metadata.labels" or "metadata.annotations")
        {
            errors.NotSupported(path.Child("fieldPath"), field.FieldPath, "metadata.name", "metadata.namespace",
                "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs",
                "status.podIP", "status.podIPs");
            return;
        }
        errors.Invalid(path.Child("fieldPath"), field.FieldPath,
            "error converting fieldPath: field label not supported: " + field.FieldPath);
    }

    private static void ValidateKey(string? name, string? key, FieldPath path, string field, FieldErrors errors)
    {
        if (key is null)
            return;
        if (string.IsNullOrEmpty(name))
            errors.Required(path.Child(field, "name"));
        if (key.Length == 0)
            errors.Required(path.Child(field, "key"));
        else
            ConfigKeys.Validate(key, path.Child(field, "key"), errors);
    }

    private static void ValidateEnvFrom(IReadOnlyList<EnvFromSource> sources, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < sources.Count; i++)
        {
            EnvFromSource source = sources[i];
            if (source.Prefix.Length > 0 && !IsEnvName(source.Prefix))
                errors.Invalid(path.Index(i).Child("prefix"), source.Prefix, EnvName);
            if (source is { ConfigMapRef: null, SecretRef: null })
                errors.Invalid(path, "", "must specify one of: `configMapRef` or `secretRef`");
            else if (source is { ConfigMapRef: not null, SecretRef: not null })
                errors.Invalid(path, "", "may not have more than one field specified at a time");
            if (source.ConfigMapRef is { Name.Length: 0 })
                errors.Required(path.Index(i).Child("configMapRef", "name"));
            if (source.SecretRef is { Name.Length: 0 })
                errors.Required(path.Index(i).Child("secretRef", "name"));
        }
    }

    private static void ValidateMounts(
        IReadOnlyList<VolumeMount> mounts, IReadOnlyList<Volume> volumes, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < mounts.Count; i++)
        {
            VolumeMount mount = mounts[i];
            if (mount.Name.Length == 0)
                errors.Required(path.Index(i).Child("name"));
            else if (!HasVolume(volumes, mount.Name))
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
            if (mount.SubPath.Length > 0)
                VolumeRules.CheckRelativePath(mount.SubPath, path.Index(i).Child("subPath"), errors);
            if (mount.SubPath.Length > 0 && mount.SubPathExpr.Length > 0)
            {
                errors.Invalid(path.Index(i).Child("subPathExpr"), mount.SubPathExpr,
                    "subPathExpr and subPath are mutually exclusive");
            }
        }
    }

    private static bool HasVolume(IReadOnlyList<Volume> volumes, string name)
    {
        for (int i = 0; i < volumes.Count; i++)
        {
            if (volumes[i].Name == name)
                return true;
        }
        return false;
    }

    private static void ValidateInit(Container container, FieldPath path, FieldErrors errors)
    {
        if (container.RestartPolicy == "Always")
        {
            ValidateProbes(container, path, errors);
            return;
        }
        const string OnlySidecars = "may not be set for init containers without restartPolicy=Always";
        if (container.Lifecycle is not null)
            errors.Forbidden(path.Child("lifecycle"), OnlySidecars);
        if (container.LivenessProbe is not null)
            errors.Forbidden(path.Child("livenessProbe"), OnlySidecars);
        if (container.ReadinessProbe is not null)
            errors.Forbidden(path.Child("readinessProbe"), OnlySidecars);
        if (container.StartupProbe is not null)
            errors.Forbidden(path.Child("startupProbe"), OnlySidecars);
    }

    private static void ValidateProbes(Container container, FieldPath path, FieldErrors errors)
    {
        if (container.LivenessProbe is { } liveness)
        {
            ValidateProbe(liveness, path.Child("livenessProbe"), errors);
            if (liveness.SuccessThreshold != 1)
                errors.Invalid(path.Child("livenessProbe", "successThreshold"), liveness.SuccessThreshold, "must be 1");
        }
        if (container.ReadinessProbe is { } readiness)
        {
            ValidateProbe(readiness, path.Child("readinessProbe"), errors);
            if (readiness.TerminationGracePeriodSeconds is { } grace)
            {
                errors.Invalid(path.Child("readinessProbe", "terminationGracePeriodSeconds"), grace,
                    "must not be set for readinessProbes");
            }
        }
        if (container.StartupProbe is { } startup)
        {
            ValidateProbe(startup, path.Child("startupProbe"), errors);
            if (startup.SuccessThreshold != 1)
                errors.Invalid(path.Child("startupProbe", "successThreshold"), startup.SuccessThreshold, "must be 1");
        }
    }

    private static void ValidateProbe(Probe probe, FieldPath path, FieldErrors errors)
    {
        int handlers = (probe.Exec is null ? 0 : 1) + (probe.HttpGet is null ? 0 : 1)
            + (probe.TcpSocket is null ? 0 : 1) + (probe.Grpc is null ? 0 : 1);
        if (handlers == 0)
            errors.Required(path, "must specify a handler type");
        if (handlers > 1)
            errors.Forbidden(path, "may not specify more than 1 handler type");
        if (probe.Exec is { Command.Count: 0 })
            errors.Required(path.Child("exec", "command"));
        if (probe.HttpGet is { } httpGet)
            ValidateHttpGet(httpGet, path.Child("httpGet"), errors);
        if (probe.TcpSocket is { } socket)
            PortRules.CheckPort(socket.Port, path.Child("tcpSocket", "port"), errors);
        if (probe.Grpc is { } grpc && grpc.Port is < 1 or > 65535)
            errors.Invalid(path.Child("grpc", "port"), grpc.Port, PortRange);
        WorkloadRules.NotNegative(probe.InitialDelaySeconds, path, "initialDelaySeconds", errors);
        WorkloadRules.NotNegative(probe.TimeoutSeconds, path, "timeoutSeconds", errors);
        WorkloadRules.NotNegative(probe.PeriodSeconds, path, "periodSeconds", errors);
        WorkloadRules.NotNegative(probe.SuccessThreshold, path, "successThreshold", errors);
        WorkloadRules.NotNegative(probe.FailureThreshold, path, "failureThreshold", errors);
        if (probe.TerminationGracePeriodSeconds <= 0)
        {
            errors.Invalid(path.Child("terminationGracePeriodSeconds"), probe.TerminationGracePeriodSeconds.Value,
                "must be greater than 0");
        }
    }

    private static void ValidateHandler(LifecycleHandler? handler, FieldPath path, FieldErrors errors)
    {
        if (handler is null)
            return;
        int handlers = (handler.Exec is null ? 0 : 1) + (handler.HttpGet is null ? 0 : 1)
            + (handler.TcpSocket is null ? 0 : 1) + (handler.Sleep is null ? 0 : 1);
        if (handlers == 0)
            errors.Required(path, "must specify a handler type");
        if (handlers > 1)
            errors.Forbidden(path, "may not specify more than 1 handler type");
        if (handler.Exec is { Command.Count: 0 })
            errors.Required(path.Child("exec", "command"));
        if (handler.HttpGet is { } httpGet)
            ValidateHttpGet(httpGet, path.Child("httpGet"), errors);
    }

    private static void ValidateHttpGet(HTTPGetAction action, FieldPath path, FieldErrors errors)
    {
        if (action.Path.Length == 0)
            errors.Required(path.Child("path"));
        PortRules.CheckPort(action.Port, path.Child("port"), errors);
        if (action.Scheme is not ("HTTP" or "HTTPS"))
            errors.NotSupported(path.Child("scheme"), action.Scheme, "HTTP", "HTTPS");
    }

    private static bool IsEnvName(string name) =>
        name.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 && !name.Contains('=', StringComparison.Ordinal);
}
