using System.Diagnostics;

namespace Kubesharp.Kubelet.Runtime;

/// <summary>
/// containerd's own client, which comes with it: for what the runtime interface has no call for.
/// </summary>
/// <param name="socket">Of the containerd; an absolute path.</param>
internal sealed class Ctr(string socket)
{
    /// <exception cref="IOException">It failed; the message is what it said.</exception>
    public async Task RunAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new("ctr")
        {
            UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true,
        };
        foreach (string word in (IEnumerable<string>)["-a", socket, "-n", "k8s.io", .. words])
            start.ArgumentList.Add(word);
        using Process process = Process.Start(start) ?? throw new IOException("ctr could not be started");
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        string error = await process.StandardError.ReadToEndAsync(cancellationToken);
        await output;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new IOException(error.Trim());
    }
}
