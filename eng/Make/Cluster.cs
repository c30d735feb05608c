using System.Diagnostics;
using System.Globalization;
using Kubesharp.Make.Images;

namespace Kubesharp.Make;

/// <summary>The verbs `up` and `down`: one process on this machine that is server and node.</summary>
internal static class Cluster
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    public static async Task<int> UpAsync(Arguments arguments)
    {
        NodeFolder node = NodeFolder.From(arguments);
        string port = arguments.Value("--secure-port") ?? "6443";
        arguments.End();
        if (!Environment.IsPrivilegedProcess)
            throw new MakeException("A node needs root.", "sudo dotnet make.cs up");

        await Step.RunAsync("Install packages", () => Packages.InstallAsync(Packages.Node));
        await Step.RunAsync("Compile the program", Build.ProgramAsync);
        IReadOnlyList<string> images = await BuiltInImages.MakeAsync(again: false);
        if (RunningProcess(node) is { } running)
            Console.WriteLine($"Already running as process {running}.");
        else
            await Step.RunAsync("Start server and node", () => StartAsync(node, port));

        using ClusterProbe probe = new(node);
        await Step.RunAsync("Wait for the API", () => WaitAsync(node, probe.IsServingAsync));
        await Step.RunAsync("Wait for containerd",
            () => WaitAsync(node, () => Task.FromResult(File.Exists(node.ContainerdSocket))));
        await NodeImages.ImportAsync(node, images);
        await Step.RunAsync("Wait for the node to be Ready", () => WaitAsync(node, probe.IsNodeReadyAsync));
        Console.WriteLine($"""

            The cluster runs; its log is {node.Log}

                export KUBECONFIG={node.Kubeconfig}
                kubectl get nodes
                kubectl apply -f examples/hello/
                kubectl rollout status deployment/hello -n hello
                kubectl run -it --rm client --image=busybox:1.36 -- wget -qO- http://hello.hello

            `dotnet make.cs down{(node.IsDefault ? "" : $" --data-dir {node.Path}")}` stops it.
            """);
        return 0;
    }

    public static async Task<int> DownAsync(Arguments arguments)
    {
        NodeFolder node = NodeFolder.From(arguments);
        bool purge = arguments.Flag("--purge");
        arguments.End();
        if (!Directory.Exists(node.Path))
        {
            Console.WriteLine($"Nothing runs under {node.Path}.");
            return 0;
        }
        if (!Environment.IsPrivilegedProcess)
            throw new MakeException("Stopping a node needs root.", "sudo dotnet make.cs down");

        if (RunningProcess(node) is { } process)
            await Step.RunAsync("Stop the program", () => StopAsync(process));
        File.Delete(node.ProcessFile);
        if (!File.Exists(Repository.Program))
            await Step.RunAsync("Compile the program", Build.ProgramAsync);
        await Step.RunAsync("Remove Pods, containerd and network", async () =>
        {
            await Tool.RunAsync(Repository.Program, "agent", "remove", "--data-dir", node.Path);
        });
        if (purge)
            await Step.RunAsync($"Delete {node.Path}", () => DeleteAsync(node));
        else
            Console.WriteLine($"State and images stay in {node.Path}: `up` uses them, `down --purge` deletes them.");
        return 0;
    }

    // One file system: should a mount be left in spite of all, its content is not ours to delete.
    private static Task DeleteAsync(NodeFolder node) => Tool.RunAsync("rm", "-rf", "--one-file-system", node.Path);

    private static async Task StartAsync(NodeFolder node, string port)
    {
        Directory.CreateDirectory(node.Path);
        // A session of its own: the cluster outlives this terminal. Pods reach the API through the node's address.
        string identifier = await Tool.RunAsync("/bin/sh", "-c",
            """log=$0; setsid "$@" </dev/null >>"$log" 2>&1 & echo $!""", node.Log,
            Repository.Program, "server", "--agent", "--data-dir", node.Path, "--secure-port", port,
            "--bind-address", "0.0.0.0");
        await File.WriteAllTextAsync(node.ProcessFile, identifier.Trim());
    }

    private static async Task StopAsync(int identifier)
    {
        using Process process = Process.GetProcessById(identifier);
        await Tool.TryAsync("kill", "-TERM", identifier.ToString(CultureInfo.InvariantCulture));
        using CancellationTokenSource limit = new(StopLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync();
            Console.WriteLine($"It did not stop within {StopLimit.TotalSeconds} s and was killed.");
        }
    }

    private static async Task WaitAsync(NodeFolder node, Func<Task<bool>> condition)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (RunningProcess(node) is null)
                throw new MakeException($"The program has ended. Its log says:\n{LogTail(node)}");
            if (Stopwatch.GetElapsedTime(start) > ReadyLimit)
            {
                throw new MakeException(
                    $"Still not so after {ReadyLimit.TotalSeconds} s. The log says:\n{LogTail(node)}",
                    $"See {node.Log}; `dotnet make.cs down --data-dir {node.Path}` stops it.");
            }
            await Task.Delay(LookAgain);
        }
    }

    /// <summary>The process that serves this folder. A number that another program has by now does not count.</summary>
    private static int? RunningProcess(NodeFolder node)
    {
        try
        {
            string identifier = File.ReadAllText(node.ProcessFile).Trim();
            string[] words = File.ReadAllText($"/proc/{identifier}/cmdline").Split('\0');
            return words.Contains("server") && words.Contains(node.Path)
                ? int.Parse(identifier, CultureInfo.InvariantCulture)
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string LogTail(NodeFolder node) =>
        File.Exists(node.Log) ? string.Join('\n', File.ReadLines(node.Log).TakeLast(15)) : "(nothing)";
}
