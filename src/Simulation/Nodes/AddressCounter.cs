using System.Globalization;

namespace Kubesharp.Simulation.Nodes;

/// <summary>Hands out the addresses of simulated Pods, from 10.64.0.1 on.</summary>
internal sealed class AddressCounter
{
    private int last;

    public string Next()
    {
        int number = Interlocked.Increment(ref last);
        return string.Create(
            CultureInfo.InvariantCulture, $"10.{64 + (number >> 16)}.{(number >> 8) & 255}.{number & 255}");
    }
}
