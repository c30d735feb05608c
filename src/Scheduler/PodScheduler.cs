using System.Threading.Channels;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Scheduler.Configuration;
using Kubesharp.Scheduler.Extenders;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Preemption;
using Kubesharp.Scheduler.Queue;
using Kubesharp.Scheduler.Snapshot;
using Kubesharp.Scheduler.Writing;

namespace Kubesharp.Scheduler;

/// <summary>
/// Places Pods: one loop owns queue, snapshot and all that plugins know, takes what the informers tell from its inbox,
/// and decides one Pod after another. Bindings, evictions and status writes go out beside it; what they bring comes
/// back
/// through the same inbox.
/// </summary>
public sealed partial class PodScheduler
{
    private readonly ApiClient client;
    private readonly TimeProvider time;
    private readonly Cache informers;
    private readonly SchedulerOptions options;
    private readonly Dictionary<string, Profile> profiles = new(StringComparer.Ordinal);
    private readonly List<PluginContext> contexts = [];
    private readonly ClusterSnapshot snapshot = new();
    private readonly ClusterObjects objects = new();
    private readonly NominatedPods nominated = new();
    private readonly SchedulingQueue queue;
    private readonly SchedulingAlgorithm algorithm;
    private readonly IReadOnlyList<Extender> extenders;
    private readonly EventWriter events;
    private readonly StatusWriter statuses;
    private readonly Evictions evictions;
    // Unbounded, but each entry is an event of an informer or the end of one of a bounded number of bindings.
    private readonly Channel<Action> inbox = Channel.CreateUnbounded<Action>();
    private readonly SemaphoreSlim bindings;
    private CancellationToken running;
    // Victims that were told to go and have not been seen to, with the Pod that waits for them.
    private readonly Dictionary<string, (string Preemptor, HashSet<string> Unseen)> leaving =
        new(StringComparer.Ordinal);
    // Pods that are being bound; completed when they are gone before they are there.
    private readonly Dictionary<string, TaskCompletionSource> gone = new(StringComparer.Ordinal);
    private Failure? lastFailure;
    private bool observing;

    public PodScheduler(
        ITransport transport, TimeProvider time, Entropy entropy, SchedulerOptions? options = null,
        HttpClient? extenderClient = null)
    {
        this.options = options ??= new();
        this.time = time;
        client = new ApiClient(transport, "kube-scheduler");
        events = new EventWriter(new EventRecorder(client, Profile.DefaultName, time), time);
        statuses = new StatusWriter(client, time);
        evictions = new Evictions(client, events, time);
        informers = new Cache(transport, time);
        bindings = new SemaphoreSlim(options.BindingsMax);
        extenders = options.Extenders.Count == 0 ? [] : [.. options.Extenders.Select(extender =>
            new Extender(extender, extenderClient ?? new HttpClient { Timeout = Timeout.InfiniteTimeSpan }))];
        foreach (ProfileOptions profile in options.Profiles)
        {
            PluginContext context = new()
            {
                Snapshot = snapshot,
                Objects = objects,
                Nominated = nominated,
                Entropy = entropy,
                Time = time,
                Client = client,
                Informers = informers,
                Evict = Evict,
            };
            contexts.Add(context);
            profiles.Add(profile.SchedulerName, ProfileBuilder.Build(profile, options.Plugins, context));
        }
        queue = new SchedulingQueue(
            time, options.Queue, profiles.Values.SelectMany(static profile => profile.QueueSorts).FirstOrDefault());
        algorithm = new SchedulingAlgorithm(
            snapshot, nominated, entropy, options.PercentageOfNodesToScore, extenders);
    }

    public SchedulerMetrics Metrics { get; } = new();

    /// <summary>Pods bound so far.</summary>
    public long Scheduled => Metrics.Scheduled;
    /// <summary>Decisions made so far, with and without a node.</summary>
    public long Attempts => Metrics.Attempts;

    /// <summary>
    /// Called with each Pod that was bound and how long it took since it was first seen. From any thread.
    /// </summary>
    internal Action<PodInfo, TimeSpan>? OnBound { get; set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        running = cancellationToken;
        // After a failure the loop comes back here; the informers have gone on meanwhile.
        if (!observing)
        {
            observing = true;
            ObserveAll();
            informers.Start(cancellationToken);
        }
        await informers.WaitForSyncAsync(cancellationToken);
        Task writing = Task.WhenAll(events.RunAsync(cancellationToken), statuses.RunAsync(cancellationToken));
        await ScheduleAsync(cancellationToken);
        await writing;
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
                Metrics.Waiting = (queue.Count(QueuePlace.Backoff), queue.Count(QueuePlace.Unschedulable),
                    queue.Count(QueuePlace.Gated), 0);
                await WaitForWorkAsync(cancellationToken);
                continue;
            }
            await PlaceAsync(queued, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
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

    private async ValueTask PlaceAsync(QueuedPod queued, CancellationToken cancellationToken)
    {
        PodInfo pod = queued.Pod;
        Profile profile = queued.Profile;
        if (pod.IsTerminating)
        {
            queue.Remove(pod.Uid);
            return;
        }
        long start = time.GetTimestamp();
        if (lastFailure is { } failure && failure.IsStillTrueFor(pod, snapshot, objects, nominated))
        {
            Metrics.CountAttempt("unschedulable", time.GetElapsedTime(start));
            Fail(queued, "Unschedulable", failure.Message, failure.Rejectors);
            return;
        }
        CycleState state = new();
        string result;
        try
        {
            Decision decision = await algorithm.DecideAsync(profile, state, pod, cancellationToken);
            if (decision.Node is { } node)
            {
                Assume(queued, node);
                Metrics.CountAttempt("scheduled", time.GetElapsedTime(start));
                await StartBindingAsync(queued, state, node.Name, cancellationToken);
                return;
            }
            result = decision.Status.Code == StatusCode.Error ? "error" : "unschedulable";
            OnNoNode(queued, state, decision);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A plugin's bug costs this Pod a try, not the others their scheduler. Trials are undone on the way here.
            Loop.OnFailure("scheduler/cycle", exception);
            snapshot.Forget(pod.Uid);
            queue.Retry(queued);
            Report(pod, "SchedulerError", exception.Message, null);
            result = "error";
        }
        Metrics.CountAttempt(result, time.GetElapsedTime(start));
    }

    private void OnNoNode(QueuedPod queued, CycleState state, Decision decision)
    {
        PodInfo pod = queued.Pod;
        if (decision.Status.Code == StatusCode.Error)
        {
            lastFailure = null;
            queue.Retry(queued);
            Report(pod, "SchedulerError", decision.Status.Message, null);
            return;
        }
        Diagnosis diagnosis = decision.Diagnosis;
        bool tried = diagnosis.NodeCount > 0 && queued.Profile.PostFilters.Length > 0;
        PostFilterResult result = default;
        if (tried)
        {
            result = queued.Profile.PostFilter(state, pod, diagnosis);
            diagnosis.PostFilterMessage = result.Status.Message;
        }
        string message = diagnosis.Message;
        IReadOnlySet<string> rejectors = RejectorsOf(diagnosis);
        if (tried && result.Status.IsSuccess && result.NominatedNodeName is { Length: > 0 } nominatedNode)
        {
            nominated.Set(pod, nominatedNode);
            lastFailure = null;
            Fail(queued, "Unschedulable", message, rejectors, nominatedNode);
            return;
        }
        if (tried && result.NominatedNodeName is { Length: 0 })
            nominated.Remove(pod.Uid);
        lastFailure = new Failure(
            pod.Signature, message, rejectors, snapshot.Generation, objects.Version, nominated.Version);
        Fail(queued, "Unschedulable", message, rejectors, result.NominatedNodeName);
    }

    // With no node at all, or none that a plugin rejected, the first node that comes is worth a try.
    private static IReadOnlySet<string> RejectorsOf(Diagnosis diagnosis) =>
        diagnosis.Plugins.Count > 0
            ? diagnosis.Plugins
            : new HashSet<string>(StringComparer.Ordinal) { nameof(Plugins.NodeResourcesFit) };

    private void Fail(
        QueuedPod queued, string reason, string message, IReadOnlySet<string> rejectors, string? nominatedNode = null)
    {
        queue.Park(queued, rejectors);
        Report(queued.Pod, reason, message, nominatedNode);
    }

    private void Report(PodInfo pod, string reason, string message, string? nominatedNode)
    {
        events.Add(pod.Pod, "Warning", "FailedScheduling", message);
        statuses.Set(pod.Pod, reason, message, nominatedNode);
    }

    private void Assume(QueuedPod queued, NodeInfo node)
    {
        nominated.Remove(queued.Uid);
        snapshot.Place(queued.Pod, node.Name, assumed: true);
    }

    /// <summary>Called by preemption, inside the loop.</summary>
    private void Evict(PodInfo preemptor, string nodeName, IReadOnlyList<PodInfo> victims)
    {
        Metrics.CountPreemption(victims.Count);
        // Others of lower priority that hoped for the same node look for another one.
        foreach (PodInfo other in nominated.On(nodeName).Where(other => other.Priority < preemptor.Priority).ToList())
        {
            nominated.Remove(other.Uid);
            statuses.Set(other.Pod, null, null, "");
            if (queue.Find(other.Uid) is { Place: QueuePlace.Unschedulable } waiting)
                queue.Reactivate(waiting);
        }
        if (queue.Find(preemptor.Uid) is { } queued)
            queued.IsPreempting = true;
        foreach (PodInfo victim in victims)
        {
            foreach (PluginContext context in contexts)
                context.WaitingPods.Find(victim.Uid)?.Reject("DefaultPreemption", "preempted");
        }
        // Not awaited on purpose: Loop.Run never faults, and there is one at most for each waiting Pod.
        _ = Loop.Run(
            "scheduler/evict", time,
            async token =>
            {
                ApiError? error = await evictions.RunAsync(preemptor, nodeName, victims, token);
                Post(() => OnEvicted(preemptor.Uid, victims, failed: error is not null));
            },
            running);
    }

    /// <summary>
    /// The evictions have been issued. A try before all of them show would see a node that is still full, and might
    /// send further Pods away.
    /// </summary>
    private void OnEvicted(string preemptor, IReadOnlyList<PodInfo> victims, bool failed)
    {
        HashSet<string> unseen = new(StringComparer.Ordinal);
        foreach (PodInfo victim in victims)
        {
            if (!failed && snapshot.FindPod(victim.Uid) is { IsTerminating: false })
                unseen.Add(victim.Uid);
        }
        if (unseen.Count == 0)
        {
            queue.EndPreemption(preemptor, failed);
            return;
        }
        foreach (string victim in unseen)
            leaving[victim] = (preemptor, unseen);
    }

    /// <summary>A Pod has gone, or is seen to be on its way.</summary>
    private void OnLeaving(string uid)
    {
        if (!leaving.Remove(uid, out (string Preemptor, HashSet<string> Unseen) awaited))
            return;
        awaited.Unseen.Remove(uid);
        if (awaited.Unseen.Count == 0)
            queue.EndPreemption(awaited.Preemptor, failed: false);
    }

    /// <summary>
    /// Why a Pod has found no node, and as of when: as long as nothing changes, its equals find none either.
    /// </summary>
    private sealed record Failure(
        string Signature, string Message, IReadOnlySet<string> Rejectors, long Generation, long Objects, long Nominated)
    {
        public bool IsStillTrueFor(
            PodInfo pod, ClusterSnapshot snapshot, ClusterObjects objects, NominatedPods nominated) =>
            snapshot.Generation == Generation && objects.Version == Objects && nominated.Version == Nominated
            && pod.Pod.Status.NominatedNodeName.Length == 0 && pod.Signature == Signature;
    }
}
