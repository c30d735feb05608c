using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;

namespace Kubesharp.Kubelet.StaticPods;

/// <summary>
/// Shows static Pods at the API: a mirror for each, which carries its status and cannot be used to change or end it.
/// </summary>
/// <remarks>Stateless; a Pod's worker is the only caller for its Pod.</remarks>
internal sealed class MirrorPods(ApiClient client, string nodeName)
{
    /// <summary>Makes the mirror say what the Pod is. One that is stale or being deleted is made anew.</summary>
    /// <exception cref="IOException">The API server refused or is away.</exception>
    public async Task ReportAsync(Pod pod, CancellationToken cancellationToken)
    {
        ObjectKey key = ObjectKey.Of(pod);
        ApiResult<Pod> found = await client.GetAsync<Pod>(key, cancellationToken);
        if (found.Error is { } error && !IsAbsent(error))
            throw new IOException($"its mirror could not be read: {error.Message}");
        Pod? mirror = found.Value;
        if (mirror is not null && (!Reflects(mirror, pod) || mirror.Metadata.DeletionTimestamp is not null))
        {
            if (!Manifests.IsMirror(mirror))
                throw new IOException("its mirror cannot be made: a Pod of its name exists at the API server");
            await DeleteAsync(mirror, cancellationToken);
            mirror = null;
        }
        if (mirror is null)
        {
            Pod wanted = await MirrorOfAsync(pod, cancellationToken);
            ApiResult<Pod> made = await client.CreateAsync(wanted, cancellationToken);
            mirror = made.Value ?? throw new IOException($"its mirror could not be made: {made.Error?.Message}");
        }
        PodStatus status = pod.Status with { ObservedGeneration = mirror.Metadata.Generation };
        if (status == mirror.Status)
            return;
        ApiResult<Pod> written =
            await client.UpdateStatusAsync(mirror with { Status = status }, cancellationToken);
        if (written.Error is { IsNotFound: false } refusal)
            throw new IOException($"the status of its mirror could not be written: {refusal.Message}");
    }

    /// <summary>The Pod is gone from the node.</summary>
    public async Task RemoveAsync(Pod pod, CancellationToken cancellationToken)
    {
        ApiResult<Pod> found = await client.GetAsync<Pod>(ObjectKey.Of(pod), cancellationToken);
        if (found.Value is { } mirror && Reflects(mirror, pod))
            await DeleteAsync(mirror, cancellationToken);
        else if (found.Error is { } error && !IsAbsent(error))
            throw new IOException($"its mirror could not be read: {error.Message}");
    }

    // A node may read the Pods that are on it: one that does not exist is on none.
    private static bool IsAbsent(ApiError error) => error.IsNotFound || error.Code == 403;

    private static bool Reflects(Pod mirror, Pod pod) =>
        mirror.Metadata.Annotations.GetValueOrDefault(Manifests.MirrorAnnotation) == pod.Metadata.Uid;

    private async Task DeleteAsync(Pod mirror, CancellationToken cancellationToken)
    {
        DeleteOptions now = DeleteOptions.Empty with
        {
            GracePeriodSeconds = 0, Preconditions = Preconditions.Empty with { Uid = mirror.Metadata.Uid },
        };
        if (await client.DeleteAsync<Pod>(ObjectKey.Of(mirror), now, cancellationToken) is { IsConflict: false } error)
            throw new IOException($"its mirror could not be deleted: {error.Message}");
    }

    private async Task<Pod> MirrorOfAsync(Pod pod, CancellationToken cancellationToken)
    {
        ApiResult<Node> self = await client.GetAsync<Node>(new("", nodeName), cancellationToken);
        Node node = self.Value ?? throw new IOException($"its mirror needs the Node: {self.Error?.Message}");
        return pod with
        {
            Metadata = new ObjectMeta
            {
                Name = pod.Metadata.Name,
                Namespace = pod.Metadata.Namespace,
                Labels = pod.Metadata.Labels,
                Annotations = new Dictionary<string, string>(pod.Metadata.Annotations, StringComparer.Ordinal)
                {
                    [Manifests.MirrorAnnotation] = pod.Metadata.Uid,
                },
                OwnerReferences =
                [
                    new()
                    {
                        ApiVersion = "v1", Kind = "Node", Name = nodeName, Uid = node.Metadata.Uid, Controller = true,
                    },
                ],
            },
            Status = PodStatus.Empty,
        };
    }
}
