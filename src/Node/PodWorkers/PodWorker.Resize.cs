using System.Globalization;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Containers;
using Kubesharp.Kubelet.Cri;
using Container = Kubesharp.Api.Core.Container;

namespace Kubesharp.Kubelet.PodWorkers;

// Other resources for a Pod that runs (KEP-1287): what the spec wishes is allocated when the node has it, and what is
// allocated is put in force container by container.
internal sealed partial class PodWorker
{
    // How soon a resize that the kernel refused (memory that is in use, say) is tried again.
    private static readonly TimeSpan ResizeRetry = TimeSpan.FromSeconds(5);

    /// <summary>What is in force, by container id.</summary>
    private readonly Dictionary<string, ResourceRequirements> inForce = new(StringComparer.Ordinal);
    private Pod? allocation;
    private ResizeState resize = ResizeState.None;

    /// <summary>The Pod as it counts against the node: with the resources it was allocated.</summary>
    public Pod AllocatedPod
    {
        get
        {
            lock (gate)
                return PodAllocation.Apply(latest, allocation);
        }
    }

    /// <summary>Whether a resize waits until others leave.</summary>
    public bool WaitsForRoom => resize.Pending?.Reason == "Deferred";

    private string AllocationFile => node.Folders.Allocation(Pod.Metadata.Uid);

    /// <summary>Allocates what the spec wishes, if the node has it.</summary>
    /// <returns>The Pod with the resources that it may have.</returns>
    private Pod Allocate(Pod pod)
    {
        Pod? known = allocation ?? PodAllocation.Load(AllocationFile);
        if (known is null)
        {
            Keep(pod);
            return pod;
        }
        lock (gate)
            allocation = known;
        if (!PodAllocation.Differs(pod, known))
        {
            resize = resize with { Pending = null };
            return pod;
        }
        PodEnding? refusal = admission.RefuseResize(pod);
        if (refusal is null)
        {
            Keep(pod);
            resize = new ResizeState(null, new ResizeCondition("", "", pod.Metadata.Generation));
            node.Events.Normal(pod, "ResizeStarted", $"Pod resize started: {Describe(pod, "")}");
            return pod;
        }
        if (resize.Pending?.Reason != refusal.Reason || resize.Pending.Generation != pod.Metadata.Generation)
        {
            node.Events.Warning(
                pod, $"Resize{refusal.Reason}", $"Pod resize {refusal.Reason}: {Describe(pod, refusal.Message)}");
        }
        resize = resize with
        {
            Pending = new ResizeCondition(refusal.Reason, refusal.Message, pod.Metadata.Generation),
        };
        return PodAllocation.Apply(pod, known);
    }

    private void Keep(Pod pod)
    {
        PodAllocation.Save(AllocationFile, pod);
        lock (gate)
            allocation = pod;
    }

    /// <summary>Brings the resources of running containers to what was allocated.</summary>
    private async Task ActuateAsync(Pod pod, RuntimePod runtime, CancellationToken cancellationToken)
    {
        List<(Container Container, RuntimeContainer Known)> behind = [];
        foreach (Container container in pod.Spec.InitContainers.Where(PodContainers.IsSidecar)
            .Concat(pod.Spec.Containers))
        {
            if (runtime.Newest(container.Name) is not { IsRunning: true } known)
                continue;
            if (!inForce.TryGetValue(known.Id, out ResourceRequirements? now))
                inForce[known.Id] = now = ReportedFor(known.Id) ?? container.Resources;
            if (now != container.Resources)
                behind.Add((container, known));
        }
        bool podChanged = resize.InProgress is not null;
        if (behind.Count == 0 && !podChanged)
            return;
        try
        {
            // The whole Pod's limits give way first and close in last, so that no container meets them in between.
            string group = PodResources.CgroupPath(pod, node.Options.CgroupRoot);
            SetPodLimits(group, PodResources.PodLimits(pod, node.Options.PodPidsMax, node.Options.Cpu), widen: true);
            foreach ((Container container, RuntimeContainer known) in behind)
                await ActuateAsync(pod, container, known, cancellationToken);
            SetPodLimits(group, PodResources.PodLimits(pod, node.Options.PodPidsMax, node.Options.Cpu), widen: false);
        }
        catch (Exception exception) when (exception is RuntimeException or IOException)
        {
            resize = resize with
            {
                InProgress = new ResizeCondition("Error", exception.Message, pod.Metadata.Generation),
            };
            node.Events.Warning(pod, "ResizeError", $"Pod resize error: {Describe(pod, exception.Message)}");
            LookAgainIn(ResizeRetry);
            return;
        }
        if (resize.InProgress is not null && behind.All(entry => !MustRestart(entry.Container, entry.Known)))
        {
            resize = resize with { InProgress = null };
            node.Events.Normal(pod, "ResizeCompleted", $"Pod resize completed: {Describe(pod, "")}");
        }
    }

    private async Task ActuateAsync(
        Pod pod, Container container, RuntimeContainer known, CancellationToken cancellationToken)
    {
        if (MustRestart(container, known))
        {
            await KillAsync(
                pod, container, known, AddressNow(pod), GraceOf(pod),
                $"Container {container.Name} resize requires restart", cancellationToken);
            LookAgainIn(TimeSpan.Zero);
            return;
        }
        LinuxContainerResources resources = PodResources.ForContainer(
            pod, container, node.MemoryBytes, node.Options.Cpu);
        // A running container keeps its place in the order of the out-of-memory killer.
        resources.OomScoreAdj = 0;
        await node.Runtime.UpdateContainerResourcesAsync(known.Id, resources, cancellationToken);
        inForce[known.Id] = container.Resources;
    }

    private bool MustRestart(Container container, RuntimeContainer known) =>
        inForce.TryGetValue(known.Id, out ResourceRequirements? now) && container.ResizePolicy.Any(policy =>
            policy.RestartPolicy == ResourceResizeRestartPolicy.RestartContainer
            && (container.Resources.Requests.GetValueOrDefault(policy.ResourceName)
                    != now.Requests.GetValueOrDefault(policy.ResourceName)
                || container.Resources.Limits.GetValueOrDefault(policy.ResourceName)
                    != now.Limits.GetValueOrDefault(policy.ResourceName)));

    private void SetPodLimits(string group, Linux.Cgroups.CgroupLimits limits, bool widen)
    {
        if (node.Cgroups is not { } cgroups || !cgroups.Exists(group))
            return;
        if (!widen)
        {
            cgroups.SetLimits(group, limits);
            return;
        }
        // Without limits for a moment: what each container may use is bounded by its own.
        cgroups.SetLimits(group, limits with { MemoryBytes = -1, CpuQuota = -1 });
    }

    // After a restart of the kubelet the API knows what was in force.
    private ResourceRequirements? ReportedFor(string containerId) =>
        Pod.Status.ContainerStatuses.Concat(Pod.Status.InitContainerStatuses)
            .FirstOrDefault(status => status.ContainerID.EndsWith(containerId, StringComparison.Ordinal))?.Resources;

    private (IReadOnlyDictionary<string, Quantity> Allocated, ResourceRequirements? InForce) ResourcesOf(
        Container container, string containerId)
    {
        Pod? known = allocation;
        IReadOnlyDictionary<string, Quantity> allocated =
            known is not null && PodContainers.Find(known, container.Name) is { } admitted
                ? admitted.Resources.Requests : container.Resources.Requests;
        return (allocated, inForce.GetValueOrDefault(containerId) ?? ReportedFor(containerId) ?? container.Resources);
    }

    // What a program that watches events can read: what was asked for, by container.
    private static string Describe(Pod pod, string error)
    {
        StringBuilder text = new("{\"containers\":[");
        text.AppendJoin(',', pod.Spec.Containers.Select(static container =>
            $"{{\"name\":\"{container.Name}\",\"resources\":{{{Shown("limits", container.Resources.Limits)}"
            + (container.Resources is { Limits.Count: > 0, Requests.Count: > 0 } ? "," : "")
            + $"{Shown("requests", container.Resources.Requests)}}}}}"));
        text.Append(CultureInfo.InvariantCulture, $"],\"generation\":{pod.Metadata.Generation}");
        if (error.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $",\"error\":\"{JsonEncoded(error)}\"");
        return text.Append('}').ToString();
    }

    private static string Shown(string name, IReadOnlyDictionary<string, Quantity> amounts) => amounts.Count == 0 ? ""
        : $"\"{name}\":{{" + string.Join(',', amounts.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(static pair => $"\"{pair.Key}\":\"{pair.Value}\"")) + "}";

    private static string JsonEncoded(string text) => System.Text.Json.JsonEncodedText.Encode(text).ToString();
}
