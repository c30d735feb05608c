using Kubesharp.ApiServer.FlowControl;
using Xunit;

namespace Kubesharp.Tests.ApiServer.FlowControl;

/// <summary>What the machine can carry is found out while it works, within what is configured.</summary>
public sealed class SeatGovernorTests
{
    private static readonly TimeSpan Slightly = (SeatGovernor.Late + SeatGovernor.Prompt) / 2;

    [Fact]
    public void Starts_with_all_that_is_configured() => Assert.Equal(128, new SeatGovernor(128, 16).Seats);

    [Fact]
    public void Sinks_while_work_is_late_but_never_below_the_least()
    {
        SeatGovernor governor = new(128, 16);
        Assert.True(governor.Observe(2 * SeatGovernor.Late));
        Assert.Equal(115, governor.Seats);
        for (int i = 0; i < 100; i++)
            governor.Observe(2 * SeatGovernor.Late);
        Assert.Equal(16, governor.Seats);
        Assert.False(governor.Observe(2 * SeatGovernor.Late));
    }

    [Fact]
    public void Rises_again_when_work_is_prompt_but_never_above_what_is_configured()
    {
        SeatGovernor governor = new(20, 16);
        for (int i = 0; i < 100; i++)
            governor.Observe(2 * SeatGovernor.Late);
        Assert.True(governor.Observe(TimeSpan.Zero));
        Assert.Equal(17, governor.Seats);
        for (int i = 0; i < 100; i++)
            governor.Observe(TimeSpan.Zero);
        Assert.Equal(20, governor.Seats);
    }

    [Fact]
    public void Stays_between_late_and_prompt()
    {
        SeatGovernor governor = new(128, 16);
        Assert.False(governor.Observe(Slightly));
        Assert.Equal(128, governor.Seats);
    }

    [Fact]
    public void A_server_with_fewer_seats_than_the_least_keeps_them()
    {
        SeatGovernor governor = new(4, 16);
        governor.Observe(2 * SeatGovernor.Late);
        Assert.Equal(4, governor.Seats);
    }
}
