using System.Globalization;
using Kubesharp.Linux.Mounts;
using Kubesharp.Linux.Native;

namespace Kubesharp.Linux.Cgroups;

/// <summary>
/// The machine's control groups: version 1 (one tree for each controller) or version 2 (one tree). A path such as
/// <c>/kubepods/burstable/podUID</c> names the same group in all trees.
/// </summary>
/// <remarks>Stateless: the kernel's files are the state. Safe from any thread.</remarks>
public sealed class CgroupTree
{
    private static readonly string[] NamesV1 =
    [
        "cpu", "cpuacct", "cpuset", "memory", "devices", "freezer", "blkio", "pids",
        "hugetlb", "net_cls", "net_prio", "perf_event",
    ];

    private readonly IReadOnlyDictionary<string, string> roots;

    internal CgroupTree(int version, IReadOnlyDictionary<string, string> roots)
    {
        Version = version;
        this.roots = roots;
    }

    /// <summary>1 or 2.</summary>
    public int Version { get; }

    /// <summary>
    /// The trees: mount point by controller in version 1 (and of version 2, under "unified", where both are mounted),
    /// the
    /// one mount point under "" in version 2.
    /// </summary>
    public IReadOnlyDictionary<string, string> Roots => roots;

    /// <summary>
    /// Finds the trees among the mounts; null when there are none. Version 1 wins on a machine with both.
    /// </summary>
    public static CgroupTree? Discover(IReadOnlyList<MountPoint> mounts)
    {
        Dictionary<string, string> roots = new(StringComparer.Ordinal);
        foreach (MountPoint mount in mounts.Where(static mount => mount.Type == "cgroup"))
        {
            foreach (string option in mount.SuperOptions.Split(','))
            {
                if (NamesV1.Contains(option) || option.StartsWith("name=", StringComparison.Ordinal))
                    roots[option] = mount.Target;
            }
        }
        MountPoint? unified = mounts.LastOrDefault(static mount => mount.Type == "cgroup2");
        if (roots.ContainsKey("cpu") && roots.ContainsKey("memory"))
        {
            // On a machine with both, runc makes its groups in the unified tree too; they must go with the rest.
            if (unified is not null)
                roots["unified"] = unified.Target;
            return new CgroupTree(1, roots);
        }
        return unified is not null
            ? new CgroupTree(2, new Dictionary<string, string>(StringComparer.Ordinal) { [""] = unified.Target })
            : null;
    }

    /// <summary>Creates the group, and those above it, in every tree. Groups that exist stay as they are.</summary>
    public void Create(string path)
    {
        foreach (string root in roots.Values.Distinct())
        {
            string directory = root;
            foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                if (Version == 2)
                    EnableControllers(directory);
                string parent = directory;
                directory = Path.Combine(directory, part);
                Directory.CreateDirectory(directory);
                if (Version == 1)
                    InheritCpuSet(parent, directory);
            }
        }
    }

    public bool Exists(string path) => roots.Values.All(root => Directory.Exists(Join(root, path)));

    /// <summary>The groups right below one, by name, in any tree.</summary>
    public IReadOnlyList<string> Children(string path) =>
    [
        .. roots.Values.Distinct().Select(root => Join(root, path)).Where(Directory.Exists)
            .SelectMany(Directory.EnumerateDirectories)
            .Select(static child => Path.GetFileName(child)).Distinct().Order(),
    ];

    public void SetLimits(string path, CgroupLimits limits)
    {
        if (Version == 2)
            SetLimitsV2(path, limits);
        else
            SetLimitsV1(path, limits);
    }

    /// <summary>Null when there is no such group.</summary>
    public CgroupUsage? ReadUsage(string path)
    {
        try
        {
            return Version == 2 ? ReadUsageV2(path) : ReadUsageV1(path);
        }
        catch (Exception exception) when (exception is DirectoryNotFoundException or FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The CPU time alone, which takes one file. Null when there is no such group.</summary>
    public TimeSpan? ReadCpuTime(string path)
    {
        try
        {
            return Version == 2
                ? TimeSpan.FromMicroseconds(ReadTable("", path, "cpu.stat").GetValueOrDefault("usage_usec"))
                : TimeSpan.FromTicks(ReadNumber("cpuacct", path, "cpuacct.usage") / 100); // Nanoseconds.
        }
        catch (Exception exception) when (exception is DirectoryNotFoundException or FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Every process in the group and below it.</summary>
    public IReadOnlyList<int> Processes(string path)
    {
        string directory = Join(Version == 2 ? roots[""] : roots.GetValueOrDefault("pids", roots["cpu"]), path);
        SortedSet<int> processes = [];
        foreach (string group in Groups(directory))
        {
            foreach (string line in ReadLines(Path.Combine(group, "cgroup.procs")))
                processes.Add(int.Parse(line, CultureInfo.InvariantCulture));
        }
        return [.. processes];
    }

    /// <summary>Removes the group and all below it, innermost first, from every tree.</summary>
    /// <returns>False when processes (or dying ones) keep a part of it busy: try again when they are gone.</returns>
    public bool Remove(string path)
    {
        // "/" would mean the machine's whole tree.
        ArgumentException.ThrowIfNullOrEmpty(path.Trim('/'), nameof(path));
        bool removed = true;
        foreach (string root in roots.Values.Distinct())
        {
            foreach (string group in Groups(Join(root, path)).Reverse())
                removed &= Libc.RemoveDirectory(group) == 0 || !Directory.Exists(group);
        }
        return removed;
    }

    /// <summary>The weight of version 2 for a number of shares (KEP-2254).</summary>
    internal static long WeightFor(long shares) => 1 + (Math.Clamp(shares, 2, 262_144) - 2) * 9_999 / 262_142;

    private void SetLimitsV1(string path, CgroupLimits limits)
    {
        if (limits.CpuShares is { } shares)
            Write("cpu", path, "cpu.shares", Math.Max(2, shares));
        if (limits.CpuQuota is { } quota)
        {
            Write("cpu", path, "cpu.cfs_period_us", limits.CpuPeriod);
            Write("cpu", path, "cpu.cfs_quota_us", quota);
        }
        if (limits.MemoryBytes is { } memory)
            Write("memory", path, "memory.limit_in_bytes", memory);
        if (limits.PidsMax is { } pids && roots.ContainsKey("pids"))
            Write("pids", path, "pids.max", pids);
        SetHugePages(path, limits, "hugetlb", "limit_in_bytes");
    }

    // Sizes of pages that the kernel does not count have no file.
    private void SetHugePages(string path, CgroupLimits limits, string controller, string file)
    {
        if (!roots.TryGetValue(controller, out string? root))
            return;
        foreach ((string size, long bytes) in limits.HugePageBytes)
        {
            if (File.Exists(Path.Combine(Join(root, path), $"hugetlb.{size}.{file}")))
                Write(controller, path, $"hugetlb.{size}.{file}", bytes);
        }
    }

    private void SetLimitsV2(string path, CgroupLimits limits)
    {
        if (limits.CpuShares is { } shares)
            Write("", path, "cpu.weight", WeightFor(shares));
        if (limits.CpuQuota is { } quota)
            WriteText("", path, "cpu.max", $"{(quota < 0 ? "max" : quota)} {limits.CpuPeriod}");
        if (limits.MemoryBytes is { } memory)
            Write("", path, "memory.max", memory);
        if (limits.PidsMax is { } pids)
            Write("", path, "pids.max", pids);
        SetHugePages(path, limits, "", "max");
    }

    private CgroupUsage ReadUsageV1(string path)
    {
        Dictionary<string, long> memory = ReadTable("memory", path, "memory.stat");
        long usage = ReadNumber("memory", path, "memory.usage_in_bytes");
        long pids = roots.ContainsKey("pids") ? ReadNumber("pids", path, "pids.current") : 0;
        return new CgroupUsage
        {
            CpuTime = TimeSpan.FromTicks(ReadNumber("cpuacct", path, "cpuacct.usage") / 100), // Nanoseconds.
            MemoryBytes = usage,
            WorkingSetBytes = Math.Max(0, usage - memory.GetValueOrDefault("total_inactive_file")),
            ResidentBytes = memory.GetValueOrDefault("total_rss"),
            PageFaults = memory.GetValueOrDefault("total_pgfault"),
            MajorPageFaults = memory.GetValueOrDefault("total_pgmajfault"),
            Pids = pids,
        };
    }

    private CgroupUsage ReadUsageV2(string path)
    {
        Dictionary<string, long> memory = ReadTable("", path, "memory.stat");
        long usage = ReadNumber("", path, "memory.current");
        return new CgroupUsage
        {
            CpuTime = TimeSpan.FromMicroseconds(ReadTable("", path, "cpu.stat").GetValueOrDefault("usage_usec")),
            MemoryBytes = usage,
            WorkingSetBytes = Math.Max(0, usage - memory.GetValueOrDefault("inactive_file")),
            ResidentBytes = memory.GetValueOrDefault("anon"),
            PageFaults = memory.GetValueOrDefault("pgfault"),
            MajorPageFaults = memory.GetValueOrDefault("pgmajfault"),
            Pids = ReadNumber("", path, "pids.current"),
        };
    }

    // A version 2 group passes only those controllers down that its subtree_control names.
    private static void EnableControllers(string directory)
    {
        string file = Path.Combine(directory, "cgroup.controllers");
        if (!File.Exists(file))
            return;
        string[] enabled = File.ReadAllText(Path.Combine(directory, "cgroup.subtree_control")).Trim().Split(' ');
        foreach (string controller in File.ReadAllText(file).Trim().Split(' ').Except(enabled))
        {
            if (controller is "cpu" or "cpuset" or "memory" or "pids" or "io" or "hugetlb")
                File.WriteAllText(Path.Combine(directory, "cgroup.subtree_control"), "+" + controller);
        }
    }

    // A new cpuset group of version 1 has no CPUs and no memory nodes, and takes no process until it has.
    private static void InheritCpuSet(string parent, string directory)
    {
        foreach (string name in (ReadOnlySpan<string>)["cpuset.cpus", "cpuset.mems"])
        {
            string file = Path.Combine(directory, name);
            if (File.Exists(file) && File.ReadAllText(file).Trim().Length == 0)
                File.WriteAllText(file, File.ReadAllText(Path.Combine(parent, name)));
        }
    }

    // Parents before children.
    private static IEnumerable<string> Groups(string directory)
    {
        if (!Directory.Exists(directory))
            yield break;
        yield return directory;
        string[] children;
        try
        {
            children = Directory.GetDirectories(directory);
        }
        catch (DirectoryNotFoundException)
        {
            yield break; // Removed meanwhile.
        }
        foreach (string group in children.SelectMany(Groups))
            yield return group;
    }

    private static string[] ReadLines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception exception) when (exception is IOException)
        {
            return []; // The group went meanwhile.
        }
    }

    private static string Join(string root, string path) => Path.Combine(root, path.TrimStart('/'));

    private void Write(string controller, string path, string file, long value)
    {
        // "No limit" is the word max, but for version 1's memory and CPU, where it is -1.
        bool isWord = value < 0 && (Version == 2 || file == "pids.max");
        WriteText(controller, path, file, isWord ? "max" : value.ToString(CultureInfo.InvariantCulture));
    }

    private void WriteText(string controller, string path, string file, string value) =>
        File.WriteAllText(Path.Combine(Join(roots[controller], path), file), value);

    private long ReadNumber(string controller, string path, string file) =>
        long.Parse(File.ReadAllText(Path.Combine(Join(roots[controller], path), file)), CultureInfo.InvariantCulture);

    private Dictionary<string, long> ReadTable(string controller, string path, string file)
    {
        Dictionary<string, long> table = new(StringComparer.Ordinal);
        foreach (string line in File.ReadAllLines(Path.Combine(Join(roots[controller], path), file)))
        {
            int blank = line.IndexOf(' ');
            if (blank > 0 && long.TryParse(line.AsSpan(blank + 1), CultureInfo.InvariantCulture, out long value))
                table[line[..blank]] = value;
        }
        return table;
    }
}
