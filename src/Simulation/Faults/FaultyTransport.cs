using System.Runtime.CompilerServices;
using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;

namespace Kubesharp.Simulation.Faults;

/// <summary>How bad the network is. Chances are per message, 0 to 1.</summary>
public sealed record FaultPlan
{
    public static FaultPlan None { get; } = new();

    /// <summary>Each message takes up to this long.</summary>
    public TimeSpan DelayMax { get; init; }
    /// <summary>The request never arrives.</summary>
    public double LostRequest { get; init; }
    /// <summary>The request takes effect but the answer never comes back.</summary>
    public double LostResponse { get; init; }
    /// <summary>An update is refused as if somebody else had written in between.</summary>
    public double Conflict { get; init; }
    /// <summary>A watch breaks before its next event.</summary>
    public double BrokenWatch { get; init; }
    /// <summary>An event is delivered twice.</summary>
    public double DuplicatedEvent { get; init; }
    /// <summary>A watch is told that it is too far behind (410) and has to list again.</summary>
    public double ExpiredWatch { get; init; }
}

/// <summary>A transport that delays, loses and breaks, as chance of the seed wills, until <see cref="Heal"/>.</summary>
public sealed class FaultyTransport(ITransport inner, FaultPlan plan, TimeProvider time, Entropy entropy) : ITransport
{
    private bool healed;

    /// <summary>From here on everything arrives, only delays stay.</summary>
    public void Heal() => healed = true;

    public async Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        await DelayAsync(cancellationToken);
        if (Happens(plan.LostRequest))
            throw new IOException("simulated: the request was lost");
        if (request.Verb == Verb.Update && Happens(plan.Conflict))
        {
            return new ApiResponse
            {
                Code = 409, Error = Refusal(409, "Conflict", "simulated: the object has been modified"),
            };
        }
        ApiResponse response = await inner.SendAsync(request, cancellationToken);
        await DelayAsync(cancellationToken);
        if (Happens(plan.LostResponse))
            throw new IOException("simulated: the response was lost");
        return response;
    }

    public async IAsyncEnumerable<WatchEvent> WatchAsync(
        ApiRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await DelayAsync(cancellationToken);
        if (Happens(plan.LostRequest))
            throw new IOException("simulated: the request was lost");
        await foreach (WatchEvent watchEvent in inner.WatchAsync(request, cancellationToken))
        {
            await DelayAsync(cancellationToken);
            if (Happens(plan.BrokenWatch))
                throw new IOException("simulated: the watch broke");
            if (Happens(plan.ExpiredWatch))
            {
                yield return new WatchEvent(
                    WatchEventType.Error, null, Refusal(410, "Expired", "simulated: too old resource version"));
                yield break;
            }
            yield return watchEvent;
            if (Happens(plan.DuplicatedEvent))
                yield return watchEvent;
        }
    }

    private bool Happens(double chance) => !healed && chance > 0 && entropy.NextDouble() < chance;

    private Task DelayAsync(CancellationToken cancellationToken) => plan.DelayMax == TimeSpan.Zero
        ? Task.CompletedTask
        : Task.Delay(plan.DelayMax * entropy.NextDouble(), time, cancellationToken);

    private static Status Refusal(int code, string reason, string message) =>
        new() { StatusValue = "Failure", Code = code, Reason = reason, Message = message };
}
