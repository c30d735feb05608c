using System.Text;
using System.Text.RegularExpressions;

namespace Kubesharp.Bench.Api;

/// <summary>
/// GET, and LIST whole, by pages and by a selector that matches 1 %, against the same bytes served raw.
/// </summary>
internal static class ReadRates
{
    private const int Ok = 200;
    private const int GetClients = 64;
    // A list moves megabytes: two readers fill the machine.
    private const int ListClients = 2;
    private const int PageSize = 500;
    private const int RarePart = 100;
    private const string List = "/api/v1/namespaces/list/pods";

    public static async Task<List<Figure>> MeasureAsync(Sides sides)
    {
        await ApiBench.MakeNamespaceAsync(sides.Server, "list");
        await using RawClients server = await sides.ServerClientsAsync(GetClients);
        await using RawClients raw = await sides.RawClientsAsync(GetClients);
        await FillAsync(sides, server);

        List<Figure> figures = [];
        RawRequest one = RawRequest.Of("GET", $"{List}/pod-{RawRequest.Number}");
        await AddAsync("get", GetClients, one, one, sides.Options.WarmUp);
        RawRequest whole = RawRequest.Of("GET", List);
        await AddAsync("list", ListClients, whole, whole, sides.Options.Turn);
        RawRequest selector = RawRequest.Of("GET", $"{List}?labelSelector=tier%3Drare");
        await AddAsync("list_selector", ListClients, selector, selector, sides.Options.Turn);
        figures.AddRange(await PagesAsync(sides, server, raw));
        return figures;

        async Task AddAsync(string name, int clients, RawRequest request, RawRequest sample, TimeSpan warmUp)
        {
            byte[] bytes = await server.First.BodyOfAsync(sample.With(1), Ok);
            RawRequest ready = await KeepAsync(raw, name, bytes);
            (double api, double plain) = await PairAsync(sides, server, raw, clients, request, ready, warmUp);
            figures.Add(new(name, api / plain, name == "get" ? "at least 0.7" : "at least 0.8"));
            figures.Add(new($"{name}_per_second", api));
            figures.Add(new($"{name}_raw_per_second", plain, "the same bytes from memory, Kestrel"));
            figures.Add(new($"{name}_bytes", bytes.Length));
        }
    }

    private static async Task FillAsync(Sides sides, RawClients server)
    {
        int pods = sides.Options.ListedPods;
        int next = 0;
        string name = $"pod-{RawRequest.Number}";
        RawRequest common = RawRequest.Of("POST", List, PodDocument.Of(name));
        RawRequest rare = RawRequest.Of("POST", List, PodDocument.Of(name, tier: "rare"));
        TimeSpan patience = TimeSpan.FromMinutes(5);
        await server.RateAsync(GetClients, patience, common, 201, _ =>
        {
            int number = Interlocked.Increment(ref next);
            if (number % RarePart == 0)
                number = Interlocked.Increment(ref next);
            return number <= pods ? number : -1;
        });
        next = 0;
        await server.RateAsync(GetClients, patience, rare, 201, _ =>
            Interlocked.Add(ref next, RarePart) is var number && number <= pods ? number : -1);
    }

    private static async Task<RawRequest> KeepAsync(RawClients raw, string name, byte[] bytes)
    {
        string path = $"/keep/{name}";
        await raw.First.BodyOfAsync(RawRequest.Of("PUT", path, Encoding.UTF8.GetString(bytes)).With(0), Ok);
        return RawRequest.Of("GET", path);
    }

    private static async Task<(double Api, double Raw)> PairAsync(
        Sides sides, RawClients server, RawClients raw, int clients, RawRequest request, RawRequest ready,
        TimeSpan warmUp)
    {
        int pods = sides.Options.ListedPods;
        int next = 0;
        int Next(int client) => (Interlocked.Increment(ref next) & int.MaxValue) % pods + 1;
        await server.RateAsync(clients, warmUp / 2, request, Ok, Next);
        await raw.RateAsync(clients, warmUp / 2, ready, Ok, Next);
        double api = 0, plain = 0;
        int turns = sides.Options.Turns;
        for (int turn = 0; turn < turns; turn++)
        {
            api += await server.RateAsync(clients, sides.Options.Turn, request, Ok, Next) / turns;
            plain += await raw.RateAsync(clients, sides.Options.Turn, ready, Ok, Next) / turns;
        }
        return (api, plain);
    }

    // One client walks all pages; the other side returns one page's bytes as often.
    private static async Task<List<Figure>> PagesAsync(Sides sides, RawClients server, RawClients raw)
    {
        string first = $"{List}?limit={PageSize}";
        byte[] page = await server.First.BodyOfAsync(RawRequest.Of("GET", first).With(0), Ok);
        RawRequest ready = await KeepAsync(raw, "page", page);
        double api = 0, plain = 0;
        int walks = sides.Options.Turns * 3;
        TimeProvider time = TimeProvider.System;
        for (int walk = 0; walk <= walks; walk++)
        {
            long started = time.GetTimestamp();
            int pages = 0;
            for (string path = first; path.Length > 0; pages++)
            {
                (int code, _) = await server.First.SendAsync(RawRequest.Of("GET", path).With(0));
                if (code != Ok)
                    throw new InvalidOperationException($"a page answered {code}");
                string token = TokenIn(server.First.BodyStart);
                path = token.Length == 0 ? "" : $"{first}&continue={token}";
            }
            double own = time.GetElapsedTime(started).TotalSeconds;
            started = time.GetTimestamp();
            for (int sent = 0; sent < pages; sent++)
                await raw.First.SendAsync(ready.With(0));
            double other = time.GetElapsedTime(started).TotalSeconds;
            // The first walk warms up.
            if (walk == 0)
                continue;
            api += own;
            plain += other;
        }
        return
        [
            new("list_paged", plain / api, "at least 0.8"),
            new("list_paged_per_second", walks / api, $"whole walks by pages of {PageSize}"),
        ];
    }

    private static string TokenIn(ReadOnlyMemory<byte> start)
    {
        string head = Encoding.UTF8.GetString(start.Span[..Math.Min(start.Length, 1024)]);
        Match match = Regex.Match(head, "\"continue\":\"([^\"]*)\"");
        return match.Success ? match.Groups[1].Value : "";
    }
}
