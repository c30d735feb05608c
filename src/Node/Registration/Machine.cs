using System.Globalization;
using System.Runtime.InteropServices;
using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.Registration;

/// <summary>What this machine is and has, read once at the start.</summary>
internal sealed record Machine
{
    public required int Processors { get; init; }
    public required long MemoryBytes { get; init; }
    public required long DiskBytes { get; init; }
    public required string Hostname { get; init; }
    /// <summary>Bytes in huge pages that are set aside, by the resource's name.</summary>
    public IReadOnlyDictionary<string, long> HugePages { get; init; } = new Dictionary<string, long>();
    /// <summary>Whether the kernel enforces AppArmor profiles.</summary>
    public required bool HasAppArmor { get; init; }
    public required NodeSystemInfo Info { get; init; }

    public static Machine Read(KubeletOptions options, string runtimeVersion)
    {
        DriveInfo drive = new(Directory.Exists(options.DataDirectory) ? options.DataDirectory : "/");
        string release = FirstLine("/etc/os-release", "PRETTY_NAME=").Trim('"');
        string machineId = FirstLine("/etc/machine-id", "");
        return new Machine
        {
            Processors = Environment.ProcessorCount,
            MemoryBytes = TotalMemory(),
            DiskBytes = drive.TotalSize,
            HasAppArmor = FirstLine("/sys/module/apparmor/parameters/enabled", "") == "Y",
            HugePages = ReadHugePages("/sys/kernel/mm/hugepages"),
            Hostname = Environment.MachineName.ToLowerInvariant(),
            Info = new NodeSystemInfo
            {
                MachineID = machineId,
                SystemUUID = FirstLine("/sys/class/dmi/id/product_uuid", "") is { Length: > 0 } uuid ? uuid : machineId,
                BootID = FirstLine("/proc/sys/kernel/random/boot_id", ""),
                KernelVersion = FirstLine("/proc/sys/kernel/osrelease", ""),
                OsImage = release.Length > 0 ? release : "Linux",
                ContainerRuntimeVersion = runtimeVersion,
                KubeletVersion = options.Version,
                KubeProxyVersion = "",
                OperatingSystem = "linux",
                Architecture = Architecture,
            },
        };
    }

    public static string Architecture => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        var other => other.ToString().ToLowerInvariant(),
    };

    /// <summary>All of it.</summary>
    public IReadOnlyDictionary<string, Quantity> Capacity(KubeletOptions options)
    {
        int pods = options.PodsPerCore > 0
            ? Math.Min(options.PodsMax, options.PodsPerCore * Processors) : options.PodsMax;
        Dictionary<string, Quantity> capacity = new()
        {
            ["cpu"] = new Quantity(Processors),
            ["memory"] = Quantity.Parse($"{(MemoryBytes / 1024).ToString(CultureInfo.InvariantCulture)}Ki"),
            ["ephemeral-storage"] = Quantity.Parse($"{(DiskBytes / 1024).ToString(CultureInfo.InvariantCulture)}Ki"),
            ["pods"] = new Quantity(pods),
        };
        foreach ((string resource, long bytes) in HugePages)
            capacity[resource] = Quantity.FromBytes(bytes);
        return capacity;
    }

    /// <summary>What Pods can have of it.</summary>
    public IReadOnlyDictionary<string, Quantity> Allocatable(KubeletOptions options) =>
        options.Reservations.AllocatableOf(Capacity(options), options.Eviction);

    // A folder for each size of page that the kernel knows, named by its size in kibibytes.
    internal static IReadOnlyDictionary<string, long> ReadHugePages(string folder)
    {
        Dictionary<string, long> pages = new(StringComparer.Ordinal);
        if (!Directory.Exists(folder))
            return pages;
        foreach (string path in Directory.GetDirectories(folder, "hugepages-*kB"))
        {
            string name = Path.GetFileName(path);
            if (long.TryParse(name["hugepages-".Length..^2], CultureInfo.InvariantCulture, out long kibibytes)
                && long.TryParse(FirstLine(Path.Combine(path, "nr_hugepages"), ""), CultureInfo.InvariantCulture,
                    out long count))
                pages[$"hugepages-{Quantity.FromBytes(kibibytes * 1024)}"] = count * kibibytes * 1024;
        }
        return pages;
    }

    private static long TotalMemory()
    {
        string line = FirstLine("/proc/meminfo", "MemTotal:");
        string number = line.Trim().Split(' ')[0];
        return long.TryParse(number, CultureInfo.InvariantCulture, out long kibibytes) ? kibibytes * 1024 : 0;
    }

    /// <summary>
    /// What follows the prefix on the first line that has it; empty when the file or the line is missing.
    /// </summary>
    private static string FirstLine(string path, string prefix)
    {
        try
        {
            string? line = File.ReadLines(path)
                .FirstOrDefault(line => line.StartsWith(prefix, StringComparison.Ordinal));
            return line?[prefix.Length..].Trim() ?? "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
