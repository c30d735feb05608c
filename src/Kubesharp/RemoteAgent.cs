using Kubesharp.Options;
using Microsoft.Extensions.Logging;

namespace Kubesharp;

/// <summary>A node whose server is another process.</summary>
internal static class RemoteAgent
{
    public static Task RunAsync(AgentOptions options, ILoggerFactory loggers, CancellationToken cancellationToken) =>
        throw new OptionsException(
            ["joining a server elsewhere is not built yet; `kubesharp server --agent` is server and node in one"]);
}
