using System.Globalization;

namespace Kubesharp.Linux.Processes;

/// <summary>What all processes of the machine use together, from /proc.</summary>
/// <param name="CpuTime">All processors, since the machine started.</param>
/// <param name="MemoryTotalBytes">What there is.</param>
/// <param name="MemoryFreeBytes">What nobody uses, not even for caches.</param>
/// <param name="InactiveFileBytes">Cached pages that the kernel can drop at once.</param>
public sealed record MachineUsage(
    TimeSpan CpuTime, long MemoryTotalBytes, long MemoryFreeBytes, long InactiveFileBytes)
{
    // USER_HZ, which the kernel fixes at 100 for user space on all our architectures.
    private const int TicksPerSecond = 100;
    // user nice system idle iowait irq softirq steal: those that are work.
    private static readonly int[] BusyColumns = [1, 2, 3, 6, 7, 8];

    /// <summary>In use, caches included.</summary>
    public long MemoryUsedBytes => MemoryTotalBytes - MemoryFreeBytes;

    /// <summary>In use and not to be had back at once: what eviction and metrics go by.</summary>
    public long WorkingSetBytes => Math.Max(0, MemoryUsedBytes - InactiveFileBytes);

    public static MachineUsage Read() => Parse(File.ReadAllText("/proc/stat"), File.ReadAllText("/proc/meminfo"));

    internal static MachineUsage Parse(string stat, string meminfo)
    {
        string[] columns = stat.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        long ticks = BusyColumns.Where(column => column < columns.Length)
            .Sum(column => long.Parse(columns[column], CultureInfo.InvariantCulture));
        return new(
            TimeSpan.FromSeconds((double)ticks / TicksPerSecond),
            Kibibytes(meminfo, "MemTotal:"), Kibibytes(meminfo, "MemFree:"), Kibibytes(meminfo, "Inactive(file):"));
    }

    private static long Kibibytes(string meminfo, string name)
    {
        foreach (string line in meminfo.Split('\n'))
        {
            if (line.StartsWith(name, StringComparison.Ordinal))
                return long.Parse(line[name.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture) * 1024;
        }
        return 0;
    }
}
