using System.Globalization;
using Kubesharp.Api.Printing;

namespace Kubesharp.Api.Core;

/// <summary>
/// A Pod in one line, as <c>kubectl get pods</c> shows it: how many containers are ready, one word for what it does,
/// how often it restarted. Users read these words for diagnosis.
/// </summary>
internal readonly record struct PodSummary(
    int Ready, int Total, string Reason, int Restarts, DateTimeOffset? LastRestart)
{
    public string ReadyText => string.Create(CultureInfo.InvariantCulture, $"{Ready}/{Total}");

    public static PodSummary Of(Pod pod)
    {
        PodStatus status = pod.Status;
        int total = pod.Spec.Containers.Count;
        foreach (Container container in pod.Spec.InitContainers)
            total += IsSidecar(container) ? 1 : 0;

        var tally = new Tally { Reason = status.Reason.Length > 0 ? status.Reason : status.Phase };
        if (HasCondition(status, "PodScheduled", static condition => condition.Reason == "SchedulingGated"))
            tally.Reason = "SchedulingGated";
        bool initializing = CountInitContainers(pod, ref tally);
        if (!initializing || HasCondition(status, "Initialized", static condition => condition.Status == "True"))
            CountContainers(status, ref tally);

        if (pod.Metadata.DeletionTimestamp is not null)
        {
            if (status.Reason == "NodeLost")
                tally.Reason = "Unknown";
            else if (status.Phase is not ("Succeeded" or "Failed"))
                tally.Reason = "Terminating";
        }
        return new(tally.Ready, total, tally.Reason, tally.Restarts, tally.LastRestart);
    }

    public string RestartsText(DateTimeOffset now)
    {
        string count = Restarts.ToString(CultureInfo.InvariantCulture);
        return Restarts != 0 && LastRestart is { } last ? $"{count} ({HumanDuration.Format(now - last)} ago)" : count;
    }

    /// <summary>Whether an init container still holds the others back.</summary>
    private static bool CountInitContainers(Pod pod, ref Tally tally)
    {
        IReadOnlyList<ContainerStatus> statuses = pod.Status.InitContainerStatuses;
        for (int i = 0; i < statuses.Count; i++)
        {
            ContainerStatus container = statuses[i];
            bool sidecar = IsSidecar(Find(pod.Spec.InitContainers, container.Name));
            tally.Count(container);
            if (sidecar)
                tally.CountSidecar(container);
            if (container.State.Terminated is { ExitCode: 0 })
                continue;
            if (sidecar && container.Started == true)
            {
                tally.Ready += container.Ready ? 1 : 0;
                continue;
            }
            tally.Reason = container.State switch
            {
                { Terminated: { } terminated } => "Init:" + ReasonOf(terminated),
                { Waiting: { Reason: not ("" or "PodInitializing") } waiting } => "Init:" + waiting.Reason,
                _ => string.Create(CultureInfo.InvariantCulture, $"Init:{i}/{pod.Spec.InitContainers.Count}"),
            };
            return true;
        }
        return false;
    }

    private static void CountContainers(PodStatus status, ref Tally tally)
    {
        tally.ForgetInitContainers();
        bool running = false;
        // Backwards, so that the first container has the last word.
        for (int i = status.ContainerStatuses.Count - 1; i >= 0; i--)
        {
            ContainerStatus container = status.ContainerStatuses[i];
            tally.Count(container);
            if (container.State.Waiting is { Reason.Length: > 0 } waiting)
            {
                tally.Reason = waiting.Reason;
            }
            else if (container.State.Terminated is { } terminated)
            {
                tally.Reason = ReasonOf(terminated);
            }
            else if (container.Ready && container.State.Running is not null)
            {
                running = true;
                tally.Ready++;
            }
        }
        // One container is done while another runs: the Pod is not.
        if (tally.Reason == "Completed" && running)
        {
            bool ready = HasCondition(status, "Ready", static condition => condition.Status == "True");
            tally.Reason = ready ? "Running" : "NotReady";
        }
    }

    private static string ReasonOf(ContainerStateTerminated terminated)
    {
        if (terminated.Reason.Length > 0)
            return terminated.Reason;
        return terminated.Signal != 0
            ? string.Create(CultureInfo.InvariantCulture, $"Signal:{terminated.Signal}")
            : string.Create(CultureInfo.InvariantCulture, $"ExitCode:{terminated.ExitCode}");
    }

    private static bool IsSidecar(Container? container) => container?.RestartPolicy == "Always";

    private static Container? Find(IReadOnlyList<Container> containers, string name)
    {
        foreach (Container container in containers)
        {
            if (container.Name == name)
                return container;
        }
        return null;
    }

    private static bool HasCondition(PodStatus status, string type, Func<PodCondition, bool> holds)
    {
        foreach (PodCondition condition in status.Conditions)
        {
            if (condition.Type == type)
                return holds(condition);
        }
        return false;
    }

    private struct Tally
    {
        public int Ready;
        public string Reason;
        public int Restarts;
        public DateTimeOffset? LastRestart;
        private int sidecarRestarts;
        private DateTimeOffset? sidecarLastRestart;

        public void Count(ContainerStatus container)
        {
            Restarts += container.RestartCount;
            LastRestart = Later(LastRestart, container);
        }

        public void CountSidecar(ContainerStatus container)
        {
            sidecarRestarts += container.RestartCount;
            sidecarLastRestart = Later(sidecarLastRestart, container);
        }

        // Once the Pod is initialized only containers that keep running count.
        public void ForgetInitContainers()
        {
            Restarts = sidecarRestarts;
            LastRestart = sidecarLastRestart;
        }

        private static DateTimeOffset? Later(DateTimeOffset? known, ContainerStatus container) =>
            container.LastState.Terminated?.FinishedAt?.Value is { } finished && !(finished <= known)
                ? finished : known;
    }
}
