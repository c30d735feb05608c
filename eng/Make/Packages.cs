namespace Kubesharp.Make;

/// <summary>Debian packages that a node, its images and the tests stand on.</summary>
internal static class Packages
{
    private const string PolicyFile = "/usr/sbin/policy-rc.d";

    public static readonly IReadOnlyList<string> Node =
    [
        "ca-certificates", "containerd", "runc", "containernetworking-plugins", "nftables", "iproute2", "conntrack",
        "busybox-static", "iptables", "curl",
    ];

    /// <summary>What the tests drive beyond that: other people's clients and tools.</summary>
    public static readonly IReadOnlyList<string> Tests = [.. Node, "bind9-dnsutils", "docker-registry", "mount"];

    /// <summary>Installs what is missing. No service is started: containerd is run by the node itself.</summary>
    public static async Task InstallAsync(IReadOnlyList<string> packages)
    {
        IReadOnlyList<string> missing = await MissingAsync(packages);
        if (missing.Count == 0)
            return;
        if (!Tool.Exists("apt-get"))
        {
            throw new MakeException($"These packages are missing, and this is not Debian: {string.Join(' ', missing)}.",
                "Install them with your system's package manager.");
        }
        if (!Environment.IsPrivilegedProcess)
        {
            throw new MakeException($"These packages are missing: {string.Join(' ', missing)}.",
                $"Run as root, or once: sudo apt-get install --no-install-recommends {string.Join(' ', missing)}");
        }

        bool ownPolicy = !File.Exists(PolicyFile);
        if (ownPolicy)
        {
            await File.WriteAllTextAsync(PolicyFile, "#!/bin/sh\nexit 101\n");
            File.SetUnixFileMode(PolicyFile, (UnixFileMode)0b111_101_101);
        }
        try
        {
            string[] common = ["-o", "DPkg::Lock::Timeout=300", "-qq"];
            await Tool.RunAsync("apt-get", [.. common, "update"]);
            await Tool.RunAsync("env",
                ["DEBIAN_FRONTEND=noninteractive", "apt-get", .. common, "install", "-y", "--no-install-recommends",
                .. missing]);
        }
        finally
        {
            if (ownPolicy)
                File.Delete(PolicyFile);
        }
    }

    private static async Task<IReadOnlyList<string>> MissingAsync(IReadOnlyList<string> packages)
    {
        if (!Tool.Exists("dpkg-query"))
            return packages;
        ToolResult result = await Tool.TryAsync(
            "dpkg-query", ["-W", "-f", "${Package} ${db:Status-Status}\n", .. packages]);
        HashSet<string> installed = [.. result.Output.Split('\n')
            .Where(line => line.EndsWith(" installed", StringComparison.Ordinal)).Select(line => line.Split(' ')[0])];
        return [.. packages.Where(package => !installed.Contains(package))];
    }
}
