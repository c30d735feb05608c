using Kubesharp.Api.Meta;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What a Pod, or a template of Pods, must satisfy. Each create runs it: paths are made when needed.</summary>
internal static class PodRules
{
    private const string DeadlineRange = "must be between 1 and 2147483647, inclusive";
    private const int HostnameMax = 64;

    /// <summary>What holds for a Pod at any time.</summary>
    public static void Validate(Pod pod, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec;
        if (pod.Metadata.Annotations.Count > 0)
            AnnotationRules.Validate(pod.Metadata, pod.Spec, FieldPath.Metadata.Child("annotations"), errors);
        ValidateSpec(pod.Spec, pod.Metadata, path, errors);
        if (pod.Spec.ServiceAccountName.Length == 0)
            CheckNoTokens(pod.Spec.Volumes, path.Child("volumes"), errors);
        ContainerRules.CheckImages(pod.Spec.Containers, path.Child(PodContainers.Regular), errors);
        if (pod.Spec.InitContainers.Count > 0)
            ContainerRules.CheckImages(pod.Spec.InitContainers, path.Child(PodContainers.Init), errors);
    }

    /// <summary>What only a new Pod must satisfy.</summary>
    public static void ValidateCreate(Pod pod, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec;
        if (pod.Spec.EphemeralContainers.Count > 0)
            errors.Forbidden(path.Child(PodContainers.Ephemeral), "cannot be set on create");
        if (pod.Spec.NodeName.Length > 0 && pod.Spec.SchedulingGates.Count > 0)
        {
            errors.Forbidden(path.Child("nodeName"),
                "cannot be set until all schedulingGates have been cleared");
        }
        if (pod.Metadata.Annotations.Count > 0)
            AnnotationRules.CheckAgainstFields(pod.Metadata, pod.Spec, path, errors);
    }

    public static void ValidateTemplate(PodTemplateSpec template, FieldPath path, FieldErrors errors)
    {
        ObjectMeta metadata = template.Metadata;
        if (metadata.Labels.Count > 0)
            MetadataRules.ValidateLabels(metadata.Labels, path.Child("labels"), errors);
        if (metadata.Annotations.Count > 0)
        {
            MetadataRules.ValidateAnnotations(metadata.Annotations, path.Child("annotations"), errors);
            AnnotationRules.Validate(metadata, template.Spec, path.Child("annotations"), errors);
            AnnotationRules.CheckAgainstFields(metadata, template.Spec, path.Child("spec"), errors);
        }
        ValidateSpec(template.Spec, null, path.Child("spec"), errors);
        if (template.Spec.EphemeralContainers.Count > 0)
        {
            errors.Forbidden(path.Child("spec", PodContainers.Ephemeral),
                "ephemeral containers not allowed in pod template");
        }
    }

    /// <param name="spec">Of a Pod or of a template.</param>
    /// <param name="pod">The Pod's metadata; null for templates.</param>
    /// <param name="path">Of the spec.</param>
    /// <param name="errors">Collects.</param>
    public static void ValidateSpec(PodSpec spec, ObjectMeta? pod, FieldPath path, FieldErrors errors)
    {
        if (spec.TerminationGracePeriodSeconds is null)
            errors.Required(path.Child("terminationGracePeriodSeconds"));
        IReadOnlyList<Volume> volumes = spec.Volumes.Count == 0
            ? [] : VolumeRules.Validate(spec.Volumes, pod, path.Child("volumes"), errors);
        if (spec.ResourceClaims.Count > 0)
            ResourceClaimRules.Validate(spec.ResourceClaims, pod, path.Child("resourceClaims"), errors);
        ContainerRules.ValidateAll(spec, volumes, path, errors);
        if (spec.Resources is not null)
            PodResourceRules.Validate(spec, path.Child("resources"), errors);
        ValidatePolicies(spec, pod is not null, path, errors);
        SecurityRules.ValidatePod(spec, path.Child("securityContext"), errors);
        if (spec.Affinity is { } affinity)
            AffinityRules.Validate(affinity, path.Child("affinity"), errors);
        DnsRules.Validate(spec, path.Child("dnsConfig"), errors);
        for (int i = 0; i < spec.ReadinessGates.Count; i++)
        {
            NameChecks.Qualified(spec.ReadinessGates[i].ConditionType,
                path.Child("readinessGates").Index(i).Child("conditionType"), errors);
        }
        ValidateGates(spec.SchedulingGates, path, errors);
        if (spec.TopologySpreadConstraints.Count > 0)
        {
            SpreadRules.Validate(
                spec.TopologySpreadConstraints, path.Child("topologySpreadConstraints"), errors);
        }
        WindowsRules.ValidateHostProcess(spec, path, errors);
        if (spec.HostUsers == false)
            ValidateOwnUsers(spec, path, errors);
        ValidateNames(spec, path, errors);
        if (spec.Tolerations.Count > 0)
            TolerationRules.Validate(spec.Tolerations, path.Child("tolerations"), errors);
        DnsRules.ValidateHostAliases(spec.HostAliases, path, errors);
        if (spec.PreemptionPolicy is { } policy and not ("PreemptLowerPriority" or "Never"))
        {
            ContainerRules.Unsupported(policy, path.Child("preemptionPolicy"), errors,
                "PreemptLowerPriority", "Never");
        }
        ResourceRules.ValidateOverhead(spec.Overhead, path.Child("overhead"), errors);
        if (spec.Os is not null)
            WindowsRules.ValidateOs(spec, path, errors);
        if (spec.SchedulingGroup is { } group)
            ValidateGroup(group, path.Child("schedulingGroup", "podGroupName"), errors);
        EnvironmentRules.ValidateFileVolumes(spec, path, errors);
    }

    /// <summary>How many kinds of source the volume names; must be one.</summary>
    public static int CountSources(Volume volume) =>
        One(volume.HostPath) + One(volume.EmptyDir) + One(volume.GcePersistentDisk) + One(volume.AwsElasticBlockStore)
        + One(volume.GitRepo) + One(volume.Secret) + One(volume.Nfs) + One(volume.Iscsi) + One(volume.Glusterfs)
        + One(volume.PersistentVolumeClaim) + One(volume.Rbd) + One(volume.FlexVolume) + One(volume.Cinder)
        + One(volume.Cephfs) + One(volume.Flocker) + One(volume.DownwardAPI) + One(volume.Fc) + One(volume.AzureFile)
        + One(volume.ConfigMap) + One(volume.VsphereVolume) + One(volume.Quobyte) + One(volume.AzureDisk)
        + One(volume.PhotonPersistentDisk) + One(volume.Projected) + One(volume.PortworxVolume) + One(volume.ScaleIO)
        + One(volume.Storageos) + One(volume.Csi) + One(volume.Ephemeral) + One(volume.Image);

    private static void ValidatePolicies(PodSpec spec, bool isPod, FieldPath path, FieldErrors errors)
    {
        if (spec.HostNetwork)
            CheckHostPorts(spec, isPod, path.Child(PodContainers.Regular), errors);
        if (spec.RestartPolicy is not ("Always" or "OnFailure" or "Never"))
        {
            ContainerRules.Unsupported(spec.RestartPolicy, path.Child("restartPolicy"), errors,
                "Always", "OnFailure", "Never");
        }
        if (spec.DnsPolicy is not ("ClusterFirst" or "ClusterFirstWithHostNet" or "Default" or "None"))
        {
            ContainerRules.Unsupported(spec.DnsPolicy, path.Child("dnsPolicy"), errors,
                "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
        }
        if (spec.NodeSelector.Count > 0)
            MetadataRules.ValidateLabels(spec.NodeSelector, path.Child("nodeSelector"), errors);
    }

    // In the node's own network a port is one and the same; templates may leave it to the Pod's defaults.
    private static void CheckHostPorts(PodSpec spec, bool isPod, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < spec.Containers.Count; i++)
        {
            for (int p = 0; p < spec.Containers[i].Ports.Count; p++)
            {
                ContainerPort port = spec.Containers[i].Ports[p];
                if ((isPod || port.HostPort != 0) && port.HostPort != port.ContainerPortValue)
                {
                    errors.Invalid(path.Index(i).Child("ports").Index(p).Child("hostPort"), port.HostPort,
                        "must match `containerPort` when `hostNetwork` is true");
                }
            }
        }
    }

    private static void ValidateGates(IReadOnlyList<PodSchedulingGate> gates, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < gates.Count; i++)
        {
            FieldPath at = path.Child("schedulingGates").Index(i);
            NameChecks.Qualified(gates[i].Name, at, errors);
            if (gates.Take(i).Any(one => one.Name == gates[i].Name))
                errors.Duplicate(at, gates[i].Name);
        }
    }

    // Users of a namespace of their own are nobody in the node's other namespaces.
    private static void ValidateOwnUsers(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        const string WithOwnUsers = "when `hostUsers` is false";
        if (spec.HostNetwork)
            errors.Forbidden(path.Child("hostNetwork"), WithOwnUsers);
        if (spec.HostPID)
            errors.Forbidden(path.Child("HostPID"), WithOwnUsers);
        if (spec.HostIPC)
            errors.Forbidden(path.Child("HostIPC"), WithOwnUsers);
        foreach ((Container container, FieldPath at) in PodContainers.Visit(spec, path))
        {
            if (container.VolumeDevices.Count > 0)
                errors.Forbidden(at.Child("volumeDevices"), WithOwnUsers);
        }
    }

    private static void ValidateNames(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        if (spec.HostnameOverride is { } hostname)
        {
            FieldPath at = path.Child("hostnameOverride");
            if (spec.SetHostnameAsFQDN == true)
                errors.Forbidden(at, "may not be specified when setHostnameAsFQDN is true");
            if (spec.HostNetwork)
                errors.Forbidden(at, "may not be specified when hostNetwork is true");
            if (hostname.Length > HostnameMax)
                errors.TooLong(at, HostnameMax);
            NameChecks.Subdomain(hostname, at, errors);
        }
        if (spec.ServiceAccountName.Length > 0)
            NameChecks.Subdomain(spec.ServiceAccountName, path.Child("serviceAccountName"), errors);
        if (spec.NodeName.Length > 0)
            NameChecks.Subdomain(spec.NodeName, path.Child("nodeName"), errors);
        if (spec.ActiveDeadlineSeconds is < 1 or > int.MaxValue)
            errors.Invalid(path.Child("activeDeadlineSeconds"), spec.ActiveDeadlineSeconds.Value, DeadlineRange);
        if (spec.Hostname.Length > 0)
            NameChecks.Label(spec.Hostname, path.Child("hostname"), errors);
        if (spec.Subdomain.Length > 0)
            NameChecks.Label(spec.Subdomain, path.Child("subdomain"), errors);
        if (spec.PriorityClassName.Length > 0)
            NameChecks.Subdomain(spec.PriorityClassName, path.Child("priorityClassName"), errors);
        if (spec.RuntimeClassName is { } runtime)
            NameChecks.Subdomain(runtime, path.Child("runtimeClassName"), errors);
    }

    private static void ValidateGroup(PodSchedulingGroup group, FieldPath path, FieldErrors errors)
    {
        if (group.PodGroupName is { } name)
            NameChecks.Subdomain(name, path, errors);
        else
            errors.InvalidShown(path, "null", "must specify one of: `podGroupName`");
    }

    private static void CheckNoTokens(IReadOnlyList<Volume> volumes, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < volumes.Count; i++)
        {
            IReadOnlyList<VolumeProjection> sources = volumes[i].Projected?.Sources ?? [];
            for (int s = 0; s < sources.Count; s++)
            {
                if (sources[s].ServiceAccountToken is null)
                    continue;
                errors.Forbidden(
                    path.Index(i).Child("projected", "sources").Index(s).Child("serviceAccountToken"),
                    "must not be specified when serviceAccountName is not set");
            }
        }
    }

    private static int One(object? source) => source is null ? 0 : 1;
}
