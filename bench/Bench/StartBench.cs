using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Kubesharp.Bench;

/// <summary>
/// Launches the built program as a user would, five times on a fresh folder, takes the median time until /readyz
/// answers
/// ok, and reads the last one's resident memory after a minute without work.
/// </summary>
internal static class StartBench
{
    private const int Launches = 5;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<Figures> RunAsync()
    {
        string program = ProgramPath();
        List<double> seconds = [];
        double residentMiB = 0;
        for (int i = 0; i < Launches; i++)
        {
            DirectoryInfo data = Directory.CreateTempSubdirectory("kubesharp-bench-");
            try
            {
                (double ready, double resident) = await LaunchAsync(
                    program, data.FullName, i == Launches - 1 ? Idle : TimeSpan.Zero);
                seconds.Add(ready);
                residentMiB = resident;
            }
            finally
            {
                data.Delete(recursive: true);
            }
        }
        seconds.Sort();
        return new Figures(
            new Figure("ready_s", seconds[Launches / 2], "under 1"),
            new Figure("resident_mib", residentMiB, "under 150"));
    }

    private static async Task<(double ReadySeconds, double ResidentMiB)> LaunchAsync(
        string program, string data, TimeSpan idle)
    {
        int port = FreePort();
        long start = TimeProvider.System.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(
            program, ["server", "--data-dir", data, "--secure-port", port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await ReadyAsync(process, port);
            double ready = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
            await Task.Delay(idle);
            return (ready, ResidentMiB(process.Id));
        }
        finally
        {
            if (!process.HasExited)
            {
                using Process stop = Process.Start("kill", ["-TERM",
                    process.Id.ToString(CultureInfo.InvariantCulture)]);
                await stop.WaitForExitAsync();
                await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
            }
        }
    }

    private static async Task ReadyAsync(Process process, int port)
    {
        using SocketsHttpHandler handler = new();
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        using HttpClient client = new(handler);
        long start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            if (process.HasExited)
                throw new InvalidOperationException($"the program ended with {process.ExitCode} before it was ready");
            try
            {
                if (await client.GetStringAsync($"https://127.0.0.1:{port}/readyz") == "ok")
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening or not ready yet.
            }
            await Task.Delay(5);
        }
        throw new TimeoutException($"not ready after {Patience}");
    }

    private static double ResidentMiB(int pid)
    {
        string line = File.ReadLines($"/proc/{pid}/status")
            .First(static line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        string kilobytes = line["VmRSS:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
        return double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024;
    }

    internal static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    internal static string ProgramPath()
    {
        if (Environment.GetEnvironmentVariable("KUBESHARP_PROGRAM") is { Length: > 0 } given)
            return given;
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "artifacts", "kubesharp");
            if (File.Exists(path))
                return path;
        }
        throw new FileNotFoundException("artifacts/kubesharp is not there: run `dotnet make.cs build` first");
    }
}
