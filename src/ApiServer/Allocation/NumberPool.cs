using Kubesharp.Api;

namespace Kubesharp.ApiServer.Allocation;

/// <summary>
/// Numbers of a range, each given out once. Those of the lower band are only given to those who ask for one by name, as
/// long as the upper band has free ones (KEP-3070, KEP-3668): a user's fixed choice seldom meets a random one.
/// </summary>
/// <remarks>The lock guards the set.</remarks>
internal sealed class NumberPool(int first, int count, int lowerBand, Entropy entropy)
{
    private readonly Lock gate = new();
    private readonly HashSet<int> taken = [];

    public bool Contains(int number) => number >= first && number < first + count;

    /// <summary>False when somebody has it.</summary>
    public bool TryTake(int number)
    {
        lock (gate)
            return taken.Add(number);
    }

    /// <summary>Any free number; null when there is none.</summary>
    public int? TakeAny()
    {
        lock (gate)
        {
            return AnyIn(first + lowerBand, count - lowerBand) ?? AnyIn(first, lowerBand);
        }
    }

    public void Release(int number)
    {
        lock (gate)
            taken.Remove(number);
    }

    private int? AnyIn(int start, int length)
    {
        if (length <= 0)
            return null;
        int offset = entropy.Next(length);
        for (int step = 0; step < length; step++)
        {
            int number = start + (offset + step) % length;
            if (taken.Add(number))
                return number;
        }
        return null;
    }
}
