using Kubesharp.Kubelet.PodWorkers;

namespace Kubesharp.Kubelet.Streaming;

internal sealed class KubeletServer(NodeContext node, PodWorkerPool pool) : IAsyncDisposable
{
    public int Port { get; private set; } = node.Options.Port;
    public Task StartAsync(CancellationToken cancellationToken) { _ = pool; return Task.CompletedTask; }
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
