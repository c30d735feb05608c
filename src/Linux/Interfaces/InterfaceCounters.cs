using System.Globalization;

namespace Kubesharp.Linux.Interfaces;

/// <summary>What an interface has carried since it is there.</summary>
public sealed record InterfaceCounters(
    string Name, long ReceivedBytes, long ReceiveErrors, long SentBytes, long SendErrors)
{
    /// <summary>
    /// The interfaces of the network namespace that a process is in, without loopback; none when it has ended.
    /// </summary>
    public static IReadOnlyList<InterfaceCounters> OfProcess(int processId)
    {
        try
        {
            string id = processId.ToString(CultureInfo.InvariantCulture);
            return Parse(File.ReadAllText($"/proc/{id}/net/dev"));
        }
        catch (IOException)
        {
            return [];
        }
    }

    // Two lines of headings; then a line for each interface: its name, eight numbers received, eight sent.
    internal static IReadOnlyList<InterfaceCounters> Parse(string text)
    {
        List<InterfaceCounters> found = [];
        foreach (string line in text.Split('\n').Skip(2))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                continue;
            string name = line[..colon].Trim();
            string[] numbers = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (name != "lo" && numbers.Length >= 11)
                found.Add(new(name, Number(0), Number(2), Number(8), Number(10)));

            long Number(int index) => long.Parse(numbers[index], CultureInfo.InvariantCulture);
        }
        return found;
    }
}
