using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Controllers.Namespaces;

/// <summary>
/// Empties a namespace that is being deleted, Pods first (KEP-5080: nothing that protects them may go before them), and
/// lets it go when nothing is left.
/// </summary>
public sealed class NamespaceController(ApiClient client, Cache cache, TimeProvider time) : IReconciler
{
    private const string Finalizer = "kubernetes";
    // Finalizers of others and Pods' grace periods take their time; their end shows in the collections only.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    public static ControllerSpec Spec => ControllerSpec.For<Namespace>("namespace-controller");

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<Namespace>(key) is not { Metadata.DeletionTimestamp: not null } @namespace)
            return Result.Done;
        if (!@namespace.Spec.Finalizers.Contains(Finalizer))
            return Result.Done;

        List<Remaining> remaining = [];
        ApiError? failure = null;
        foreach (IReadOnlyList<ResourceDefinition> stage in Stages())
        {
            foreach (ResourceDefinition resource in stage)
            {
                (Remaining? left, ApiError? error) = await EmptyAsync(resource, key.Name, cancellationToken);
                failure ??= error;
                if (left is not null)
                    remaining.Add(left);
            }
            if (remaining.Count > 0 || failure is not null)
                break; // The next stage waits until this one is empty.
        }

        @namespace = await ReportAsync(@namespace, remaining, failure, cancellationToken);
        if (failure is not null)
            return Result.Retry(failure);
        if (remaining.Count > 0)
            return Result.After(LookAgain);
        return Result.From(await FinalizeAsync(@namespace, cancellationToken));
    }

    private static IEnumerable<IReadOnlyList<ResourceDefinition>> Stages()
    {
        List<ResourceDefinition> pods = [], others = [];
        foreach (ResourceDefinition resource in ResourceRegistry.All)
        {
            if (!resource.Namespaced || !resource.Verbs.Contains("list") || !resource.Verbs.Contains("delete"))
                continue;
            bool isPods = resource is { Group: "", Plural: "pods" };
            (isPods ? pods : others).Add(resource);
        }
        return [pods, others];
    }

    /// <summary>Asks for the deletion of everything of one kind and counts what is still there afterwards.</summary>
    private async Task<(Remaining? Left, ApiError? Error)> EmptyAsync(
        ResourceDefinition resource, string namespaceName, CancellationToken cancellationToken)
    {
        ApiRequest list = new() { Verb = Verb.List, Resource = resource.Key, Namespace = namespaceName };
        try
        {
            ApiResponse before = await client.Transport.SendAsync(list, cancellationToken);
            if (before.Error is { } refusal)
                return (null, refusal.Code is 404 or 405 ? null : ApiError.From(refusal));
            if (before.List!.Items.Count == 0)
                return (null, null);
            if (before.List.Items.Any(static item => item.Metadata.DeletionTimestamp is null))
            {
                ApiResponse deleted = await client.Transport.SendAsync(
                    list with { Verb = Verb.DeleteCollection,
                        DeleteOptions = new() { PropagationPolicy = "Background" } },
                    cancellationToken);
                if (deleted.Error is { } deleteRefusal)
                    return (null, ApiError.From(deleteRefusal));
            }
            ApiResponse after = await client.Transport.SendAsync(list, cancellationToken);
            IReadOnlyList<ApiObject> items = after.List?.Items ?? [];
            return (items.Count == 0 ? null : new Remaining(resource, items), null);
        }
        catch (IOException exception)
        {
            return (null, ApiError.Broken(exception));
        }
    }

    private async Task<Namespace> ReportAsync(
        Namespace @namespace, List<Remaining> remaining, ApiError? failure, CancellationToken cancellationToken)
    {
        IReadOnlyList<NamespaceCondition> conditions =
            NamespaceConditions.For(@namespace.Status.Conditions, remaining, failure, time.GetUtcNow());
        if (conditions.SequenceEqual(@namespace.Status.Conditions) && @namespace.Status.Phase == "Terminating")
            return @namespace;
        ApiResult<Namespace> written = await client.UpdateStatusAsync(
            @namespace with { Status = @namespace.Status with { Phase = "Terminating", Conditions = conditions } },
            cancellationToken);
        return written.Value ?? @namespace;
    }

    private async Task<ApiError?> FinalizeAsync(Namespace @namespace, CancellationToken cancellationToken)
    {
        Namespace free = @namespace with
        {
            Spec = @namespace.Spec with
            {
                Finalizers = [.. @namespace.Spec.Finalizers.Where(static finalizer => finalizer != Finalizer)],
            },
        };
        ApiResult<Namespace> done = await client.UpdateAsync(free, cancellationToken, "finalize");
        return done.Error is { IsNotFound: true } ? null : done.Error;
    }
}

/// <summary>What is left of one kind in a namespace.</summary>
internal sealed record Remaining(ResourceDefinition Resource, IReadOnlyList<ApiObject> Items);
