using Examples.SchedulerPlugin;
using Kubesharp.Api;
using Kubesharp.Client.Http;
using Kubesharp.Scheduler;
using Kubesharp.Scheduler.Configuration;

// A second scheduler for Pods with schedulerName: cheap-scheduler. `kubectl proxy` lends it its credentials.
using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
using HttpClient http = new()
{
    BaseAddress = new Uri(args is [{ } address] ? address : "http://127.0.0.1:8001"),
    Timeout = Timeout.InfiniteTimeSpan,
};
SchedulerOptions options = new()
{
    Plugins = new PluginRegistry().Add(nameof(CheapNodes), static (_, _) => new CheapNodes()),
    Profiles =
    [
        new ProfileOptions
        {
            SchedulerName = "cheap-scheduler", MultiPoint = new PluginChanges([(nameof(CheapNodes), 10)], []),
        },
    ],
};
PodScheduler scheduler = new(new HttpTransport(http), TimeProvider.System, Entropy.System, options);
await Loop.Run("cheap-scheduler", TimeProvider.System, scheduler.RunAsync, stop.Token);
