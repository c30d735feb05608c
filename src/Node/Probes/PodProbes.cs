using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Containers;

namespace Kubesharp.Kubelet.Probes;

internal enum ProbeKind { Startup, Readiness, Liveness }

/// <summary>What the Pod's worker must know of its running containers to watch over them.</summary>
internal sealed record ProbedContainer(Container Container, string Id, DateTimeOffset StartedAt);

/// <summary>
/// The probes of one Pod: a loop for each probe of each running container. Results are read by the Pod's worker, which
/// is woken when one changes.
/// </summary>
/// <remarks>The worker calls Follow; results are guarded by the lock, as loops write them.</remarks>
internal sealed class PodProbes(Prober prober, NodeEvents events, TimeProvider time, Action wake)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Id, ProbeKind Kind), bool> results = [];
    private readonly Dictionary<string, CancellationTokenSource> running = new(StringComparer.Ordinal);
    private readonly List<Task> loops = [];
    private string podUid = "";

    /// <summary>True when it has started: no startup probe, or it succeeded.</summary>
    public bool HasStarted(Container container, string id) =>
        container.StartupProbe is null || Result(id, ProbeKind.Startup) == true;

    public bool IsReady(Container container, string id) =>
        HasStarted(container, id) && (container.ReadinessProbe is null || Result(id, ProbeKind.Readiness) == true);

    /// <summary>The probe whose failure asks for a restart, if any.</summary>
    public ProbeKind? Failed(string id) =>
        Result(id, ProbeKind.Startup) == false ? ProbeKind.Startup
        : Result(id, ProbeKind.Liveness) == false ? ProbeKind.Liveness
        : null;

    /// <summary>Starts probes of containers that are new and stops those of containers that are gone.</summary>
    public void Follow(
        Pod pod, IReadOnlyList<ProbedContainer> containers, string podIp, CancellationToken cancellationToken)
    {
        podUid = pod.Metadata.Uid;
        loops.RemoveAll(static loop => loop.IsCompleted);
        foreach (string id in running.Keys.Where(id => containers.All(container => container.Id != id)).ToList())
            Stop(id);
        foreach (ProbedContainer probed in containers)
        {
            Container container = probed.Container;
            if (running.ContainsKey(probed.Id)
                || (container.StartupProbe ?? container.ReadinessProbe ?? container.LivenessProbe) is null)
                continue;
            CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            lock (gate)
                running[probed.Id] = source;
            TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (container.StartupProbe is { } startup)
                Run(pod, probed, ProbeKind.Startup, startup, podIp, started, source.Token);
            else
                started.SetResult();
            if (container.ReadinessProbe is { } readiness)
                Run(pod, probed, ProbeKind.Readiness, readiness, podIp, started, source.Token);
            if (container.LivenessProbe is { } liveness)
                Run(pod, probed, ProbeKind.Liveness, liveness, podIp, started, source.Token);
        }
    }

    /// <summary>Stops all probes but readiness is no longer asked: the Pod ends.</summary>
    public async Task StopAsync()
    {
        foreach (string id in running.Keys.ToList())
            Stop(id);
        await Task.WhenAll(loops);
        if (podUid.Length > 0)
            prober.Counts.Forget(podUid);
    }

    private void Stop(string id)
    {
        CancellationTokenSource? source;
        lock (gate)
        {
            if (!running.Remove(id, out source))
                return;
            foreach (ProbeKind kind in Enum.GetValues<ProbeKind>())
                results.Remove((id, kind));
        }
        source.Cancel();
        source.Dispose();
    }

    private bool? Result(string id, ProbeKind kind)
    {
        lock (gate)
            return results.TryGetValue((id, kind), out bool result) ? result : null;
    }

    private void Run(
        Pod pod, ProbedContainer probed, ProbeKind kind, Probe probe, string podIp, TaskCompletionSource started,
        CancellationToken cancellationToken)
    {
        string name = $"probe/{pod.Metadata.Namespace}/{pod.Metadata.Name}/{probed.Container.Name}/{kind}";
        loops.Add(Loop.Run(
            name, time, token => RepeatAsync(pod, probed, kind, probe, podIp, started, token), cancellationToken));
    }

    private async Task RepeatAsync(
        Pod pod, ProbedContainer probed, ProbeKind kind, Probe probe, string podIp, TaskCompletionSource started,
        CancellationToken cancellationToken)
    {
        TimeSpan period = TimeSpan.FromSeconds(probe.PeriodSeconds > 0 ? probe.PeriodSeconds : 10);
        if (kind != ProbeKind.Startup)
            await started.Task.WaitAsync(cancellationToken);
        TimeSpan delay = probed.StartedAt.AddSeconds(probe.InitialDelaySeconds) - time.GetUtcNow();
        if (delay > TimeSpan.Zero)
            await Task.Delay(delay, time, cancellationToken);

        int inRow = 0;
        bool? last = null;
        while (true)
        {
            long asked = time.GetTimestamp();
            ProbeResult result = await prober.ProbeAsync(probe, probed.Container, probed.Id, podIp, cancellationToken);
            prober.Counts.Note(
                pod, probed.Container.Name, kind, result.Outcome, time.GetElapsedTime(asked));
            Report(pod, probed.Container, kind, result);
            if (result.Outcome != ProbeOutcome.Unknown)
            {
                bool success = result.Outcome == ProbeOutcome.Success;
                inRow = success == last ? inRow + 1 : 1;
                last = success;
                int failureThreshold = probe.FailureThreshold > 0 ? probe.FailureThreshold : 3;
                int threshold = success ? Math.Max(1, probe.SuccessThreshold) : failureThreshold;
                if (inRow >= threshold)
                {
                    Note(probed.Id, kind, success);
                    // A startup probe has its answer; a liveness failure ends this container.
                    if (kind == ProbeKind.Startup && success)
                        started.TrySetResult();
                    if (kind == ProbeKind.Startup || (kind == ProbeKind.Liveness && !success))
                        return;
                }
            }
            await Task.Delay(period, time, cancellationToken);
        }
    }

    private void Note(string id, ProbeKind kind, bool result)
    {
        lock (gate)
        {
            if (!running.ContainsKey(id) || (results.TryGetValue((id, kind), out bool known) && known == result))
                return;
            results[(id, kind)] = result;
        }
        wake();
    }

    private void Report(Pod pod, Container container, ProbeKind kind, ProbeResult result)
    {
        string path = PodContainers.FieldPath(pod, container.Name);
        if (result.Outcome == ProbeOutcome.Failure)
            events.Warning(pod, "Unhealthy", $"{kind} probe failed: {result.Message}", path);
        else if (result.Outcome == ProbeOutcome.Unknown)
            events.Warning(
                pod, "Unhealthy", $"{kind} probe errored and resulted in unknown state: {result.Message}", path);
    }
}
