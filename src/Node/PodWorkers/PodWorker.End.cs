using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Kubelet.Containers;
using Kubesharp.Kubelet.Cri;
using Kubesharp.Kubelet.Probes;
using Container = Kubesharp.Api.Core.Container;

namespace Kubesharp.Kubelet.PodWorkers;

// The way down: hooks, SIGTERM, SIGKILL, and what is taken away after.
internal sealed partial class PodWorker
{
    // A hook that used up the grace leaves the containers this much.
    private static readonly TimeSpan GraceMin = TimeSpan.FromSeconds(2);
    // What a Pod gets that was deleted without any grace: SIGTERM and a moment.
    private static readonly TimeSpan GraceOfGone = TimeSpan.FromSeconds(1);

    private const int GroupRemovalsMax = 20;
    private static readonly TimeSpan GroupRemovalPause = TimeSpan.FromMilliseconds(50);

    private readonly TaskCompletionSource over = Loop.NewSignal();
    private bool completed;

    /// <summary>Completes when nothing of the Pod runs any more.</summary>
    public Task Over => over.Task;

    /// <summary>The Pod has done its work, or may not go on. It stays, for its status and its logs.</summary>
    private async Task CompleteAsync(Pod pod, RuntimePod runtime, CancellationToken cancellationToken)
    {
        if (completed)
            return;
        // A node that is short of something has no time for farewells.
        TimeSpan grace = ending?.Grace
            ?? (ending is { IsByNode: true, KeepsGrace: false } ? GraceOfGone : GraceOf(pod));
        if (await KillAllAsync(pod, runtime, grace, cancellationToken))
            runtime = await RuntimePod.ReadAsync(node.Runtime, pod.Metadata.Uid, ended, cancellationToken);
        if (!PodState.IsTerminal(pod.Status.Phase))
            await PublishAsync(pod, runtime, ends: true, cancellationToken);
        foreach (PodSandbox sandbox in runtime.Sandboxes)
            await node.Runtime.StopPodSandboxAsync(sandbox.Id, cancellationToken);
        node.Followed.Forget(pod.Metadata.Uid);
        await node.Volumes.TearDownAsync(pod.Metadata.Uid, cancellationToken);
        await RemoveGroupAsync(pod, cancellationToken);
        completed = true;
        over.TrySetResult();
    }

    /// <summary>The Pod is deleted: its containers end, everything of it goes, and last its object.</summary>
    private async Task RemoveAsync(Pod pod, bool isGone, RuntimePod runtime, CancellationToken cancellationToken)
    {
        bool isStatic = StaticPods.Manifests.IsStatic(pod);
        TimeSpan grace = isGone && !isStatic ? GraceOfGone
            : TimeSpan.FromSeconds(
                pod.Metadata.DeletionGracePeriodSeconds ?? pod.Spec.TerminationGracePeriodSeconds ?? 30);
        if (await KillAllAsync(pod, runtime, grace, cancellationToken))
            runtime = await RuntimePod.ReadAsync(node.Runtime, pod.Metadata.Uid, ended, cancellationToken);
        await probes.StopAsync();
        if (!isGone && !PodState.IsTerminal(pod.Status.Phase))
            await PublishAsync(pod, runtime, ends: true, cancellationToken);

        foreach (PodSandbox sandbox in runtime.Sandboxes)
            await node.Runtime.StopPodSandboxAsync(sandbox.Id, cancellationToken);
        foreach (RuntimeContainer container in runtime.Containers)
            await node.Runtime.RemoveContainerAsync(container.Id, cancellationToken);
        foreach (PodSandbox sandbox in runtime.Sandboxes)
            await node.Runtime.RemovePodSandboxAsync(sandbox.Id, cancellationToken);
        node.Followed.Forget(pod.Metadata.Uid);
        await node.Volumes.TearDownAsync(pod.Metadata.Uid, cancellationToken);
        await RemoveGroupAsync(pod, cancellationToken);
        string logs = node.Folders.PodLogs(pod.Metadata.Namespace, pod.Metadata.Name, pod.Metadata.Uid);
        if (Directory.Exists(logs))
            Directory.Delete(logs, recursive: true);

        if (isStatic)
        {
            await node.Mirrors.RemoveAsync(pod, cancellationToken);
        }
        else if (!isGone)
        {
            DeleteOptions now = DeleteOptions.Empty with
            {
                GracePeriodSeconds = 0,
                Preconditions = Preconditions.Empty with { Uid = pod.Metadata.Uid },
            };
            ApiError? error = await node.Client.DeleteAsync<Pod>(ObjectKey.Of(pod), now, cancellationToken);
            // A conflict means that another Pod has the name by now: ours is gone.
            if (error is { IsConflict: false })
                throw new IOException($"its object could not be deleted: {error.Message}");
        }
        finished = true;
        over.TrySetResult();
    }

    /// <summary>Ends every container: those of the spec side by side, then sidecars, the last one first.</summary>
    /// <returns>True when some ran.</returns>
    private async Task<bool> KillAllAsync(
        Pod pod, RuntimePod runtime, TimeSpan grace, CancellationToken cancellationToken)
    {
        RuntimeContainer[] running = [.. runtime.Containers.Where(static container =>
            container.IsRunning || container.Status.State == Cri.ContainerState.ContainerUnknown)];
        if (running.Length == 0)
            return false;
        long started = node.Time.GetTimestamp();
        string address = AddressOf(pod, runtime);
        string[] sidecars =
            [.. pod.Spec.InitContainers.Where(PodContainers.IsSidecar).Select(static container => container.Name)];
        await Task.WhenAll(running.Where(container => !sidecars.Contains(container.Name)).Select(known =>
            KillAsync(pod, SpecOf(pod, known), known, address, grace, $"Stopping container {known.Name}",
                cancellationToken)));
        foreach (string name in sidecars.Reverse())
        {
            if (running.FirstOrDefault(container => container.Name == name) is not { } known)
                continue;
            TimeSpan left = grace - node.Time.GetElapsedTime(started);
            await KillAsync(
                pod, SpecOf(pod, known), known, address, left > TimeSpan.Zero ? left : TimeSpan.Zero,
                $"Stopping container {name}", cancellationToken);
        }
        return true;
    }

    private async Task KillAsync(
        Pod pod, Container container, RuntimeContainer known, string address, TimeSpan grace, string cause,
        CancellationToken cancellationToken)
    {
        string fieldPath = PodContainers.FieldPath(pod, known.Name);
        node.Events.Normal(pod, "Killing", cause, fieldPath);
        TimeSpan left = grace;
        if (container.Lifecycle?.PreStop is { } hook && grace > TimeSpan.Zero)
        {
            long started = node.Time.GetTimestamp();
            await RunPreStopAsync(pod, container, hook, known.Id, address, grace, cancellationToken);
            left = grace - node.Time.GetElapsedTime(started);
            if (left < GraceMin)
                left = GraceMin;
        }
        try
        {
            await node.Runtime.StopContainerAsync(known.Id, left, cancellationToken);
        }
        catch (RuntimeException exception) when (exception.Code == Grpc.Core.StatusCode.NotFound)
        {
            // It went by itself.
        }
    }

    private async Task RunPreStopAsync(
        Pod pod, Container container, LifecycleHandler hook, string id, string address, TimeSpan grace,
        CancellationToken cancellationToken)
    {
        using CancellationTokenSource timer = new(grace, node.Time);
        using CancellationTokenSource linked =
            CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            ProbeResult result =
                await node.Prober.RunHookAsync(hook, container, id, address, grace, linked.Token);
            if (result.Outcome != ProbeOutcome.Success)
            {
                node.Log($"pod {PodContainers.Describe(pod)}: preStop of {container.Name}: {result.Message}");
                node.Events.Warning(
                    pod, "FailedPreStopHook", "PreStopHook failed", PodContainers.FieldPath(pod, container.Name));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The grace is over; SIGTERM follows.
        }
    }

    private static Container SpecOf(Pod pod, RuntimeContainer known) =>
        PodContainers.Find(pod, known.Name) ?? Container.Empty with { Name = known.Name };

    private async Task RemoveGroupAsync(Pod pod, CancellationToken cancellationToken)
    {
        node.ExclusiveCpus?.Release(pod.Metadata.Uid);
        if (node.Cgroups is not { } cgroups)
            return;
        string path = PodResources.CgroupPath(pod, node.Options.CgroupRoot);
        // The last processes of the Pod leave their group a moment after the runtime has said that they are gone.
        for (int attempt = 0; !cgroups.Remove(path); attempt++)
        {
            if (attempt == GroupRemovalsMax)
            {
                node.Log($"pod {PodContainers.Describe(pod)}: its control group stays busy");
                return;
            }
            await Task.Delay(GroupRemovalPause, node.Time, cancellationToken);
        }
    }
}
