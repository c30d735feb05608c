using System.Threading.Channels;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Containers;
using Kubesharp.Kubelet.Cri;
using Kubesharp.Kubelet.Images;
using Kubesharp.Kubelet.Probes;

namespace Kubesharp.Kubelet.PodWorkers;

/// <summary>
/// Brings one Pod to what its spec says and reports what it is. Level-triggered: each pass reads the Pod and the
/// runtime anew, takes the next steps, and says when to look again.
/// </summary>
/// <remarks>
/// RunAsync is the owner of all state but <c>latest</c>, <c>gone</c> and <c>operation</c>, which the lock guards
/// because the informer's loop writes them.
/// </remarks>
internal sealed partial class PodWorker
{
    private static readonly TimeSpan RetryFirst = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(30);
    // How soon a container whose configuration cannot be had is looked at again.
    private static readonly TimeSpan ConfigurationRetry = TimeSpan.FromSeconds(5);

    private readonly NodeContext node;
    private readonly NodeAdmission admission;
    private readonly Lock gate = new();
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly PodProbes probes;
    private readonly ImagePuller puller;
    private readonly Backoff backoff;
    private readonly Dictionary<string, (string Reason, string Message)> waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Cri.ContainerStatus> ended = new(StringComparer.Ordinal);

    private Pod latest;
    private bool gone;
    private CancellationTokenSource? operation;
    private volatile bool admitted;
    private bool finished;
    private PodEnding? ending;
    private PodEnding? eviction;
    private TimeSpan? due;
    private Task room = Task.CompletedTask;
    private CancellationToken lifetime;

    public PodWorker(NodeContext node, Pod pod, NodeAdmission admission)
    {
        this.node = node;
        this.admission = admission;
        latest = pod;
        probes = new PodProbes(node.Prober, node.Events, node.Time, Wake);
        puller = new ImagePuller(node.Runtime, node.Pulls, node.Events, node.Time);
        backoff = new Backoff(node.Time, node.Options.RestartPauseMax);
    }

    public Pod Pod
    {
        get
        {
            lock (gate)
                return latest;
        }
    }

    /// <summary>Whether the Pod was let in and counts against the node.</summary>
    public bool IsAdmitted => admitted;

    /// <summary>A newer version of the Pod, or null when the API server has it no more.</summary>
    public void Update(Pod? pod)
    {
        lock (gate)
        {
            bool isUrgent = pod is null
                || (pod.Metadata.DeletionTimestamp is not null
                    && pod.Metadata.DeletionGracePeriodSeconds != latest.Metadata.DeletionGracePeriodSeconds);
            gone |= pod is null;
            if (pod is not null && !IsOlder(pod, latest))
                latest = pod;
            // A pull or a patient stop must not delay the end.
            if (isUrgent)
                operation?.Cancel();
        }
        Wake();
    }

    // Our own write may have been answered before the informer told of what came earlier.
    private static bool IsOlder(Pod pod, Pod than) =>
        ulong.TryParse(pod.Metadata.ResourceVersion, out ulong revision)
        && ulong.TryParse(than.Metadata.ResourceVersion, out ulong known)
        && revision < known;

    /// <summary>Ends the Pod whatever it does; it stays as failed, with the cause.</summary>
    public void Evict(PodEnding cause)
    {
        lock (gate)
        {
            eviction ??= cause;
            operation?.Cancel();
        }
        Wake();
    }

    public void Wake() => wake.Writer.TryWrite(true);

    /// <summary>
    /// Ends when nothing of the Pod is left, here or in the API; or with the token, leaving it running.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        lifetime = cancellationToken;
        TimeSpan retry = RetryFirst;
        while (!finished)
        {
            due = null;
            TimeSpan? again;
            try
            {
                again = await SyncOnceAsync(cancellationToken);
                retry = RetryFirst;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                again = TimeSpan.Zero;
            }
            catch (SetupException exception)
            {
                node.Events.Warning(Pod, exception.Reason, exception.Message);
                again = retry;
                retry = Longer(retry);
            }
            catch (IOException exception)
            {
                node.Log($"pod {PodContainers.Describe(Pod)}: {exception.Message}");
                again = retry;
                retry = Longer(retry);
            }
            if (!finished)
                await WaitAsync(again ?? node.Options.ResyncPeriod, cancellationToken);
        }
        await probes.StopAsync();
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < RetryMax ? pause * 2 : RetryMax;

    private async Task<TimeSpan?> SyncOnceAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Pod pod;
        bool isGone;
        lock (gate)
        {
            operation = source;
            (pod, isGone) = (latest, gone);
        }
        try
        {
            await SyncAsync(pod, isGone, source.Token);
            return due;
        }
        finally
        {
            lock (gate)
                operation = null;
        }
    }

    private async Task WaitAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        if (pause > TimeSpan.Zero)
        {
            using CancellationTokenSource timer = new(pause, node.Time);
            using CancellationTokenSource linked =
                CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
            try
            {
                await wake.Reader.WaitToReadAsync(linked.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The time has come.
            }
        }
        cancellationToken.ThrowIfCancellationRequested();
        wake.Reader.TryRead(out _);
    }

    private async Task SyncAsync(Pod pod, bool isGone, CancellationToken cancellationToken)
    {
        RuntimePod runtime = await RuntimePod.ReadAsync(node.Runtime, pod.Metadata.Uid, ended, cancellationToken);
        if (isGone || pod.Metadata.DeletionTimestamp is not null)
        {
            await RemoveAsync(pod, isGone, runtime, cancellationToken);
            return;
        }
        if (ending is null && !PodState.IsTerminal(pod.Status.Phase))
            ending = Evicted(pod) ?? Refusal(pod, runtime) ?? Overdue(pod);
        if (ending is not null || PodState.IsTerminal(pod.Status.Phase))
        {
            await CompleteAsync(pod, runtime, cancellationToken);
            return;
        }
        await room.WaitAsync(cancellationToken);
        pod = Allocate(pod);
        bool completed = await AdvanceAsync(pod, runtime, cancellationToken);
        runtime = await RuntimePod.ReadAsync(node.Runtime, pod.Metadata.Uid, ended, cancellationToken);
        NoteRestarted(pod, runtime);
        Follow(pod, runtime);
        if (completed)
            await CompleteAsync(pod, runtime, cancellationToken);
        else
            await PublishAsync(pod, runtime, ends: false, cancellationToken);
    }

    // A Pod whose sandbox exists was let in before, perhaps by an earlier run of this program.
    private PodEnding? Refusal(Pod pod, RuntimePod runtime)
    {
        if (admitted || runtime.Sandboxes.Count > 0)
        {
            admitted = true;
            return null;
        }
        AdmissionAnswer answer = admission.Admit(pod, () => admitted = true);
        room = answer.Room;
        if (answer.Refusal is not { } refusal)
            return null;
        node.Events.Warning(pod, refusal.Reason, refusal.Message);
        return refusal with { Message = $"Pod was rejected: {refusal.Message}" };
    }

    private PodEnding? Evicted(Pod pod)
    {
        PodEnding? cause;
        lock (gate)
            cause = eviction;
        // Of a shutdown the Node's own event tells.
        if (cause is not null and not { Reason: "Terminated" })
            node.Events.Warning(pod, cause.Reason, cause.Message);
        return cause;
    }

    private PodEnding? Overdue(Pod pod)
    {
        if (pod.Spec.ActiveDeadlineSeconds is not { } seconds || pod.Status.StartTime is not { } started)
            return null;
        TimeSpan left = started.Value.AddSeconds(seconds) - node.Time.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            LookAgainIn(left);
            return null;
        }
        PodEnding overdue = new("DeadlineExceeded", "Pod was active on the node longer than the specified deadline");
        node.Events.Normal(pod, overdue.Reason, overdue.Message);
        return overdue;
    }

    private void LookAgainIn(TimeSpan pause)
    {
        if (due is null || pause < due)
            due = pause;
    }

    private void Follow(Pod pod, RuntimePod runtime)
    {
        List<ProbedContainer> running = [];
        foreach (Api.Core.Container container in PodContainers.All(pod))
        {
            if (runtime.Newest(container.Name) is { IsRunning: true } known)
                running.Add(new ProbedContainer(container, known.Id, known.StartedAt));
        }
        probes.Follow(pod, running, AddressOf(pod, runtime), lifetime);
    }

    private string AddressOf(Pod pod, RuntimePod runtime) =>
        pod.Spec.HostNetwork ? node.Options.Address.ToString()
        : runtime.Addresses.Count > 0 ? runtime.Addresses[0]
        : "";
}
