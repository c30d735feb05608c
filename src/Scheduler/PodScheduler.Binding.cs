using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Scheduler.Extenders;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Queue;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler;

/// <summary>From a chosen node to a bound Pod: Reserve and Permit inside the loop, the rest beside it.</summary>
public sealed partial class PodScheduler
{
    // Between two questions about a binding whose answer was lost.
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(200);

    private async ValueTask StartBindingAsync(
        QueuedPod queued, CycleState state, string nodeName, CancellationToken cancellationToken)
    {
        PodInfo pod = queued.Pod;
        NodeInfo node = snapshot.Find(nodeName)!;
        foreach (IReservePlugin plugin in queued.Profile.Reserves)
        {
            Status status = plugin.Reserve(state, pod, node);
            if (!status.IsSuccess)
            {
                GiveUp(queued, state, pod, nodeName, status, plugin.Name);
                return;
            }
        }
        List<string> waits = [];
        TimeSpan patience = TimeSpan.Zero;
        foreach (IPermitPlugin plugin in queued.Profile.Permits)
        {
            (Status status, TimeSpan timeout) = plugin.Permit(state, pod, nodeName);
            if (status.Code == StatusCode.Wait)
            {
                waits.Add(plugin.Name);
                patience = timeout > patience ? timeout : patience;
            }
            else if (!status.IsSuccess)
            {
                GiveUp(queued, state, pod, nodeName, status, plugin.Name);
                return;
            }
        }
        WaitingPod? waiting = waits.Count == 0 ? null : ContextOf(queued.Profile).WaitingPods.Add(pod, waits);
        TaskCompletionSource leaves = Loop.NewSignal();
        gone[pod.Uid] = leaves;
        state.PodGone = leaves.Task;
        // A Pod that is held back must not hold back others: it takes its turn when it is let go.
        bool isSlow = waiting is not null || Array.Exists(queued.Profile.PreBinds, plugin => plugin.Waits(state));
        if (!isSlow)
            await bindings.WaitAsync(cancellationToken);
        // Not awaited on purpose: Loop.Run never faults, and the semaphore bounds how many there are.
        _ = Loop.Run(
            "scheduler/bind", time,
            token => BindAsync(queued, state, pod, nodeName, waiting, patience, counted: !isSlow, token),
            cancellationToken);
    }

    private PluginContext ContextOf(Profile profile) => contexts.First(context => context.Profile == profile);

    private async Task BindAsync(
        QueuedPod queued, CycleState state, PodInfo pod, string nodeName, WaitingPod? waiting, TimeSpan patience,
        bool counted, CancellationToken cancellationToken)
    {
        bool isBound = false;
        try
        {
            (Status status, string plugin) = (Status.Success, "");
            if (waiting is not null)
            {
                status = await AllowedAsync(waiting, patience, cancellationToken);
                plugin = waiting.HeldBy.FirstOrDefault("");
                ContextOf(queued.Profile).WaitingPods.Remove(pod.Uid);
            }
            if (status.IsSuccess)
                (status, plugin) = await PreBindAsync(queued.Profile, state, pod, nodeName, cancellationToken);
            if (!counted)
            {
                await bindings.WaitAsync(cancellationToken);
                counted = true;
            }
            if (status.IsSuccess)
            {
                (status, plugin) = await BindNowAsync(queued.Profile, state, pod, nodeName, cancellationToken);
                // What broke on the way may have happened all the same.
                if (!status.IsSuccess && await IsBoundAsync(pod, nodeName, cancellationToken))
                    status = Status.Success;
            }
            if (!status.IsSuccess)
            {
                Post(() => GiveUp(queued, state, pod, nodeName, status, plugin));
                return;
            }
            isBound = true;
            TimeSpan took = time.GetUtcNow() - queued.Since;
            Metrics.CountScheduled(took);
            OnBound?.Invoke(pod, took);
            events.Add(pod.Pod, "Normal", "Scheduled", $"Successfully assigned {ObjectKey.Of(pod.Pod)} to {nodeName}");
            foreach (IPostBindPlugin postBind in queued.Profile.PostBinds)
                postBind.PostBind(state, pod, nodeName);
            bindings.Release();
            counted = false;
            if (options.AssumedMax is { } limit)
                await ExpireAsync(pod, limit, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Loop.OnFailure("scheduler/bind", exception);
            if (!isBound)
                Post(() => GiveUp(queued, state, pod, nodeName, Status.Error(exception.Message), ""));
        }
        finally
        {
            if (counted)
                bindings.Release();
            Post(() => gone.Remove(pod.Uid));
        }
    }

    private async Task<Status> AllowedAsync(
        WaitingPod waiting, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            return await waiting.Verdict.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return Status.Unschedulable($"timeout waiting for {string.Join(", ", waiting.HeldBy)}");
        }
    }

    private static async Task<(Status Status, string Plugin)> PreBindAsync(
        Profile profile, CycleState state, PodInfo pod, string nodeName, CancellationToken cancellationToken)
    {
        foreach (IPreBindPlugin plugin in profile.PreBinds)
        {
            Status status = await plugin.PreBindAsync(state, pod, nodeName, cancellationToken);
            if (status.Code == StatusCode.Error)
                status = Status.Error($"running PreBind plugin \"{plugin.Name}\": {status.Message}");
            if (!status.IsSuccess && !status.IsSkip)
                return (status, plugin.Name);
        }
        return (Status.Success, "");
    }

    private async Task<(Status Status, string Plugin)> BindNowAsync(
        Profile profile, CycleState state, PodInfo pod, string nodeName, CancellationToken cancellationToken)
    {
        foreach (Extender extender in extenders)
        {
            if (!extender.Binds || !extender.IsInterestedIn(pod))
                continue;
            string? error = await extender.BindAsync(pod, nodeName, cancellationToken);
            return (error is null ? Status.Success : Status.Error(error), extender.Name);
        }
        foreach (IBindPlugin plugin in profile.Binds)
        {
            Status status = await plugin.BindAsync(state, pod, nodeName, cancellationToken);
            if (!status.IsSkip)
                return (status, plugin.Name);
        }
        return (Status.Error("no plugin binds Pods"), "");
    }

    /// <summary>
    /// Asks until there is an answer. Until then the Pod counts on its node: a binding that took effect without our
    /// knowing must not have its room given to another.
    /// </summary>
    private async Task<bool> IsBoundAsync(PodInfo pod, string nodeName, CancellationToken cancellationToken)
    {
        while (true)
        {
            ApiResult<Pod> now = await client.GetAsync<Pod>(ObjectKey.Of(pod.Pod), cancellationToken);
            if (now.Value is { } current)
                return current.Metadata.Uid == pod.Uid && current.Spec.NodeName == nodeName;
            if (now.Error is { IsNotFound: true })
                return false;
            await Task.Delay(AskAgain, time, cancellationToken);
        }
    }

    private async Task ExpireAsync(PodInfo pod, TimeSpan limit, CancellationToken cancellationToken)
    {
        await Task.Delay(limit, time, cancellationToken);
        Post(() =>
        {
            // Bound, but never shown as bound: it must have gone before we saw it.
            if (snapshot.IsAssumed(pod.Uid))
            {
                snapshot.Forget(pod.Uid);
                queue.Remove(pod.Uid);
            }
        });
    }

    /// <summary>Inside the loop: the Pod does not get to its node. What was set aside for it is free again.</summary>
    private void GiveUp(
        QueuedPod queued, CycleState state, PodInfo pod, string nodeName, Status status, string plugin)
    {
        for (int i = queued.Profile.Reserves.Length - 1; i >= 0; i--)
            queued.Profile.Reserves[i].Unreserve(state, pod, nodeName);
        snapshot.Forget(pod.Uid);
        // Its room is free again, which may help others.
        queue.Wake(new ClusterChange(EventResource.AssignedPod, EventAction.Delete, pod));
        if (status.IsRejection)
            queue.Park(queued, new HashSet<string>(StringComparer.Ordinal) { plugin });
        else
            queue.Retry(queued);
        if (queue.Find(pod.Uid) is not null)
            Report(pod, status.IsRejection ? "Unschedulable" : "SchedulerError", status.Message, null);
    }
}
