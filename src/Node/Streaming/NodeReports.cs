using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Containers;
using Kubesharp.Kubelet.Cri;
using Kubesharp.Kubelet.PodWorkers;
using Kubesharp.Linux.Cgroups;
using Microsoft.AspNetCore.Http;

namespace Kubesharp.Kubelet.Streaming;

/// <summary>
/// What monitoring reads of a node: its Pods, their use of the machine, and the kubelet's own counts.
/// </summary>
internal sealed class NodeReports(NodeContext node, PodWorkerPool pool)
{
    public async Task PodsAsync(HttpContext context, CancellationToken cancellationToken)
    {
        ArrayBufferWriter<byte> body = new();
        body.Write("{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":["u8);
        KindCodec codec = ResourceRegistry.Of<Pod>().Codec;
        bool isFirst = true;
        foreach (Pod pod in pool.Pods)
        {
            if (!isFirst)
                body.Write(","u8);
            isFirst = false;
            codec.WriteJson(pod, body);
        }
        body.Write("]}"u8);
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(body.WrittenMemory, cancellationToken);
    }

    public async Task MetricsAsync(HttpContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<Pod> pods = pool.Pods;
        int running = pods.Count(static pod => pod.Status.Phase == PodPhase.Running);
        int containers = pods.Sum(static pod => pod.Status.ContainerStatuses.Count(
            static status => status.State.Running is not null));
        StringBuilder text = new();
        text.Append("# HELP kubelet_running_pods Number of pods that have a running pod sandbox\n")
            .Append("# TYPE kubelet_running_pods gauge\n")
            .Append(CultureInfo.InvariantCulture, $"kubelet_running_pods {running}\n")
            .Append("# HELP kubelet_running_containers Number of containers currently running\n")
            .Append("# TYPE kubelet_running_containers gauge\n")
            .Append(CultureInfo.InvariantCulture,
                $"kubelet_running_containers{{container_state=\"running\"}} {containers}\n")
            .Append("# HELP kubelet_node_name The node's name. The count is always 1.\n")
            .Append("# TYPE kubelet_node_name gauge\n")
            .Append(CultureInfo.InvariantCulture, $"kubelet_node_name{{node=\"{node.Options.NodeName}\"}} 1\n");
        context.Response.ContentType = "text/plain; version=0.0.4";
        await context.Response.WriteAsync(text.ToString(), cancellationToken);
    }

    public async Task SummaryAsync(HttpContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<ContainerStats> stats = await node.Runtime.ListContainerStatsAsync(cancellationToken);
        string now = node.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        ArrayBufferWriter<byte> body = new();
        using (Utf8JsonWriter writer = new(body))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("node");
            writer.WriteString("nodeName", node.Options.NodeName);
            if (node.Cgroups?.ReadUsage(node.Options.CgroupRoot) is { } usage)
                Write(writer, now, usage);
            writer.WriteEndObject();
            writer.WriteStartArray("pods");
            foreach (Pod pod in pool.Pods)
                Write(writer, now, pod, stats);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(body.WrittenMemory, cancellationToken);
    }

    private void Write(Utf8JsonWriter writer, string now, Pod pod, IReadOnlyList<ContainerStats> stats)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("podRef");
        writer.WriteString("name", pod.Metadata.Name);
        writer.WriteString("namespace", pod.Metadata.Namespace);
        writer.WriteString("uid", pod.Metadata.Uid);
        writer.WriteEndObject();
        writer.WriteStartArray("containers");
        foreach (Api.Core.ContainerStatus status in pod.Status.ContainerStatuses)
        {
            string id = status.ContainerID.Replace("containerd://", "", StringComparison.Ordinal);
            if (id.Length == 0 || stats.FirstOrDefault(candidate => candidate.Attributes.Id == id) is not { } found)
                continue;
            writer.WriteStartObject();
            writer.WriteString("name", status.Name);
            writer.WriteStartObject("cpu");
            writer.WriteString("time", now);
            writer.WriteNumber("usageNanoCores", found.Cpu?.UsageNanoCores?.Value ?? 0);
            writer.WriteNumber("usageCoreNanoSeconds", found.Cpu?.UsageCoreNanoSeconds?.Value ?? 0);
            writer.WriteEndObject();
            writer.WriteStartObject("memory");
            writer.WriteString("time", now);
            writer.WriteNumber("workingSetBytes", found.Memory?.WorkingSetBytes?.Value ?? 0);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        if (node.Cgroups?.ReadUsage(PodResources.CgroupPath(pod, node.Options.CgroupRoot)) is { } usage)
            Write(writer, now, usage);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string now, CgroupUsage usage)
    {
        writer.WriteStartObject("cpu");
        writer.WriteString("time", now);
        writer.WriteNumber("usageCoreNanoSeconds", usage.CpuTime.Ticks * 100);
        writer.WriteEndObject();
        writer.WriteStartObject("memory");
        writer.WriteString("time", now);
        writer.WriteNumber("usageBytes", usage.MemoryBytes);
        writer.WriteNumber("workingSetBytes", usage.WorkingSetBytes);
        writer.WriteNumber("rssBytes", usage.ResidentBytes);
        writer.WriteEndObject();
    }
}
