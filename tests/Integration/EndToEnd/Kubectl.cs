using System.Diagnostics;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>A stock kubectl with a kubeconfig.</summary>
/// <param name="namespaceFile">The network namespace that it runs in; empty: this process's own.</param>
/// <param name="program">The machine's own, or another version's path.</param>
internal sealed class Kubectl(string kubeconfig, string namespaceFile = "", string program = "kubectl")
{
    /// <summary>
    /// Debian 12's kubectl of 1.20, which speaks SPDY where newer ones speak WebSocket; skips the test without it.
    /// </summary>
    public static Kubectl Older(string kubeconfig)
    {
        string path = Path.Combine(NodeCluster.Root, "artifacts/clients/kubectl-1.20/kubectl");
        if (!File.Exists(path))
            Assert.Skip($"{path} is not there; `dotnet make.cs test` installs it.");
        return new(kubeconfig, program: path);
    }

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    private string[] Line => namespaceFile.Length == 0
        ? [program] : ["nsenter", "--net=" + namespaceFile, program];

    private Dictionary<string, string> Environment => new() { ["KUBECONFIG"] = kubeconfig };

    /// <summary>Runs to the end; a failure fails the test. Returns what it printed.</summary>
    public async Task<string> RunAsync(params string[] words) => (await TryAsync(words)).Succeeded();

    public Task<CommandResult> TryAsync(params string[] words) =>
        TryWithInputAsync("", words);

    /// <summary>Runs as whoever a token belongs to.</summary>
    public async Task<string> WithTokenAsync(string token, params string[] words) =>
        (await TryWithTokenAsync(token, words)).Succeeded();

    /// <summary>As above; it may fail.</summary>
    public async Task<CommandResult> TryWithTokenAsync(string token, params string[] words)
    {
        // The administrator's certificate would come first: only the server's address is taken from the kubeconfig.
        string server = await RunAsync("config", "view", "-o", "jsonpath={.clusters[0].cluster.server}");
        return await Commands.RunAsync(
            program,
            ["--kubeconfig=/dev/null", "--server", server, "--insecure-skip-tls-verify", "--token", token, .. words]);
    }

    /// <summary>Runs with a text on its standard input.</summary>
    public Task<CommandResult> TryWithInputAsync(string input, params string[] words) =>
        Commands.RunAsync(Line[0], [.. Line[1..], .. words], input, Environment);

    /// <summary>Runs with a command in the editor's place.</summary>
    public async Task<string> RunWithEditorAsync(string editor, params string[] words) => (await Commands.RunAsync(
        program, words, environment: new Dictionary<string, string>(Environment) { ["KUBE_EDITOR"] = editor }))
        .Succeeded();

    /// <summary>Runs under script(1), which gives it a terminal.</summary>
    public Task<CommandResult> TryInTerminalAsync(string input, string words) =>
        Commands.RunAsync("script", ["-qec", $"{program} {words}", "/dev/null"], input, Environment);

    /// <summary>Starts a shell's script under script(1); in it, kubectl is this one.</summary>
    public Process StartInTerminal(string script) => Commands.Start(
        "script", ["-qec", $"kubectl() {{ command {program} \"$@\"; }}; {script}", "/dev/null"],
        new Dictionary<string, string>(Environment) { ["SHELL"] = "/bin/sh" });

    /// <summary>Starts one that goes on until the caller ends it.</summary>
    public Process Start(params string[] words) => Commands.Start(Line[0], [.. Line[1..], .. words], Environment);

    /// <summary>
    /// Repeats a command until its output is as wanted: the cluster brings things about in its own time.
    /// </summary>
    public async Task<string> UntilAsync(Func<string, bool> wanted, params string[] words)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            CommandResult result = await TryAsync(words);
            if (result.ExitCode == 0 && wanted(result.Output))
                return result.Output;
            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                Assert.Fail($"`{result.CommandLine}` never came to what the test wants; last:\n"
                    + result.Output + result.Error);
            }
            await Task.Delay(LookAgain);
        }
    }
}
