using System.Globalization;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Cri;
using Kubesharp.Kubelet.PodWorkers;

namespace Kubesharp.Kubelet.Streaming;

/// <summary>
/// Keeps containers' logs from filling the disk: a file that is too long is put aside, and the oldest go.
/// </summary>
/// <remarks>Run by one loop.</remarks>
internal sealed class LogRotation(NodeContext node, PodWorkerPool pool)
{
    private readonly ContainerLogOptions options = node.Options.Logs;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(options.Period, node.Time, cancellationToken);
            foreach (Pod pod in pool.Pods)
            {
                foreach (Api.Core.ContainerStatus status in pod.Status.ContainerStatuses.Concat(
                    pod.Status.InitContainerStatuses))
                {
                    if (status.State.Running is not null)
                        await RotateAsync(pod, status, cancellationToken);
                }
            }
        }
    }

    private async Task RotateAsync(Pod pod, Api.Core.ContainerStatus status, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(
            node.Folders.PodLogs(pod.Metadata.Namespace, pod.Metadata.Name, pod.Metadata.Uid), status.Name);
        string file = Path.Combine(folder, $"{status.RestartCount.ToString(CultureInfo.InvariantCulture)}.log");
        if (new FileInfo(file) is not { Exists: true } info || info.Length <= options.BytesMax)
            return;
        string stamp = node.Time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        File.Move(file, $"{file}.{stamp}", overwrite: true);
        try
        {
            string id = status.ContainerID.Replace("containerd://", "", StringComparison.Ordinal);
            await node.Runtime.ReopenContainerLogAsync(id, cancellationToken);
        }
        catch (RuntimeException exception)
        {
            // The container writes on into the file that it has open; the name must lead there again.
            File.Move($"{file}.{stamp}", file, overwrite: true);
            node.Log($"the log {file} could not be rotated: {exception.Message}");
            return;
        }
        // The file in use is one of them.
        foreach (string old in Directory.EnumerateFiles(folder, Path.GetFileName(file) + ".*")
            .OrderDescending(StringComparer.Ordinal).Skip(options.FilesMax - 1).ToList())
            File.Delete(old);
    }
}
