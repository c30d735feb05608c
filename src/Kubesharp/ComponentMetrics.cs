using System.Globalization;
using System.Text;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers;
using Kubesharp.Scheduler;

namespace Kubesharp;

/// <summary>What controllers and scheduler count, in the text form of /metrics and under upstream's names.</summary>
internal static class ComponentMetrics
{
    public static string Text(ControllerManager controllers, PodScheduler scheduler)
    {
        StringBuilder text = new();
        Family(text, "workqueue_depth", "gauge", "Keys that wait for a worker.", controllers, static loop =>
            loop.Depth);
        Family(text, "workqueue_retries_total", "counter", "Reconciles that ended in a retry.", controllers,
            static loop => loop.Errors);
        Family(text, "controller_runtime_reconcile_total", "counter", "Reconciles.", controllers,
            static loop => loop.Reconciles);
        text.Append(scheduler.Metrics.Text());
        Seconds(text, "dotnet_gc_pause_seconds_max", "gauge", "The longest pause of a garbage collection.",
            CollectionPauses.Longest);
        Seconds(text, "dotnet_gc_pause_seconds_total", "counter", "All pauses of garbage collections together.",
            GC.GetTotalPauseDuration());
        return text.ToString();
    }

    private static void Seconds(StringBuilder text, string name, string type, string help, TimeSpan value)
    {
        Head(text, name, type, help);
        text.Append(CultureInfo.InvariantCulture, $"{name} {value.TotalSeconds:0.######}\n");
    }

    private static void Family(
        StringBuilder text, string name, string type, string help, ControllerManager controllers,
        Func<ControllerLoop, long> valueOf)
    {
        Head(text, name, type, help);
        foreach (ControllerLoop loop in controllers.Loops)
            text.Append(CultureInfo.InvariantCulture, $"{name}{{name=\"{loop.Name}\"}} {valueOf(loop)}\n");
    }

    private static void Head(StringBuilder text, string name, string type, string help) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ')
            .Append(type).Append('\n');
}
