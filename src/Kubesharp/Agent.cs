using Kubesharp.Options;
using Microsoft.Extensions.Logging;

namespace Kubesharp;

/// <summary>One node in a process: kubelet, proxy and DNS.</summary>
internal sealed class Agent
{
    /// <summary>Works until cancelled.</summary>
    public static async Task RunAsync(
        AgentOptions options, DataDirectory directory, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        ILogger log = loggers.CreateLogger("Kubesharp.Agent");
        log.LogInformation("Started as node {node}", options.NodeName);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }
}
