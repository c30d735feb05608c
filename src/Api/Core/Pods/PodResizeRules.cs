using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>How CPU and memory of a running Pod may change, and what of a change is about them.</summary>
internal static class PodResizeRules
{
    private const string OnlyCpuAndMemory = "only cpu and memory resources are mutable";

    /// <summary>
    /// The stored Pod with the resources of the changed one. Containers that came, went or moved stay as given: for
    /// validation to see.
    /// </summary>
    public static Pod Prepare(Pod pod, Pod old)
    {
        if (pod.Spec.Containers.Count != old.Spec.Containers.Count
            || pod.Spec.InitContainers.Count != old.Spec.InitContainers.Count)
            return old with { Spec = pod.Spec };
        return old with
        {
            Spec = old.Spec with
            {
                Resources = pod.Spec.Resources,
                Containers = WithResourcesOf(old.Spec.Containers, pod.Spec.Containers),
                InitContainers = WithResourcesOf(old.Spec.InitContainers, pod.Spec.InitContainers),
            },
        };
    }

    public static void Validate(Pod pod, Pod old, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec;
        if (AnnotationRules.IsMirror(old.Metadata))
        {
            Forbid("static pods cannot be resized", errors);
            return;
        }
        if (old.Spec.Os?.Name == "windows")
        {
            Forbid("windows pods cannot be resized", errors);
            return;
        }
        if (PodQualityOfService.ClassOf(old) != PodQualityOfService.ClassOf(pod.Spec))
        {
            errors.Invalid(path, pod.Status.QosClass, "Pod QOS Class may not change as a result of resizing");
        }
        if (!CanResize(old.Status))
            errors.Forbidden(path, "Pod running on node without support for resize");
        ValidateWhole(pod.Spec.Resources, old.Spec.Resources, path, errors);
        if (old.Status.NodeAllocatableResourceClaimStatuses.Count > 0)
            errors.Forbidden(path, "pods with node allocatable resource claims cannot be resized");
        bool sameOrder = CheckOrder(pod.Spec.Containers, old.Spec.Containers, PodContainers.Regular, errors)
            & CheckOrder(pod.Spec.InitContainers, old.Spec.InitContainers, PodContainers.Init, errors);
        if (!sameOrder)
            return;
        for (int i = 0; i < old.Spec.Containers.Count; i++)
            ValidateContainer(pod.Spec.Containers[i], old.Spec.Containers[i], i, errors);
        for (int i = 0; i < old.Spec.InitContainers.Count; i++)
            ValidateInit(pod.Spec.InitContainers[i], old.Spec.InitContainers[i], i, errors);
    }

    private static void ValidateContainer(Container container, Container old, int index, FieldErrors errors)
    {
        CheckNothingGone(
            container.Resources, old.Resources, FieldPath.Spec.Child(PodContainers.Regular).Index(index), errors);
        if (!WithBasicsOf(container, old).Equals(old))
            errors.Forbidden(FieldPath.Spec, OnlyCpuAndMemory);
    }

    private static void ValidateInit(Container container, Container old, int index, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec.Child(PodContainers.Init).Index(index);
        if (!PodContainers.IsSidecar(old))
        {
            if (!container.Equals(old))
            {
                errors.Forbidden(FieldPath.Spec,
                    "resources for non-sidecar init containers are immutable");
            }
            return;
        }
        CheckNothingGone(container.Resources, old.Resources, path, errors);
        if (!WithBasicsOf(container, old).Equals(old))
        {
            errors.Forbidden(path,
                "only cpu and memory resources for init or sidecar containers are mutable");
        }
    }

    private static void ValidateWhole(
        ResourceRequirements? resources, ResourceRequirements? old, FieldPath path, FieldErrors errors)
    {
        if (Equals(resources, old))
            return;
        FieldPath at = path.Child("resources");
        if (old is not null && resources is null)
        {
            errors.Forbidden(at, "pod-level resources cannot be removed");
            return;
        }
        ResourceRequirements before = old ?? ResourceRequirements.Empty;
        if (IsAnyGone(resources!.Requests, before.Requests))
            errors.Forbidden(at.Child("requests"), "pod-level resource requests cannot be removed");
        if (IsAnyGone(resources.Limits, before.Limits))
            errors.Forbidden(at.Child("limits"), "pod-level resource limits cannot be removed");
        if (!WithBasicsOf(resources, before).Equals(before))
            errors.Forbidden(path, "only cpu and memory resources are mutable at pod-level");
    }

    private static void CheckNothingGone(
        ResourceRequirements resources, ResourceRequirements old, FieldPath container, FieldErrors errors)
    {
        FieldPath path = container.Child("resources");
        if (IsAnyGone(resources.Requests, old.Requests))
            errors.Forbidden(path.Child("requests"), "resource requests cannot be removed");
        if (IsAnyGone(resources.Limits, old.Limits))
            errors.Forbidden(path.Child("limits"), "resource limits cannot be removed");
    }

    private static bool IsAnyGone(
        IReadOnlyDictionary<string, Quantity> amounts, IReadOnlyDictionary<string, Quantity> old) =>
        old.Keys.Any(name => !amounts.ContainsKey(name));

    private static bool CheckOrder(
        IReadOnlyList<Container> containers, IReadOnlyList<Container> old, string field, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec.Child(field);
        if (containers.Count != old.Count)
        {
            errors.Forbidden(path, $"{field} may not be added or removed on resize");
            return false;
        }
        bool same = true;
        for (int i = 0; i < old.Count; i++)
        {
            if (containers[i].Name == old[i].Name)
                continue;
            same = false;
            errors.Forbidden(path.Index(i).Child("name"), $"{field} may not be renamed or reordered on resize");
        }
        return same;
    }

    // A kubelet that can resize reports what a running container has.
    private static bool CanResize(PodStatus status)
    {
        foreach (ContainerStatus container in status.ContainerStatuses)
        {
            if (container.State.Running is not null)
                return container.Resources is not null;
        }
        return true;
    }

    // Of a container only resources may differ, and of these CPU and memory.
    private static Container WithBasicsOf(Container container, Container old) =>
        container with { Resources = WithBasicsOf(container.Resources, old.Resources) };

    private static ResourceRequirements WithBasicsOf(ResourceRequirements resources, ResourceRequirements old) =>
        resources with
        {
            Requests = WithBasicsOf(resources.Requests, old.Requests),
            Limits = WithBasicsOf(resources.Limits, old.Limits),
        };

    private static IReadOnlyDictionary<string, Quantity> WithBasicsOf(
        IReadOnlyDictionary<string, Quantity> amounts, IReadOnlyDictionary<string, Quantity> old)
    {
        var result = new Dictionary<string, Quantity>(amounts, StringComparer.Ordinal);
        foreach (string name in (ReadOnlySpan<string>)["cpu", "memory"])
        {
            result.Remove(name);
            if (old.TryGetValue(name, out Quantity amount))
                result[name] = amount;
        }
        return result;
    }

    private static IReadOnlyList<Container> WithResourcesOf(
        IReadOnlyList<Container> containers, IReadOnlyList<Container> source)
    {
        for (int i = 0; i < containers.Count; i++)
        {
            if (containers[i].Name != source[i].Name)
                return source;
        }
        var result = new Container[containers.Count];
        for (int i = 0; i < containers.Count; i++)
        {
            result[i] = containers[i] with
            {
                Resources = source[i].Resources,
                ResizePolicy = source[i].ResizePolicy,
            };
        }
        return result;
    }

    private static void Forbid(string detail, FieldErrors errors) =>
        errors.Add(new("FieldValueForbidden", "", $"Forbidden: {detail}"));
}
