using System.Text;
using System.Text.RegularExpressions;
using Kubesharp.Bench.FirstFigures;

namespace Kubesharp.Bench.Api;

/// <summary>
/// Creates, updates, patches, applies and deletes against the smaller of two ceilings: the raw store's durable rate for
/// the same bytes, and an endpoint that only reads the body.
/// </summary>
internal static class WriteRates
{
    private const string Pods = "/api/v1/namespaces/bench/pods";
    private const string Pod = $"{Pods}/pod-{RawRequest.Number}";
    private const int Created = 201;
    private const int Ok = 200;
    private const int Most = 512;

    /// <summary>Creates for a minute and nothing else: something to hold a profiler at.</summary>
    public static async Task<Figure> LoadAsync(Sides sides)
    {
        await using RawClients server = await sides.ServerClientsAsync(64);
        RawRequest create = RawRequest.Of("POST", Pods, PodDocument.Of($"pod-{RawRequest.Number}"));
        int pods = 0;
        return new("create_64_per_second", await server.RateAsync(
            64, TimeSpan.FromMinutes(1), create, Created, _ => Interlocked.Increment(ref pods)));
    }

    public static async Task<List<Figure>> MeasureAsync(Sides sides)
    {
        await using RawClients server = await sides.ServerClientsAsync(Most);
        await using RawClients raw = await sides.RawClientsAsync(Most);
        string body = PodDocument.Of($"pod-{RawRequest.Number}");
        RawRequest create = RawRequest.Of("POST", Pods, body);
        int pods = 0;
        int Next(int client) => Interlocked.Increment(ref pods);
        await server.RateAsync(64, sides.Options.WarmUp, create, Created, Next);
        await raw.RateAsync(64, sides.Options.WarmUp / 2, create, Ok, static _ => 1);

        byte[] stored = await server.First.BodyOfAsync(RawRequest.Of("GET", Pod).With(1), Ok);
        List<Figure> figures = [new("pod_bytes", Encoding.UTF8.GetByteCount(body)), new("stored_bytes", stored.Length)];
        Dictionary<int, double> ceilings = [];
        foreach (int clients in (int[])[1, 64, Most])
        {
            Pair pair = await MeasureAsync(sides, server, raw, clients, create, Created, Next);
            double store = await StoreAsync(sides, stored, clients);
            ceilings[clients] = store;
            figures.Add(new($"create_{clients}", pair.Api / Math.Min(store, pair.Raw),
                clients == 64 ? "at least 0.5 of the smaller ceiling" : "of the smaller ceiling"));
            figures.Add(new($"create_{clients}_per_second", pair.Api));
            figures.Add(new($"store_{clients}_per_second", store, "the same bytes, durable"));
            figures.Add(new($"body_{clients}_per_second", pair.Raw, "an endpoint that only reads the body"));
            if (clients == 64)
                figures.Add(new("create_64_cpu_us", pair.ServerMicroseconds, "of the server for one create"));
        }

        int last = pods;
        int[] counts = sides.Options.EveryClientCount ? [1, 64, Most] : [64];
        foreach ((string name, RawRequest request) in Changes(stored))
        {
            foreach (int clients in counts)
                await AddAsync(name, clients, request, static client => client + 1);
        }
        int gone = 0;
        RawRequest delete = RawRequest.Of("DELETE", $"{Pod}?gracePeriodSeconds=0");
        foreach (int clients in counts)
        {
            await AddAsync(
                "delete", clients, delete, _ => Interlocked.Increment(ref gone) is var at && at < last ? at : -1);
        }
        return figures;

        async Task AddAsync(string name, int clients, RawRequest request, Func<int, int> next)
        {
            Pair pair = await MeasureAsync(sides, server, raw, clients, request, Ok, next);
            double ceiling = Math.Min(ceilings[clients], pair.Raw);
            figures.Add(new($"{name}_{clients}", pair.Api / ceiling, "of the smaller ceiling"));
            figures.Add(new($"{name}_{clients}_per_second", pair.Api));
            if (clients == 64)
                figures.Add(new($"{name}_64_cpu_us", pair.ServerMicroseconds, $"of the server for one {name}"));
        }
    }

    // Each client changes a Pod of its own; a number that rises makes each change one.
    private static IEnumerable<(string Name, RawRequest Request)> Changes(byte[] stored)
    {
        string body = PodDocument.Of($"pod-{RawRequest.Number}", turn: RawRequest.Turn);
        string patch = $$$$"""{"metadata":{"annotations":{"turn":"{{{{RawRequest.Turn}}}}"}}}""";
        yield return ("update", RawRequest.Of("PUT", Pod, Update(stored)));
        yield return ("patch", RawRequest.Of("PATCH", Pod, patch, "application/strategic-merge-patch+json"));
        yield return ("apply", RawRequest.Of(
            "PATCH", $"{Pod}?fieldManager=applier&force=true", body, "application/apply-patch+yaml"));
    }

    // What a client sends that has read a Pod and changed an annotation, for whichever Pod.
    private static string Update(byte[] stored)
    {
        string text = Encoding.UTF8.GetString(stored);
        text = Regex.Replace(text, "\"(resourceVersion|uid)\":\"[^\"]*\",", "");
        return text.Replace("pod-00000001", $"pod-{RawRequest.Number}", StringComparison.Ordinal)
            .Replace("\"turn\":\"first\"", $"\"turn\":\"{RawRequest.Turn}\"", StringComparison.Ordinal);
    }

    private static async Task<Pair> MeasureAsync(
        Sides sides, RawClients server, RawClients raw, int clients, RawRequest request, int expected,
        Func<int, int> next)
    {
        double api = 0, plain = 0, microseconds = 0;
        int turns = sides.Options.Turns;
        for (int turn = 0; turn < turns; turn++)
        {
            TimeSpan processor = sides.Server.ProcessorTime;
            double rate = await server.RateAsync(clients, sides.Options.Turn, request, expected, next);
            double spent = (sides.Server.ProcessorTime - processor).TotalMicroseconds;
            api += rate / turns;
            microseconds += spent / (rate * sides.Options.Turn.TotalSeconds) / turns;
            plain += await raw.RateAsync(clients, sides.Options.Turn, request, Ok, static client => client + 1) / turns;
        }
        return new(api, plain, microseconds);
    }

    private static async Task<double> StoreAsync(Sides sides, byte[] stored, int clients)
    {
        DirectoryInfo own = Directory.CreateDirectory(Path.Combine(sides.Directory, $"raw-{clients}"));
        double rate = await StoreRate.MeasureAsync(
            own.FullName, stored, clients, sides.Options.Turn / 2, sides.Options.Turn, CancellationToken.None);
        own.Delete(recursive: true);
        return rate;
    }

    private readonly record struct Pair(double Api, double Raw, double ServerMicroseconds);
}
