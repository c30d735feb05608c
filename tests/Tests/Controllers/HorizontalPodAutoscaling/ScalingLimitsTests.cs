using Kubesharp.Api.Autoscaling.V2;
using Kubesharp.Controllers.HorizontalPodAutoscaling;
using Xunit;

namespace Kubesharp.Tests.Controllers.HorizontalPodAutoscaling;

/// <summary>
/// What windows, rates and bounds make of a wanted size. A history is written as <c>seconds ago:count</c>:
/// recommendations, <c>+</c> and <c>-</c> for changes of size. Bounds are 2 to 20 unless told otherwise.
/// </summary>
public sealed class ScalingLimitsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(5, 5, "", "5 ReadyForNewScale, DesiredWithinRange")]
    [InlineData(5, 8, "", "8 ReadyForNewScale, DesiredWithinRange")]
    [InlineData(5, 15, "", "10 ReadyForNewScale, limited: ScaleUpLimit")] // to the double
    [InlineData(1, 15, "", "4 ReadyForNewScale, limited: ScaleUpLimit")] // or to four
    [InlineData(15, 25, "", "20 ReadyForNewScale, limited: TooManyReplicas")]
    [InlineData(5, 1, "", "2 ReadyForNewScale, limited: TooFewReplicas")]
    [InlineData(5, 3, "100:4", "4 ScaleDownStabilized, DesiredWithinRange")] // the highest of five minutes
    [InlineData(5, 3, "301:4", "3 ReadyForNewScale, DesiredWithinRange")]
    public void Without_a_behavior(int current, int wanted, string history, string expected) =>
        Assert.Equal(expected, For(null, current, wanted, history));

    [Theory]
    // window of scaleUp, window of scaleDown
    [InlineData(60, 300, 5, 8, "30:6", "6 ScaleUpStabilized, DesiredWithinRange")]
    [InlineData(60, 300, 5, 8, "61:6", "8 ReadyForNewScale, DesiredWithinRange")]
    [InlineData(60, 300, 5, 3, "100:4", "4 ScaleDownStabilized, DesiredWithinRange")]
    [InlineData(60, 0, 5, 3, "100:4", "3 ReadyForNewScale, DesiredWithinRange")]
    [InlineData(60, 300, 5, 8, "30:4", "5 ScaleUpStabilized, DesiredWithinRange")] // neither up nor down
    public void Windows(int up, int down, int current, int wanted, string history, string expected) =>
        Assert.Equal(expected, For(
            Behavior(Rules(up, "Max", ("Percent", 1000, 15)), Rules(down, "Max", ("Percent", 100, 15))),
            current, wanted, history));

    [Theory]
    // select policy, Pods, percent: both a minute
    [InlineData("Max", 3, 50, 10, 20, "", "15 limited: ScaleUpLimit")]
    [InlineData("Min", 3, 50, 10, 20, "", "13 limited: ScaleUpLimit")]
    [InlineData("Disabled", 3, 50, 10, 20, "", "10 limited: ScaleUpLimit")]
    [InlineData("Max", 3, 50, 10, 12, "", "12 DesiredWithinRange")]
    [InlineData("Max", 3, 50, 10, 20, "+30:2", "12 limited: ScaleUpLimit")] // 8 a minute ago: 12
    [InlineData("Max", 3, 50, 10, 20, "+61:2", "15 limited: ScaleUpLimit")]
    [InlineData("Max", 3, 50, 10, 20, "+30:9", "10 limited: ScaleUpLimit")] // it has grown enough
    [InlineData("Max", 3, 50, 10, 20, "-30:2", "18 limited: ScaleUpLimit")] // what went in between may come back
    [InlineData("Max", 100, 50, 10, 30, "", "20 limited: TooManyReplicas")]
    [InlineData("Max", 0, 1, 10, 20, "", "11 limited: ScaleUpLimit")] // percentages are rounded up
    public void Rates_of_growing(
        string select, int pods, int percent, int current, int wanted, string history, string expected) =>
        Assert.Equal(expected, Limit(For(
            Behavior(Rules(0, select, ("Pods", pods, 60), ("Percent", percent, 60)),
                Rules(0, "Max", ("Percent", 100, 15))),
            current, wanted, history)));

    [Theory]
    [InlineData("Max", 2, 50, 10, 2, "", "5 limited: ScaleDownLimit")]
    [InlineData("Min", 2, 50, 10, 2, "", "8 limited: ScaleDownLimit")]
    [InlineData("Disabled", 2, 50, 10, 2, "", "10 limited: ScaleDownLimit")]
    [InlineData("Max", 2, 50, 10, 2, "-30:2", "6 limited: ScaleDownLimit")] // 12 a minute ago
    [InlineData("Max", 2, 50, 10, 2, "-30:20", "10 limited: ScaleDownLimit")]
    [InlineData("Max", 20, 50, 10, 1, "", "2 limited: TooFewReplicas")]
    [InlineData("Max", 2, 50, 10, 7, "", "7 DesiredWithinRange")]
    public void Rates_of_shrinking(
        string select, int pods, int percent, int current, int wanted, string history, string expected) =>
        Assert.Equal(expected, Limit(For(
            Behavior(Rules(0, "Max", ("Percent", 100, 15)),
                Rules(0, select, ("Pods", pods, 60), ("Percent", percent, 60))),
            current, wanted, history)));

    [Fact]
    public void Without_a_window_for_shrinking_the_controllers_own_counts()
    {
        HorizontalPodAutoscalerBehavior behavior = Behavior(
            Rules(0, "Max", ("Percent", 100, 15)),
            Rules(0, "Max", ("Percent", 100, 15)) with { StabilizationWindowSeconds = null });

        Assert.StartsWith("4 ScaleDownStabilized", For(behavior, 5, 3, "200:4"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_window_reaches_is_forgotten()
    {
        ScalingHistory history = Parse("400:9 100:4 +20:1");

        ScalingLimits limits = ScalingLimits.For(
            new() { MinReplicas = 2, MaxReplicas = 20 }, 5, 3, history, new AutoscalerOptions(), Now);

        Assert.Equal([4, 3], limits.History.Recommendations.Select(static one => one.Count));
        HorizontalPodAutoscalerSpec spec = new()
        {
            MaxReplicas = 20,
            Behavior = Behavior(Rules(0, "Max", ("Pods", 1, 15)), Rules(0, "Max", ("Pods", 1, 15))),
        };
        ScalingHistory later = ScalingLimits.Scaled(spec, history, 5, 7, Now);
        Assert.Equal([2], later.Added.Select(static one => one.Count));
    }

    private static string Limit(string outcome) =>
        outcome.Replace("ReadyForNewScale, ", "", StringComparison.Ordinal);

    private static string For(
        HorizontalPodAutoscalerBehavior? behavior, int current, int wanted, string history)
    {
        HorizontalPodAutoscalerSpec spec = new() { MinReplicas = 2, MaxReplicas = 20, Behavior = behavior };
        ScalingLimits limits = ScalingLimits.For(
            spec, current, wanted, Parse(history), new AutoscalerOptions(), Now);
        return $"{limits.Replicas} {limits.Stability.Reason}, {(limits.IsLimited ? "limited: " : "")}"
            + limits.Limit.Reason;
    }

    private static ScalingHistory Parse(string text)
    {
        List<Noted> recommendations = [], added = [], removed = [];
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = word.TrimStart('+', '-').Split(':');
            System.Globalization.CultureInfo culture = System.Globalization.CultureInfo.InvariantCulture;
            Noted noted = new(int.Parse(parts[1], culture), Now.AddSeconds(-int.Parse(parts[0], culture)));
            (word[0] switch { '+' => added, '-' => removed, _ => recommendations }).Add(noted);
        }
        return new(recommendations, added, removed);
    }

    private static HorizontalPodAutoscalerBehavior Behavior(HPAScalingRules up, HPAScalingRules down) =>
        new() { ScaleUp = up, ScaleDown = down };

    private static HPAScalingRules Rules(
        int window, string select, params (string Type, int Value, int Seconds)[] policies) => new()
        {
            StabilizationWindowSeconds = window,
            SelectPolicy = select,
            Policies =
            [
                .. policies.Where(static policy => policy.Value > 0).Select(static policy => new HPAScalingPolicy
                {
                    Type = policy.Type, Value = policy.Value, PeriodSeconds = policy.Seconds,
                }),
            ],
        };
}
