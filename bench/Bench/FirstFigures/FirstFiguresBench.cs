using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Kubesharp.Bench.FirstFigures;

/// <summary>
/// Two ratios against the machine itself, each pair measured in the same run: creates of Pods through the API against
/// the raw store's group commit, and a LIST of 5,000 Pods against a plain file of the same bytes.
/// </summary>
internal static class FirstFiguresBench
{
    private const int Clients = 64;
    private const int ListedPods = 5000;
    // LIST moves megabytes: a few readers fill the machine.
    private const int ListClients = 4;
    private const int Turns = 3;
    // Long enough for the just-in-time compiler to reach its last tier on the hot path.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan AccountTimeout = TimeSpan.FromSeconds(10);

    public static async Task<Figures> RunAsync()
    {
        CancellationToken cancellationToken = CancellationToken.None;
        string directory = Directory.CreateTempSubdirectory("kubesharp-bench-").FullName;
        try
        {
            await using ServerProcess server = await ServerProcess.StartAsync(
                Path.Combine(directory, "data"), StartBench.FreePort(), cancellationToken);
            HttpClient client = server.Client;
            await CreateNamespaceAsync(client, "create", cancellationToken);
            await CreateNamespaceAsync(client, "list", cancellationToken);

            int pods = 0;
            TimeSpan processor = server.ProcessorTime;
            double created = await ClosedLoop.RateAsync(
                Clients, WarmUp, Measured,
                async number =>
                {
                    await CreatePodAsync(client, "create", number, cancellationToken);
                    Interlocked.Increment(ref pods);
                },
                cancellationToken);
            double createMicroseconds = (server.ProcessorTime - processor).TotalMicroseconds / pods;
            byte[] stored = await client.GetByteArrayAsync(
                "api/v1/namespaces/create/pods/pod-1", cancellationToken);
            // Again on the other side of the store's own measurement: the disk's mood changes within a minute.
            double raw = await StoreRate.MeasureAsync(
                directory, stored, Clients, WarmUp, Measured, cancellationToken);

            await Parallel.ForEachAsync(
                Enumerable.Range(1, ListedPods),
                new ParallelOptions { MaxDegreeOfParallelism = Clients, CancellationToken = cancellationToken },
                async (number, token) => await CreatePodAsync(client, "list", number, token));
            byte[] list = await client.GetByteArrayAsync("api/v1/namespaces/list/pods", cancellationToken);
            (double listed, double file) = await ListAndFileRateAsync(client, directory, list, cancellationToken);

            return new Figures(
                new Figure("create_per_second", created, $"{Clients} clients over HTTPS"),
                new Figure("create_cpu_us", createMicroseconds, "of the server for one create"),
                new Figure("store_per_second", raw, "the same bytes into the raw store"),
                new Figure("create_ratio", created / raw, "1 is the ceiling"),
                new Figure("list_bytes", list.Length, $"{ListedPods} Pods"),
                new Figure("list_per_second", listed, $"{ListClients} clients over HTTPS"),
                new Figure("file_per_second", file, "a file of the same bytes, Kestrel"),
                new Figure("list_ratio", listed / file, "1 is the ceiling"));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task CreateNamespaceAsync(HttpClient client, string name, CancellationToken cancellationToken)
    {
        using HttpResponseMessage made = await PostAsync(
            client, "api/v1/namespaces",
            $$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{name}}}"}}""", cancellationToken);
        made.EnsureSuccessStatusCode();
        // Pods need the namespace's default service account, which a controller makes.
        long started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < AccountTimeout)
        {
            using HttpResponseMessage account = await client.GetAsync(
                $"api/v1/namespaces/{name}/serviceaccounts/default", cancellationToken);
            if (account.StatusCode == HttpStatusCode.OK)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    private static async Task CreatePodAsync(
        HttpClient client, string @namespace, int number, CancellationToken cancellationToken)
    {
        string pod = $$$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"pod-{{{number}}}","labels":{"app":"bench"}},
            "spec":{"nodeName":"no-such-node","containers":[{"name":"main","image":"registry.example/web:1",
            "command":["serve","--port","8080"],"ports":[{"containerPort":8080}],
            "env":[{"name":"A","value":"1"},{"name":"B","value":"2"}],
            "resources":{"requests":{"cpu":"10m","memory":"16Mi"} } }]} }
            """;
        using HttpResponseMessage made = await PostAsync(
            client, $"api/v1/namespaces/{@namespace}/pods", pod, cancellationToken);
        if (made.StatusCode != HttpStatusCode.Created)
        {
            throw new InvalidOperationException(
                $"create answered {made.StatusCode}: {await made.Content.ReadAsStringAsync(cancellationToken)}");
        }
        await made.Content.CopyToAsync(Stream.Null, cancellationToken);
    }

    private static async Task<HttpResponseMessage> PostAsync(
        HttpClient client, string path, string json, CancellationToken cancellationToken)
    {
        using ByteArrayContent content = new(Encoding.UTF8.GetBytes(json));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await client.PostAsync(path, content, cancellationToken);
    }

    private static Task<double> ReadRateAsync(
        HttpClient client, string path, long length, CancellationToken cancellationToken) => ClosedLoop.RateAsync(
            ListClients, WarmUp / Turns, Measured / Turns,
            async _ =>
            {
                using HttpResponseMessage answer = await client.GetAsync(
                    path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                answer.EnsureSuccessStatusCode();
                await using Stream body = await answer.Content.ReadAsStreamAsync(cancellationToken);
                byte[] buffer = new byte[256 * 1024];
                long read = 0;
                for (int count; (count = await body.ReadAsync(buffer, cancellationToken)) > 0;)
                    read += count;
                // The revision of a list may have one digit more by now.
                if (Math.Abs(read - length) > 16)
                    throw new InvalidOperationException($"{path} answered {read} bytes instead of {length}");
            },
            cancellationToken);

    /// <summary>Turn by turn, so that both meet the same neighbours on the machine.</summary>
    private static async Task<(double List, double File)> ListAndFileRateAsync(
        HttpClient server, string directory, byte[] bytes, CancellationToken cancellationToken)
    {
        string file = Path.Combine(directory, "list.json");
        await File.WriteAllBytesAsync(file, bytes, cancellationToken);
        ProcessStartInfo start = new(Environment.ProcessPath!, ["file-server", file])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        try
        {
            string port = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? "";
            using HttpClient client = ServerProcess.ClientFor(
                $"https://127.0.0.1:{int.Parse(port, CultureInfo.InvariantCulture)}/", null);
            double list = 0;
            double plain = 0;
            for (int turn = 0; turn < Turns; turn++)
            {
                list += await ReadRateAsync(
                    server, "api/v1/namespaces/list/pods", bytes.Length, cancellationToken) / Turns;
                plain += await ReadRateAsync(client, "list.json", bytes.Length, cancellationToken) / Turns;
            }
            return (list, plain);
        }
        finally
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }
}
