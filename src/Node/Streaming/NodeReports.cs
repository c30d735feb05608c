using System.Buffers;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Cri;
using Kubesharp.Kubelet.PodWorkers;
using Kubesharp.Kubelet.Usage;
using Kubesharp.Kubelet.Volumes.Csi;
using Microsoft.AspNetCore.Http;

namespace Kubesharp.Kubelet.Streaming;

/// <summary>
/// What monitoring reads of a node: its Pods, their use of the machine, the kubelet's own counts and its settings.
/// </summary>
internal sealed class NodeReports(NodeContext node, PodWorkerPool pool, UsageSampler sampler)
{
    // Monitoring gives up after ten seconds, as a rule.
    private static readonly TimeSpan VolumesPatience = TimeSpan.FromSeconds(5);

    private readonly DateTimeOffset startedAt = node.Time.GetUtcNow();

    public async Task PodsAsync(HttpContext context, CancellationToken cancellationToken)
    {
        ArrayBufferWriter<byte> body = new();
        WritePods(body, pool.Pods);
        await SendJsonAsync(context, body, cancellationToken);
    }

    private static void WritePods(ArrayBufferWriter<byte> body, IEnumerable<Pod> pods)
    {
        body.Write("{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":["u8);
        KindCodec codec = ResourceRegistry.Of<Pod>().Codec;
        bool isFirst = true;
        foreach (Pod pod in pods)
        {
            if (!isFirst)
                body.Write(","u8);
            isFirst = false;
            codec.WriteJson(pod, body);
        }
        body.Write("]}"u8);
    }

    public async Task MetricsAsync(HttpContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<Pod> pods = pool.Pods;
        string own = UsageMetrics.Own(node, pods, await VolumesAsync(pods, cancellationToken));
        await SendTextAsync(context, own + node.Options.ExtraMetrics?.Invoke(), cancellationToken);
    }

    public Task ResourceAsync(HttpContext context, CancellationToken cancellationToken) =>
        SendTextAsync(context, UsageMetrics.Resource(sampler, pool.Pods), cancellationToken);

    public Task CadvisorAsync(HttpContext context, CancellationToken cancellationToken) =>
        SendTextAsync(context, UsageMetrics.Cadvisor(node, sampler, pool.Pods), cancellationToken);

    public Task ProbesAsync(HttpContext context, CancellationToken cancellationToken) =>
        SendTextAsync(context, node.Prober.Counts.ToMetrics(), cancellationToken);

    /// <summary>What the runtime runs, whoever asked for it: Pods with no more than names and images.</summary>
    public async Task RunningPodsAsync(HttpContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<Cri.PodSandbox> sandboxes = await node.Runtime.ListPodSandboxesAsync("", cancellationToken);
        ILookup<string, Cri.Container> containers = (await node.Runtime.ListContainersAsync("", cancellationToken))
            .Where(static container => container.State == Cri.ContainerState.ContainerRunning)
            .ToLookup(static container => container.PodSandboxId);
        ArrayBufferWriter<byte> body = new();
        WritePods(body, sandboxes.Where(static sandbox => sandbox.State == Cri.PodSandboxState.SandboxReady)
            .Select(sandbox => new Pod
            {
                Metadata = new()
                {
                    Name = sandbox.Metadata.Name, Namespace = sandbox.Metadata.Namespace, Uid = sandbox.Metadata.Uid,
                },
                Spec = new()
                {
                    Containers =
                    [
                        .. containers[sandbox.Id].Select(static container => new Api.Core.Container
                        {
                            Name = container.Metadata.Name, Image = container.Image.Image,
                        }),
                    ],
                },
            }));
        await SendJsonAsync(context, body, cancellationToken);
    }

    public async Task SummaryAsync(HttpContext context, CancellationToken cancellationToken)
    {
        bool isShort = context.Request.Query["only_cpu_and_memory"].ToString() is "true" or "1";
        IReadOnlyDictionary<string, FilesystemUsage>? layers =
            isShort ? null : await WritableLayersAsync(cancellationToken);
        IReadOnlyList<Pod> pods = pool.Pods;
        IReadOnlyDictionary<string, IReadOnlyList<CsiUsage>> volumes =
            await VolumesAsync(isShort ? [] : pods, cancellationToken);
        ArrayBufferWriter<byte> body = new();
        using (Utf8JsonWriter writer = new(body))
            new SummaryWriter(node, sampler, layers, volumes).Write(writer, pods, startedAt);
        await SendJsonAsync(context, body, cancellationToken);
    }

    /// <summary>The settings in force, as the fields of upstream's KubeletConfiguration name them.</summary>
    public async Task ConfigurationAsync(HttpContext context, CancellationToken cancellationToken)
    {
        KubeletOptions options = node.Options;
        ArrayBufferWriter<byte> body = new();
        using (Utf8JsonWriter writer = new(body))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("kubeletconfig");
            writer.WriteString("kind", "KubeletConfiguration");
            writer.WriteString("apiVersion", "kubelet.config.k8s.io/v1beta1");
            writer.WriteString("address", options.Address.ToString());
            writer.WriteNumber("port", options.Port);
            writer.WriteString("staticPodPath", options.StaticPodDirectory);
            writer.WriteString("syncFrequency", Shown(options.ResyncPeriod));
            writer.WriteString("clusterDomain", options.ClusterDomain);
            writer.WriteStartArray("clusterDNS");
            if (options.ClusterDns is { } dns)
                writer.WriteStringValue(dns.ToString());
            writer.WriteEndArray();
            writer.WriteNumber("maxPods", options.PodsMax);
            writer.WriteNumber("podPidsLimit", options.PodPidsMax);
            writer.WriteNumber("nodeLeaseDurationSeconds", options.LeaseSeconds);
            writer.WriteString("cgroupRoot", options.CgroupRoot);
            writer.WriteString("cgroupDriver", "cgroupfs");
            writer.WriteString("containerRuntimeEndpoint", options.RuntimeEndpoint.Length > 0
                ? options.RuntimeEndpoint : "unix://" + node.Folders.ContainerdSocket);
            WriteEviction(writer, options.Eviction);
            WriteImages(writer, options.Images);
            writer.WriteString("containerLogMaxSize", Quantity.FromBytes(options.Logs.BytesMax).ToString());
            writer.WriteNumber("containerLogMaxFiles", options.Logs.FilesMax);
            writer.WriteString("cpuManagerPolicy", options.Cpu.IsStatic ? "static" : "none");
            writer.WriteBoolean("cpuCFSQuota", options.Cpu.HasQuota);
            writer.WriteNumber("podsPerCore", options.PodsPerCore);
            writer.WriteString("reservedSystemCPUs", options.Reservations.Processors.ToString());
            WriteAmounts(writer, "systemReserved", options.Reservations.System);
            WriteAmounts(writer, "kubeReserved", options.Reservations.Kubernetes);
            writer.WriteBoolean("seccompDefault", options.SeccompDefault);
            writer.WriteStartArray("shutdownGracePeriodByPodPriority");
            foreach (Shutdown.ShutdownGrace grace in options.Shutdown.Graces)
            {
                writer.WriteStartObject();
                writer.WriteNumber("priority", grace.Priority);
                writer.WriteNumber("shutdownGracePeriodSeconds", (long)grace.Grace.TotalSeconds);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteStartArray("allowedUnsafeSysctls");
            foreach (string sysctl in options.AllowedUnsafeSysctls)
                writer.WriteStringValue(sysctl);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        await SendJsonAsync(context, body, cancellationToken);
    }

    // By the Pod's uid. A driver that does not answer in time leaves its volumes out.
    private async Task<IReadOnlyDictionary<string, IReadOnlyList<CsiUsage>>> VolumesAsync(
        IReadOnlyList<Pod> pods, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timer = new(VolumesPatience, node.Time);
        using CancellationTokenSource linked =
            CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        Dictionary<string, IReadOnlyList<CsiUsage>> usages = new(StringComparer.Ordinal);
        try
        {
            foreach (Pod pod in pods.Where(pod => node.Volumes.Csi.Uses(pod.Metadata.Uid)))
                usages[pod.Metadata.Uid] = await node.Volumes.Csi.StatsAsync(pod.Metadata.Uid, linked.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // What is known by now is shown.
        }
        return usages;
    }

    private static void WriteEviction(Utf8JsonWriter writer, Eviction.EvictionThresholds options)
    {
        writer.WriteStartObject("evictionHard");
        foreach (Eviction.EvictionThreshold one in options.Thresholds.Where(static one => one.IsHard))
            writer.WriteString(Eviction.EvictionSignals.NameOf(one.Signal), Shown(one));
        writer.WriteEndObject();
        writer.WriteStartObject("evictionSoft");
        foreach (Eviction.EvictionThreshold one in options.Thresholds.Where(static one => !one.IsHard))
            writer.WriteString(Eviction.EvictionSignals.NameOf(one.Signal), Shown(one));
        writer.WriteEndObject();
        writer.WriteStartObject("evictionSoftGracePeriod");
        foreach (Eviction.EvictionThreshold one in options.Thresholds.Where(static one => !one.IsHard))
            writer.WriteString(Eviction.EvictionSignals.NameOf(one.Signal), Shown(one.Grace));
        writer.WriteEndObject();
        writer.WriteString("evictionPressureTransitionPeriod", Shown(options.Transition));
        writer.WriteNumber("evictionMaxPodGracePeriod", (long)options.PodGraceMax.TotalSeconds);
    }

    private static void WriteImages(Utf8JsonWriter writer, Images.ImageOptions options)
    {
        writer.WriteNumber("imageGCHighThresholdPercent", options.HighThresholdPercent);
        writer.WriteNumber("imageGCLowThresholdPercent", options.LowThresholdPercent);
        writer.WriteString("imageMinimumGCAge", Shown(options.MinimumAge));
        writer.WriteString("imageMaximumGCAge", Shown(options.MaximumAge));
        writer.WriteBoolean("serializeImagePulls", options.SerializePulls);
        if (options.ParallelPullsMax is { } most)
            writer.WriteNumber("maxParallelImagePulls", most);
        writer.WriteNumber("registryPullQPS", options.PullsPerSecond);
        writer.WriteNumber("registryBurst", options.PullBurst);
        writer.WriteString("imagePullCredentialsVerificationPolicy", options.Verification.ToString());
        writer.WriteNumber("nodeStatusMaxImages", options.ReportedMax);
    }

    private static void WriteAmounts(
        Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, Quantity> amounts)
    {
        writer.WriteStartObject(name);
        foreach ((string resource, Quantity amount) in amounts)
            writer.WriteString(resource, amount.ToString());
        writer.WriteEndObject();
    }

    private static string Shown(Eviction.EvictionThreshold threshold) => threshold.Amount.Part > 0
        ? threshold.Amount.ToString()
        : Eviction.EvictionSignals.QuantityOf(threshold.Signal, threshold.Amount.Value).ToString();

    private static string Shown(TimeSpan span) => Duration.From(span).ToString();

    private async Task<IReadOnlyDictionary<string, FilesystemUsage>> WritableLayersAsync(
        CancellationToken cancellationToken)
    {
        Dictionary<string, FilesystemUsage> layers = new(StringComparer.Ordinal);
        foreach (ContainerStats stats in await node.Runtime.ListContainerStatsAsync(cancellationToken))
        {
            if (stats.WritableLayer is { } layer)
                layers[stats.Attributes.Id] = layer;
        }
        return layers;
    }

    private static async Task SendJsonAsync(
        HttpContext context, ArrayBufferWriter<byte> body, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(body.WrittenMemory, cancellationToken);
    }

    private static Task SendTextAsync(HttpContext context, string text, CancellationToken cancellationToken)
    {
        context.Response.ContentType = MetricsText.ContentType;
        return context.Response.WriteAsync(text, cancellationToken);
    }
}
