namespace Kubesharp.Preflight;

/// <summary>What a node needs of the machine.</summary>
internal static class AgentChecks
{
    private static readonly string[] NetworkPlugins = ["bridge", "host-local", "loopback", "portmap"];
    private static readonly string[] PluginFolders = ["/usr/lib/cni", "/opt/cni/bin", "/usr/libexec/cni"];

    public static IReadOnlyList<Problem> Run()
    {
        if (!OperatingSystem.IsLinux())
        {
            return [new("A node runs on Linux only.",
                "Run `kubesharp server` here without --agent, and the agent on a Linux machine.")];
        }
        List<Problem> problems = [];
        if (!Environment.IsPrivilegedProcess)
        {
            problems.Add(new("A node needs root: it makes namespaces, mounts, cgroups and nftables rules.",
                "Run as root (sudo), or run `kubesharp server` without --agent."));
        }
        Need("containerd", "runs the containers", "containerd");
        Need("containerd-shim-runc-v2", "stands between containerd and each Pod", "containerd");
        Need("runc", "starts the containers", "runc");
        Need("nft", "writes the rules of Services (nftables)", "nftables");
        if (!PluginFolders.Any(folder => NetworkPlugins.All(name => File.Exists(Path.Combine(folder, name)))))
        {
            problems.Add(new(
                $"The network plugins ({string.Join(", ", NetworkPlugins)}) are in none of "
                + $"{string.Join(", ", PluginFolders)}.",
                "apt-get install containernetworking-plugins"));
        }
        if (!Directory.Exists("/sys/fs/cgroup") || !Directory.EnumerateFileSystemEntries("/sys/fs/cgroup").Any())
        {
            problems.Add(new("No control groups are mounted at /sys/fs/cgroup.",
                "Mount them: `mount -t cgroup2 none /sys/fs/cgroup`, or start with a system that does."));
        }
        return problems;

        void Need(string program, string purpose, string package)
        {
            if (FindProgram(program) is null)
                problems.Add(new($"{program} is not installed; it {purpose}.", $"apt-get install {package}"));
        }
    }

    private static string? FindProgram(string name) =>
        // Root's programs are not on everybody's PATH.
        (Environment.GetEnvironmentVariable("PATH") + ":/usr/local/sbin:/usr/sbin:/sbin").Split(':')
            .Where(static folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
