using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Validation;

namespace Kubesharp.ApiServer.Subresources;

/// <summary>Subresources that change a small part of the object and keep the rest. Pure.</summary>
internal static class NarrowChanges
{
    // namespaces/finalize changes spec.finalizers and nothing else.
    public static ApiObject Finalized(ApiObject changed, ApiObject existing) =>
        existing is Namespace before && changed is Namespace after
            ? before with { Spec = before.Spec with { Finalizers = after.Spec.Finalizers } }
            : existing;

    public static ApiObject WithEphemeralContainers(ApiObject changed, ApiObject existing) =>
        existing is Pod before && changed is Pod after
            ? before with
            {
                Metadata = before.Metadata with { ManagedFields = after.Metadata.ManagedFields },
                Spec = before.Spec with { EphemeralContainers = after.Spec.EphemeralContainers },
            }
            : existing;

    // Requests and limits of containers that are there, and nothing else.
    public static ApiObject Resized(ApiObject changed, ApiObject existing)
    {
        if (existing is not Pod before || changed is not Pod after)
            return existing;
        List<Container> containers = new(before.Spec.Containers.Count);
        foreach (Container container in before.Spec.Containers)
        {
            Container? wanted = after.Spec.Containers.FirstOrDefault(one => one.Name == container.Name);
            containers.Add(wanted is null
                ? container
                : container with { Resources = wanted.Resources, ResizePolicy = wanted.ResizePolicy });
        }
        Pod resized = before with { Spec = before.Spec with { Containers = containers } };
        return resized.Spec.Equals(before.Spec)
            ? resized
            : resized with
            {
                Metadata = before.Metadata with
                {
                    Generation = before.Metadata.Generation + 1,
                    ManagedFields = after.Metadata.ManagedFields,
                },
            };
    }

    public static void CheckEphemeralContainers(Pod changed, Pod existing, FieldErrors errors)
    {
        foreach (EphemeralContainer old in existing.Spec.EphemeralContainers)
        {
            if (!changed.Spec.EphemeralContainers.Any(one => one.Equals(old)))
            {
                errors.Forbidden(
                    FieldPath.Spec.Child("ephemeralContainers"),
                    $"existing ephemeral containers \"{old.Name}\" may not be removed or changed");
            }
        }
    }
}
