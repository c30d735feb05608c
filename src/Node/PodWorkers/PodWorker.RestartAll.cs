using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Containers;
using Container = Kubesharp.Api.Core.Container;

namespace Kubesharp.Kubelet.PodWorkers;

// A container whose rule says RestartAllContainers starts the Pod again in place: same node, sandbox, address and
// volumes; init containers run anew (KEP-5532).
internal sealed partial class PodWorker
{
    // No container can have this name, so it is the whole Pod's own key.
    private const string WholePod = "";

    private bool restartingAll;

    private static RuntimeContainer? RestartTrigger(Pod pod, RuntimePod runtime, string sandboxId)
    {
        foreach (Container container in pod.Spec.InitContainers.Concat(pod.Spec.Containers))
        {
            if (runtime.InSandbox(container.Name, sandboxId) is { IsExited: true } known
                && PodState.RestartsAll(container, known.Status.ExitCode))
                return known;
        }
        return null;
    }

    private async Task RestartAllAsync(
        Pod pod, RuntimePod runtime, RuntimeContainer trigger, CancellationToken cancellationToken)
    {
        if (backoff.Remaining(WholePod, trigger.FinishedAt) is { } left)
        {
            waiting[trigger.Name] = (
                "CrashLoopBackOff",
                $"back-off {Shown(backoff.Pause(WholePod))} restarting failed container={trigger.Name} "
                + $"pod={PodContainers.Describe(pod)}");
            LookAgainIn(left);
            return;
        }
        backoff.Next(WholePod, trigger.FinishedAt);
        restartingAll = true;
        await TryPublishAsync(pod, runtime, cancellationToken);
        await KillAllAsync(pod, runtime, GraceOf(pod), cancellationToken);
        runtime = await RuntimePod.ReadAsync(node.Runtime, pod.Metadata.Uid, ended, cancellationToken);
        // Their ends are what the status says next; the counts go on from there.
        await TryPublishAsync(pod, runtime, cancellationToken);
        foreach (RuntimeContainer container in runtime.Containers)
        {
            await node.Runtime.RemoveContainerAsync(container.Id, cancellationToken);
            ended.Remove(container.Id);
        }
        waiting.Clear();
        LookAgainIn(TimeSpan.Zero);
    }

    // Done when each container of the Pod runs again, or has run.
    private void NoteRestarted(Pod pod, RuntimePod runtime) => restartingAll = restartingAll
        && !pod.Spec.Containers.All(container => runtime.Newest(container.Name) is { IsRunning: true } or
            { IsExited: true });
}
