using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What the containers of a Pod must satisfy, one by one and together.</summary>
internal static class ContainerRules
{
    public const string PortRange = "must be between 1 and 65535, inclusive";

    private const string OnlySidecars = "may not be set for init containers without restartPolicy=Always";
    private const string NoWhitespace = "must not have leading or trailing whitespace";

    /// <param name="spec">Of the Pod.</param>
    /// <param name="volumes">Those of its volumes that are valid: others cannot be mounted.</param>
    /// <param name="path">Of the spec.</param>
    /// <param name="errors">Collects.</param>
    public static void ValidateAll(
        PodSpec spec, IReadOnlyList<Volume> volumes, FieldPath path, FieldErrors errors)
    {
        FieldPath containers = path.Child(PodContainers.Regular);
        if (spec.Containers.Count == 0)
            errors.Required(containers);
        for (int i = 0; i < spec.Containers.Count; i++)
            ValidateRegular(spec, i, volumes, containers.Index(i), errors);
        CheckHostPorts(spec.Containers, containers, errors);
        if (spec.InitContainers.Count > 0)
        {
            FieldPath initContainers = path.Child(PodContainers.Init);
            for (int i = 0; i < spec.InitContainers.Count; i++)
                ValidateInit(spec, i, volumes, initContainers, errors);
        }
        if (spec.EphemeralContainers.Count > 0)
            EphemeralContainerRules.Validate(spec, volumes, path.Child(PodContainers.Ephemeral), errors);
    }

    /// <summary>What holds for every kind of container.</summary>
    public static void ValidateCommon(
        Container container, PodSpec spec, IReadOnlyList<Volume> volumes, FieldPath path, FieldErrors errors)
    {
        if (container.Name.Length == 0)
            errors.Required(path.Child("name"));
        else
            NameChecks.Label(container.Name, path.Child("name"), errors);
        if (container.Image.Length == 0)
            errors.Required(path.Child("image"));
        if (container.TerminationMessagePolicy is not ("File" or "FallbackToLogsOnError"))
        {
            Unsupported(container.TerminationMessagePolicy, path.Child("terminationMessagePolicy"), errors,
                "File", "FallbackToLogsOnError");
        }
        if (container.Ports.Count > 0)
            ValidatePorts(container.Ports, path.Child("ports"), errors);
        if (container.Env.Count > 0)
            EnvironmentRules.Validate(container.Env, path.Child("env"), errors);
        if (container.EnvFrom.Count > 0)
            EnvironmentRules.ValidateSources(container.EnvFrom, path.Child("envFrom"), errors);
        if (container.VolumeMounts.Count > 0)
            MountRules.Validate(container, volumes, path.Child("volumeMounts"), errors);
        if (container.VolumeDevices.Count > 0)
            MountRules.ValidateDevices(container, volumes, path.Child("volumeDevices"), errors);
        CheckPullPolicy(container.ImagePullPolicy, path, "imagePullPolicy", errors);
        ResourceRules.Validate(container.Resources, spec.ResourceClaims, path.Child("resources"), errors);
        if (container.ResizePolicy.Count > 0)
            RestartRules.ValidateResize(container.ResizePolicy, spec.RestartPolicy, path.Child("resizePolicy"), errors);
        if (container.SecurityContext is { } security)
            SecurityRules.Validate(security, spec.HostUsers ?? true, path.Child("securityContext"), errors);
    }

    public static void CheckPullPolicy(string policy, FieldPath parent, string field, FieldErrors errors)
    {
        if (policy is not ("Always" or "IfNotPresent" or "Never"))
            Unsupported(policy, parent.Child(field), errors, "Always", "IfNotPresent", "Never");
    }

    /// <summary>Templates always took such images, and so must; Pods never did.</summary>
    public static void CheckImages(IReadOnlyList<Container> containers, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < containers.Count; i++)
            CheckImage(containers[i].Image, path, i, errors);
    }

    public static void CheckImage(string image, FieldPath containers, int index, FieldErrors errors)
    {
        if (image.Length > 0 && (char.IsWhiteSpace(image[0]) || char.IsWhiteSpace(image[^1])))
            errors.Invalid(containers.Index(index).Child("image"), image, NoWhitespace);
    }

    /// <summary>Required when there is no value, else not supported.</summary>
    public static void Unsupported(
        string value, FieldPath path, FieldErrors errors, params ReadOnlySpan<string> supported)
    {
        if (value.Length == 0)
            errors.Required(path);
        else
            errors.NotSupported(path, value, supported);
    }

    private static void ValidateRegular(
        PodSpec spec, int index, IReadOnlyList<Volume> volumes, FieldPath path, FieldErrors errors)
    {
        Container container = spec.Containers[index];
        ValidateCommon(container, spec, volumes, path, errors);
        if (IsNameTaken(spec.Containers, index))
            errors.Duplicate(path.Child("name"), container.Name);
        ValidateLongRunning(container, spec, path, errors);
        RestartRules.Validate(container, path, errors);
    }

    private static void ValidateInit(
        PodSpec spec, int index, IReadOnlyList<Volume> volumes, FieldPath parent, FieldErrors errors)
    {
        Container container = spec.InitContainers[index];
        FieldPath path = parent.Index(index);
        ValidateCommon(container, spec, volumes, path, errors);
        RestartRules.Validate(container, path, errors);
        if (PodContainers.Find(spec.Containers, container.Name) is not null || IsNameTaken(spec.InitContainers, index))
            errors.Duplicate(path.Child("name"), container.Name);
        // They run one after the other, so each is looked at alone.
        CheckHostPorts([container], parent, errors);
        if (PodContainers.IsSidecar(container))
        {
            ValidateLongRunning(container, spec, path, errors);
            return;
        }
        if (container.Lifecycle is not null)
            errors.Forbidden(path.Child("lifecycle"), OnlySidecars);
        if (container.LivenessProbe is not null)
            errors.Forbidden(path.Child("livenessProbe"), OnlySidecars);
        if (container.ReadinessProbe is not null)
            errors.Forbidden(path.Child("readinessProbe"), OnlySidecars);
        if (container.StartupProbe is not null)
            errors.Forbidden(path.Child("startupProbe"), OnlySidecars);
        for (int i = 0; i < container.ResizePolicy.Count; i++)
        {
            if (container.ResizePolicy[i].RestartPolicy != "RestartContainer")
                continue;
            errors.Invalid(path.Child("resizePolicy").Index(i).Child("restartPolicy"), "RestartContainer",
                "must not be set to 'RestartContainer' for non-sidecar initContainers");
        }
    }

    private static void ValidateLongRunning(Container container, PodSpec spec, FieldPath path, FieldErrors errors)
    {
        if (container.Lifecycle is { } lifecycle)
            ProbeRules.ValidateLifecycle(lifecycle, spec, path.Child("lifecycle"), errors);
        ProbeRules.Validate(container, spec.TerminationGracePeriodSeconds, path, errors);
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
                else if (IsPortNameTaken(ports, i))
                    errors.Duplicate(path.Index(i).Child("name"), port.Name);
            }
            if (port.ContainerPortValue == 0)
                errors.Required(path.Index(i).Child("containerPort"));
            else if (port.ContainerPortValue is < 1 or > 65535)
                errors.Invalid(path.Index(i).Child("containerPort"), port.ContainerPortValue, PortRange);
            if (port.HostPort is < 0 or > 65535)
                errors.Invalid(path.Index(i).Child("hostPort"), port.HostPort, PortRange);
            if (port.Protocol != "TCP")
                PortRules.CheckProtocol(port.Protocol, path.Index(i).Child("protocol"), errors);
        }
    }

    private static void CheckHostPorts(IReadOnlyList<Container> containers, FieldPath path, FieldErrors errors)
    {
        HashSet<(string, string, int)>? used = null;
        for (int i = 0; i < containers.Count; i++)
        {
            IReadOnlyList<ContainerPort> ports = containers[i].Ports;
            for (int p = 0; p < ports.Count; p++)
            {
                ContainerPort port = ports[p];
                if (port.HostPort == 0 || (used ??= []).Add((port.Protocol, port.HostIP, port.HostPort)))
                    continue;
                errors.Duplicate(path.Index(i).Child("ports").Index(p).Child("hostPort"),
                    $"{port.Protocol}/{port.HostIP}/{Printing.CellText.Number(port.HostPort)}");
            }
        }
    }

    private static bool IsNameTaken(IReadOnlyList<Container> containers, int index)
    {
        for (int earlier = 0; earlier < index; earlier++)
        {
            if (containers[earlier].Name == containers[index].Name)
                return true;
        }
        return false;
    }

    private static bool IsPortNameTaken(IReadOnlyList<ContainerPort> ports, int index)
    {
        for (int earlier = 0; earlier < index; earlier++)
        {
            if (ports[earlier].Name == ports[index].Name)
                return true;
        }
        return false;
    }
}
