using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Policy;
using Kubesharp.Api.Storage;
using Kubesharp.Client;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;
using DeviceClaim = Kubesharp.Api.Resource.ResourceClaim;

namespace Kubesharp.Scheduler.Explaining;

/// <summary>Lists once what a scheduler watches, to explain a decision from outside.</summary>
public sealed class ClusterReader(ApiClient client)
{
    public ClusterSnapshot Snapshot { get; } = new();
    public ClusterObjects Objects { get; } = new();

    /// <summary>Null, or why something could not be read.</summary>
    public async Task<ApiError?> ReadAsync(CancellationToken cancellationToken) =>
        await EachAsync<Namespace>(
            one => Snapshot.SetNamespace(one.Metadata.Name, one.Metadata.Labels), cancellationToken)
        ?? await EachAsync<Node>(Snapshot.SetNode, cancellationToken)
        ?? await EachAsync<Pod>(Place, cancellationToken)
        ?? await EachAsync<Service>(Objects.Set, cancellationToken)
        ?? await EachAsync<ReplicationController>(Objects.Set, cancellationToken)
        ?? await EachAsync<ReplicaSet>(Objects.Set, cancellationToken)
        ?? await EachAsync<StatefulSet>(Objects.Set, cancellationToken)
        ?? await EachAsync<PodDisruptionBudget>(Objects.Set, cancellationToken)
        ?? await EachAsync<PersistentVolume>(Objects.Set, cancellationToken)
        ?? await EachAsync<PersistentVolumeClaim>(Objects.Set, cancellationToken)
        ?? await EachAsync<StorageClass>(Objects.Set, cancellationToken)
        ?? await EachAsync<CSINode>(Objects.Set, cancellationToken)
        ?? await EachAsync<CSIDriver>(Objects.Set, cancellationToken)
        ?? await EachAsync<CSIStorageCapacity>(Objects.Set, cancellationToken)
        ?? await EachAsync<DeviceClaim>(Objects.Set, cancellationToken);

    private async Task<ApiError?> EachAsync<T>(Action<T> take, CancellationToken cancellationToken)
        where T : ApiObject
    {
        (ObjectList<T>? list, ApiError? error) = await client.ListAsync<T>("", cancellationToken);
        if (list is null)
            return error;
        foreach (T value in list.Items)
            take(value);
        return null;
    }

    private void Place(Pod pod)
    {
        if (pod.Spec.NodeName.Length > 0 && pod.Status.Phase is not ("Succeeded" or "Failed"))
            Snapshot.Place(new PodInfo(pod), pod.Spec.NodeName);
    }
}
