using System.Globalization;
using CsCheck;

namespace Kubesharp.Tests.ApiServer;

/// <summary>
/// How long a property is tried: a few hundred times in every run of the tests, for seconds on end by
/// <c>dotnet make.cs fuzz</c>. A failure prints the seed that repeats it (<c>CsCheck_Seed</c>).
/// </summary>
internal static class FuzzRun
{
    private const int DefaultCount = 300;

    private static int Seconds { get; } = int.TryParse(
        Environment.GetEnvironmentVariable("KUBESHARP_FUZZ_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture,
        out int seconds) ? seconds : 0;

    public static void Try<T>(this Gen<T> inputs, Action<T> property)
    {
        if (Seconds > 0)
            inputs.Sample(property, time: Seconds);
        else
            inputs.Sample(property, iter: DefaultCount);
    }

    public static Task TryAsync<T>(this Gen<T> inputs, Func<T, Task> property) => Seconds > 0
        ? inputs.SampleAsync(property, time: Seconds)
        : inputs.SampleAsync(property, iter: DefaultCount);
}
