using System.Text;

namespace Kubesharp.Bench.Api;

/// <summary>
/// A thousand watchers of a namespace, two hundred updates: how long until the last watcher has the last event, against
/// an endpoint that copies what is posted to every open stream.
/// </summary>
internal static class WatchFanOut
{
    private const int Ok = 200;
    private const string Pods = "/api/v1/namespaces/watch/pods";
    private const int Writers = 8;

    public static async Task<List<Figure>> MeasureAsync(Sides sides)
    {
        await ApiBench.MakeNamespaceAsync(sides.Server, "watch");
        int watchers = sides.Options.Watchers;
        int updates = sides.Options.WatchedUpdates;
        await using RawClients writers = await sides.ServerClientsAsync(Writers);
        string name = $"pod-{RawRequest.Number}";
        byte[] created = [];
        for (int number = 1; number <= Writers; number++)
        {
            created = await writers.First.BodyOfAsync(
                RawRequest.Of("POST", Pods, PodDocument.Of(name)).With(number), 201);
        }
        await using RawClients posters = await sides.RawClientsAsync(Writers);
        RawRequest patch = RawRequest.Of(
            "PATCH", $"{Pods}/{name}", $$$$"""{"metadata":{"annotations":{"turn":"{{{{RawRequest.Turn}}}}"}}}""",
            "application/strategic-merge-patch+json");
        string told = $$"""{"type":"MODIFIED","object":{{Encoding.UTF8.GetString(created)}}}""" + "\n";
        RawRequest post = RawRequest.Of("POST", "/stream", told);

        long idle = ResidentBytes(sides.Server.Id);
        await using RawClients serverStreams = await sides.ServerClientsAsync(watchers);
        await using RawClients rawStreams = await sides.RawClientsAsync(watchers);
        string revision = await RevisionAsync(writers);
        await serverStreams.StartStreamsAsync(
            RawRequest.Of("GET", $"{Pods}?watch=1&resourceVersion={revision}&timeoutSeconds=600"));
        await rawStreams.StartStreamsAsync(RawRequest.Of("GET", "/stream"));
        long open = ResidentBytes(sides.Server.Id);

        List<double> own = [], other = [];
        long peak = open;
        for (int round = 0; round <= sides.Options.Turns; round++)
        {
            double api = await RoundAsync(serverStreams, writers, patch, updates);
            double plain = await RoundAsync(rawStreams, posters, post, updates);
            peak = Math.Max(peak, ResidentBytes(sides.Server.Id));
            // The first round warms up.
            if (round == 0)
                continue;
            own.Add(api);
            other.Add(plain);
        }
        return
        [
            new("watch_last_ms", own.Average(), $"{watchers} watchers, {updates} updates: the last has the last"),
            new("watch_raw_last_ms", other.Average(), "the same bytes copied to as many streams"),
            new("watch_ratio", other.Sum() / own.Sum(), "at least 0.7"),
            new("watch_deliveries_per_second", watchers * (double)updates * 1000 / own.Average()),
            new("watch_open_kib_each", (open - idle) / 1024.0 / watchers, "resident, connection included"),
            new("watch_peak_mib", peak / 1024.0 / 1024.0, "resident while it lasts"),
        ];
    }

    private static async Task<double> RoundAsync(RawClients streams, RawClients writers, RawRequest write, int updates)
    {
        long started = TimeProvider.System.GetTimestamp();
        Task reading = streams.ReadEventsAsync(updates);
        int next = 0;
        await writers.RateAsync(
            Writers, TimeSpan.FromMinutes(5), write, Ok,
            client => Interlocked.Increment(ref next) <= updates ? client + 1 : -1);
        await reading;
        return TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task<string> RevisionAsync(RawClients clients)
    {
        byte[] list = await clients.First.BodyOfAsync(RawRequest.Of("GET", $"{Pods}?limit=1").With(0), Ok);
        string head = Encoding.UTF8.GetString(list.AsSpan(0, Math.Min(list.Length, 512)));
        const string name = "\"resourceVersion\":\"";
        int start = head.IndexOf(name, StringComparison.Ordinal) + name.Length;
        return head[start..head.IndexOf('"', start)];
    }

    public static long ResidentBytes(int process) => StatusBytes(process, "VmRSS:");

    public static long StatusBytes(int process, string name)
    {
        string line = File.ReadLines($"/proc/{process}/status")
            .First(line => line.StartsWith(name, StringComparison.Ordinal));
        string kilobytes = line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
        return long.Parse(kilobytes, System.Globalization.CultureInfo.InvariantCulture) * 1024;
    }
}
