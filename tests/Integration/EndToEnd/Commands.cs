using System.Diagnostics;
using System.Text;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>How another program ended, and what it said.</summary>
internal sealed record CommandResult(string CommandLine, int ExitCode, string Output, string Error)
{
    /// <summary>The output of a success; anything else fails the test with all that was said.</summary>
    public string Succeeded()
    {
        Assert.True(ExitCode == 0, $"`{CommandLine}` ended with {ExitCode}\n{Output}\n{Error}");
        return Output;
    }

    /// <summary>What a refusal said.</summary>
    public string Failed()
    {
        Assert.True(ExitCode != 0, $"`{CommandLine}` should have failed\n{Output}\n{Error}");
        return Error;
    }
}

/// <summary>Runs other programs, each with a limit.</summary>
internal static class Commands
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    public static async Task<CommandResult> RunAsync(
        string program, IReadOnlyList<string> arguments, string input = "",
        IReadOnlyDictionary<string, string>? environment = null, TimeSpan? limit = null)
    {
        string line = string.Join(' ', arguments.Prepend(program));
        using Process process = Start(program, arguments, environment);
        using CancellationTokenSource bound = new(limit ?? Limit);
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code says whether that is a mistake.
        }
        try
        {
            await process.WaitForExitAsync(bound.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"`{line}` did not end within {limit ?? Limit}\n{await output}\n{await error}");
        }
        return new(line, process.ExitCode, await output, await error);
    }

    /// <summary>Starts a program that goes on; the caller ends it.</summary>
    public static Process Start(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo info = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            info.Environment[name] = value;
        return Process.Start(info)!;
    }

    public static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/sbin").Split(':')
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
