using Kubesharp.Options;
using Microsoft.Extensions.Logging;

namespace Kubesharp;

/// <summary>The control plane in one process, wired from general to specific.</summary>
internal sealed class Server
{
    /// <summary>Serves until cancelled.</summary>
    public static async Task RunAsync(
        ServerOptions options, DataDirectory directory, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        ILogger log = loggers.CreateLogger("Kubesharp.Server");
        log.LogInformation("Started with data in {directory}", directory.Path);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }
}
