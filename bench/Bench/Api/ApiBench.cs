using System.Text;
using Kubesharp.Bench.FirstFigures;

namespace Kubesharp.Bench.Api;

/// <summary>
/// The API as a client meets it, each figure as a ratio to what the machine does without us in the same run: the raw
/// store, a Kestrel endpoint that reads a body or returns ready bytes, System.Text.Json.
/// </summary>
internal static class ApiBench
{
    public static async Task<Figures> RunAsync(ApiBenchOptions options)
    {
        List<Figure> figures = [];
        DirectoryInfo directory = Directory.CreateTempSubdirectory("kubesharp-bench-");
        try
        {
            if (options.Only == "load" || options.Has("writes") || options.Has("reads") || options.Has("watch"))
                await WithServerAsync(options, directory.FullName, figures);
            if (options.Has("large"))
                figures.AddRange(await LargeStore.MeasureAsync(options, Path.Combine(directory.FullName, "large")));
            if (options.Has("codec"))
                figures.AddRange(CodecRates.Measure(options));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
        return new Figures([.. figures]);
    }

    private static async Task WithServerAsync(ApiBenchOptions options, string directory, List<Figure> figures)
    {
        await using ServerProcess server = await ServerProcess.StartAsync(
            Path.Combine(directory, "data"), StartBench.FreePort(), CancellationToken.None);
        await using RawServerProcess raw = await RawServerProcess.StartAsync();
        await MakeNamespaceAsync(server, "bench");
        Sides sides = new(server, raw, options, directory);
        if (options.Only == "load")
            figures.Add(await WriteRates.LoadAsync(sides));
        if (options.Has("writes"))
            figures.AddRange(await WriteRates.MeasureAsync(sides));
        if (options.Has("reads"))
            figures.AddRange(await ReadRates.MeasureAsync(sides));
        if (options.Has("watch"))
            figures.AddRange(await WatchFanOut.MeasureAsync(sides));
    }

    // Pods need the namespace's default service account, which a controller makes.
    public static async Task MakeNamespaceAsync(ServerProcess server, string name)
    {
        using StringContent body = new(
            $$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{name}}}"}}""", Encoding.UTF8,
            "application/json");
        using HttpResponseMessage made = await server.Client.PostAsync("api/v1/namespaces", body);
        made.EnsureSuccessStatusCode();
        string account = $"api/v1/namespaces/{name}/serviceaccounts/default";
        for (int attempt = 0; attempt < 200; attempt++)
        {
            using HttpResponseMessage found = await server.Client.GetAsync(account);
            if (found.IsSuccessStatusCode)
                return;
            await Task.Delay(50);
        }
        throw new TimeoutException($"{account} was not made");
    }
}

/// <summary>What is compared, and how thoroughly.</summary>
internal sealed record Sides(ServerProcess Server, RawServerProcess Raw, ApiBenchOptions Options, string Directory)
{
    public Task<RawClients> ServerClientsAsync(int count) =>
        RawClients.OpenAsync(count, Server.Port, Server.Certificate);

    // Without a certificate: TLS with one costs only the handshake, which is not measured.
    public Task<RawClients> RawClientsAsync(int count) => RawClients.OpenAsync(count, Raw.Port, null);
}
