using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Client.Informers;

namespace Kubesharp.Controllers.GarbageCollection;

/// <summary>
/// Deletes objects whose owners are gone, holds owners back until their dependents are (foreground), or cuts dependents
/// loose (orphan). Works on uids: a new object under an old name is somebody else.
/// </summary>
public sealed class GarbageCollector(ITransport transport, TimeProvider time)
{
    private const string Foreground = "foregroundDeletion";
    private const string Orphan = "orphan";
    private const int Workers = 10;

    private readonly OwnerGraph graph = new();
    private readonly EventRecorder events = new(new(transport), "garbage-collector-controller", time);
    private readonly WorkQueue<string> queue = new(time);
    private readonly List<Informer<ApiObject>> informers = [];

    /// <summary>Called with what went wrong. Defaults to nothing.</summary>
    public Action<string>? OnError { get; init; }

    /// <summary>Watches every kind that can be listed and deleted, and collects until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        List<Task> loops = [];
        foreach (ResourceDefinition resource in ResourceRegistry.All)
        {
            // Events are many and own nothing; upstream leaves them out as well.
            if (!resource.Verbs.Contains("watch") || !resource.Verbs.Contains("delete") || resource.Plural == "events")
                continue;
            Informer<ApiObject> informer = new(transport, time, new InformerOptions { Resource = resource.Key });
            informer.AddHandler((before, after) => Observe(resource, before, after));
            informers.Add(informer);
            loops.Add(Loop.Run($"informer/garbage-collector/{resource.Plural}", time, informer.RunAsync,
                cancellationToken));
        }
        // Deciding on half a graph would take living owners for absent ones.
        await Task.WhenAll(informers.Select(static informer => informer.Synced)).WaitAsync(cancellationToken);
        for (int i = 0; i < Workers; i++)
            loops.Add(Loop.Run($"garbage-collector/{i}", time, WorkAsync, cancellationToken));
        await Task.WhenAll(loops);
    }

    private void Observe(ResourceDefinition resource, ApiObject? before, ApiObject? after)
    {
        if (before is not null && before.Metadata.Uid != after?.Metadata.Uid)
        {
            graph.Remove(before.Metadata.Uid);
            WakeAround(before.Metadata);
        }
        if (after is null)
            return;
        graph.Set(GraphNode.Of(resource, after));
        if (after.Metadata.OwnerReferences.Count > 0 || after.Metadata.DeletionTimestamp is not null)
            queue.Add(after.Metadata.Uid);
        if (after.Metadata.DeletionTimestamp is not null)
            WakeAround(after.Metadata);
    }

    // Its dependents may have lost an owner; its owners may have waited for it.
    private void WakeAround(ObjectMeta metadata)
    {
        foreach (GraphNode dependent in graph.DependentsOf(metadata.Uid))
            queue.Add(dependent.Uid);
        foreach (OwnerReference owner in metadata.OwnerReferences)
            queue.Add(owner.Uid);
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            string uid = await queue.TakeAsync(cancellationToken);
            try
            {
                ApiError? error = graph.Find(uid) is { } node ? await CollectAsync(node, cancellationToken) : null;
                if (error is null or { IsNotFound: true })
                {
                    queue.Forget(uid);
                    continue;
                }
                if (!error.IsConflict)
                    OnError?.Invoke($"collecting {NameOf(uid)}: {error.Message}");
                queue.AddRateLimited(uid);
            }
            catch (IOException exception)
            {
                OnError?.Invoke($"collecting {NameOf(uid)}: {exception.Message}");
                queue.AddRateLimited(uid);
            }
            finally
            {
                queue.Done(uid);
            }
        }

        string NameOf(string uid) =>
            graph.Find(uid) is { } node ? $"{node.Resource.Plural} {node.Namespace}/{node.Name}" : uid;
    }

    private async Task<ApiError?> CollectAsync(GraphNode node, CancellationToken cancellationToken)
    {
        if (node.IsDeleting && node.Has(Orphan))
            return await OrphanDependentsAsync(node, cancellationToken);
        if (node.IsDeleting && node.Has(Foreground))
            return await DeleteDependentsAsync(node, cancellationToken);
        if (node.IsDeleting || node.Owners.Count == 0)
            return null;
        return await CollectByOwnersAsync(node, cancellationToken);
    }

    /// <summary>Decides by the object as it is now; the graph may be a little behind.</summary>
    private async Task<ApiError?> CollectByOwnersAsync(GraphNode node, CancellationToken cancellationToken)
    {
        ApiResponse response = await transport.SendAsync(Request(node, Verb.Get), cancellationToken);
        if (response.Error is { } unread)
            return ApiError.From(unread);
        ApiObject live = (ApiObject)response.Object!;
        if (live.Metadata.Uid != node.Uid || live.Metadata.OwnerReferences.Count == 0)
            return null;

        List<OwnerReference> solid = [], gone = [], waiting = [];
        foreach (OwnerReference owner in live.Metadata.OwnerReferences)
        {
            (OwnerState state, ApiError? error) = await StateOfAsync(node, live, owner, cancellationToken);
            if (error is not null)
                return error;
            (state switch { OwnerState.Solid => solid, OwnerState.Gone => gone, _ => waiting }).Add(owner);
        }
        if (solid.Count > 0)
        {
            return gone.Count + waiting.Count == 0
                ? null
                : await DropOwnersAsync(node, [.. gone.Concat(waiting).Select(static owner =>
                    owner.Uid)], cancellationToken);
        }
        if (waiting.Count > 0 && graph.DependentsOf(node.Uid) is { Count: > 0 } dependents)
        {
            // Two that wait for each other would wait for ever: this one stops holding its owners.
            if (dependents.Any(static one => one.IsDeleting && one.Has(Foreground))
                && await UnblockOwnersAsync(node, live, cancellationToken) is { } error)
                return error;
            // An owner waits in the foreground for this one; what this one owns goes before it.
            return await DeleteAsync(node, null, "Foreground", cancellationToken);
        }
        IReadOnlyList<string> finalizers = live.Metadata.Finalizers;
        string policy = finalizers.Contains(Orphan) ? "Orphan"
            : finalizers.Contains(Foreground) ? "Foreground"
            : "Background";
        return await DeleteAsync(node, live.Metadata.ResourceVersion, policy, cancellationToken);
    }

    private async Task<(OwnerState State, ApiError? Error)> StateOfAsync(
        GraphNode node, ApiObject live, OwnerReference owner, CancellationToken cancellationToken)
    {
        if (graph.Find(owner.Uid) is { } known)
        {
            // A namespaced owner in another namespace counts as absent (E075).
            if (known.Resource.Namespaced && known.Namespace != node.Namespace)
            {
                await WarnOfNamespaceAsync(live, owner, cancellationToken);
                return (OwnerState.Gone, null);
            }
            if (known.Resource.Kind == owner.Kind && known.Name == owner.Name)
                return (known.IsDeleting && known.Has(Foreground) ? OwnerState.Waiting : OwnerState.Solid, null);
            // The uid is somebody else's: only what stands at the owner's address counts.
        }
        if (ResourceRegistry.FindKind(owner.ApiVersion, owner.Kind) is not { } resource)
            return (OwnerState.Solid, null); // A kind that is not served (yet): nothing is deleted on a guess.
        if (resource.Namespaced && node.Namespace.Length == 0)
            return (OwnerState.Solid, null); // Cannot be looked up: upstream leaves such objects alone.
        ApiResponse found = await transport.SendAsync(
            new ApiRequest
            {
                Verb = Verb.Get,
                Resource = resource.Key,
                Namespace = resource.Namespaced ? node.Namespace : "",
                Name = owner.Name,
            },
            cancellationToken);
        if (found.Error is { } status)
            return status.Code == 404 ? (OwnerState.Gone, null) : (OwnerState.Solid, ApiError.From(status));
        ObjectMeta metadata = ((ApiObject)found.Object!).Metadata;
        if (metadata.Uid != owner.Uid)
            return (OwnerState.Gone, null);
        bool waits = metadata.DeletionTimestamp is not null && metadata.Finalizers.Contains(Foreground);
        return (waits ? OwnerState.Waiting : OwnerState.Solid, null);
    }

    private Task WarnOfNamespaceAsync(ApiObject dependent, OwnerReference owner, CancellationToken cancellationToken)
    {
        string @namespace = dependent.Metadata.Namespace;
        return events.RecordAsync(
            dependent, "Warning", "OwnerRefInvalidNamespace",
            $"ownerRef [{owner.ApiVersion}/{owner.Kind}, namespace: {@namespace}, name: {owner.Name}, "
            + $"uid: {owner.Uid}] does not exist in namespace \"{@namespace}\"",
            cancellationToken);
    }

    /// <summary>Foreground: dependents first; when none that blocks is left the owner may go.</summary>
    private async Task<ApiError?> DeleteDependentsAsync(GraphNode node, CancellationToken cancellationToken)
    {
        bool blocked = false;
        foreach (GraphNode dependent in graph.DependentsOf(node.Uid))
        {
            queue.Add(dependent.Uid);
            blocked |= dependent.Owners.Any(owner => owner.Uid == node.Uid && owner.BlockOwnerDeletion == true);
        }
        return blocked ? null : await DropFinalizerAsync(node, Foreground, cancellationToken);
    }

    private async Task<ApiError?> OrphanDependentsAsync(GraphNode node, CancellationToken cancellationToken)
    {
        foreach (GraphNode dependent in graph.DependentsOf(node.Uid))
        {
            if (await DropOwnersAsync(dependent, [node.Uid], cancellationToken) is { IsNotFound: false } error)
                return error;
        }
        return await DropFinalizerAsync(node, Orphan, cancellationToken);
    }

    private Task<ApiError?> DropOwnersAsync(
        GraphNode node, IReadOnlyList<string> uids, CancellationToken cancellationToken)
    {
        IEnumerable<string> entries = uids.Select(static uid => $$$"""{"$patch":"delete","uid":"{{{uid}}}"}""");
        return PatchAsync(node, PatchType.Strategic, $$$"""
            {"metadata":{"uid":"{{{node.Uid}}}","ownerReferences":[{{{string.Join(",", entries)}}}]}}
            """, cancellationToken);
    }

    private Task<ApiError?> UnblockOwnersAsync(GraphNode node, ApiObject live, CancellationToken cancellationToken)
    {
        IEnumerable<string> entries = live.Metadata.OwnerReferences
            .Where(static owner => owner.BlockOwnerDeletion == true)
            .Select(static owner => $$"""{"uid":"{{owner.Uid}}","blockOwnerDeletion":false}""");
        return PatchAsync(node, PatchType.Strategic, $$$"""
            {"metadata":{"uid":"{{{node.Uid}}}","ownerReferences":[{{{string.Join(",", entries)}}}]}}
            """, cancellationToken);
    }

    private async Task<ApiError?> DropFinalizerAsync(
        GraphNode node, string finalizer, CancellationToken cancellationToken)
    {
        ApiResponse live = await transport.SendAsync(Request(node, Verb.Get), cancellationToken);
        if (live.Error is { } status)
            return status.Code == 404 ? null : ApiError.From(status);
        ObjectMeta metadata = ((ApiObject)live.Object!).Metadata;
        if (metadata.Uid != node.Uid || !metadata.Finalizers.Contains(finalizer))
            return null;
        IEnumerable<string> rest = metadata.Finalizers.Where(name => name != finalizer)
            .Select(static name => $"\"{name}\"");
        string list = string.Join(",", rest);
        return await PatchAsync(node, PatchType.Merge, $$$"""
            {"metadata":{"resourceVersion":"{{{metadata.ResourceVersion}}}","finalizers":[{{{list}}}]}}
            """, cancellationToken);
    }

    /// <param name="revision">The version that was decided about; null when no other could be meant.</param>
    private async Task<ApiError?> DeleteAsync(
        GraphNode node, string? revision, string policy, CancellationToken cancellationToken)
    {
        ApiRequest request = Request(node, Verb.Delete) with
        {
            DeleteOptions = new DeleteOptions
            {
                PropagationPolicy = policy,
                Preconditions = Preconditions.Empty with { Uid = node.Uid, ResourceVersion = revision },
            },
        };
        ApiResponse response = await transport.SendAsync(request, cancellationToken);
        return response.Error is { } status ? ApiError.From(status) : null;
    }

    private async Task<ApiError?> PatchAsync(
        GraphNode node, PatchType type, string patch, CancellationToken cancellationToken)
    {
        ApiResponse response = await transport.SendAsync(
            Request(node, Verb.Patch) with { PatchType = type, Patch = Encoding.UTF8.GetBytes(patch) },
            cancellationToken);
        // The uid in the patch is another's by now: what was to be changed is gone.
        return response.Error is { Code: not 422 } status ? ApiError.From(status) : null;
    }

    private static ApiRequest Request(GraphNode node, Verb verb) => new()
    {
        Verb = verb,
        Resource = node.Resource.Key,
        Namespace = node.Namespace,
        Name = node.Name,
        FieldManager = "generic-garbage-collector",
    };

    private enum OwnerState { Solid, Gone, Waiting }
}
