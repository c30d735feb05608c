using System.Globalization;

namespace Kubesharp.Kubelet.Cpus;

/// <summary>One processor as programs see it, and where it sits.</summary>
internal sealed record CpuPlace(int Number, int Core, int Socket);

/// <summary>The processors of a machine. Immutable.</summary>
internal sealed class CpuTopology(IReadOnlyList<CpuPlace> places)
{
    private readonly Dictionary<int, CpuPlace> byNumber = places.ToDictionary(static place => place.Number);

    public CpuSet All { get; } = new(places.Select(static place => place.Number));

    public int CpusPerSocket => places.Count
        / Math.Max(1, places.Select(static place => place.Socket).Distinct().Count());

    public int CpusPerCore => places.Count
        / Math.Max(1, places.Select(static place => (place.Socket, place.Core)).Distinct().Count());

    public CpuPlace Of(int number) => byNumber[number];

    /// <param name="folder">As <c>/sys/devices/system/cpu</c>.</param>
    public static CpuTopology Read(string folder)
    {
        string online = Path.Combine(folder, "online");
        if (!File.Exists(online) || !CpuSet.TryParse(File.ReadAllText(online), out CpuSet numbers) || numbers.IsEmpty)
            numbers = new CpuSet(Enumerable.Range(0, Environment.ProcessorCount));
        return new CpuTopology(
        [
            .. numbers.Numbers.Select(number =>
            {
                string place = Path.Combine(folder, $"cpu{number.ToString(CultureInfo.InvariantCulture)}", "topology");
                return new CpuPlace(
                    number, NumberIn(Path.Combine(place, "core_id"), number),
                    NumberIn(Path.Combine(place, "physical_package_id"), 0));
            }),
        ]);
    }

    private static int NumberIn(string file, int fallback) => File.Exists(file)
        && int.TryParse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture, out int number) && number >= 0
            ? number : fallback;
}
