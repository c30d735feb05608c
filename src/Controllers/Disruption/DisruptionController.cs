using Kubesharp.Api;
using Kubesharp.Api.ApiExtensions;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Autoscaling;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Policy;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.Disruption;

/// <summary>
/// Says in the status of every PodDisruptionBudget how many of its Pods may be evicted now. The API server takes each
/// eviction off that number by itself; the arithmetic is <see cref="BudgetPlan"/>.
/// </summary>
public sealed class DisruptionController(ApiClient client, Cache cache, EventRecorder events, TimeProvider time)
    : IReconciler
{
    private readonly Scales scales = new(client, cache);

    public static ControllerSpec Spec => ControllerSpec.For<PodDisruptionBudget>("disruption-controller")
        .Watches<Pod>(static (cache, pod) => BudgetsOf(cache, pod).Select(static budget => ObjectKey.Of(budget)))
        .WatchesChanges<Deployment>(static (cache, before, after) => Resized(
            cache, before, after, static one => one.Spec.Replicas, static one => one.Spec.Template.Metadata.Labels))
        .WatchesChanges<ReplicaSet>(static (cache, before, after) => Resized(
            cache, before, after, static one => one.Spec.Replicas, static one => one.Spec.Template.Metadata.Labels))
        .WatchesChanges<StatefulSet>(static (cache, before, after) => Resized(
            cache, before, after, static one => one.Spec.Replicas, static one => one.Spec.Template.Metadata.Labels))
        .WatchesChanges<ReplicationController>(static (cache, before, after) => Resized(
            cache, before, after, static one => one.Spec.Replicas, static one => one.Spec.Template?.Metadata.Labels))
        .Reads<CustomResourceDefinition>();

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<PodDisruptionBudget>(key) is not { } budget)
            return Result.Done;
        List<Pod> pods = [.. cache.List<Pod>(key.Namespace).Where(pod =>
            Selection.Matches(budget.Spec.Selector, pod.Metadata.Labels))];
        if (pods.Count == 0)
            await events.RecordAsync(budget, "Normal", "NoPods", "No matching pods found", cancellationToken);
        await WarnOfOthersAsync(budget, pods, cancellationToken);

        ApiError? broken = null;
        ExpectedPods expected = new(pods.Count);
        if (BudgetPlan.NeedsScale(budget))
            (expected, broken) = await ExpectAsync(key.Namespace, pods, cancellationToken);
        if (broken is not null)
            return Result.Retry(broken);
        return expected.Problem.Length > 0
            ? await FailAsync(budget, expected.Problem, cancellationToken)
            : await ReportAsync(budget, pods, expected, cancellationToken);
    }

    private async Task<Result> ReportAsync(
        PodDisruptionBudget budget, List<Pod> pods, ExpectedPods expected, CancellationToken cancellationToken)
    {
        if (expected.HasUnmanaged)
        {
            await events.RecordAsync(budget, "Warning", "UnmanagedPods",
                $"Pods selected by this PodDisruptionBudget (selector: {SelectorText.Of(budget.Spec.Selector)}) were "
                + "found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may "
                + "result in undefined behavior. To account for these pods please set \".spec.minAvailable\" field of "
                + "the PDB to an integer value.", cancellationToken);
        }
        BudgetPlan plan = BudgetPlan.For(budget, pods, expected, time.GetUtcNow());
        foreach (Pod pod in plan.NotDeleted)
        {
            await events.RecordAsync(pod, "Warning", "NotDeleted",
                $"Pod was expected by PDB {ObjectKey.Of(budget)} to be deleted but it wasn't", cancellationToken);
        }
        ApiError? error = await WriteAsync(budget, plan.Status, cancellationToken);
        return error is null ? Result.After(plan.LookAgain) : Result.Retry(error);
    }

    /// <summary>Nothing may be evicted on a number that cannot be known.</summary>
    private async Task<Result> FailAsync(
        PodDisruptionBudget budget, string problem, CancellationToken cancellationToken)
    {
        await events.RecordAsync(budget, "Warning", "CalculateExpectedPodCountFailed",
            $"Failed to calculate the number of expected pods: {problem}", cancellationToken);
        return Result.From(await WriteAsync(
            budget, BudgetPlan.Failed(budget, problem, time.GetUtcNow()), cancellationToken));
    }

    private async Task<ApiError?> WriteAsync(
        PodDisruptionBudget budget, PodDisruptionBudgetStatus status, CancellationToken cancellationToken)
    {
        if (status.Equals(budget.Status))
            return null;
        ApiResult<PodDisruptionBudget> written = await client.UpdateStatusAsync(
            budget with { Status = status }, cancellationToken);
        return written.Error is { IsNotFound: false } error ? error : null;
    }

    /// <summary>The sum of the sizes of all controllers of the Pods, each counted once.</summary>
    private async Task<(ExpectedPods Expected, ApiError? Error)> ExpectAsync(
        string namespaceName, List<Pod> pods, CancellationToken cancellationToken)
    {
        Dictionary<string, int> sizes = new(StringComparer.Ordinal);
        HashSet<string> asked = new(StringComparer.Ordinal);
        bool unmanaged = false;
        foreach (Pod pod in pods)
        {
            if (Ownership.ControllerOf(pod) is not { } controller)
            {
                unmanaged = true;
                continue;
            }
            if (!asked.Add(controller.Uid))
                continue;
            (string uid, int? size, string problem, ApiError? error) =
                await SizeOfAsync(namespaceName, controller, cancellationToken);
            if (error is not null)
                return (default, error);
            if (problem.Length > 0)
                return (new(0, Problem: problem), null);
            if (size is not { } known)
                return (new(0, Problem: $"found no controllers for pod \"{pod.Metadata.Name}\""), null);
            sizes[uid] = known;
        }
        return (new(sizes.Values.Sum(), unmanaged), null);
    }

    private async Task<(string Uid, int? Size, string Problem, ApiError? Error)> SizeOfAsync(
        string namespaceName, OwnerReference controller, CancellationToken cancellationToken)
    {
        if (SizeInCache(new(namespaceName, controller.Name), controller) is { } known)
            return (known.Uid, known.Size, "", null);
        if (scales.Find(controller.ApiVersion, controller.Kind) is not { } target)
            return ("", null, "", null);
        GroupVersionResource resource = target.Resource;
        if (!target.HasScale)
            return ("", null, $"{resource.GroupResource} does not implement the scale subresource", null);
        ApiResult<Scale> scale = await scales.GetAsync(
            resource, new(namespaceName, controller.Name), cancellationToken);
        if (scale.Error is { } error)
            return ("", null, "", error.IsNotFound ? null : error);
        return scale.Value!.Metadata.Uid == controller.Uid
            ? (controller.Uid, scale.Value.Spec.Replicas, "", null)
            : ("", null, "", null);
    }

    // A ReplicaSet of a Deployment counts as the Deployment: during a rollout there are several, for one size.
    private (string Uid, int Size)? SizeInCache(ObjectKey key, OwnerReference controller)
    {
        switch (GroupVersion.Parse(controller.ApiVersion).Group, controller.Kind)
        {
            case ("apps", "ReplicaSet"):
                if (cache.Get<ReplicaSet>(key) is not { } replicaSet || replicaSet.Metadata.Uid != controller.Uid)
                    return null;
                if (Ownership.ControllerOf(replicaSet) is not { Kind: "Deployment" } above)
                    return (controller.Uid, replicaSet.Spec.Replicas ?? 1);
                return cache.Get<Deployment>(key with { Name = above.Name }) is { } deployment
                    && deployment.Metadata.Uid == above.Uid
                    ? (above.Uid, deployment.Spec.Replicas ?? 1) : null;
            case ("apps", "StatefulSet"):
                return cache.Get<StatefulSet>(key) is { } set && set.Metadata.Uid == controller.Uid
                    ? (controller.Uid, set.Spec.Replicas ?? 1) : null;
            case ("", "ReplicationController"):
                return cache.Get<ReplicationController>(key) is { } old && old.Metadata.Uid == controller.Uid
                    ? (controller.Uid, old.Spec.Replicas ?? 1) : null;
            default:
                return null;
        }
    }

    // An eviction of a Pod with two budgets is refused; the first budget by name tells the Pod so.
    private async Task WarnOfOthersAsync(
        PodDisruptionBudget budget, List<Pod> pods, CancellationToken cancellationToken)
    {
        IReadOnlyList<PodDisruptionBudget> all = cache.List<PodDisruptionBudget>(budget.Metadata.Namespace);
        if (all.Count < 2)
            return;
        foreach (Pod pod in pods)
        {
            List<string> names = [.. all
                .Where(one => Selection.Matches(one.Spec.Selector, pod.Metadata.Labels))
                .Select(static one => one.Metadata.Name).Order(StringComparer.Ordinal)];
            if (names.Count < 2 || names[0] != budget.Metadata.Name)
                continue;
            await events.RecordAsync(pod, "Warning", "MultiplePodDisruptionBudgets",
                $"Pod \"{pod.Metadata.Namespace}\"/\"{pod.Metadata.Name}\" matches multiple PodDisruptionBudgets.  "
                + $"Chose \"{names[0]}\" arbitrarily.", cancellationToken);
        }
    }

    private static IEnumerable<PodDisruptionBudget> BudgetsOf(Cache cache, Pod pod) =>
        cache.List<PodDisruptionBudget>(pod.Metadata.Namespace)
            .Where(budget => Selection.Matches(budget.Spec.Selector, pod.Metadata.Labels));

    // A budget in percent follows the size at once, not only when the Pods do.
    private static IEnumerable<ObjectKey> Resized<T>(
        Cache cache, T? before, T? after, Func<T, int?> sizeOf, Func<T, IReadOnlyDictionary<string, string>?> labelsOf)
        where T : ApiObject
    {
        if (after is null || (before is not null && sizeOf(before) == sizeOf(after)))
            return [];
        return labelsOf(after) is not { } labels ? [] : cache.List<PodDisruptionBudget>(after.Metadata.Namespace)
            .Where(budget => Selection.Matches(budget.Spec.Selector, labels))
            .Select(static budget => ObjectKey.Of(budget));
    }
}
