using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What a report about a Pod must satisfy. Most of it is the kubelet's business and taken as it is.</summary>
internal static class PodStatusRules
{
    private const string NotNegative = "must be a non-negative integer";
    private const string OnePerFamily = "may specify no more than one IP for each IP family";

    // A client may know one of the two fields only; where they differ, the older one is meant.
    private static PodStatus WithAddresses(PodStatus status)
    {
        string first = status.PodIPs.Count > 0 ? status.PodIPs[0].Ip : "";
        if (status.PodIP == first)
            return status;
        return status.PodIP.Length > 0
            ? status with { PodIPs = [new() { Ip = status.PodIP }] }
            : status with { PodIP = first };
    }

    /// <summary>What a client that does not know a field must not take away.</summary>
    public static PodStatus Preserve(PodStatus status, PodStatus old)
    {
        if (status.QosClass.Length == 0)
            status = status with { QosClass = old.QosClass };
        if (status.ObservedGeneration == 0)
            status = status with { ObservedGeneration = old.ObservedGeneration };
        status = WithAddresses(status);
        return status with
        {
            Conditions = Lists.Change(status.Conditions, condition =>
            {
                long known = condition.ObservedGeneration != 0
                    ? condition.ObservedGeneration
                    : old.Conditions.FirstOrDefault(one => one.Type == condition.Type)?.ObservedGeneration ?? 0;
                return known == condition.ObservedGeneration
                    ? condition : condition with { ObservedGeneration = known };
            }),
        };
    }

    public static void ValidateUpdate(Pod pod, Pod old, FieldErrors errors)
    {
        FieldPath path = FieldPath.Status;
        PodStatus status = pod.Status;
        if (!ReferenceEquals(pod.Metadata.Annotations, old.Metadata.Annotations))
            AnnotationRules.ValidateUpdate(pod.Metadata, old.Metadata, errors);
        ValidateConditions(status.Conditions, path.Child("conditions"), errors);
        ValidateNomination(pod, old, path.Child("nominatedNodeName"), errors);
        if (status.ObservedGeneration < 0)
            errors.Invalid(path.Child("observedGeneration"), status.ObservedGeneration, NotNegative);
        if (status.QosClass != old.Status.QosClass)
            errors.Invalid(path.Child("qosClass"), status.QosClass, "field is immutable");
        ValidateContainers(pod, old, path, errors);
        ValidateClaims(pod, path, errors);
        ValidateAddresses(status, old.Status, path, errors);
    }

    private static void ValidateConditions(
        IReadOnlyList<PodCondition> conditions, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < conditions.Count; i++)
        {
            PodCondition condition = conditions[i];
            if (condition.ObservedGeneration < 0)
            {
                errors.Invalid(
                    path.Index(i).Child("observedGeneration"), condition.ObservedGeneration, NotNegative);
            }
            if (condition.Type is not ("PodScheduled" or "Ready" or "Initialized"))
                NameChecks.Qualified(condition.Type, path.Index(i).Child("Type"), errors);
        }
    }

    private static void ValidateNomination(Pod pod, Pod old, FieldPath path, FieldErrors errors)
    {
        string nominated = pod.Status.NominatedNodeName;
        if (nominated.Length == 0 || nominated == old.Status.NominatedNodeName)
            return;
        NameChecks.Subdomain(nominated, path, errors);
        if (old.Spec.NodeName.Length > 0)
            errors.Forbidden(path, "may not be set on pods that are already bound to a node");
    }

    private static void ValidateContainers(Pod pod, Pod old, FieldPath path, FieldErrors errors)
    {
        (PodStatus status, PodStatus before, PodSpec spec) = (pod.Status, old.Status, old.Spec);
        bool allMayRestart = MayRestartAll(spec);
        Check(status.ContainerStatuses, before.ContainerStatuses, "containerStatuses", spec.Containers);
        Check(status.InitContainerStatuses, before.InitContainerStatuses, "initContainerStatuses",
            spec.InitContainers);
        Check(status.EphemeralContainerStatuses, before.EphemeralContainerStatuses, "ephemeralContainerStatuses", null);

        void Check(
            IReadOnlyList<ContainerStatus> statuses, IReadOnlyList<ContainerStatus> oldStatuses, string field,
            IReadOnlyList<Container>? containers)
        {
            FieldPath at = path.Child(field);
            if (containers is null || !allMayRestart)
                ContainerStatusRules.ValidateTransitions(statuses, oldStatuses, containers, spec, at, errors);
            ContainerStatusRules.Validate(statuses, containers, spec, at, errors);
        }
    }

    // One rule that restarts all lets every container leave its end.
    private static bool MayRestartAll(PodSpec spec) =>
        spec.Containers.Any(RestartsAll) || spec.InitContainers.Any(RestartsAll);

    private static bool RestartsAll(Container container) =>
        container.RestartPolicyRules.Any(static rule => rule.Action == "RestartAllContainers");

    private static void ValidateClaims(Pod pod, FieldPath path, FieldErrors errors)
    {
        IReadOnlyList<PodResourceClaimStatus> statuses = pod.Status.ResourceClaimStatuses;
        for (int i = 0; i < statuses.Count; i++)
        {
            FieldPath at = path.Child("resourceClaimStatuses").Index(i);
            string name = statuses[i].Name;
            if (!pod.Spec.ResourceClaims.Any(claim => claim.Name == name))
            {
                errors.Invalid(at.Child("name"), name,
                    "must match the name of an entry in `spec.resourceClaims`");
            }
            if (statuses.Take(i).Any(one => one.Name == name))
                errors.Duplicate(at.Child("name"), name);
            if (statuses[i].ResourceClaimName is { } claimName)
                NameChecks.Subdomain(claimName, at.Child("resourceClaimName"), errors);
        }
        if (pod.Status.ExtendedResourceClaimStatus is { } extended)
            ValidateExtended(extended, pod.Spec, path.Child("extendedResourceClaimStatus"), errors);
    }

    private static void ValidateExtended(
        PodExtendedResourceClaimStatus status, PodSpec spec, FieldPath path, FieldErrors errors)
    {
        if (status.RequestMappings.Count == 0)
            errors.Required(path.Child("requestMappings"), "at least one request mapping is required");
        for (int i = 0; i < status.RequestMappings.Count; i++)
        {
            ContainerExtendedResourceRequest request = status.RequestMappings[i];
            FieldPath at = path.Child("requestMappings").Index(i);
            Container? container = PodContainers.Find(spec.Containers, request.ContainerName)
                ?? PodContainers.Find(spec.InitContainers, request.ContainerName);
            if (container is null)
            {
                errors.Invalid(at.Child("containerName"), request.ContainerName,
                    "must match the name of an entry in spec.initContainers.name or spec.containers.name");
            }
            else if (!container.Resources.Requests.ContainsKey(request.ResourceName))
            {
                errors.Invalid(at.Child("resourceName"), request.ResourceName,
                    "must match the extended resource name of an entry in spec.initContainers.resources.requests or "
                    + "spec.containers.resources.requests");
            }
            NameChecks.Label(request.RequestName, path.Child("requestName"), errors);
            if (!status.RequestMappings.Take(i).Contains(request))
                continue;
            errors.Duplicate(at.Child("containerName"), request.ContainerName);
            errors.Duplicate(at.Child("resourceName"), request.ResourceName);
            errors.Duplicate(at.Child("requestName"), request.RequestName);
        }
        if (status.ResourceClaimName.Length == 0)
            errors.Required(path.Child("resourceClaimName"));
        else
            NameChecks.Subdomain(status.ResourceClaimName, path.Child("resourceClaimName"), errors);
    }

    private static void ValidateAddresses(PodStatus status, PodStatus old, FieldPath path, FieldErrors errors)
    {
        ValidateAddresses([.. status.PodIPs.Select(static one => one.Ip)],
            [.. old.PodIPs.Select(static one => one.Ip)], path.Child("podIPs"), errors);
        if (status.HostIPs.Count == 0)
            return;
        if (status.HostIP != status.HostIPs[0].Ip)
        {
            errors.Invalid(path.Child("hostIPs").Index(0).Child("ip"), status.HostIPs[0].Ip,
                "must be equal to `hostIP`");
        }
        ValidateAddresses([.. status.HostIPs.Select(static one => one.Ip)],
            [.. old.HostIPs.Select(static one => one.Ip)], path.Child("hostIPs"), errors);
    }

    private static void ValidateAddresses(
        IReadOnlyList<string> addresses, IReadOnlyList<string> old, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < addresses.Count; i++)
        {
            if (!old.Contains(addresses[i]))
                NameChecks.Address(addresses[i], path.Index(i), errors);
        }
        if (addresses.Count < 2)
            return;
        bool bothFamilies = addresses.Select(NameChecks.FamilyOf).Distinct().Count() == 2;
        if (!bothFamilies || addresses.Count > 2)
        {
            string shown = string.Join(',', addresses.Select(static one => $"{{\"ip\":{FieldErrors.Quote(one)}}}"));
            errors.InvalidShown(path, $"[{shown}]", OnePerFamily);
        }
    }
}
