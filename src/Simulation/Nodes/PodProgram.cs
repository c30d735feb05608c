using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Simulation.Nodes;

/// <summary>
/// How a Pod behaves that is only simulated. Written on the Pod as annotations <c>simulation.kubesharp.io/…</c>:
/// <c>ready-after</c>, <c>runs-for</c> and <c>stops-after</c> are durations (<c>1m30s</c>), <c>exit-code</c> a number.
/// </summary>
public sealed record PodProgram
{
    private const string Prefix = "simulation.kubesharp.io/";

    /// <summary>From started to ready. Defaults to none.</summary>
    public TimeSpan ReadyAfter { get; init; }
    /// <summary>From started to ended; null, the default, is for ever.</summary>
    public TimeSpan? RunsFor { get; init; }
    /// <summary>What its containers end with. Defaults to 0.</summary>
    public int ExitCode { get; init; }
    /// <summary>From being told to stop to having stopped, within the grace period. Defaults to none.</summary>
    public TimeSpan StopsAfter { get; init; }

    /// <summary>What the annotations say; a text that cannot be read counts as absent.</summary>
    public static PodProgram Of(Pod pod)
    {
        IReadOnlyDictionary<string, string> annotations = pod.Metadata.Annotations;
        return new PodProgram
        {
            ReadyAfter = Time(annotations, "ready-after") ?? TimeSpan.Zero,
            RunsFor = Time(annotations, "runs-for"),
            ExitCode = annotations.TryGetValue(Prefix + "exit-code", out string? code)
                && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0,
            StopsAfter = Time(annotations, "stops-after") ?? TimeSpan.Zero,
        };
    }

    private static TimeSpan? Time(IReadOnlyDictionary<string, string> annotations, string name) =>
        annotations.TryGetValue(Prefix + name, out string? text) && Duration.TryParse(text, out Duration duration)
            ? duration.ToTimeSpan() : null;
}
