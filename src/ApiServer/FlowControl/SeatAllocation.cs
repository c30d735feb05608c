namespace Kubesharp.ApiServer.FlowControl;

/// <summary>What a priority level has a right to and what it could use, in seats.</summary>
/// <param name="Nominal">Its share of the server, before lending and borrowing.</param>
/// <param name="Min">What it keeps even when others want everything.</param>
/// <param name="Max">What it may have when others want nothing.</param>
/// <param name="Wanted">Seats in use and waited for right now.</param>
internal readonly record struct SeatDemand(int Nominal, int Min, int Max, int Wanted);

/// <summary>Shares the server's seats among the priority levels (KEP-1040, borrowing). Pure.</summary>
internal static class SeatAllocation
{
    /// <summary>Seats of the whole server that fall to a level by its shares; at least one.</summary>
    public static int Nominal(int total, int shares, int sharesOfAll) =>
        sharesOfAll == 0 || shares == 0 ? 1 : Math.Max(1, (int)Math.Ceiling((double)total * shares / sharesOfAll));

    /// <summary>
    /// Every level gets at least what it cannot lend and at most what it may borrow. When all that is wanted fits, it
    /// is given, and the rest is spread by the nominal shares so that a sudden request need not wait for a new
    /// allocation; when it does not fit, levels grow towards what they want in proportion to their nominal shares.
    /// </summary>
    public static int[] Share(IReadOnlyList<SeatDemand> levels, int total)
    {
        int[] targets = [.. levels.Select(static level => Math.Clamp(level.Wanted, level.Min, level.Max))];
        bool fits = targets.Sum() <= total;
        (int Low, int High, int Weight)[] bounds =
        [
            .. levels.Select((level, index) => fits
                ? (targets[index], level.Max, level.Nominal)
                : (level.Min, targets[index], level.Nominal)),
        ];
        return Fill(bounds, total);
    }

    // Raises all levels together, each within its bounds, until the seats are given out: water finding its height.
    private static int[] Fill((int Low, int High, int Weight)[] levels, int total)
    {
        double low = 0, high = 1;
        while (SumAt(high) < total && high < int.MaxValue)
            high *= 2;
        for (int step = 0; step < 60; step++)
        {
            double middle = (low + high) / 2;
            if (SumAt(middle) > total)
                high = middle;
            else
                low = middle;
        }
        return [.. levels.Select(level => At(level, low))];

        int At((int Low, int High, int Weight) level, double height) =>
            (int)Math.Clamp(Math.Floor(height * level.Weight), level.Low, Math.Max(level.Low, level.High));

        long SumAt(double height) => levels.Sum(level => (long)At(level, height));
    }
}
