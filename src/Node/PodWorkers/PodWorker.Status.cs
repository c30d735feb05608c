using System.Text;
using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Kubelet.Containers;
using Container = Kubesharp.Api.Core.Container;

namespace Kubesharp.Kubelet.PodWorkers;

// What the API server is told.
internal sealed partial class PodWorker
{
    // Upstream's bounds for termination messages.
    private const int MessageBytesMax = 4096;
    private const int LogMessageBytesMax = 2048;
    private const int LogMessageLinesMax = 80;
    private const int ConflictRetriesMax = 5;

    private Task PublishAsync(Pod pod, RuntimePod runtime, bool ends, CancellationToken cancellationToken) =>
        PublishAsync(pod, runtime, ends, ConflictRetriesMax, cancellationToken);

    // What a Pod does next does not wait for an API server that is away: the end of the pass tells it again.
    private async Task TryPublishAsync(Pod pod, RuntimePod runtime, CancellationToken cancellationToken)
    {
        try
        {
            await PublishAsync(pod, runtime, ends: false, cancellationToken);
        }
        catch (IOException exception)
        {
            node.Log($"pod {PodContainers.Describe(pod)}: {exception.Message}");
        }
    }

    private async Task PublishAsync(
        Pod pod, RuntimePod runtime, bool ends, int retries, CancellationToken cancellationToken)
    {
        if (StaticPods.Manifests.IsStatic(pod))
        {
            await PublishStaticAsync(runtime, ends, cancellationToken);
            return;
        }
        Pod current = Pod; // Others write conditions too; the newest has them.
        if (current.Metadata.Uid != pod.Metadata.Uid)
            return;
        for (int attempt = 0; ; attempt++)
        {
            PodStatus status = PodStatusBuilder.Build(Observe(current, runtime, ends));
            if (status == current.Status)
                return;
            ApiResult<Pod> result =
                await node.Client.UpdateStatusAsync(current with { Status = status }, cancellationToken);
            if (result.Value is { } written)
            {
                Adopt(written);
                return;
            }
            if (result.Error is { IsNotFound: true })
                return; // The informer will say so.
            if (result.Error is not { IsConflict: true } || attempt >= retries)
                throw new IOException($"its status could not be written: {result.Error?.Message}");
            ApiResult<Pod> fresh = await node.Client.GetAsync<Pod>(ObjectKey.Of(current), cancellationToken);
            if (fresh.Value is not { } newer || newer.Metadata.Uid != pod.Metadata.Uid)
                return;
            current = newer;
        }
    }

    // Its object is this node's own; what others see is its mirror.
    private async Task PublishStaticAsync(RuntimePod runtime, bool ends, CancellationToken cancellationToken)
    {
        Pod current = Pod;
        Pod reported = current with { Status = PodStatusBuilder.Build(Observe(current, runtime, ends)) };
        lock (gate)
            latest = reported;
        await node.Mirrors.ReportAsync(reported, cancellationToken);
    }

    private PodObservation Observe(Pod pod, RuntimePod runtime, bool ends) => new()
    {
        Pod = pod,
        Runtime = runtime,
        HostAddress = node.Options.Address.ToString(),
        Now = node.Time.GetUtcNow(),
        Waiting = waiting,
        HasStarted = probes.HasStarted,
        IsReady = probes.IsReady,
        MessageOf = MessageOf,
        ResourcesOf = ResourcesOf,
        Resize = resize,
        RestartingAll = restartingAll,
        Ends = ends,
        Ending = ending,
    };

    // What the API server answered is newer than what the informer told, unless it told more since.
    private void Adopt(Pod written)
    {
        lock (gate)
        {
            if (!IsOlder(written, latest))
                latest = written;
        }
        if (written.Metadata.DeletionTimestamp is not null)
            Wake();
    }

    private string MessageOf(Container container, RuntimeContainer known)
    {
        string message = "";
        string file = MessageFile(Pod.Metadata.Uid, container.Name, known.RestartCount);
        if (File.Exists(file))
            message = ReadStart(file);
        bool failed = known.Status.ExitCode != 0;
        if (message.Length == 0 && failed
            && container.TerminationMessagePolicy == TerminationMessagePolicy.FallbackToLogsOnError
            && File.Exists(known.Status.LogPath))
            message = Streaming.LogFile.LastLines(known.Status.LogPath, LogMessageLinesMax, LogMessageBytesMax);
        return message.Length > 0 ? message : known.Status.Message;
    }

    private static string ReadStart(string file)
    {
        using FileStream stream = File.OpenRead(file);
        byte[] bytes = new byte[MessageBytesMax];
        int count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(bytes, 0, count);
    }
}
