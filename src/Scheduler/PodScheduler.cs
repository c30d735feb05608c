using System.Threading.Channels;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Queue;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler;

/// <summary>
/// Places Pods: one loop owns queue and cache, takes what the informers tell from its inbox, and decides one Pod after
/// another. Bindings go out beside it; what they bring comes back through the same inbox.
/// </summary>
public sealed class PodScheduler
{
    // Bindings under way at once. Enough to keep the API server busy, few enough to fail cheaply.
    private const int BindingsMax = 128;

    private readonly ApiClient client;
    private readonly EventRecorder events;
    private readonly TimeProvider time;
    private readonly Entropy entropy;
    private readonly Cache informers;
    private readonly Dictionary<string, Profile> profiles;
    private readonly SchedulerCache cache = new();
    private readonly SchedulingQueue queue;
    // Unbounded, but each entry is an event of an informer or the end of one of at most BindingsMax bindings.
    private readonly Channel<Action> inbox = Channel.CreateUnbounded<Action>();
    private readonly SemaphoreSlim bindings = new(BindingsMax);
    private long scheduled;
    private long attempts;

    public PodScheduler(
        ITransport transport, TimeProvider time, Entropy entropy, IReadOnlyList<Profile>? profiles = null)
    {
        client = new ApiClient(transport, "kube-scheduler");
        events = new EventRecorder(client, Profile.DefaultName, time);
        this.time = time;
        this.entropy = entropy;
        informers = new Cache(transport, time);
        queue = new SchedulingQueue(time);
        this.profiles = (profiles ?? [new Profile(Profile.DefaultName, DefaultPlugins.All)])
            .ToDictionary(static profile => profile.SchedulerName, StringComparer.Ordinal);
    }

    /// <summary>Pods bound so far.</summary>
    public long Scheduled => Interlocked.Read(ref scheduled);
    /// <summary>Decisions made so far, with and without a node.</summary>
    public long Attempts => Interlocked.Read(ref attempts);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        informers.Informer<Node>().AddHandler((before, after) => Post(() => OnNode(before, after)));
        informers.Informer<Pod>().AddHandler((before, after) => Post(() => OnPod(before, after)));
        informers.Start(cancellationToken);
        await informers.WaitForSyncAsync(cancellationToken);
        await ScheduleAsync(cancellationToken);
    }

    private void Post(Action action) => inbox.Writer.TryWrite(action);

    private async Task ScheduleAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            while (inbox.Reader.TryRead(out Action? action))
                action();
            if (queue.Pop() is not { } queued)
            {
                await WaitForWorkAsync(cancellationToken);
                continue;
            }
            await PlaceAsync(queued, cancellationToken);
        }
    }

    private async Task WaitForWorkAsync(CancellationToken cancellationToken)
    {
        if (queue.UntilNext is not { } pause)
        {
            await inbox.Reader.WaitToReadAsync(cancellationToken);
            return;
        }
        using CancellationTokenSource alarm = new(pause, time);
        using CancellationTokenSource either =
            CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, alarm.Token);
        try
        {
            await inbox.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A Pod's back-off is over.
        }
    }

    private async Task PlaceAsync(QueuedPod queued, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref attempts);
        PodInfo pod = queued.Pod;
        Profile profile = profiles[pod.Pod.Spec.SchedulerName];
        if (!profile.PreEnqueue(pod).IsSuccess)
        {
            queue.Park(queued, ClusterEvent.PodChanged);
            return;
        }
        Decision decision = profile.Decide(pod, cache.Nodes, entropy);
        if (decision.Node is not { } node)
        {
            queue.Park(queued, decision.Diagnosis.WakeOn);
            await ReportFailureAsync(pod.Pod, decision.Diagnosis.Message, cancellationToken);
            return;
        }
        cache.Assume(pod, node.Node.Metadata.Name);
        await bindings.WaitAsync(cancellationToken);
        string name = node.Node.Metadata.Name;
        // Not awaited on purpose: Loop.Run never faults, and the semaphore bounds how many there are.
        _ = Loop.Run("scheduler/bind", time, token => BindAsync(queued, pod, name, token), cancellationToken);
    }

    private async Task BindAsync(QueuedPod queued, PodInfo pod, string nodeName, CancellationToken cancellationToken)
    {
        try
        {
            ApiRequest request = client.Request<Pod>(Verb.Create, ObjectKey.Of(pod.Pod)) with
            {
                Subresource = "binding",
                Body = new Binding
                {
                    Metadata = ObjectMeta.Empty with
                    {
                        Name = pod.Pod.Metadata.Name,
                        Namespace = pod.Pod.Metadata.Namespace,
                        Uid = pod.Pod.Metadata.Uid,
                    },
                    Target = ObjectReference.Empty with { Kind = "Node", Name = nodeName },
                },
            };
            ApiResult<IKind> bound = await client.CallAsync<IKind>(request, cancellationToken);
            if (bound.Error is null)
            {
                Interlocked.Increment(ref scheduled);
                await events.RecordAsync(pod.Pod, "Normal", "Scheduled",
                    $"Successfully assigned {ObjectKey.Of(pod.Pod)} to {nodeName}", cancellationToken);
                return;
            }
            Post(() =>
            {
                cache.Forget(pod.Pod.Metadata.Uid);
                // Gone meanwhile, or bound by somebody else: the informer tells the rest.
                if (!bound.Error.IsNotFound)
                    queue.Retry(queued);
            });
        }
        finally
        {
            bindings.Release();
        }
    }

    private async Task ReportFailureAsync(Pod pod, string message, CancellationToken cancellationToken)
    {
        await events.RecordAsync(pod, "Warning", "FailedScheduling", message, cancellationToken);
        PodCondition? known = pod.Status.Conditions.FirstOrDefault(static condition =>
            condition.Type == "PodScheduled");
        if (known is { Status: "False", Reason: "Unschedulable" } && known.Message == message)
            return;
        PodCondition condition = PodCondition.Empty with
        {
            Type = "PodScheduled",
            Status = "False",
            Reason = "Unschedulable",
            Message = message,
            LastTransitionTime = known?.Status == "False" ? known.LastTransitionTime : new Time(time.GetUtcNow()),
        };
        // Best effort: the Pod may have changed; its next form is tried again anyway.
        await client.UpdateStatusAsync(
            pod with
            {
                Status = pod.Status with
                {
                    Conditions = [.. pod.Status.Conditions.Where(static other =>
                        other.Type != "PodScheduled"), condition],
                },
            },
            cancellationToken);
    }

    private void OnPod(Pod? before, Pod? after)
    {
        if (before is not null && (after is null || after.Metadata.Uid != before.Metadata.Uid || IsFinished(after)))
        {
            queue.Remove(before.Metadata.Uid);
            cache.RemovePod(before.Metadata.Uid);
            if (before.Spec.NodeName.Length > 0)
                queue.Wake(ClusterEvent.PodDeleted);
        }
        if (after is null || IsFinished(after))
            return;
        if (after.Spec.NodeName.Length > 0)
        {
            queue.Remove(after.Metadata.Uid);
            cache.SetPod(after);
        }
        else if (after.Metadata.DeletionTimestamp is not null)
        {
            queue.Remove(after.Metadata.Uid);
        }
        else if (profiles.ContainsKey(after.Spec.SchedulerName) && !cache.IsAssumed(after.Metadata.Uid))
        {
            queue.Set(after);
        }
    }

    private void OnNode(Node? before, Node? after)
    {
        if (after is null)
        {
            cache.RemoveNode(before!.Metadata.Name);
            return;
        }
        cache.SetNode(after);
        queue.Wake(before is null ? ClusterEvent.NodeAdded : ChangesBetween(before, after));
    }

    private static ClusterEvent ChangesBetween(Node before, Node after)
    {
        ClusterEvent changes = ClusterEvent.None;
        if (!before.Spec.Taints.SequenceEqual(after.Spec.Taints)
            || before.Spec.Unschedulable != after.Spec.Unschedulable)
            changes |= ClusterEvent.NodeTaintsChanged;
        if (!before.Status.Allocatable.SequenceEqual(after.Status.Allocatable))
            changes |= ClusterEvent.NodeAllocatableChanged;
        if (!before.Metadata.Labels.SequenceEqual(after.Metadata.Labels))
            changes |= ClusterEvent.NodeLabelsChanged;
        return changes;
    }

    private static bool IsFinished(Pod pod) => pod.Status.Phase is "Succeeded" or "Failed";
}
