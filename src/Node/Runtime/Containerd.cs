using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Kubesharp.Linux.Processes;

namespace Kubesharp.Kubelet.Runtime;

/// <summary>
/// The containerd of this node: configured, started, watched over and stopped by us, but in a session of its own, so
/// that it (and every Pod) outlives this program and the next start finds it again.
/// </summary>
/// <remarks>Called by one loop.</remarks>
internal sealed class Containerd(KubeletOptions options, TimeProvider time)
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CheckPeriod = TimeSpan.FromSeconds(5);

    private readonly NodeFolders folders = NodeFolders.Of(options);

    public string SocketPath => folders.ContainerdSocket;

    /// <summary>Adopts the one that runs or starts one, and returns when it answers.</summary>
    /// <exception cref="IOException">It does not start; the message holds the end of its log.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        foreach (string part in (string[])["root", "state", "opt", "certs.d"])
            Directory.CreateDirectory(Path.Combine(folders.Containerd, part));
        string text = ContainerdConfiguration.TextFor(options);
        bool changed = !File.Exists(folders.ContainerdConfiguration)
            || await File.ReadAllTextAsync(folders.ContainerdConfiguration, cancellationToken) != text;
        if (changed && RunningProcess() is not null)
            await StopAsync(cancellationToken); // Pods go on; only the daemon takes its new configuration.
        if (changed)
            await File.WriteAllTextAsync(folders.ContainerdConfiguration, text, cancellationToken);
        if (RunningProcess() is null)
            Start();
        await WaitUntilAnsweringAsync(cancellationToken);
    }

    /// <summary>Starts it again whenever it is gone. Ends with the token and leaves it running.</summary>
    public async Task SuperviseAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(CheckPeriod, time, cancellationToken);
            if (RunningProcess() is null)
                await EnsureAsync(cancellationToken);
        }
    }

    /// <summary>Ends the daemon, not the Pods.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (RunningProcess() is not { } process)
            return;
        Signals.Send(process, Signals.Terminate);
        long started = time.GetTimestamp();
        while (RunningProcess() == process)
        {
            if (time.GetElapsedTime(started) > StopTimeout)
                Signals.Send(process, Signals.Kill);
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
        }
        File.Delete(folders.ContainerdProcessId);
    }

    /// <summary>The id of the process, or null. A number that another program has by now does not count.</summary>
    public int? RunningProcess()
    {
        try
        {
            string text = File.ReadAllText(folders.ContainerdProcessId);
            if (int.TryParse(text, CultureInfo.InvariantCulture, out int id)
                && ProcessInfo.Read(id) is { IsZombie: false } process
                && process.Arguments.Contains(folders.ContainerdConfiguration))
                return id;
        }
        catch (IOException)
        {
            // No file: none was started.
        }
        return null;
    }

    private void Start()
    {
        File.Delete(folders.ContainerdSocket);
        // A session of its own: a Ctrl-C meant for us must not reach it. The shell opens the log and becomes
        // containerd.
        ProcessStartInfo start = new("/bin/sh") { UseShellExecute = false, RedirectStandardInput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec setsid \"$0\" -c \"$1\" >>\"$2\" 2>&1 </dev/null");
        start.ArgumentList.Add(options.ContainerdProgram);
        start.ArgumentList.Add(folders.ContainerdConfiguration);
        start.ArgumentList.Add(folders.ContainerdLog);
        // Not our service manager's socket: containerd would report itself ready in our place.
        start.Environment.Remove("NOTIFY_SOCKET");
        using Process process = Process.Start(start) ?? throw new IOException("/bin/sh could not be started");
        process.StandardInput.Close();
        File.WriteAllText(folders.ContainerdProcessId, process.Id.ToString(CultureInfo.InvariantCulture));
    }

    private async Task WaitUntilAnsweringAsync(CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        while (true)
        {
            try
            {
                using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(folders.ContainerdSocket), cancellationToken);
                return;
            }
            catch (SocketException)
            {
                if (time.GetElapsedTime(started) > StartTimeout)
                    throw new IOException($"containerd does not answer on its socket. Its log ends: {EndOfLog()}");
            }
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken);
        }
    }

    private string EndOfLog()
    {
        try
        {
            return string.Join('\n', File.ReadLines(folders.ContainerdLog).TakeLast(5));
        }
        catch (IOException exception)
        {
            return exception.Message;
        }
    }
}
