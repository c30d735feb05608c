using Kubesharp.Api.Core;
using Kubesharp.Kubelet.PodWorkers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kubesharp.Kubelet.Streaming;

/// <summary>Answers requests for logs from the files that the runtime writes.</summary>
internal sealed class ContainerLogs(NodeContext node)
{
    private static readonly TimeSpan FollowPeriod = TimeSpan.FromMilliseconds(200);
    // Asking the runtime costs more than looking at the file.
    private const int LooksPerStateCheck = 5;
    private const int MissedBytesMax = 64 * 1024;

    public async Task WriteAsync(HttpContext context, Pod pod, string container, CancellationToken cancellationToken)
    {
        LogOptions options = LogOptions.From(context.Request.Query, node.Time.GetUtcNow());
        if (Containers.PodContainers.Find(pod, container) is null)
        {
            await KubeletRoutes.RefuseAsync(
                context, StatusCodes.Status404NotFound,
                $"container \"{container}\" not found in pod \"{pod.Metadata.Name}_{pod.Metadata.Namespace}\"");
            return;
        }
        RuntimePod runtime = await RuntimePod.ReadAsync(node.Runtime, pod.Metadata.Uid, [], cancellationToken);
        RuntimeContainer[] known = [.. runtime.Containers.Where(candidate => candidate.Name == container)];
        if (Refusal(pod, container, known, options) is { } refusal)
        {
            await KubeletRoutes.RefuseAsync(context, StatusCodes.Status400BadRequest, refusal);
            return;
        }
        RuntimeContainer chosen = options.Previous ? PreviousOf(pod, container, known)! : known[0];
        context.Response.ContentType = "text/plain";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await context.Response.StartAsync(cancellationToken);
        if (chosen.Status.LogPath.Length == 0 || !File.Exists(chosen.Status.LogPath))
            return;
        using LogReader reader = new(chosen.Status.LogPath, options.TailLines);
        await CopyAsync(reader, context.Response.Body, options, chosen, cancellationToken);
    }

    /// <summary>
    /// The standard output of a container that has ended, its first 64 KiB. Empty while it runs: its streams may have
    /// been cut off for other reasons.
    /// </summary>
    public async Task<ReadOnlyMemory<byte>> OutputOfEndedAsync(string containerId, CancellationToken cancellationToken)
    {
        // A container's streams end a little before it does.
        for (int look = 0; look < LooksPerStateCheck && await IsRunningAsync(containerId, cancellationToken); look++)
            await Task.Delay(FollowPeriod, node.Time, cancellationToken);
        Cri.ContainerStatus status;
        try
        {
            status = await node.Runtime.ContainerStatusAsync(containerId, cancellationToken);
        }
        catch (Cri.RuntimeException)
        {
            return default;
        }
        if (status.State != Cri.ContainerState.ContainerExited || !File.Exists(status.LogPath))
            return default;
        using LogReader reader = new(status.LogPath, null);
        using MemoryStream output = new();
        while (output.Length < MissedBytesMax && await reader.ReadAsync(cancellationToken) is { } entry)
        {
            if (LogLine.Parse(entry) is { IsStandardError: false } line)
                await WriteAsync(output, line, false, MissedBytesMax - output.Length, cancellationToken);
        }
        return output.ToArray();
    }

    // The one before the last, or the last when it has ended and waits to be started again. One that has ended for good
    // is the current one.
    private static RuntimeContainer? PreviousOf(Pod pod, string container, RuntimeContainer[] known)
    {
        if (known.Length > 1 && known[1].IsExited)
            return known[1];
        bool endedForGood = pod.Status.ContainerStatuses.Concat(pod.Status.InitContainerStatuses)
            .Any(status => status.Name == container && status.State.Terminated is not null);
        return known.Length == 1 && known[0].IsExited && !endedForGood ? known[0] : null;
    }

    private static string? Refusal(Pod pod, string container, RuntimeContainer[] known, LogOptions options)
    {
        if (options.Previous)
        {
            return PreviousOf(pod, container, known) is null
                ? $"previous terminated container \"{container}\" in pod \"{pod.Metadata.Name}\" not found"
                : null;
        }
        if (known.Length > 0)
            return null;
        ContainerStateWaiting? waiting = pod.Status.ContainerStatuses.Concat(pod.Status.InitContainerStatuses)
            .FirstOrDefault(status => status.Name == container)?.State.Waiting;
        string reason = waiting?.Reason is { Length: > 0 } known2 ? known2 : "ContainerCreating";
        return reason is "ErrImagePull" or "ImagePullBackOff" or "InvalidImageName" or "ErrImageNeverPull"
            ? $"container \"{container}\" in pod \"{pod.Metadata.Name}\" is waiting to start: "
                + (reason == "ErrImagePull" ? "image can't be pulled" : "trying and failing to pull image")
            : $"container \"{container}\" in pod \"{pod.Metadata.Name}\" is waiting to start: {reason}";
    }

    private async Task CopyAsync(
        LogReader reader, Stream output, LogOptions options, RuntimeContainer container,
        CancellationToken cancellationToken)
    {
        long left = options.LimitBytes ?? long.MaxValue;
        bool isPast = options.Since is null;
        bool continues = false;
        int looks = 0;
        bool isLastLook = !options.Follow || container.IsExited;
        while (left > 0)
        {
            if (await reader.ReadAsync(cancellationToken) is { } entry)
            {
                if (LogLine.Parse(entry) is not { } line
                    || (options.Stream.Length > 0 && line.IsStandardError != (options.Stream == "stderr")))
                    continue;
                isPast = isPast || line.Time >= options.Since;
                if (isPast)
                    left -= await WriteAsync(output, line, options.Timestamps && !continues, left, cancellationToken);
                continues = line.IsPartial;
                continue;
            }
            await output.FlushAsync(cancellationToken);
            if (reader.TryNextFile())
                continue;
            if (isLastLook)
                return;
            await Task.Delay(FollowPeriod, node.Time, cancellationToken);
            if (++looks % LooksPerStateCheck == 0)
                isLastLook = !await IsRunningAsync(container.Id, cancellationToken);
        }
    }

    private static async Task<long> WriteAsync(
        Stream output, LogLine line, bool withTime, long left, CancellationToken cancellationToken)
    {
        int timeLength = withTime ? line.Timestamp.Length + 1 : 0;
        int length = timeLength + line.Content.Length + (line.IsPartial ? 0 : 1);
        byte[] text = new byte[length];
        if (withTime)
        {
            line.Timestamp.CopyTo(text);
            text[timeLength - 1] = (byte)' ';
        }
        line.Content.CopyTo(text.AsMemory(timeLength));
        if (!line.IsPartial)
            text[^1] = (byte)'\n';
        int count = (int)Math.Min(length, left);
        await output.WriteAsync(text.AsMemory(0, count), cancellationToken);
        return count;
    }

    private async Task<bool> IsRunningAsync(string containerId, CancellationToken cancellationToken)
    {
        try
        {
            Cri.ContainerStatus status = await node.Runtime.ContainerStatusAsync(containerId, cancellationToken);
            return status.State is Cri.ContainerState.ContainerRunning or Cri.ContainerState.ContainerCreated;
        }
        catch (Cri.RuntimeException)
        {
            return false;
        }
    }
}
