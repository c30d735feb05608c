using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.PodWorkers;
using Kubesharp.Kubelet.Volumes.Csi;

namespace Kubesharp.Kubelet.Usage;

/// <summary>What Prometheus reads of the node's use: /metrics/resource, and the part of /metrics/cadvisor that is asked
/// for most. Names and labels are upstream's.</summary>
internal static class UsageMetrics
{
    public static string Resource(UsageSampler sampler, IReadOnlyList<Pod> pods)
    {
        MetricsText text = new();
        text.Declare("container_cpu_usage_seconds_total", "counter",
            "[STABLE] Cumulative cpu time consumed by the container in core-seconds");
        text.Declare("container_memory_working_set_bytes", "gauge",
            "[STABLE] Current working set of the container in bytes");
        text.Declare("container_start_time_seconds", "gauge",
            "[STABLE] Start time of the container since unix epoch in seconds");
        text.Declare("node_cpu_usage_seconds_total", "counter",
            "[STABLE] Cumulative cpu time consumed by the node in core-seconds");
        text.Declare("node_memory_working_set_bytes", "gauge", "[STABLE] Current working set of the node in bytes");
        text.Declare("pod_cpu_usage_seconds_total", "counter",
            "[STABLE] Cumulative cpu time consumed by the pod in core-seconds");
        text.Declare("pod_memory_working_set_bytes", "gauge", "[STABLE] Current working set of the pod in bytes");
        text.Declare("resource_scrape_error", "gauge",
            "[STABLE] 1 if there was an error while getting container metrics, 0 otherwise");
        foreach (Pod pod in pods)
        {
            (string, string) ns = ("namespace", pod.Metadata.Namespace);
            (string, string) name = ("pod", pod.Metadata.Name);
            foreach ((string container, string id, ContainerStatus status) in UsageSampler.Running(pod))
            {
                if (sampler.OfContainer(pod, id) is not { } reading)
                    continue;
                (string, string) label = ("container", container);
                text.Add("container_cpu_usage_seconds_total", Seconds(reading), label, ns, name);
                text.Add("container_memory_working_set_bytes", reading.Counts.WorkingSetBytes, label, ns, name);
                text.Add("container_start_time_seconds", StartOf(status), label, ns, name);
            }
            if (sampler.OfPod(pod) is { } whole)
            {
                text.Add("pod_cpu_usage_seconds_total", Seconds(whole), ns, name);
                text.Add("pod_memory_working_set_bytes", whole.Counts.WorkingSetBytes, ns, name);
            }
        }
        UsageReading machine = sampler.OfMachine();
        text.Add("node_cpu_usage_seconds_total", Seconds(machine));
        text.Add("node_memory_working_set_bytes", machine.Counts.WorkingSetBytes);
        text.Add("resource_scrape_error", 0);
        return text.ToString();
    }

    public static string Cadvisor(NodeContext node, UsageSampler sampler, IReadOnlyList<Pod> pods)
    {
        MetricsText text = new();
        text.Declare("container_cpu_usage_seconds_total", "counter", "Cumulative cpu time consumed in seconds.");
        text.Declare("container_memory_usage_bytes", "gauge",
            "Current memory usage in bytes, including all memory regardless of when it was accessed");
        text.Declare("container_memory_working_set_bytes", "gauge", "Current working set in bytes.");
        text.Declare("container_memory_rss", "gauge", "Size of RSS in bytes.");
        text.Declare("container_processes", "gauge", "Number of processes running inside the container.");
        text.Declare("container_start_time_seconds", "gauge",
            "Start time of the container since unix epoch in seconds.");
        text.Declare("container_spec_memory_limit_bytes", "gauge", "Memory limit for the container.");
        text.Declare("container_network_receive_bytes_total", "counter", "Cumulative count of bytes received");
        text.Declare("container_network_transmit_bytes_total", "counter", "Cumulative count of bytes transmitted");
        text.Declare("machine_cpu_cores", "gauge", "Number of logical CPU cores.");
        text.Declare("machine_memory_bytes", "gauge", "Amount of memory installed on the machine.");
        foreach (Pod pod in pods)
        {
            foreach ((string container, string id, ContainerStatus status) in UsageSampler.Running(pod))
            {
                if (sampler.OfContainer(pod, id) is not { } reading)
                    continue;
                (string, string)[] labels = LabelsOf(node, pod, container, id, status.Image);
                Quantity limit = Containers.PodContainers.Find(pod, container)?.Resources.Limits
                    .GetValueOrDefault("memory") ?? default;
                AddUse(text, reading, labels);
                text.Add("container_start_time_seconds", StartOf(status), labels);
                text.Add("container_spec_memory_limit_bytes", limit.Value, labels);
            }
            if (sampler.OfPod(pod) is not { } whole)
                continue;
            (string, string)[] own = LabelsOf(node, pod, "", "", "");
            AddUse(text, whole, own);
            IReadOnlyList<int> processes = sampler.ProcessesOf(pod);
            if (pod.Spec.HostNetwork || processes.Count == 0)
                continue;
            foreach (Linux.Interfaces.InterfaceCounters one in
                Linux.Interfaces.InterfaceCounters.OfProcess(processes[0]))
            {
                (string, string)[] labels = [.. own, ("interface", one.Name)];
                text.Add("container_network_receive_bytes_total", one.ReceivedBytes, labels);
                text.Add("container_network_transmit_bytes_total", one.SentBytes, labels);
            }
        }
        text.Add("machine_cpu_cores", Environment.ProcessorCount);
        text.Add("machine_memory_bytes", node.MemoryBytes);
        return text.ToString();
    }

    /// <summary>The kubelet's own counts: /metrics.</summary>
    /// <param name="volumes">What drivers say of their volumes, by the Pod's uid.</param>
    public static string Own(
        NodeContext node, IReadOnlyList<Pod> pods, IReadOnlyDictionary<string, IReadOnlyList<CsiUsage>> volumes)
    {
        MetricsText text = new();
        AddVolumes(text, pods, volumes);
        text.Declare("kubelet_node_name", "gauge", "[ALPHA] The node's name. The count is always 1.");
        text.Declare("kubelet_running_containers", "gauge", "[ALPHA] Number of containers currently running");
        text.Declare("kubelet_running_pods", "gauge", "[ALPHA] Number of pods that have a running pod sandbox");
        text.Declare("kubelet_desired_pods", "gauge",
            "[ALPHA] The number of pods the kubelet is being instructed to run.");
        text.Declare("process_cpu_seconds_total", "counter", "Total user and system CPU time spent in seconds.");
        text.Declare("process_resident_memory_bytes", "gauge", "Resident memory size in bytes.");
        text.Add("kubelet_node_name", 1, ("node", node.Options.NodeName));
        text.Add("kubelet_running_containers",
            pods.Sum(static pod => UsageSampler.Running(pod).Count()), ("container_state", "running"));
        text.Add("kubelet_running_pods", pods.Count(static pod => pod.Status.Phase == PodPhase.Running));
        text.Add("kubelet_desired_pods", pods.Count(static pod => !PodState.IsTerminal(pod.Status.Phase)));
        using System.Diagnostics.Process self = System.Diagnostics.Process.GetCurrentProcess();
        text.Add("process_cpu_seconds_total", self.TotalProcessorTime.TotalSeconds);
        text.Add("process_resident_memory_bytes", self.WorkingSet64);
        return text.ToString();
    }

    // Of claims only, and of each once, however many Pods use it.
    private static void AddVolumes(
        MetricsText text, IReadOnlyList<Pod> pods, IReadOnlyDictionary<string, IReadOnlyList<CsiUsage>> volumes)
    {
        if (volumes.Count == 0)
            return;
        (string Name, string Help, Func<CsiUsage, long?> Value)[] families =
        [
            ("available_bytes", "Number of available bytes in the volume", static usage => usage.AvailableBytes),
            ("capacity_bytes", "Capacity in bytes of the volume", static usage => usage.CapacityBytes),
            ("inodes", "Maximum number of inodes in the volume", static usage => usage.Inodes),
            ("inodes_free", "Number of free inodes in the volume", static usage => usage.InodesFree),
            ("inodes_used", "Number of used inodes in the volume", static usage => usage.InodesUsed),
            ("used_bytes", "Number of used bytes in the volume", static usage => usage.UsedBytes),
        ];
        foreach ((string name, string help, _) in families)
            text.Declare($"kubelet_volume_stats_{name}", "gauge", $"[ALPHA] {help}");
        HashSet<(string, string)> seen = [];
        foreach (Pod pod in pods)
        {
            foreach (CsiUsage usage in volumes.GetValueOrDefault(pod.Metadata.Uid) ?? [])
            {
                if (CsiUsage.ClaimOf(pod, usage.PodVolume) is not { } claim
                    || !seen.Add((pod.Metadata.Namespace, claim)))
                    continue;
                foreach ((string name, _, Func<CsiUsage, long?> value) in families)
                {
                    if (value(usage) is { } known)
                    {
                        text.Add(
                            $"kubelet_volume_stats_{name}", known, ("namespace", pod.Metadata.Namespace),
                            ("persistentvolumeclaim", claim));
                    }
                }
            }
        }
    }

    private static (string, string)[] LabelsOf(NodeContext node, Pod pod, string container, string id, string image) =>
    [
        ("container", container),
        ("id", Containers.PodResources.CgroupPath(pod, node.Options.CgroupRoot) + (id.Length > 0 ? "/" + id : "")),
        ("image", image), ("name", id), ("namespace", pod.Metadata.Namespace), ("pod", pod.Metadata.Name),
    ];

    private static void AddUse(MetricsText text, UsageReading reading, (string, string)[] labels)
    {
        text.Add("container_cpu_usage_seconds_total", Seconds(reading), [.. labels, ("cpu", "total")]);
        text.Add("container_memory_usage_bytes", reading.Counts.MemoryBytes, labels);
        text.Add("container_memory_working_set_bytes", reading.Counts.WorkingSetBytes, labels);
        text.Add("container_memory_rss", reading.Counts.ResidentBytes, labels);
        text.Add("container_processes", reading.Counts.Pids, labels);
    }

    private static double Seconds(UsageReading reading) => reading.Counts.CpuTime.TotalSeconds;

    private static double StartOf(ContainerStatus status) =>
        status.State.Running?.StartedAt is { } started ? started.Value.ToUnixTimeMilliseconds() / 1000.0 : 0;
}
