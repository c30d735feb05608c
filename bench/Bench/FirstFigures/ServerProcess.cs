using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Kubesharp.Bench.FirstFigures;

/// <summary>The program as a user starts it, on a data directory and a port of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ReadyPause = TimeSpan.FromMilliseconds(50);

    private readonly Process process;
    private readonly StringBuilder log;

    private ServerProcess(Process process, StringBuilder log, HttpClient client)
    {
        this.process = process;
        this.log = log;
        Client = client;
    }

    public required int Port { get; init; }

    /// <summary>From the launch on.</summary>
    public required TimeSpan ReadyAfter { get; init; }

    /// <summary>The administrator's.</summary>
    public required X509Certificate2 Certificate { get; init; }

    public int Id => process.Id;

    /// <summary>Speaks as the cluster's administrator; HTTP/1.1 with a connection for each client.</summary>
    public HttpClient Client { get; }

    /// <summary>What the server has used of the processor so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static async Task<ServerProcess> StartAsync(
        string dataDirectory, int port, CancellationToken cancellationToken, params string[] more)
    {
        string program = StartBench.ProgramPath();
        ProcessStartInfo start = new(
            program, ["server", "--data-dir", dataDirectory, "--secure-port", $"{port}", .. more])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        };
        long started = TimeProvider.System.GetTimestamp();
        Process process = Process.Start(start)!;
        StringBuilder log = new();
        process.OutputDataReceived += (_, line) => Append(log, line.Data);
        process.ErrorDataReceived += (_, line) => Append(log, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        string kubeconfig = Path.Combine(dataDirectory, "admin.kubeconfig");
        HttpClient? client = null;
        X509Certificate2? certificate = null;
        while (TimeProvider.System.GetElapsedTime(started) < ReadyTimeout && !process.HasExited)
        {
            try
            {
                if (client is null && File.Exists(kubeconfig))
                {
                    string text = await File.ReadAllTextAsync(kubeconfig, cancellationToken);
                    certificate = CertificateFrom(text);
                    client = ClientFor($"https://127.0.0.1:{port}/", certificate);
                }
                if (client is not null
                    && (await client.GetAsync("readyz", cancellationToken)).StatusCode == HttpStatusCode.OK)
                {
                    return new ServerProcess(process, log, client)
                    {
                        Port = port,
                        Certificate = certificate!,
                        ReadyAfter = TimeProvider.System.GetElapsedTime(started),
                    };
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or FormatException)
            {
                // Not there yet.
            }
            await Task.Delay(ReadyPause, cancellationToken);
        }
        if (!process.HasExited)
            process.Kill();
        throw new InvalidOperationException($"{program} did not become ready:\n{log}");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited)
        {
            using Process terminate = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            using CancellationTokenSource patience = new(TimeSpan.FromSeconds(20));
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
            }
        }
        process.Dispose();
    }

    public string Log
    {
        get
        {
            lock (log)
                return log.ToString();
        }
    }

    /// <summary>Trusts anything: the servers are ours and the cost of TLS is the same on both sides.</summary>
    public static HttpClient ClientFor(string address, X509Certificate2? certificate)
    {
        SocketsHttpHandler handler = new() { MaxConnectionsPerServer = 256 };
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        if (certificate is not null)
            handler.SslOptions.ClientCertificates = [certificate];
        HttpClient client = new(handler) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return client;
    }

    private static X509Certificate2 CertificateFrom(string kubeconfig)
    {
        string certificate = Encoding.UTF8.GetString(Convert.FromBase64String(Field("client-certificate-data")));
        string key = Encoding.UTF8.GetString(Convert.FromBase64String(Field("client-key-data")));
        using X509Certificate2 pem = X509Certificate2.CreateFromPem(certificate, key);
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);

        string Field(string name)
        {
            foreach (string line in kubeconfig.Split('\n'))
            {
                string trimmed = line.Trim().TrimStart('-').Trim();
                if (trimmed.StartsWith(name + ":", StringComparison.Ordinal))
                    return trimmed[(name.Length + 1)..].Trim().Trim('"');
            }
            throw new FormatException($"{name} is not in the kubeconfig");
        }
    }

    private static void Append(StringBuilder log, string? line)
    {
        lock (log)
            log.AppendLine(line);
    }
}
