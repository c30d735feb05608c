using System.Threading.Channels;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.PodWorkers;

namespace Kubesharp.Kubelet.StaticPods;

/// <summary>
/// Runs what lies in the node's folder of manifests: a file that appears is a Pod that starts, one that changes is
/// another Pod, one that goes ends its Pod. It needs no API server.
/// </summary>
/// <remarks>One loop; the folder's watcher and the pool only wake it.</remarks>
internal sealed class StaticPodSource(NodeContext node, PodWorkerPool pool)
{
    // As upstream's fileCheckFrequency: for file systems that do not tell of changes.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(20);
    private const int FilesMax = 500;

    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<string, string> complaints = new(StringComparer.Ordinal);

    /// <summary>Follows the folder until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        string folder = node.Options.StaticPodDirectory;
        Directory.CreateDirectory(folder);
        using FileSystemWatcher watcher = new(folder) { EnableRaisingEvents = true };
        watcher.Changed += (_, _) => Wake();
        watcher.Created += (_, _) => Wake();
        watcher.Deleted += (_, _) => Wake();
        watcher.Renamed += (_, _) => Wake();
        pool.Removed = Wake;
        while (true)
        {
            Look();
            using CancellationTokenSource timer = new(Period, node.Time);
            using CancellationTokenSource linked =
                CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
            try
            {
                await wake.Reader.ReadAsync(linked.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Time for a look anyway.
            }
        }
    }

    /// <summary>
    /// Starts and ends Pods so that they are those of the folder. Called by the loop, and once before it.
    /// </summary>
    public void Look()
    {
        Dictionary<string, Pod> wanted = ReadAll();
        foreach (Pod pod in pool.Pods.Where(Manifests.IsStatic))
        {
            if (!wanted.ContainsKey(pod.Metadata.Uid))
                pool.Handle(pod, null);
        }
        foreach (Pod pod in wanted.Values)
        {
            // One of the same name that still ends goes first; its end wakes this loop.
            Pod? other = pool.Find(pod.Metadata.Namespace, pod.Metadata.Name);
            if (other is null)
                pool.Handle(null, pod);
        }
    }

    private void Wake() => wake.Writer.TryWrite(true);

    private Dictionary<string, Pod> ReadAll()
    {
        Dictionary<string, Pod> pods = new(StringComparer.Ordinal);
        if (!Directory.Exists(node.Options.StaticPodDirectory))
            return pods;
        // Editors leave hidden files beside what they write.
        foreach (string path in Directory.EnumerateFiles(node.Options.StaticPodDirectory)
            .Where(static path => !Path.GetFileName(path).StartsWith('.'))
            .Order(StringComparer.Ordinal).Take(FilesMax))
        {
            try
            {
                if (new FileInfo(path).Length > ManifestReader.BytesMax)
                    throw new DecodeException($"{path}: larger than {ManifestReader.BytesMax} bytes");
                Pod pod = ManifestReader.Read(
                    File.ReadAllBytes(path), path, node.Options.NodeName, node.Time.GetUtcNow());
                pods[pod.Metadata.Uid] = pod;
                complaints.Remove(path);
            }
            catch (Exception exception) when (exception is DecodeException or IOException)
            {
                Complain(path, exception.Message);
            }
        }
        return pods;
    }

    // Once for each mistake, not with every look.
    private void Complain(string path, string message)
    {
        if (complaints.GetValueOrDefault(path) == message)
            return;
        complaints[path] = message;
        node.Log($"static Pod: {message}");
    }
}
