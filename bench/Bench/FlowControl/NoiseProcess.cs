using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace Kubesharp.Bench.FlowControl;

/// <summary>
/// The noisy user in a process of its own that yields the cores to everybody else: what is measured is what its
/// requests do to the server, not what their client does to the nodes' client beside it.
/// </summary>
internal sealed class NoiseProcess : IAsyncDisposable
{
    private readonly Process process;

    private NoiseProcess(Process process) => this.process = process;

    public static async Task<NoiseProcess> StartAsync(int port, X509Certificate2 certificate, string directory)
    {
        string file = Path.Combine(directory, "noisy.pfx");
        await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pkcs12));
        ProcessStartInfo start = new(
            "nice", ["-n", "19", Environment.ProcessPath!, "noise", port.ToString(CultureInfo.InvariantCulture), file])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        string? ready = await process.StandardOutput.ReadLineAsync();
        return ready == "ready" ? new(process) : throw new InvalidOperationException($"the noise said \"{ready}\"");
    }

    public async Task<NoiseCount> MakeAsync(TimeSpan span, int objects)
    {
        await process.StandardInput.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds} {objects}"));
        string answer = await process.StandardOutput.ReadLineAsync() ?? "";
        int[] counts =
            [.. answer.Split(' ').Select(static count => int.Parse(count, CultureInfo.InvariantCulture))];
        return new(counts[0], counts[1], counts[2]);
    }

    /// <summary>The other side: each line says for how many seconds, and how many objects a list has.</summary>
    public static async Task<int> RunAsync(int port, string certificateFile)
    {
        using X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12FromFile(certificateFile, null);
        await using Noise noise = await Noise.OpenAsync(port, certificate);
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            string[] words = line.Split(' ');
            NoiseCount count = await noise.MakeAsync(
                TimeSpan.FromSeconds(double.Parse(words[0], CultureInfo.InvariantCulture)),
                int.Parse(words[1], CultureInfo.InvariantCulture));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{count.Sent} {count.Served} {count.Refused}"));
        }
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
