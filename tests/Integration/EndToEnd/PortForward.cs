using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>A kubectl port-forward that goes on, and the local ports that it chose.</summary>
internal sealed partial class PortForward : IDisposable
{
    private readonly Process process;
    // Read to its end, so that it never waits for somebody to listen.
    private Task rest = Task.CompletedTask;

    private PortForward(Process process) => this.process = process;

    /// <summary>By remote port.</summary>
    public Dictionary<int, int> Ports { get; } = [];

    public bool IsRunning => !process.HasExited;

    public static async Task<PortForward> StartAsync(Kubectl kubectl, string target, params int[] ports)
    {
        PortForward forward = new(kubectl.Start(
            ["port-forward", "-n", StreamPods.Namespace, "--address=127.0.0.1", target,
            .. ports.Select(static port => string.Create(CultureInfo.InvariantCulture, $":{port}"))]));
        // What it complains about is for people; a pipe that nobody empties would hold it up.
        forward.process.ErrorDataReceived += static (_, _) => { };
        forward.process.BeginErrorReadLine();
        while (forward.Ports.Count < ports.Length)
        {
            string? line = await forward.process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            Match match = Line().Match(line ?? "");
            if (!match.Success)
            {
                forward.Dispose();
                Assert.Fail($"kubectl port-forward said \"{line}\".");
            }
            forward.Ports[int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture)] =
                int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        }
        forward.rest = forward.process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return forward;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    [GeneratedRegex(@"^Forwarding from 127\.0\.0\.1:(\d+) -> (\d+)$")]
    private static partial Regex Line();
}
