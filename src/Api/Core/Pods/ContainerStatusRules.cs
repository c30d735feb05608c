using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What a report about containers must satisfy.</summary>
internal static class ContainerStatusRules
{
    private const string IdRange = "must be between 0 and 2147483647, inclusive";
    private const int MessageMax = 1024;
    private const int ImageRefMax = 256;
    private const string ClaimPrefix = "claim:";

    /// <summary>What has ended for good stays so.</summary>
    /// <param name="statuses">As reported.</param>
    /// <param name="old">As known.</param>
    /// <param name="containers">Those meant; null for ephemeral ones, which never start again.</param>
    /// <param name="spec">Of the Pod.</param>
    /// <param name="path">Of the list.</param>
    /// <param name="errors">Collects.</param>
    public static void ValidateTransitions(
        IReadOnlyList<ContainerStatus> statuses, IReadOnlyList<ContainerStatus> old,
        IReadOnlyList<Container>? containers, PodSpec spec, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < old.Count; i++)
        {
            if (old[i].State.Terminated is not { } ended)
                continue;
            ContainerStatus? now = null;
            foreach (ContainerStatus status in statuses)
            {
                if (status.Name == old[i].Name && status.State.Terminated is null)
                {
                    now = status;
                    break;
                }
            }
            if (now is null)
                continue;
            Container? container = containers is null ? null : PodContainers.Find(containers, old[i].Name);
            if (container is null || !MayRestart(container, spec, ended.ExitCode))
            {
                errors.Forbidden(path.Index(i).Child("state"),
                    "may not be transitioned to non-terminated state");
            }
        }
    }

    public static void Validate(
        IReadOnlyList<ContainerStatus> statuses, IReadOnlyList<Container>? containers, PodSpec spec, FieldPath path,
        FieldErrors errors)
    {
        for (int i = 0; i < statuses.Count; i++)
        {
            ContainerStatus status = statuses[i];
            if (status.User?.Linux is { } user)
            {
                if (spec.Os?.Name == "windows")
                {
                    errors.Forbidden(path.Index(i).Child("user", "linux"),
                        "cannot be set for a windows pod");
                }
                else
                {
                    ValidateUser(user, path.Index(i).Child("user", "linux"), errors);
                }
            }
            for (int m = 0; m < status.VolumeMounts.Count; m++)
            {
                if (status.VolumeMounts[m].VolumeStatus?.Image is { } image)
                {
                    ValidateImage(image, path.Index(i).Child("volumeMounts").Index(m)
                        .Child("volumeStatus", "imageVolumeStatus").Child("imageRef"), errors);
                }
            }
            if (status.AllocatedResourcesStatus.Count > 0)
                ValidateAllocated(status, containers, path.Index(i).Child("allocatedResourcesStatus"), errors);
        }
    }

    /// <summary>Whether the container's own words, or else the Pod's, let it start again after this exit.</summary>
    private static bool MayRestart(Container container, PodSpec spec, int exitCode)
    {
        foreach (ContainerRestartRule rule in container.RestartPolicyRules)
        {
            if (rule.ExitCodes is { } codes && codes.Values.Contains(exitCode) == (codes.Operator == "In"))
                return true;
        }
        return (container.RestartPolicy ?? spec.RestartPolicy) switch
        {
            "Never" => false,
            "OnFailure" => exitCode != 0,
            _ => true,
        };
    }

    private static void ValidateUser(LinuxContainerUser user, FieldPath path, FieldErrors errors)
    {
        CheckId(user.Uid, path.Child("uid"), errors);
        CheckId(user.Gid, path.Child("gid"), errors);
        for (int i = 0; i < user.SupplementalGroups.Count; i++)
            CheckId(user.SupplementalGroups[i], path.Child("supplementalGroups").Index(i), errors);
    }

    private static void CheckId(long id, FieldPath path, FieldErrors errors)
    {
        if (id is < 0 or > int.MaxValue)
            errors.Invalid(path, id, IdRange);
    }

    private static void ValidateImage(ImageVolumeStatus image, FieldPath path, FieldErrors errors)
    {
        if (image.ImageRef.Length == 0)
            errors.Required(path, "imageRef must not be empty");
        if (image.ImageRef.Length > ImageRefMax)
            errors.TooLong(path, ImageRefMax);
    }

    private static void ValidateAllocated(
        ContainerStatus status, IReadOnlyList<Container>? containers, FieldPath path, FieldErrors errors)
    {
        if (containers is null)
        {
            errors.Forbidden(path, "must not be specified in container status");
            return;
        }
        Container? container = PodContainers.Find(containers, status.Name);
        for (int i = 0; i < status.AllocatedResourcesStatus.Count; i++)
        {
            ResourceStatus resource = status.AllocatedResourcesStatus[i];
            // A container that is not known is the kubelet's error, and left to it.
            if (container is not null && !IsKnown(resource.Name, container.Resources))
            {
                errors.Invalid(path.Index(i).Child("name"), resource.Name,
                    resource.Name.StartsWith(ClaimPrefix, StringComparison.Ordinal)
                        ? "must match one of the container's resource claims in a format "
                            + "'claim:<claimName>/<request>' or 'claim:<claimName>' if request is empty"
                        : "must match one of the container's resource requests");
            }
            ValidateHealth(resource.Resources, path.Index(i).Child("resources"), errors);
        }
    }

    private static bool IsKnown(string name, ResourceRequirements resources) =>
        name.StartsWith(ClaimPrefix, StringComparison.Ordinal)
            ? resources.Claims.Any(claim =>
                name[ClaimPrefix.Length..] == (claim.Request.Length > 0 ? $"{claim.Name}/{claim.Request}" : claim.Name))
            : resources.Requests.ContainsKey(name);

    private static void ValidateHealth(IReadOnlyList<ResourceHealth> healths, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < healths.Count; i++)
        {
            ResourceHealth health = healths[i];
            if (health.Health is not ("Healthy" or "Unhealthy" or "Unknown"))
            {
                errors.NotSupported(
                    path.Index(i).Child("health"), health.Health, "Healthy", "Unhealthy", "Unknown");
            }
            if (health.Message is { Length: 0 })
                errors.Required(path.Index(i).Child("message"), "must be non-empty if specified");
            else if (health.Message?.Length > MessageMax)
                errors.TooLong(path.Index(i).Child("message"), MessageMax);
            if (healths.Take(i).Any(one => one.ResourceID == health.ResourceID))
                errors.Duplicate(path.Index(i).Child("resourceID"), health.ResourceID);
        }
    }
}
