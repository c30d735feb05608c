using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Controllers.Pods;

/// <summary>
/// Removes Pods that no kubelet will ever remove: bound to a node that is gone, or deleted before they were placed.
/// </summary>
public sealed class PodGarbageCollector(ApiClient client, Cache cache) : IReconciler
{
    // A node may be registered again right away (its kubelet restarts): give it that long.
    private static readonly TimeSpan Quarantine = TimeSpan.FromSeconds(40);

    private readonly Dictionary<ObjectKey, bool> suspected = [];
    private readonly Lock gate = new();

    public static ControllerSpec Spec => ControllerSpec.For<Pod>("pod-garbage-collector-controller")
        .Watches<Node>(static (cache, node) => cache.Get<Node>(new("", node.Metadata.Name)) is null
            ? Nodes.PodsByNode.On(cache, node.Metadata.Name).Select(static pod => ObjectKey.Of(pod))
            : []);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<Pod>(key) is not { } pod)
            return Forget(key);
        if (pod.Spec.NodeName.Length == 0)
        {
            return pod.Metadata.DeletionTimestamp is null
                ? Result.Done
                : Result.From(await RemoveAsync(pod, cancellationToken));
        }
        if (cache.Get<Node>(new("", pod.Spec.NodeName)) is not null)
            return Forget(key);

        lock (gate)
        {
            if (suspected.TryAdd(key, true))
                return Result.After(Quarantine);
        }
        // The cache may lag; the node itself decides.
        ApiResult<Node> live = await client.GetAsync<Node>(new("", pod.Spec.NodeName), cancellationToken);
        if (live.Error is not { IsNotFound: true })
            return Forget(key);
        Forget(key);
        return Result.From(await RemoveAsync(pod, cancellationToken));
    }

    private Result Forget(ObjectKey key)
    {
        lock (gate)
            suspected.Remove(key);
        return Result.Done;
    }

    private Task<ApiError?> RemoveAsync(Pod pod, CancellationToken cancellationToken) =>
        client.DeleteAsync<Pod>(
            ObjectKey.Of(pod),
            new DeleteOptions
            {
                GracePeriodSeconds = 0,
                Preconditions = Preconditions.Empty with { Uid = pod.Metadata.Uid },
            },
            cancellationToken);
}
