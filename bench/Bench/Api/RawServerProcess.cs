using System.Diagnostics;
using System.Globalization;

namespace Kubesharp.Bench.Api;

/// <summary>Runs <see cref="RawServer"/>.</summary>
internal sealed class RawServerProcess : IAsyncDisposable
{
    private readonly Process process;

    private RawServerProcess(Process process, int port)
    {
        this.process = process;
        Port = port;
    }

    public int Port { get; }

    public int Id => process.Id;

    public static async Task<RawServerProcess> StartAsync()
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, ["raw-server"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        // Both sides of a ratio run under the same collector.
        start.Environment["DOTNET_gcConcurrent"] = "0";
        Process process = Process.Start(start)!;
        string port = await process.StandardOutput.ReadLineAsync() ?? "";
        return new(process, int.Parse(port, CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
