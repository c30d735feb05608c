using System.Globalization;
using System.Runtime.InteropServices;
using Kubesharp.Api;
using Kubesharp.Linux.Processes;

namespace Kubesharp;

/// <summary>
/// How a node hears that its machine goes down: SIGPWR, which `kubesharp agent shutdown` sends before it waits for the
/// Pods to end. A stop of the program alone (SIGTERM) leaves Pods running. The two processes meet in two small files of
/// the data directory: who runs the node, and what has become of the shutdown.
/// </summary>
internal sealed class MachineShutdown : IDisposable
{
    // Linux' number on every architecture that .NET runs on.
    private const int SigPower = 30;
    private const string Ended = "ended";
    private const string Off = "off";
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(200);

    private readonly TaskCompletionSource told = Loop.NewSignal();
    private readonly PosixSignalRegistration registration;
    private readonly string processFile;
    private readonly string answerFile;

    /// <summary>Listens from now on.</summary>
    public MachineShutdown(string dataDirectory)
    {
        (processFile, answerFile) = FilesOf(dataDirectory);
        Directory.CreateDirectory(Path.GetDirectoryName(processFile)!);
        File.Delete(answerFile);
        registration = PosixSignalRegistration.Create((PosixSignal)SigPower, context =>
        {
            context.Cancel = true; // By itself the signal would end this process.
            told.TrySetResult();
        });
        // With its start the id names one process for ever.
        File.WriteAllText(processFile, string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessId} {ProcessInfo.Read(Environment.ProcessId)?.StartTicks}"));
    }

    /// <summary>Waits for the signal, then for the node.</summary>
    /// <param name="shutDown">Ends the node's Pods; false when the node does not do that.</param>
    public async Task RunAsync(Func<CancellationToken, Task<bool>> shutDown, CancellationToken cancellationToken)
    {
        await told.Task.WaitAsync(cancellationToken);
        string answer = await shutDown(cancellationToken) ? Ended : Off;
        await File.WriteAllTextAsync(answerFile, answer, cancellationToken);
        // Nothing is left to do, and the loop is not to begin again.
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    public void Dispose()
    {
        registration.Dispose();
        File.Delete(processFile);
    }

    /// <summary>Tells the node of a data directory, and waits until its Pods have ended.</summary>
    /// <returns>What went wrong; empty when all is done.</returns>
    public static async Task<string> TellAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        (string processFile, string answerFile) = FilesOf(dataDirectory);
        if (!File.Exists(processFile)
            || Running(await File.ReadAllTextAsync(processFile, cancellationToken)) is not { } process)
            return $"no node runs in {dataDirectory}";
        File.Delete(answerFile);
        Signals.Send(process.Id, SigPower);
        while (!File.Exists(answerFile) || new FileInfo(answerFile).Length == 0)
        {
            if (ProcessInfo.Read(process.Id)?.StartTicks != process.StartTicks)
                return "the node has ended before its Pods";
            await Task.Delay(LookPeriod, TimeProvider.System, cancellationToken);
        }
        return await File.ReadAllTextAsync(answerFile, cancellationToken) == Ended ? ""
            : "this node does not end its Pods: its KubeletConfiguration sets no shutdownGracePeriod";
    }

    private static ProcessInfo? Running(string text)
    {
        string[] words = text.Split(' ');
        return words.Length == 2 && int.TryParse(words[0], CultureInfo.InvariantCulture, out int id)
            && long.TryParse(words[1], CultureInfo.InvariantCulture, out long start)
            && ProcessInfo.Read(id) is { IsZombie: false } process && process.StartTicks == start ? process : null;
    }

    private static (string Process, string Answer) FilesOf(string dataDirectory) => (
        Path.Combine(dataDirectory, "node", "agent.pid"), Path.Combine(dataDirectory, "node", "shutdown"));
}
