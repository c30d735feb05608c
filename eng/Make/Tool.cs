using System.Diagnostics;
using System.Text;

namespace Kubesharp.Make;

/// <summary>What a finished program left behind.</summary>
internal sealed record ToolResult(string CommandLine, int ExitCode, string Output, string Error)
{
    /// <summary>The last lines of what it said, for a message to people.</summary>
    public string Tail => string.Join('\n', (Output + "\n" + Error).Trim().Split('\n').TakeLast(30));
}

/// <summary>Runs other programs.</summary>
internal static class Tool
{
    /// <summary>Runs to the end with captured output, whatever the exit code.</summary>
    public static Task<ToolResult> TryAsync(string program, params string[] arguments) =>
        TryAsync(program, arguments, environment: null);

    /// <summary>As above, with more in its environment.</summary>
    public static async Task<ToolResult> TryAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        using Process process = Start(program, arguments, capture: true, environment);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(Describe(program, arguments), process.ExitCode, await output, await error);
    }

    /// <summary>Runs to the end with captured output; any exit code but 0 stops the verb.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        ToolResult result = await TryAsync(program, arguments);
        if (result.ExitCode != 0)
            throw new MakeException($"`{result.CommandLine}` ended with {result.ExitCode}:\n{result.Tail}");
        return result.Output;
    }

    /// <summary>Runs with this terminal as its terminal and returns its exit code.</summary>
    public static async Task<int> PassThroughAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null,
        CancellationToken cancellationToken = default)
    {
        using Process process = Start(program, arguments, capture: false, environment);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            return 124; // What timeout(1) says.
        }
        return process.ExitCode;
    }

    /// <summary>Whether a program of that name is on the PATH (or where Debian keeps root's programs).</summary>
    public static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/sbin").Split(':')
            .Any(folder => File.Exists(Path.Combine(folder, program)));

    private static Process Start(
        string program, IReadOnlyList<string> arguments, bool capture,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo info = new(program, arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = capture,
            RedirectStandardError = capture,
        };
        if (capture)
        {
            info.StandardOutputEncoding = Encoding.UTF8;
            info.StandardErrorEncoding = Encoding.UTF8;
        }
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            info.Environment[name] = value;
        try
        {
            return Process.Start(info)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new MakeException($"`{program}` could not be started: {exception.Message}.",
                $"Install {program}, or see that it is on the PATH.");
        }
    }

    private static string Describe(string program, IEnumerable<string> arguments) =>
        string.Join(' ', arguments.Prepend(program));
}
