using Kubesharp.Api;
using Kubesharp.Api.ApiExtensions;
using Kubesharp.Api.Autoscaling;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Client.Informers;

namespace Kubesharp.Controllers.Workloads;

/// <summary>A kind and where it is served.</summary>
/// <param name="HasScale">Whether its number of replicas can be read and set through the subresource scale.</param>
internal sealed record ScaleTarget(GroupVersionResource Resource, bool IsNamespaced, bool HasScale);

/// <summary>
/// The number of replicas of anything that has one, built in or defined by a CustomResourceDefinition. Stateless.
/// </summary>
/// <remarks>The controller's spec says that it reads CustomResourceDefinitions.</remarks>
internal sealed class Scales(ApiClient client, Cache cache)
{
    /// <summary>Where a kind is served; null when it is not.</summary>
    public ScaleTarget? Find(string apiVersion, string kind)
    {
        if (ResourceRegistry.FindKind(apiVersion, kind) is { } known)
            return new(known.Key, known.Namespaced, known.Subresources.Contains("scale"));
        GroupVersion wanted = GroupVersion.Parse(apiVersion);
        foreach (CustomResourceDefinition definition in cache.List<CustomResourceDefinition>())
        {
            if (definition.Spec.Group != wanted.Group || definition.Spec.Names.Kind != kind)
                continue;
            foreach (CustomResourceDefinitionVersion version in definition.Spec.Versions)
            {
                if (version.Served && version.Name == wanted.Version)
                {
                    return new(
                        new(wanted.Group, wanted.Version, definition.Spec.Names.Plural),
                        definition.Spec.Scope == "Namespaced", version.Subresources?.Scale is not null);
                }
            }
        }
        return null;
    }

    public Task<ApiResult<Scale>> GetAsync(
        GroupVersionResource resource, ObjectKey key, CancellationToken cancellationToken) =>
        client.CallAsync<Scale>(Request(resource, key, Verb.Get), cancellationToken);

    /// <summary>PUT; when the target was written since it was read, a conflict.</summary>
    public Task<ApiResult<Scale>> UpdateAsync(
        GroupVersionResource resource, Scale scale, CancellationToken cancellationToken) =>
        client.CallAsync<Scale>(
            Request(resource, ObjectKey.Of(scale), Verb.Update) with { Body = scale }, cancellationToken);

    private static ApiRequest Request(GroupVersionResource resource, ObjectKey key, Verb verb) => new()
    {
        Verb = verb,
        Resource = resource,
        Namespace = key.Namespace,
        Name = key.Name,
        Subresource = "scale",
        FieldManager = "kube-controller-manager",
    };
}
