using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Nodes;
using Kubesharp.Client;
using Kubesharp.Kubelet.Containers;
using Kubesharp.Kubelet.Cri;
using Kubesharp.Kubelet.Probes;
using Kubesharp.Kubelet.Volumes;
using Container = Kubesharp.Api.Core.Container;

namespace Kubesharp.Kubelet.PodWorkers;

// The way up: volumes, sandbox, init containers in their order, containers.
internal sealed partial class PodWorker
{
    private IReadOnlyDictionary<string, MountedVolume> mounted = new Dictionary<string, MountedVolume>();
    private long? volumesAt;
    private string volumesFor = "";
    private bool sourcesChanged;

    /// <summary>What a volume shows has changed at the API server.</summary>
    public void RefreshVolumes()
    {
        Volatile.Write(ref sourcesChanged, true);
        Wake();
    }

    /// <summary>Takes the next steps.</summary>
    /// <returns>True when the Pod has done its work: nothing runs and nothing is to start.</returns>
    private async Task<bool> AdvanceAsync(Pod pod, RuntimePod runtime, CancellationToken cancellationToken)
    {
        if (runtime.ReadySandbox is null && runtime.Sandboxes.Count > 0 && HasCompleted(pod, runtime))
            return true;
        if (runtime.Sandboxes.Count == 0)
            await TryPublishAsync(pod, runtime, cancellationToken);
        await RefreshVolumesAsync(pod, runtime, cancellationToken);

        uint attempt = runtime.Sandboxes.Count > 0 ? runtime.Sandboxes[0].Metadata.Attempt : 0;
        PodSandboxConfig config;
        if (runtime.ReadySandbox is null)
        {
            attempt += runtime.Sandboxes.Count > 0 ? 1u : 0u;
            config = SandboxConfiguration.For(
                pod, attempt, node.Options, ReadMachineFile(node.Options.ResolverConfiguration));
            await StartSandboxAsync(pod, runtime, config, cancellationToken);
            runtime = await RuntimePod.ReadAsync(node.Runtime, pod.Metadata.Uid, ended, cancellationToken);
            await WriteHostsFileAsync(pod, runtime, cancellationToken);
        }
        else
        {
            config = SandboxConfiguration.For(
                pod, attempt, node.Options, ReadMachineFile(node.Options.ResolverConfiguration));
            if (!File.Exists(node.Folders.EtcHosts(pod.Metadata.Uid)))
                await WriteHostsFileAsync(pod, runtime, cancellationToken);
        }
        if (runtime.ReadySandbox is not { } sandbox)
            throw new IOException("the sandbox ended as soon as it had started");
        if (RestartTrigger(pod, runtime, sandbox.Id) is { } trigger)
        {
            await RestartAllAsync(pod, runtime, trigger, cancellationToken);
            return false;
        }
        await ActuateAsync(pod, runtime, cancellationToken);

        if (!await AdvanceInitAsync(pod, runtime, sandbox.Id, config, cancellationToken))
            return ending is not null || InitHasFailed(pod, runtime, sandbox.Id);
        foreach (Container container in pod.Spec.Containers)
            await AdvanceContainerAsync(pod, container, runtime, sandbox.Id, config, cancellationToken);
        foreach (Container container in pod.Spec.EphemeralContainers.Select(PodContainers.Plain))
        {
            if (runtime.Newest(container.Name) is null)
                await TryStartAsync(pod, container, runtime, sandbox.Id, config, cancellationToken);
        }
        return HasCompleted(pod, runtime);
    }

    private static bool HasCompleted(Pod pod, RuntimePod runtime) => pod.Spec.Containers.All(container =>
        runtime.Newest(container.Name) is { IsExited: true } known
        && !PodState.ShouldRestart(pod, container, known.Status.ExitCode)
        && !PodState.RestartsAll(container, known.Status.ExitCode));

    private static bool InitHasFailed(Pod pod, RuntimePod runtime, string sandboxId) =>
        pod.Spec.InitContainers.Any(container => !PodContainers.IsSidecar(container)
            && runtime.InSandbox(container.Name, sandboxId) is { IsExited: true, Status.ExitCode: not 0 and var code }
            && !PodState.ShouldRestartInit(pod, container, code));

    // Content that can change is looked at each resync, and at once when the Pod's own fields did.
    private async Task RefreshVolumesAsync(Pod pod, RuntimePod runtime, CancellationToken cancellationToken)
    {
        if (volumesAt is null)
        {
            node.Followed.Follow(
                pod.Metadata.Uid, VolumeReferences.ConfigMaps(pod), VolumeReferences.Secrets(pod), lifetime);
        }
        string fields = string.Join('\n', pod.Metadata.Labels.Concat(pod.Metadata.Annotations).Order(PairOrder));
        bool changed = Volatile.Read(ref sourcesChanged);
        bool isStale = volumesAt is not { } at || changed || fields != volumesFor
            || (node.Volumes.ChangeOverTime(pod) && node.Time.GetElapsedTime(at) >= node.Options.ResyncPeriod);
        if (!isStale)
            return;
        PodAddresses addresses = new(runtime.Addresses, node.Options.Address.ToString());
        Volatile.Write(ref sourcesChanged, false);
        try
        {
            mounted = await node.Volumes.SetUpAsync(pod, addresses, node.Allocatable, cancellationToken);
        }
        catch (SetupException)
        {
            Volatile.Write(ref sourcesChanged, true); // What changed is still to be shown.
            throw;
        }
        (volumesAt, volumesFor) = (node.Time.GetTimestamp(), fields);
    }

    private static readonly Comparer<KeyValuePair<string, string>> PairOrder =
        Comparer<KeyValuePair<string, string>>.Create(
            static (left, right) => string.CompareOrdinal(left.Key, right.Key));

    private async Task StartSandboxAsync(
        Pod pod, RuntimePod runtime, PodSandboxConfig config, CancellationToken cancellationToken)
    {
        if (runtime.Sandboxes.Count > 0)
        {
            const string changed = "Pod sandbox changed, it will be killed and re-created.";
            node.Events.Normal(pod, "SandboxChanged", changed);
            foreach (PodSandbox old in runtime.Sandboxes)
                await node.Runtime.StopPodSandboxAsync(old.Id, cancellationToken);
            // The youngest of them keeps the numbering.
            foreach (PodSandbox old in runtime.Sandboxes.Skip(1))
                await node.Runtime.RemovePodSandboxAsync(old.Id, cancellationToken);
        }
        Directory.CreateDirectory(config.LogDirectory);
        if (node.Cgroups is { } cgroups)
        {
            cgroups.Create(config.Linux.CgroupParent);
            cgroups.SetLimits(config.Linux.CgroupParent, LimitsOf(pod));
        }
        try
        {
            string handler = await HandlerAsync(pod, cancellationToken);
            await node.Runtime.RunPodSandboxAsync(config, handler, cancellationToken);
        }
        catch (RuntimeException exception)
        {
            throw new SetupException(
                "FailedCreatePodSandBox", $"Failed to create pod sandbox: {exception.Message}");
        }
    }

    // Who has processors for himself is not held back on them.
    private Linux.Cgroups.CgroupLimits LimitsOf(Pod pod)
    {
        Linux.Cgroups.CgroupLimits limits =
            PodResources.PodLimits(pod, node.Options.PodPidsMax, node.Options.Cpu);
        bool hasOwn = node.ExclusiveCpus is { } cpus && PodContainers.All(pod).Any(
            container => cpus.HasOwn(pod.Metadata.Uid, container.Name));
        return hasOwn ? limits with { CpuQuota = -1 } : limits;
    }

    private void GiveCpus(string uid, string container, LinuxContainerResources resources)
    {
        if (node.ExclusiveCpus is not { } cpus)
            return;
        resources.CpusetCpus = cpus.Of(uid, container).ToString();
        if (cpus.HasOwn(uid, container))
            resources.CpuQuota = -1;
    }

    // The runtime's name for the sort of sandbox that the Pod's RuntimeClass means.
    private async Task<string> HandlerAsync(Pod pod, CancellationToken cancellationToken)
    {
        string handler = "";
        if (pod.Spec.RuntimeClassName is { Length: > 0 } name)
        {
            ApiResult<RuntimeClass> found =
                await node.Client.GetAsync<RuntimeClass>(new("", name), cancellationToken);
            handler = found.Value?.Handler ?? throw new SetupException(
                "FailedCreatePodSandBox",
                $"Failed to create pod sandbox: failed to get sandbox runtime handler: {found.Error?.Message}");
        }
        // A runtime that does not know user namespaces would leave out what the Pod relies on, without a word.
        return pod.Spec.HostUsers == false
            ? throw new SetupException(
                "FailedCreatePodSandBox",
                $"Failed to create pod sandbox: RuntimeClass handler \"{handler}\" does not support user namespaces")
            : handler;
    }

    private async Task WriteHostsFileAsync(Pod pod, RuntimePod runtime, CancellationToken cancellationToken)
    {
        string path = node.Folders.EtcHosts(pod.Metadata.Uid);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string text = HostsFile.TextFor(
            pod, runtime.Addresses, node.Options.ClusterDomain, ReadMachineFile("/etc/hosts"));
        // Written in place: containers have this file mounted, and a new one would not be it.
        await File.WriteAllTextAsync(path, text, cancellationToken);
    }

    /// <returns>True when the containers may start.</returns>
    private async Task<bool> AdvanceInitAsync(
        Pod pod, RuntimePod runtime, string sandboxId, PodSandboxConfig config, CancellationToken cancellationToken)
    {
        bool mainStarted = pod.Spec.Containers.Any(
            container => runtime.InSandbox(container.Name, sandboxId) is not null);
        foreach (Container container in pod.Spec.InitContainers)
        {
            RuntimeContainer? known = runtime.InSandbox(container.Name, sandboxId);
            if (PodContainers.IsSidecar(container))
            {
                await AdvanceContainerAsync(pod, container, runtime, sandboxId, config, cancellationToken);
                bool up = known is { IsRunning: true } && probes.HasStarted(container, known.Id);
                if (!up && !mainStarted)
                {
                    // One that has only just started is looked at again before the next is let go.
                    if (known is null && !waiting.ContainsKey(container.Name))
                        LookAgainIn(TimeSpan.Zero);
                    return false;
                }
                continue;
            }
            if (mainStarted || known is { IsExited: true, Status.ExitCode: 0 })
                continue;
            if (known is null
                || (known.IsExited && PodState.ShouldRestartInit(pod, container, known.Status.ExitCode))
                || known.Status.State == Cri.ContainerState.ContainerCreated)
                await TryStartAsync(pod, container, runtime, sandboxId, config, cancellationToken);
            return false;
        }
        return true;
    }

    private async Task AdvanceContainerAsync(
        Pod pod, Container container, RuntimePod runtime, string sandboxId, PodSandboxConfig config,
        CancellationToken cancellationToken)
    {
        RuntimeContainer? known = runtime.InSandbox(container.Name, sandboxId);
        if (known is { IsRunning: true })
        {
            waiting.Remove(container.Name);
            await KillIfUnfitAsync(pod, container, known, cancellationToken);
            return;
        }
        bool starts = known is null || known.Status.State == Cri.ContainerState.ContainerCreated
            || PodContainers.IsSidecar(container) || PodState.ShouldRestart(pod, container, known.Status.ExitCode);
        if (starts)
            await TryStartAsync(pod, container, runtime, sandboxId, config, cancellationToken);
    }

    private async Task KillIfUnfitAsync(
        Pod pod, Container container, RuntimeContainer known, CancellationToken cancellationToken)
    {
        string? cause = null;
        long? grace = pod.Spec.TerminationGracePeriodSeconds;
        if (known.Hash.Length > 0 && known.Hash != ContainerConfiguration.HashOf(container))
        {
            cause = $"Container {container.Name} definition changed, will be restarted";
        }
        else if (probes.Failed(known.Id) is { } kind)
        {
            Probe? probe = kind == ProbeKind.Startup ? container.StartupProbe : container.LivenessProbe;
            grace = probe?.TerminationGracePeriodSeconds ?? grace;
            cause = $"Container {container.Name} failed {kind.ToString().ToLowerInvariant()} probe, will be restarted";
        }
        if (cause is null)
            return;
        await KillAsync(
            pod, container, known, AddressNow(pod), TimeSpan.FromSeconds(grace ?? 30), cause, cancellationToken);
        LookAgainIn(TimeSpan.Zero);
    }

    /// <summary>
    /// Starts the container unless it must pause first. What prevents it becomes what the container waits for.
    /// </summary>
    private async Task TryStartAsync(
        Pod pod, Container container, RuntimePod runtime, string sandboxId, PodSandboxConfig config,
        CancellationToken cancellationToken)
    {
        string fieldPath = PodContainers.FieldPath(pod, container.Name);
        RuntimeContainer? last = runtime.Newest(container.Name);
        if (last is { IsExited: true })
        {
            if (backoff.Remaining(container.Name, last.FinishedAt) is { } left)
            {
                string about = $"restarting failed container {container.Name} in pod {PodContainers.Describe(pod)}";
                node.Events.Warning(pod, "BackOff", $"Back-off {about}", fieldPath);
                waiting[container.Name] = (
                    "CrashLoopBackOff",
                    $"back-off {Shown(backoff.Pause(container.Name))} restarting failed container={container.Name} "
                    + $"pod={PodContainers.Describe(pod)}");
                LookAgainIn(left);
                return;
            }
            backoff.Next(container.Name, last.FinishedAt);
        }
        try
        {
            await StartAsync(pod, container, runtime, last, sandboxId, config, cancellationToken);
            waiting.Remove(container.Name);
            LookAgainIn(TimeSpan.FromSeconds(1)); // In case that it ends before anybody tells.
        }
        catch (SetupException exception)
        {
            waiting[container.Name] = (exception.Reason, exception.Message);
            string message = exception.Reason is "ErrImagePull" or "ImagePullBackOff" or "ErrImageNeverPull"
                or "InvalidImageName" or "ImageInspectError" or "RegistryUnavailable" or "SignatureValidationFailed"
                ? exception.Reason
                : exception.Message;
            node.Events.Warning(pod, "Failed", $"Error: {message}", fieldPath);
            LookAgainIn(
                puller.NextTry(container.Image) is { } next && next > TimeSpan.Zero ? next : ConfigurationRetry);
        }
    }

    private async Task StartAsync(
        Pod pod, Container container, RuntimePod runtime, RuntimeContainer? last, string sandboxId,
        PodSandboxConfig sandboxConfig, CancellationToken cancellationToken)
    {
        string fieldPath = PodContainers.FieldPath(pod, container.Name);
        Cri.Image image = await puller.EnsureAsync(pod, container, fieldPath, sandboxConfig, cancellationToken);
        SecurityContexts.VerifyNonRoot(pod, container, image);
        await MountImagesAsync(pod, container, fieldPath, sandboxConfig, cancellationToken);
        int restartCount = last is null ? CountOfForgotten(pod, container.Name) : last.RestartCount + 1;
        PodAddresses addresses = new(
            pod.Spec.HostNetwork ? [node.Options.Address.ToString()] : runtime.Addresses,
            node.Options.Address.ToString());
        IReadOnlyList<KeyValuePair<string, string>> environment = await node.Environment.BuildAsync(
            pod, container, ServiceEnvironment.For(pod, node.Services()), addresses, node.Allocatable,
                cancellationToken);
        string uid = pod.Metadata.Uid;
        ContainerConfig config = ContainerConfiguration.For(new ContainerInputs
        {
            Pod = pod,
            Container = container,
            RestartCount = restartCount,
            ImageReference = image.Id,
            TargetId = TargetOf(pod, container.Name, runtime),
            Environment = environment,
            Devices = ContainerMounts.DevicesFor(container, mounted),
            Mounts = ContainerMounts.For(
                container, mounted, environment.ToDictionary(), node.Folders.EtcHosts(uid),
                MessageFile(uid, container.Name, restartCount),
                Path.Combine(node.Folders.SubPaths(uid), container.Name)),
            NodeMemoryBytes = node.MemoryBytes,
            SeccompRoot = node.Folders.SeccompProfiles,
            SeccompDefault = node.Options.SeccompDefault,
            Cpu = node.Options.Cpu,
        });
        GiveCpus(uid, container.Name, config.Linux.Resources);
        Directory.CreateDirectory(Path.Combine(sandboxConfig.LogDirectory, container.Name));
        string id = await Step("CreateContainerError", () =>
            node.Runtime.CreateContainerAsync(sandboxId, config, sandboxConfig, cancellationToken));
        inForce[id] = container.Resources;
        node.Events.Normal(pod, "Created", "Container created", fieldPath);
        await Step("RunContainerError", async () =>
        {
            await node.Runtime.StartContainerAsync(id, cancellationToken);
            return id;
        });
        node.Events.Normal(pod, "Started", "Container started", fieldPath);
        await RunPostStartAsync(pod, container, id, AddressOf(pod, runtime), cancellationToken);
        await RemoveOldAsync(runtime, container.Name, cancellationToken);
    }

    // Volumes that are files of images; those that this container wants.
    private async Task MountImagesAsync(
        Pod pod, Container container, string fieldPath, PodSandboxConfig sandboxConfig,
        CancellationToken cancellationToken)
    {
        foreach (Volume volume in pod.Spec.Volumes)
        {
            if (volume.Image is not { } source
                || !container.VolumeMounts.Any(mount => mount.Name == volume.Name))
                continue;
            Container asked = Container.Empty with
            {
                Name = container.Name, Image = source.Reference, ImagePullPolicy = source.PullPolicy,
            };
            Cri.Image image = await puller.EnsureAsync(pod, asked, fieldPath, sandboxConfig, cancellationToken);
            string reference = image.RepoTags.Concat(image.RepoDigests).FirstOrDefault() ?? image.Id;
            await node.Volumes.Images.MountAsync(pod.Metadata.Uid, volume.Name, reference, cancellationToken);
        }
    }

    // The runtime has no trace of a container that the status tells of: it goes on counting from there.
    private int CountOfForgotten(Pod pod, string name)
    {
        PodStatus status = Pod.Status;
        Api.Core.ContainerStatus? told = status.InitContainerStatuses.Concat(status.ContainerStatuses)
            .FirstOrDefault(candidate => candidate.Name == name);
        bool ran = told is not null && (told.ContainerID.Length > 0 || told.LastState.Terminated is not null);
        return ran && Pod.Metadata.Uid == pod.Metadata.Uid ? told!.RestartCount + 1 : 0;
    }

    private static TimeSpan GraceOf(Pod pod) =>
        TimeSpan.FromSeconds(pod.Spec.TerminationGracePeriodSeconds ?? 30);

    private static async Task<string> Step(string reason, Func<Task<string>> step)
    {
        try
        {
            return await step();
        }
        catch (RuntimeException exception)
        {
            throw new SetupException(reason, exception.Detail);
        }
    }

    // An ephemeral container may look into the processes of another; that one must run.
    private static string TargetOf(Pod pod, string name, RuntimePod runtime)
    {
        string target = pod.Spec.EphemeralContainers.FirstOrDefault(
            ephemeral => ephemeral.Name == name)?.TargetContainerName ?? "";
        if (target.Length == 0)
            return "";
        return runtime.Newest(target) is { IsRunning: true } known ? known.Id : throw new SetupException(
            "CreateContainerConfigError", $"unable to find target container {target}");
    }

    private async Task RunPostStartAsync(
        Pod pod, Container container, string id, string address, CancellationToken cancellationToken)
    {
        if (container.Lifecycle?.PostStart is not { } hook)
            return;
        ProbeResult result = await node.Prober.RunHookAsync(
            hook, container, id, address, Timeout.InfiniteTimeSpan, cancellationToken);
        if (result.Outcome == ProbeOutcome.Success)
            return;
        string fieldPath = PodContainers.FieldPath(pod, container.Name);
        // What a hook printed may be secret: it goes to the operator, not into an event.
        node.Log($"pod {PodContainers.Describe(pod)}: postStart of {container.Name}: {result.Message}");
        node.Events.Warning(pod, "FailedPostStartHook", "PostStartHook failed", fieldPath);
        node.Events.Normal(pod, "Killing", "FailedPostStartHook", fieldPath);
        await node.Runtime.StopContainerAsync(
            id, GraceOf(pod), cancellationToken);
        throw new SetupException("PostStartHookError", result.Message);
    }

    // The one that runs and the one before it stay, for its state and its log.
    private async Task RemoveOldAsync(RuntimePod runtime, string name, CancellationToken cancellationToken)
    {
        foreach (RuntimeContainer old in runtime.Containers.Where(container => container.Name == name).Skip(1))
        {
            await node.Runtime.RemoveContainerAsync(old.Id, cancellationToken);
            ended.Remove(old.Id);
            inForce.Remove(old.Id);
            if (old.Status.LogPath.Length > 0)
                File.Delete(old.Status.LogPath);
        }
    }

    private string MessageFile(string uid, string container, int restartCount) => Path.Combine(
        node.Folders.Container(uid, container),
        $"termination-{restartCount.ToString(System.Globalization.CultureInfo.InvariantCulture)}");

    private string AddressNow(Pod pod) =>
        pod.Spec.HostNetwork ? node.Options.Address.ToString() : Pod.Status.PodIP;

    private static string ReadMachineFile(string path) => File.Exists(path) ? File.ReadAllText(path) : "";

    // In whole seconds: 10s, 1m20s, 5m0s.
    private static string Shown(TimeSpan span) =>
        Duration.From(TimeSpan.FromSeconds((long)span.TotalSeconds)).ToString();
}
