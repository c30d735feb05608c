using System.Diagnostics;
using Kubesharp.Linux.Namespaces;
using Kubesharp.Linux.Nftables;
using Kubesharp.Linux.Processes;
using Xunit;

namespace Kubesharp.Tests.Integration.Network;

/// <summary>A network namespace of a test's own, made by ip(8) and removed with it.</summary>
internal sealed class TestNamespace : IDisposable
{
    private static int count;

    internal TestNamespace(string purpose)
    {
        Name = $"ks-{purpose}-{Environment.ProcessId}-{Interlocked.Increment(ref count)}";
        Shell($"ip netns add {Name}");
        Run("ip link set lo up");
    }

    internal string Name { get; }
    internal NetworkNamespace Handle => NetworkNamespace.At("/run/netns/" + Name);

    internal static void SkipUnlessPossible(params string[] programs)
    {
        if (!Signals.IsRoot)
            Assert.Skip("needs root: makes network namespaces");
        if (!NftablesCommand.Available)
            Assert.Skip("needs nftables");
        foreach (string program in programs.Append("ip"))
        {
            if (!new[] { "/usr/sbin", "/usr/bin", "/sbin", "/bin" }.Any(folder => File.Exists($"{folder}/{program}")))
                Assert.Skip($"needs the program {program}");
        }
    }

    /// <summary>A command line inside the namespace; its output. Throws when it fails.</summary>
    internal string Run(string command) => Shell($"ip netns exec {Name} sh -c '{command}'");

    /// <summary>As <see cref="Run"/>, but the exit code is part of the answer.</summary>
    internal (int Code, string Output) Try(string command) => Execute($"ip netns exec {Name} sh -c '{command}'");

    /// <summary>Starts a program inside the namespace that runs until disposed of.</summary>
    internal Background Start(string command) => new(Name, command);

    internal static string Shell(string command)
    {
        (int code, string output) = Execute(command);
        return code == 0 ? output : throw new InvalidOperationException($"{command}: {output} (exit code {code})");
    }

    private static (int Code, string Output) Execute(string command)
    {
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command + " 2>&1"])
        {
            RedirectStandardOutput = true,
        })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    public void Dispose() => Execute($"ip netns del {Name}");

    internal sealed class Background : IDisposable
    {
        private readonly Process process;

        internal Background(string name, string command) =>
            process = Process.Start("/usr/bin/nsenter", [$"--net=/run/netns/{name}", "sh", "-c", "exec " + command])!;

        public void Dispose()
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
    }
}
