using System.Globalization;
using System.Text.Json;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Cri;
using Kubesharp.Kubelet.Volumes.Csi;
using Kubesharp.Linux.Cgroups;
using Kubesharp.Linux.Interfaces;

namespace Kubesharp.Kubelet.Usage;

/// <summary>
/// The document of /stats/summary (k8s.io/kubelet/pkg/apis/stats/v1alpha1): what the node, its Pods and their
/// containers use. With <c>only_cpu_and_memory</c> nothing but that, which asks nobody but the kernel.
/// </summary>
internal sealed class SummaryWriter(
    NodeContext node, UsageSampler sampler, IReadOnlyDictionary<string, FilesystemUsage>? writableLayers,
    IReadOnlyDictionary<string, IReadOnlyList<CsiUsage>> volumes)
{
    private readonly DriveInfo drive = new(node.Options.DataDirectory);

    private bool IsFull => writableLayers is not null;

    /// <param name="startedAt">When this kubelet started: what the node's own counters are shown from.</param>
    public void Write(Utf8JsonWriter writer, IReadOnlyList<Pod> pods, DateTimeOffset startedAt)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("node");
        writer.WriteString("nodeName", node.Options.NodeName);
        writer.WriteString("startTime", Text(startedAt));
        UsageReading machine = sampler.OfMachine();
        WriteCpu(writer, machine);
        WriteMemory(writer, machine, node.MemoryBytes);
        if (IsFull)
        {
            WriteNetwork(writer, InterfaceCounters.OfProcess(Environment.ProcessId), machine.At);
            WriteFilesystem(writer, "fs", machine.At, drive.TotalSize - drive.TotalFreeSpace, null);
            writer.WriteStartObject("runtime");
            WriteFilesystem(writer, "imageFs", machine.At, drive.TotalSize - drive.TotalFreeSpace, null);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
        writer.WriteStartArray("pods");
        foreach (Pod pod in pods)
            WritePod(writer, pod);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WritePod(Utf8JsonWriter writer, Pod pod)
    {
        if (sampler.OfPod(pod) is not { } whole)
            return; // It has ended, or not begun.
        writer.WriteStartObject();
        writer.WriteStartObject("podRef");
        writer.WriteString("name", pod.Metadata.Name);
        writer.WriteString("namespace", pod.Metadata.Namespace);
        writer.WriteString("uid", pod.Metadata.Uid);
        writer.WriteEndObject();
        if (pod.Status.StartTime is { } started)
            writer.WriteString("startTime", Text(started.Value));
        writer.WriteStartArray("containers");
        foreach ((string name, string id, Api.Core.ContainerStatus status) in UsageSampler.Running(pod))
        {
            if (sampler.OfContainer(pod, id) is { } reading)
                WriteContainer(writer, pod, name, id, status, reading);
        }
        writer.WriteEndArray();
        WriteCpu(writer, whole);
        WriteMemory(writer, whole, 0);
        if (IsFull)
        {
            IReadOnlyList<int> processes = sampler.ProcessesOf(pod);
            if (!pod.Spec.HostNetwork && processes.Count > 0)
                WriteNetwork(writer, InterfaceCounters.OfProcess(processes[0]), whole.At);
            if (volumes.TryGetValue(pod.Metadata.Uid, out IReadOnlyList<CsiUsage>? usages) && usages.Count > 0)
                WriteVolumes(writer, pod, usages, whole.At);
            writer.WriteStartObject("process_stats");
            writer.WriteNumber("process_count", processes.Count);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    private static void WriteVolumes(
        Utf8JsonWriter writer, Pod pod, IReadOnlyList<CsiUsage> usages, DateTimeOffset at)
    {
        writer.WriteStartArray("volume");
        foreach (CsiUsage usage in usages)
        {
            writer.WriteStartObject();
            writer.WriteString("time", Text(at));
            WriteKnown(writer, "availableBytes", usage.AvailableBytes);
            WriteKnown(writer, "capacityBytes", usage.CapacityBytes);
            WriteKnown(writer, "usedBytes", usage.UsedBytes);
            WriteKnown(writer, "inodesFree", usage.InodesFree);
            WriteKnown(writer, "inodes", usage.Inodes);
            WriteKnown(writer, "inodesUsed", usage.InodesUsed);
            writer.WriteString("name", usage.PodVolume);
            if (CsiUsage.ClaimOf(pod, usage.PodVolume) is { } claim)
            {
                writer.WriteStartObject("pvcRef");
                writer.WriteString("name", claim);
                writer.WriteString("namespace", pod.Metadata.Namespace);
                writer.WriteEndObject();
            }
            if (usage.IsAbnormal is { } abnormal)
            {
                writer.WriteStartObject("volumeHealthStats");
                writer.WriteBoolean("abnormal", abnormal);
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteKnown(Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } known)
            writer.WriteNumber(name, known);
    }

    private void WriteContainer(
        Utf8JsonWriter writer, Pod pod, string name, string id, Api.Core.ContainerStatus status, UsageReading reading)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        if (status.State.Running?.StartedAt is { } started)
            writer.WriteString("startTime", Text(started.Value));
        WriteCpu(writer, reading);
        long limit = Containers.PodContainers.Find(pod, name)?.Resources.Limits.GetValueOrDefault("memory").Value ?? 0;
        WriteMemory(writer, reading, limit);
        if (writableLayers?.GetValueOrDefault(id) is { } layer)
        {
            WriteFilesystem(
                writer, "rootfs", reading.At, (long)(layer.UsedBytes?.Value ?? 0), (long?)layer.InodesUsed?.Value);
        }
        if (IsFull)
        {
            string logs = Path.Combine(
                node.Folders.PodLogs(pod.Metadata.Namespace, pod.Metadata.Name, pod.Metadata.Uid), name);
            WriteFilesystem(writer, "logs", reading.At, SizeOf(logs), null);
        }
        writer.WriteEndObject();
    }

    private static long SizeOf(string folder) => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateFiles().Sum(static file => file.Exists ? file.Length : 0)
        : 0;

    private static void WriteCpu(Utf8JsonWriter writer, UsageReading reading)
    {
        writer.WriteStartObject("cpu");
        writer.WriteString("time", Text(reading.At));
        if (reading.NanoCores is { } rate)
            writer.WriteNumber("usageNanoCores", rate);
        writer.WriteNumber("usageCoreNanoSeconds", reading.Counts.CpuTime.Ticks * 100);
        writer.WriteEndObject();
    }

    private static void WriteMemory(Utf8JsonWriter writer, UsageReading reading, long limitBytes)
    {
        CgroupUsage counts = reading.Counts;
        writer.WriteStartObject("memory");
        writer.WriteString("time", Text(reading.At));
        if (limitBytes > 0)
            writer.WriteNumber("availableBytes", Math.Max(0, limitBytes - counts.WorkingSetBytes));
        writer.WriteNumber("usageBytes", counts.MemoryBytes);
        writer.WriteNumber("workingSetBytes", counts.WorkingSetBytes);
        writer.WriteNumber("rssBytes", counts.ResidentBytes);
        writer.WriteNumber("pageFaults", counts.PageFaults);
        writer.WriteNumber("majorPageFaults", counts.MajorPageFaults);
        writer.WriteEndObject();
    }

    private void WriteFilesystem(
        Utf8JsonWriter writer, string name, DateTimeOffset at, long usedBytes, long? inodesUsed)
    {
        writer.WriteStartObject(name);
        writer.WriteString("time", Text(at));
        writer.WriteNumber("availableBytes", drive.AvailableFreeSpace);
        writer.WriteNumber("capacityBytes", drive.TotalSize);
        writer.WriteNumber("usedBytes", usedBytes);
        if (inodesUsed is { } inodes)
            writer.WriteNumber("inodesUsed", inodes);
        writer.WriteEndObject();
    }

    private static void WriteNetwork(
        Utf8JsonWriter writer, IReadOnlyList<InterfaceCounters> interfaces, DateTimeOffset at)
    {
        if (interfaces.Count == 0)
            return;
        writer.WriteStartObject("network");
        writer.WriteString("time", Text(at));
        // The first of a Pod is the one it is reached by.
        WriteCounters(writer, interfaces.FirstOrDefault(static one => one.Name == "eth0") ?? interfaces[0]);
        writer.WriteStartArray("interfaces");
        foreach (InterfaceCounters one in interfaces)
        {
            writer.WriteStartObject();
            WriteCounters(writer, one);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteCounters(Utf8JsonWriter writer, InterfaceCounters counters)
    {
        writer.WriteString("name", counters.Name);
        writer.WriteNumber("rxBytes", counters.ReceivedBytes);
        writer.WriteNumber("rxErrors", counters.ReceiveErrors);
        writer.WriteNumber("txBytes", counters.SentBytes);
        writer.WriteNumber("txErrors", counters.SendErrors);
    }

    private static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
