namespace Kubesharp.ApiServer.FlowControl;

/// <summary>
/// How many requests the machine can carry at once, found out while it works: fewer when work waits for a thread, more
/// again when it does not. Pure; called by one at a time.
/// </summary>
/// <remarks>
/// Seats are a promise that what runs does not hold up what comes. With many short requests on few cores that promise
/// breaks long before the configured number of seats is taken: all of them run, and everybody waits in the thread pool,
/// where no level has priority. So the number sinks until what waits does so in the queues of flow control.
/// </remarks>
internal sealed class SeatGovernor
{
    /// <summary>Work that waits longer than this for a thread says that too much runs at once.</summary>
    internal static readonly TimeSpan Late = TimeSpan.FromMilliseconds(2);
    /// <summary>Work that waits less than this says that more may run.</summary>
    internal static readonly TimeSpan Prompt = TimeSpan.FromMilliseconds(0.5);
    private const double Sinking = 0.9;
    private const double Rising = 1;

    private readonly int most;
    private readonly int least;
    private double seats;

    /// <param name="most">The configured number of seats: never more.</param>
    /// <param name="least">Never fewer: as many as keep the cores busy while some requests wait for the disk.</param>
    public SeatGovernor(int most, int least)
    {
        this.most = most;
        this.least = Math.Min(most, least);
        seats = most;
    }

    /// <summary>Seats to share out now.</summary>
    public int Seats => (int)seats;

    /// <summary>
    /// Takes in how long a piece of work has waited for a thread. True when <see cref="Seats"/> changed.
    /// </summary>
    public bool Observe(TimeSpan waited)
    {
        int before = Seats;
        if (waited > Late)
            seats = Math.Max(least, seats * Sinking);
        else if (waited < Prompt)
            seats = Math.Min(most, seats + Rising);
        return Seats != before;
    }
}
