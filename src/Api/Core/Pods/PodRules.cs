using Kubesharp.Api.Meta;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What a Pod must satisfy. Each create runs it: paths and texts are made only when needed.</summary>
internal static class PodRules
{
    private const string UpdatableFields =
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
        + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
        + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    public static void Validate(Pod pod, FieldErrors errors) => ValidateSpec(pod.Spec, FieldPath.Spec, errors);

    public static void ValidateTemplate(PodTemplateSpec template, FieldPath path, FieldErrors errors)
    {
        ObjectMeta metadata = template.Metadata;
        if (metadata.Labels.Count > 0)
            MetadataRules.ValidateLabels(metadata.Labels, path.Child("metadata", "labels"), errors);
        if (metadata.Annotations.Count > 0)
            MetadataRules.ValidateAnnotations(metadata.Annotations, path.Child("metadata", "annotations"), errors);
        ValidateSpec(template.Spec, path.Child("spec"), errors);
        if (template.Spec.EphemeralContainers.Count > 0)
        {
            errors.Forbidden(path.Child("spec", "ephemeralContainers"),
                "ephemeral containers not allowed in pod template");
        }
    }

    public static void ValidateSpec(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        VolumeRules.Validate(spec.Volumes, path.Child("volumes"), errors);
        ContainerRules.ValidateAll(spec, path, errors);
        if (spec.RestartPolicy is not ("Always" or "OnFailure" or "Never"))
        {
            if (spec.RestartPolicy.Length == 0)
                errors.Required(path.Child("restartPolicy"));
            else
                errors.NotSupported(path.Child("restartPolicy"), spec.RestartPolicy, "Always", "OnFailure", "Never");
        }
        ValidateDns(spec, path, errors);
        if (spec.TerminationGracePeriodSeconds is null)
            errors.Required(path.Child("terminationGracePeriodSeconds"));
        if (spec.ActiveDeadlineSeconds is { } deadline && deadline is < 1 or > int.MaxValue)
        {
            errors.Invalid(path.Child("activeDeadlineSeconds"), deadline,
                "must be between 1 and 2147483647, inclusive");
        }
        if (spec.NodeSelector.Count > 0)
            MetadataRules.ValidateLabels(spec.NodeSelector, path.Child("nodeSelector"), errors);
        CheckSubdomain(spec.ServiceAccountName, path, "serviceAccountName", errors);
        CheckSubdomain(spec.NodeName, path, "nodeName", errors);
        CheckSubdomain(spec.PriorityClassName, path, "priorityClassName", errors);
        CheckLabel(spec.Hostname, path, "hostname", errors);
        CheckLabel(spec.Subdomain, path, "subdomain", errors);
        ValidateTolerations(spec.Tolerations, path.Child("tolerations"), errors);
        if (spec.Affinity is not null || spec.TopologySpreadConstraints.Count > 0)
            AffinityRules.Validate(spec, path, errors);
        SecurityRules.Validate(spec.SecurityContext, path.Child("securityContext"), errors);
        for (int i = 0; i < spec.ImagePullSecrets.Count; i++)
        {
            if (spec.ImagePullSecrets[i].Name.Length == 0)
                errors.Required(path.Child("imagePullSecrets").Index(i).Child("name"));
        }
        if (spec.SchedulerName.Length == 0)
            errors.Required(path.Child("schedulerName"));
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

    public static void ValidateUpdate(Pod pod, Pod old, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec;
        PodSpec spec = pod.Spec, before = old.Spec;
        if (ReferenceEquals(spec, before) || spec.Equals(before))
            return;
        if (spec.Containers.Count != before.Containers.Count)
        {
            errors.Forbidden(path.Child("containers"), "pod updates may not add or remove containers");
            return;
        }
        if (spec.InitContainers.Count != before.InitContainers.Count)
        {
            errors.Forbidden(path.Child("initContainers"), "pod updates may not add or remove containers");
            return;
        }
        ValidateDeadline(spec.ActiveDeadlineSeconds, before.ActiveDeadlineSeconds, path, errors);
        ValidateAddedTolerations(spec.Tolerations, before.Tolerations, path, errors);
        bool gatesRemoved = GatesOnlyRemoved(spec, before);
        if (!gatesRemoved)
        {
            errors.Forbidden(path.Child("schedulingGates"), "only deletion is allowed, but found new scheduling gates");
        }
        PodSpec permitted = spec with
        {
            Containers = WithImagesOf(spec.Containers, before.Containers),
            InitContainers = WithImagesOf(spec.InitContainers, before.InitContainers),
            ActiveDeadlineSeconds = before.ActiveDeadlineSeconds,
            Tolerations = before.Tolerations,
            SchedulingGates = before.SchedulingGates,
            TerminationGracePeriodSeconds = before.TerminationGracePeriodSeconds < 0
                && spec.TerminationGracePeriodSeconds == 1
                ? before.TerminationGracePeriodSeconds : spec.TerminationGracePeriodSeconds,
            // A Pod that is held back may still be steered to other nodes.
            NodeSelector = before.SchedulingGates.Count > 0 ? before.NodeSelector : spec.NodeSelector,
            Affinity = before.SchedulingGates.Count > 0 ? before.Affinity : spec.Affinity,
        };
        if (!permitted.Equals(before))
            errors.Forbidden(path, UpdatableFields);
    }

    private static void ValidateDns(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        switch (spec.DnsPolicy)
        {
            case "ClusterFirst" or "ClusterFirstWithHostNet" or "Default":
                return;
            case "None":
                if (spec.DnsConfig is null || spec.DnsConfig.Nameservers.Count == 0)
                {
                    errors.Required(path.Child("dnsConfig", "nameservers"),
                        "must provide at least one DNS nameserver when `dnsPolicy` is None");
                }
                return;
            case "":
                errors.Required(path.Child("dnsPolicy"));
                return;
            default:
                errors.NotSupported(path.Child("dnsPolicy"), spec.DnsPolicy,
                    "ClusterFirst", "ClusterFirstWithHostNet", "Default", "None");
                return;
        }
    }

    private static void ValidateTolerations(IReadOnlyList<Toleration> tolerations, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < tolerations.Count; i++)
        {
            Toleration toleration = tolerations[i];
            if (toleration.Key.Length > 0)
                MetadataRules.ValidateLabelKey(toleration.Key, path.Index(i).Child("key"), errors);
            else if (toleration.Operator != "Exists")
            {
                errors.Invalid(path.Index(i).Child("operator"), toleration.Operator,
                    "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
            }
            if (toleration.TolerationSeconds is not null && toleration.Effect != "NoExecute")
            {
                errors.Invalid(path.Index(i).Child("effect"), toleration.Effect,
                    "effect must be 'NoExecute' when `tolerationSeconds` is set");
            }
            switch (toleration.Operator)
            {
                case "" or "Equal":
                    break;
                case "Exists" when toleration.Value.Length > 0:
                    errors.Invalid(path.Index(i).Child("operator"), "Exists",
                        "value must be empty when `operator` is 'Exists'");
                    break;
                case "Exists" or "Lt" or "Gt":
                    break;
                default:
                    errors.NotSupported(path.Index(i).Child("operator"), toleration.Operator, "Equal", "Exists");
                    break;
            }
            if (toleration.Effect is not ("" or "NoSchedule" or "PreferNoSchedule" or "NoExecute"))
            {
                errors.NotSupported(path.Index(i).Child("effect"), toleration.Effect,
                    "NoSchedule", "PreferNoSchedule", "NoExecute");
            }
        }
    }

    private static void ValidateDeadline(long? value, long? old, FieldPath path, FieldErrors errors)
    {
        if (value is { } deadline)
        {
            if (deadline is < 0 or > int.MaxValue)
            {
                errors.Invalid(path.Child("activeDeadlineSeconds"), deadline,
                    "must be between 0 and 2147483647, inclusive");
            }
            else if (deadline > old)
            {
                errors.Invalid(path.Child("activeDeadlineSeconds"), deadline,
                    "must be less than or equal to previous value");
            }
        }
        else if (old is not null)
        {
            errors.InvalidShown(path.Child("activeDeadlineSeconds"), "null",
                "must not update from a positive integer to nil value");
        }
    }

    private static void ValidateAddedTolerations(
        IReadOnlyList<Toleration> tolerations, IReadOnlyList<Toleration> old, FieldPath path, FieldErrors errors)
    {
        foreach (Toleration known in old)
        {
            bool kept = false;
            foreach (Toleration candidate in tolerations)
                kept |= (candidate with { TolerationSeconds = known.TolerationSeconds }).Equals(known);
            if (kept)
                continue;
            errors.Forbidden(path.Child("tolerations"),
                "existing toleration can not be modified except its tolerationSeconds");
            return;
        }
    }

    private static bool GatesOnlyRemoved(PodSpec spec, PodSpec before)
    {
        foreach (PodSchedulingGate gate in spec.SchedulingGates)
        {
            if (!before.SchedulingGates.Contains(gate))
                return false;
        }
        return true;
    }

    private static IReadOnlyList<Container> WithImagesOf(
        IReadOnlyList<Container> containers, IReadOnlyList<Container> old)
    {
        if (containers.Count == 0)
            return containers;
        var result = new Container[containers.Count];
        for (int i = 0; i < containers.Count; i++)
            result[i] = containers[i] with { Image = old[i].Image };
        return result;
    }

    private static void CheckSubdomain(string value, FieldPath path, string field, FieldErrors errors)
    {
        if (value.Length == 0 || NameRules.IsSubdomain(value))
            return;
        Complaints complaints = default;
        NameRules.CheckSubdomain(value, ref complaints);
        complaints.Report(path.Child(field), value, errors);
    }

    private static void CheckLabel(string value, FieldPath path, string field, FieldErrors errors)
    {
        if (value.Length == 0 || NameRules.IsLabel(value))
            return;
        Complaints complaints = default;
        NameRules.CheckLabel(value, ref complaints);
        complaints.Report(path.Child(field), value, errors);
    }

    private static int One(object? source) => source is null ? 0 : 1;
}
