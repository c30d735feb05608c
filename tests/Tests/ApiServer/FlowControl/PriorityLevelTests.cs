using Kubesharp.Api.FlowControl;
using Kubesharp.ApiServer.FlowControl;
using Kubesharp.Simulation.Clock;
using Xunit;

namespace Kubesharp.Tests.ApiServer.FlowControl;

public sealed class PriorityLevelTests
{
    private static readonly FlowSchema Schema = new() { Metadata = new() { Name = "s" } };
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly SimulatedClock clock = new(DateTimeOffset.UnixEpoch);

    private PriorityLevel Level(string response, int seats, int queues = 8, int hand = 1, int queueLength = 3)
    {
        PriorityLevel level = new("l", clock, static _ => { });
        level.Configure(new()
        {
            Metadata = new() { Name = "l" },
            Spec = new()
            {
                Type = PriorityLevelEnablement.Limited,
                Limited = new()
                {
                    LimitResponse = new()
                    {
                        Type = response,
                        Queuing = new() { Queues = queues, HandSize = hand, QueueLengthLimit = queueLength },
                    },
                },
            },
        });
        level.SetLimit(seats);
        return level;
    }

    private static Task<FlowPass> EnterAsync(PriorityLevel level, ulong flow = 1, int seats = 1) =>
        level.EnterAsync(Schema, flow, seats, Patience, TestContext.Current.CancellationToken).AsTask();

    [Fact]
    public async Task WithoutQueuesWhatFindsNoSeatIsRefused()
    {
        PriorityLevel level = Level(LimitResponseType.Reject, seats: 1);
        using FlowPass first = await EnterAsync(level);
        Assert.Equal(FlowRefusal.ConcurrencyLimit, (await EnterAsync(level)).Refusal);
        first.Dispose();
        first.Dispose(); // Twice is once.
        Assert.Equal(0, level.SeatsInUse);
        using FlowPass next = await EnterAsync(level);
        Assert.Equal(FlowRefusal.None, next.Refusal);
    }

    [Fact]
    public async Task WhatWaitsGetsTheSeatThatIsGivenBack()
    {
        PriorityLevel level = Level(LimitResponseType.Queue, seats: 1);
        FlowPass first = await EnterAsync(level);
        Task<FlowPass> second = EnterAsync(level);
        Assert.False(second.IsCompleted);
        Assert.Equal(1, level.Waiting);
        first.Dispose();
        using FlowPass seated = await second;
        Assert.Equal(FlowRefusal.None, seated.Refusal);
        Assert.Equal(1, level.Executing);
    }

    [Fact]
    public async Task AFullQueueRefusesItsFlowAndNoOther()
    {
        PriorityLevel level = Level(LimitResponseType.Queue, seats: 1);
        using FlowPass first = await EnterAsync(level, flow: 1);
        Task<FlowPass>[] noisy = [.. Enumerable.Range(0, 3).Select(_ => EnterAsync(level, flow: 1))];
        Assert.Equal(FlowRefusal.QueueFull, (await EnterAsync(level, flow: 1)).Refusal);
        Task<FlowPass> quiet = EnterAsync(level, flow: 2);
        Assert.False(quiet.IsCompleted);
        Assert.All(noisy, static one => Assert.False(one.IsCompleted));
    }

    [Fact]
    public async Task AQuietFlowIsServedBeforeTheNoisyOnesRest()
    {
        PriorityLevel level = Level(LimitResponseType.Queue, seats: 1, queueLength: 50);
        FlowPass running = await EnterAsync(level, flow: 1);
        List<Task<FlowPass>> noisy = [.. Enumerable.Range(0, 20).Select(_ => EnterAsync(level, flow: 1))];
        Task<FlowPass> quiet = EnterAsync(level, flow: 2);

        int before = 0;
        while (!quiet.IsCompleted)
        {
            clock.Jump(TimeSpan.FromMilliseconds(5));
            running.Dispose();
            Task<FlowPass> next = await Task.WhenAny(noisy.Append(quiet));
            if (next == quiet)
                break;
            noisy.Remove(next);
            running = await next;
            before++;
        }
        Assert.InRange(before, 0, 1);
        (await quiet).Dispose();
    }

    [Fact]
    public async Task WhoWaitsTooLongIsRefused()
    {
        PriorityLevel level = Level(LimitResponseType.Queue, seats: 1);
        using FlowPass first = await EnterAsync(level);
        Task<FlowPass> second = EnterAsync(level);
        Assert.True(clock.FireNext(Patience));
        Assert.Equal(FlowRefusal.TimeOut, (await second).Refusal);
        Assert.Equal(0, level.Waiting);
    }

    [Fact]
    public async Task AClientThatGoesAwayLeavesItsPlace()
    {
        PriorityLevel level = Level(LimitResponseType.Queue, seats: 1);
        using FlowPass first = await EnterAsync(level);
        using CancellationTokenSource gone = new();
        Task<FlowPass> second = level.EnterAsync(Schema, 1, 1, Patience, gone.Token).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(0, level.Waiting);
        first.Dispose();
        Assert.Equal(0, level.SeatsInUse);
    }

    [Fact]
    public async Task ARequestWiderThanTheLevelRunsAlone()
    {
        PriorityLevel level = Level(LimitResponseType.Queue, seats: 4);
        using FlowPass narrow = await EnterAsync(level);
        Task<FlowPass> wide = EnterAsync(level, flow: 2, seats: 10);
        Assert.False(wide.IsCompleted);
        narrow.Dispose();
        using FlowPass seated = await wide;
        Assert.Equal(10, level.SeatsInUse);
    }

    [Fact]
    public async Task ALevelThatStopsQueueingServesThoseWhoWait()
    {
        PriorityLevel level = Level(LimitResponseType.Queue, seats: 1);
        FlowPass first = await EnterAsync(level);
        Task<FlowPass>[] waiting = [EnterAsync(level, flow: 1), EnterAsync(level, flow: 2)];
        level.Configure(new()
        {
            Spec = new()
            {
                Type = PriorityLevelEnablement.Limited,
                Limited = new() { LimitResponse = new() { Type = LimitResponseType.Reject } },
            },
        });
        first.Dispose();
        FlowPass next = await await Task.WhenAny(waiting);
        next.Dispose();
        FlowPass[] both = await Task.WhenAll(waiting);
        Assert.All(both, static pass => Assert.Equal(FlowRefusal.None, pass.Refusal));
    }

    [Fact]
    public async Task ARaisedLimitLetsInWhatWaits()
    {
        PriorityLevel level = Level(LimitResponseType.Queue, seats: 1);
        using FlowPass first = await EnterAsync(level);
        Task<FlowPass> second = EnterAsync(level);
        level.SetLimit(2);
        using FlowPass seated = await second;
        Assert.Equal(2, level.SeatsInUse);
    }
}
