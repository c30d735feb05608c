using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>
/// What ephemeral containers must satisfy: they look into a Pod and are no part of what it does, so most of what makes
/// a container reliable is not theirs to have.
/// </summary>
internal static class EphemeralContainerRules
{
    private const string NotForThese = "cannot be set for an Ephemeral Container";

    public static void Validate(
        PodSpec spec, IReadOnlyList<Volume> volumes, FieldPath path, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < spec.EphemeralContainers.Count; i++)
        {
            EphemeralContainer container = spec.EphemeralContainers[i];
            FieldPath at = path.Index(i);
            ContainerRules.ValidateCommon(PodContainers.AsContainer(container), spec, volumes, at, errors);
            ContainerRules.CheckImage(container.Image, path, i, errors);
            bool taken = PodContainers.Find(spec.Containers, container.Name) is not null
                || PodContainers.Find(spec.InitContainers, container.Name) is not null;
            if (taken || !names.Add(container.Name))
                errors.Duplicate(at.Child("name"), container.Name);
            string target = container.TargetContainerName;
            if (target.Length > 0 && PodContainers.Find(spec.Containers, target) is null
                && PodContainers.Find(spec.InitContainers, target) is null)
                errors.NotFound(at.Child("targetContainerName"), target);
            CheckUnused(container, at, errors);
            for (int m = 0; m < container.VolumeMounts.Count; m++)
            {
                FieldPath mount = at.Child("volumeMounts").Index(m);
                if (container.VolumeMounts[m].SubPath.Length > 0)
                    errors.Forbidden(mount.Child("subPath"), NotForThese);
                if (container.VolumeMounts[m].SubPathExpr.Length > 0)
                    errors.Forbidden(mount.Child("subPathExpr"), NotForThese);
            }
        }
    }

    /// <summary>What is there stays as it is; more may come.</summary>
    public static void ValidateUpdate(PodSpec spec, PodSpec old, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec.Child(PodContainers.Ephemeral);
        foreach (EphemeralContainer known in old.EphemeralContainers)
        {
            EphemeralContainer? now = spec.EphemeralContainers.LastOrDefault(one => one.Name == known.Name);
            string name = FieldErrors.Quote(known.Name);
            if (now is null)
                errors.Forbidden(path, $"existing ephemeral containers {name} may not be removed\n");
            else if (!now.Equals(known))
            {
                errors.Forbidden(path, $"existing ephemeral containers {name} may not be changed\n"
                    + Differences.Between(known, now));
            }
        }
    }

    private static void CheckUnused(EphemeralContainer container, FieldPath path, FieldErrors errors)
    {
        Forbid(container.Ports.Count > 0, "ports");
        Forbid(!container.Resources.Equals(ResourceRequirements.Empty), "resources");
        Forbid(container.ResizePolicy.Count > 0, "resizePolicy");
        Forbid(container.RestartPolicy is not null, "restartPolicy");
        Forbid(container.RestartPolicyRules.Count > 0, "restartPolicyRules");
        Forbid(container.LivenessProbe is not null, "livenessProbe");
        Forbid(container.ReadinessProbe is not null, "readinessProbe");
        Forbid(container.StartupProbe is not null, "startupProbe");
        Forbid(container.Lifecycle is not null, "lifecycle");

        void Forbid(bool set, string field)
        {
            if (set)
                errors.Forbidden(path.Child(field), NotForThese);
        }
    }
}
