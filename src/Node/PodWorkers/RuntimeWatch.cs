using System.Globalization;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Kubelet.Containers;
using Kubesharp.Kubelet.Cri;

namespace Kubesharp.Kubelet.PodWorkers;

/// <summary>
/// Notices what happens to containers. The runtime's events only say that it is time to look; what counts is the
/// difference between two lists. Without events it looks each second.
/// </summary>
/// <remarks>Two loops: one reads events, one looks. They share a flag and a signal.</remarks>
internal sealed class RuntimeWatch(IContainerRuntime runtime, TimeProvider time, Action<string> wakePod)
{
    private static readonly TimeSpan PeriodWithEvents = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PeriodWithout = TimeSpan.FromSeconds(1);
    // The runtime's lists lag behind its events: 150 ms measured, more under load. Hence the repeated look.
    private static readonly TimeSpan[] LooksAfterEvent =
        [TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1)];

    private readonly SemaphoreSlim happened = new(0, 1);
    private Dictionary<string, string> known = new(StringComparer.Ordinal);
    private volatile bool hasEvents;

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Loop.Run("kubelet/runtime-events", time, ReadEventsAsync, cancellationToken),
        Loop.Run("kubelet/runtime-watch", time, LookAsync, cancellationToken));

    private async Task ReadEventsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                hasEvents = true;
                await foreach (bool _ in runtime.EventsAsync(cancellationToken))
                    Signal();
            }
            catch (RuntimeException)
            {
                // It restarts, or cannot tell of events at all.
            }
            hasEvents = false;
            Signal();
            await Task.Delay(PeriodWithout, time, cancellationToken);
        }
    }

    private void Signal()
    {
        lock (happened)
        {
            if (happened.CurrentCount == 0)
                happened.Release();
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await CompareAsync(cancellationToken);
            using CancellationTokenSource timer = new(hasEvents ? PeriodWithEvents : PeriodWithout, time);
            using CancellationTokenSource linked =
                CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
            try
            {
                await happened.WaitAsync(linked.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                continue; // Time for a look anyway.
            }
            foreach (TimeSpan pause in LooksAfterEvent)
            {
                await Task.Delay(pause, time, cancellationToken);
                await CompareAsync(cancellationToken);
            }
        }
    }

    private async Task CompareAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, string> now;
        try
        {
            now = await ReadAsync(cancellationToken);
        }
        catch (RuntimeException)
        {
            return; // The runtime is away; the next look will tell.
        }
        foreach (string uid in now.Keys.Concat(known.Keys).Distinct().ToList())
        {
            if (now.GetValueOrDefault(uid) != known.GetValueOrDefault(uid))
                wakePod(uid);
        }
        known = now;
    }

    private async Task<Dictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, StringBuilder> states = new(StringComparer.Ordinal);
        foreach (PodSandbox sandbox in await runtime.ListPodSandboxesAsync("", cancellationToken))
            Add(states, sandbox.Labels, sandbox.Id, (int)sandbox.State);
        foreach (Container container in await runtime.ListContainersAsync("", cancellationToken))
            Add(states, container.Labels, container.Id, (int)container.State);
        return states.ToDictionary(
            static pair => pair.Key, static pair => pair.Value.ToString(), StringComparer.Ordinal);
    }

    private static void Add(
        Dictionary<string, StringBuilder> states, IDictionary<string, string> labels, string id, int state)
    {
        if (!labels.TryGetValue(SandboxConfiguration.UidLabel, out string? uid))
            return;
        if (!states.TryGetValue(uid, out StringBuilder? text))
            states[uid] = text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{id}:{state};");
    }
}
