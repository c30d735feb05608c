namespace Kubesharp.Linux.Processes;

/// <summary>What <c>/proc/PID</c> says of a process.</summary>
public sealed record ProcessInfo
{
    public required int Id { get; init; }
    public required int ParentId { get; init; }
    /// <summary>The kernel's short name, at most 15 bytes.</summary>
    public required string Name { get; init; }
    /// <summary>R, S, D, Z, T ... (proc(5)).</summary>
    public required char State { get; init; }
    /// <summary>Clock ticks from boot to start: with the id it names one process for ever.</summary>
    public required long StartTicks { get; init; }
    public required long ResidentBytes { get; init; }
    public required IReadOnlyList<string> Arguments { get; init; }

    public bool IsZombie => State == 'Z';

    /// <summary>Null when there is no such process.</summary>
    public static ProcessInfo? Read(int processId)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{processId}/stat");
            string arguments = File.ReadAllText($"/proc/{processId}/cmdline");
            return Parse(stat, arguments);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // It ended before or while we read.
        }
    }

    /// <summary>Every process that this one can see.</summary>
    public static IEnumerable<ProcessInfo> All()
    {
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), out int processId) && Read(processId) is { } process)
                yield return process;
        }
    }

    internal static ProcessInfo? Parse(string stat, string arguments)
    {
        // The name stands in parentheses and may itself hold blanks and parentheses: the last one closes it.
        int open = stat.IndexOf('(');
        int close = stat.LastIndexOf(')');
        if (open < 0 || close < open)
            return null;
        string[] fields = stat[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 22)
            return null;
        return new ProcessInfo
        {
            Id = int.Parse(stat.AsSpan(0, open)),
            Name = stat[(open + 1)..close],
            State = fields[0][0],
            ParentId = int.Parse(fields[1]),
            StartTicks = long.Parse(fields[19]),
            ResidentBytes = long.Parse(fields[21]) * Environment.SystemPageSize,
            Arguments = arguments.TrimEnd('\0') is { Length: > 0 } text ? text.Split('\0') : [],
        };
    }
}
