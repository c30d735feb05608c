using Kubesharp.Client;
using Kubesharp.Simulation.Clock;
using Xunit;

namespace Kubesharp.Tests.Client;

public sealed class EventCorrelatorTests
{
    private static readonly EventSubject Pod = new("v1", "Pod", "default", "web", "uid", "");

    private readonly SimulatedClock clock = new(DateTimeOffset.UnixEpoch);
    private readonly EventCorrelator correlator;

    public EventCorrelatorTests() => correlator = new EventCorrelator(clock);

    [Fact] // E103
    public void The_same_event_is_counted_up()
    {
        CorrelatedEvent first = correlator.Correlate(Pod, "Normal", "Pulled", "image there")!.Value;
        Assert.Equal((1, null), (first.Count, first.Known));
        correlator.Written(first, "web.1");

        CorrelatedEvent second = correlator.Correlate(Pod, "Normal", "Pulled", "image there")!.Value;
        Assert.Equal((2, "web.1"), (second.Count, second.Known));
        Assert.Null(correlator.Correlate(Pod, "Normal", "Created", "image there")!.Value.Known);
        Assert.Null(correlator.Correlate(Pod with { Uid = "other" }, "Normal", "Pulled", "image there")!.Value.Known);
    }

    [Fact]
    public void What_was_never_written_is_written_the_next_time()
    {
        correlator.Correlate(Pod, "Normal", "Pulled", "image there");
        CorrelatedEvent second = correlator.Correlate(Pod, "Normal", "Pulled", "image there")!.Value;

        Assert.Equal((2, null), (second.Count, second.Known));
    }

    [Fact] // E103
    public void After_ten_similar_ones_the_rest_is_put_together()
    {
        for (int i = 0; i < 10; i++)
            Assert.Equal($"try {i}", correlator.Correlate(Pod, "Warning", "Failed", $"try {i}")!.Value.Message);

        CorrelatedEvent combined = correlator.Correlate(Pod, "Warning", "Failed", "try 10")!.Value;
        Assert.Equal("(combined from similar events): try 10", combined.Message);
        correlator.Written(combined, "web.c");
        CorrelatedEvent next = correlator.Correlate(Pod, "Warning", "Failed", "try 11")!.Value;
        Assert.Equal(("(combined from similar events): try 11", 2, "web.c"), (next.Message, next.Count, next.Known));

        clock.Jump(TimeSpan.FromMinutes(11));
        Assert.Equal("try 12", correlator.Correlate(Pod, "Warning", "Failed", "try 12")!.Value.Message);
    }

    [Fact]
    public void About_one_object_only_so_much_is_said()
    {
        for (int i = 0; i < 25; i++)
            Assert.NotNull(correlator.Correlate(Pod, "Normal", "Pulled", "image there"));
        Assert.Null(correlator.Correlate(Pod, "Normal", "Pulled", "image there"));
        Assert.NotNull(correlator.Correlate(Pod with { Uid = "other" }, "Normal", "Pulled", "image there"));

        clock.Jump(TimeSpan.FromMinutes(5));
        CorrelatedEvent later = correlator.Correlate(Pod, "Normal", "Pulled", "image there")!.Value;
        Assert.Equal(27, later.Count); // the one that was cut off counts
        Assert.Null(correlator.Correlate(Pod, "Normal", "Pulled", "image there"));
    }
}
