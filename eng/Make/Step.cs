using System.Diagnostics;
using Spectre.Console;

namespace Kubesharp.Make;

/// <summary>Shows a piece of work while it runs, and its time when it has ended.</summary>
internal static class Step
{
    public static async Task<T> RunAsync<T>(string what, Func<Task<T>> work)
    {
        long start = Stopwatch.GetTimestamp();
        T result = AnsiConsole.Profile.Capabilities.Interactive
            ? await AnsiConsole.Status().StartAsync(Markup.Escape(what), _ => work())
            : await work();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        AnsiConsole.MarkupLineInterpolated($"[green]done[/]  {what} [grey]({seconds:0.0} s)[/]");
        return result;
    }

    public static Task RunAsync(string what, Func<Task> work) =>
        RunAsync(what, async () =>
        {
            await work();
            return true;
        });
}
