using System.Globalization;
using System.Text;
using Kubesharp.Client;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers;
using Kubesharp.Scheduler;

namespace Kubesharp;

/// <summary>What controllers and scheduler count, in the text form of /metrics and under upstream's names.</summary>
internal static class ComponentMetrics
{
    public static string Text(ControllerHost controllers, PodScheduler scheduler)
    {
        StringBuilder text = new();
        IReadOnlyList<ControllerLoop> loops = controllers.Loops;
        Family(text, "workqueue_depth", "gauge", "Keys that wait for a worker.", loops,
            static loop => loop.Queue.Depth);
        Family(text, "workqueue_adds_total", "counter", "Keys that were added.", loops,
            static loop => loop.Queue.Metrics.Adds);
        Family(text, "workqueue_retries_total", "counter", "Keys that were added again after a failure.", loops,
            static loop => loop.Queue.Metrics.Retries);
        Family(text, "workqueue_unfinished_work_seconds", "gauge", "How long the keys in work take so far, together.",
            loops, static loop => loop.Queue.Unfinished().Sum);
        Family(text, "workqueue_longest_running_processor_seconds", "gauge",
            "How long the key that takes longest has been in work.", loops,
            static loop => loop.Queue.Unfinished().Longest);
        Histograms(text, "workqueue_queue_duration_seconds", "How long keys waited for a worker.", loops,
            static metrics => metrics.Waited);
        Histograms(text, "workqueue_work_duration_seconds", "How long keys were in work.", loops,
            static metrics => metrics.Worked);
        Family(text, "controller_runtime_reconcile_total", "counter", "Reconciles.", loops,
            static loop => loop.Reconciles);
        Family(text, "controller_runtime_reconcile_errors_total", "counter", "Reconciles that ended in a retry.", loops,
            static loop => loop.Errors);
        text.Append(controllers.Metrics.Text()).Append(controllers.VolumeMetricsText());
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

    private static string Label(string metric, ControllerLoop loop) =>
        metric.StartsWith("workqueue_", StringComparison.Ordinal)
            ? $"name=\"{QueueNames.Of(loop.Name)}\"" : $"controller=\"{loop.Name}\"";

    private static void Family(
        StringBuilder text, string name, string type, string help, IReadOnlyList<ControllerLoop> loops,
        Func<ControllerLoop, double> valueOf)
    {
        Head(text, name, type, help);
        foreach (ControllerLoop loop in loops)
            text.Append(CultureInfo.InvariantCulture, $"{name}{{{Label(name, loop)}}} {valueOf(loop)}\n");
    }

    private static void Histograms(
        StringBuilder text, string name, string help, IReadOnlyList<ControllerLoop> loops,
        Func<WorkQueueMetrics, Histogram> histogramOf)
    {
        Head(text, name, "histogram", help);
        foreach (ControllerLoop loop in loops)
        {
            Histogram histogram = histogramOf(loop.Queue.Metrics);
            (IReadOnlyList<long> upTo, double sum) = histogram.Read();
            for (int i = 0; i < upTo.Count; i++)
            {
                string bound = i < histogram.Bounds.Count
                    ? histogram.Bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
                text.Append(CultureInfo.InvariantCulture,
                    $"{name}_bucket{{{Label(name, loop)},le=\"{bound}\"}} {upTo[i]}\n");
            }
            text.Append(CultureInfo.InvariantCulture, $"{name}_sum{{{Label(name, loop)}}} {sum}\n")
                .Append(CultureInfo.InvariantCulture, $"{name}_count{{{Label(name, loop)}}} {upTo[^1]}\n");
        }
    }

    private static void Head(StringBuilder text, string name, string type, string help) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ')
            .Append(type).Append('\n');
}
