using Kubesharp.Api;

namespace Kubesharp;

/// <summary>
/// A component of this process that can be stopped and started again, each time as a new one that knows nothing of the
/// one before. Used by one owner.
/// </summary>
internal sealed class RestartablePart(string name, TimeProvider time, Func<CancellationToken, Task> run)
    : IAsyncDisposable
{
    private CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;

    public void Start()
    {
        stop = new CancellationTokenSource();
        running = Loop.Run(name, time, run, stop.Token);
    }

    /// <summary>Returns when the component has ended.</summary>
    public async Task StopAsync()
    {
        await Loop.CancelAsync(stop);
        await running;
        stop.Dispose();
    }

    public ValueTask DisposeAsync() => new(StopAsync());
}
