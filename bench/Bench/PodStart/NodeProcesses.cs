using System.Diagnostics;
using System.Globalization;

namespace Kubesharp.Bench.PodStart;

/// <summary>A server and, in a process of its own so that its needs can be told apart, a node of it.</summary>
internal sealed class NodeProcesses : IAsyncDisposable
{
    // USER_HZ of /proc/PID/stat.
    private const double TicksPerSecond = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string program;
    private readonly string folder;
    private readonly List<Process> processes = [];

    private NodeProcesses(string program, string folder)
    {
        this.program = program;
        this.folder = folder;
    }

    public string Kubeconfig => Path.Combine(folder, "server", "admin.kubeconfig");
    public string AgentFolder => Path.Combine(folder, "agent");
    private string Socket => Path.Combine(AgentFolder, "node", "containerd", "containerd.sock");
    private int AgentId => processes[1].Id;

    public static async Task<NodeProcesses> StartAsync(string program, string images)
    {
        // Short: a socket's path holds 107 bytes.
        NodeProcesses node = new(program, Path.Combine(Path.GetTempPath(), $"ksb{Environment.ProcessId}"));
        Directory.CreateDirectory(node.AgentFolder);
        string port = StartBench.FreePort().ToString(CultureInfo.InvariantCulture);
        string server = Path.Combine(node.folder, "server");
        node.Start("server", "--data-dir", server, "--secure-port", port);
        await UntilAsync(() => File.Exists(node.Kubeconfig), "the server");
        node.Start("agent", "--data-dir", node.AgentFolder, "--kubeconfig", node.Kubeconfig);
        await UntilAsync(() => File.Exists(node.Socket), "containerd");
        await ImportAsync(node.Socket, images);
        return node;
    }

    public string RuntimeSocket => Socket;

    public double AgentMiB() => Field("VmRSS:") / 1024;

    /// <summary>Processor time of the agent so far, without its containerd.</summary>
    public TimeSpan AgentTime()
    {
        string stat = File.ReadAllText($"/proc/{AgentId}/stat");
        // The name in parentheses may hold blanks; utime and stime are the 12th and 13th fields after it.
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        double ticks = double.Parse(fields[11], CultureInfo.InvariantCulture)
            + double.Parse(fields[12], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Process process in Enumerable.Reverse(processes))
        {
            using Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            await process.WaitForExitAsync().WaitAsync(Patience);
            process.Dispose();
        }
        using Process remove = Process.Start(program, ["agent", "remove", "--data-dir", AgentFolder]);
        await remove.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);
    }

    private void Start(params string[] words)
    {
        Process process = Process.Start(new ProcessStartInfo(program, words)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        processes.Add(process);
    }

    private static async Task ImportAsync(string socket, string archive)
    {
        await UntilAsync(() => Try("ctr", "-a", socket, "version"), "containerd's answer");
        if (!Try("ctr", "-a", socket, "-n", "k8s.io", "images", "import", archive))
            throw new InvalidOperationException($"{archive} could not be imported");
    }

    private static bool Try(string program, params string[] words)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, words)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static async Task UntilAsync(Func<bool> there, string what)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!there())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
                throw new TimeoutException($"{what} did not come within {Patience}");
            await Task.Delay(50);
        }
    }

    private double Field(string name)
    {
        string line = File.ReadLines($"/proc/{AgentId}/status")
            .First(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(
            line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
    }
}
