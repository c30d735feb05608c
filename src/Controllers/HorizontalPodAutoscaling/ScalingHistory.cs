namespace Kubesharp.Controllers.HorizontalPodAutoscaling;

/// <summary>A number of replicas and when it was recommended or added or taken away.</summary>
internal readonly record struct Noted(int Count, DateTimeOffset At);

/// <summary>
/// What an autoscaler has recommended and done lately: windows and rates look back on it. It lives as long as the
/// process; one that starts anew begins with the size that it finds.
/// </summary>
internal sealed record ScalingHistory(
    IReadOnlyList<Noted> Recommendations, IReadOnlyList<Noted> Added, IReadOnlyList<Noted> Removed)
{
    public static ScalingHistory StartingAt(int replicas, DateTimeOffset now) =>
        new([new(replicas, now)], [], []);

    /// <summary>With a recommendation more, and without those from before the longest window.</summary>
    public ScalingHistory Recommended(int replicas, TimeSpan window, DateTimeOffset now) => this with
    {
        Recommendations = [.. Recommendations.Where(one => one.At >= now - window), new(replicas, now)],
    };

    /// <summary>With a change of size more, and without those from before the longest period.</summary>
    public ScalingHistory Scaled(int from, int to, TimeSpan period, DateTimeOffset now) => to > from
        ? this with { Added = [.. Added.Where(one => one.At >= now - period), new(to - from, now)] }
        : this with { Removed = [.. Removed.Where(one => one.At >= now - period), new(from - to, now)] };
}
