namespace Kubesharp.Tests.ApiServer.Authentication;

/// <summary>A clock that stands still until it is told to go on; its timers are real.</summary>
internal sealed class SettableTime(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;

    public void Advance(TimeSpan span) => now += span;
    public override DateTimeOffset GetUtcNow() => now;
}
