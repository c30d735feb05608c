using Kubesharp.Api;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Requests;
using Kubesharp.ApiServer.WatchCache;

namespace Kubesharp.ApiServer.FlowControl;

/// <summary>How many seats a request takes: one, or more for what reads a large collection.</summary>
internal static class WorkEstimate
{
    // Upstream's figures: a list is sent in pieces, so that more than a megabyte of it is never held at once.
    private const long BytesPerSeat = 100_000;
    private const long StreamedBytesMax = 1_000_000;
    private const int SeatsMax = 10;
    // A list that took all seats of its level would wait until nobody else is served.
    private const int ListsAtOnceMin = 6;

    public static int SeatsOf(ServerRequest request, Caches caches, ResourceDefinition? definition, int levelLimit)
    {
        RequestInfo info = request.Info;
        bool reads = info.Verb == "list" || (info.Verb == "watch" && request.Options.SendInitialEvents == true);
        if (!reads || info.Name.Length > 0 || definition is null || !Caches.IsStored(definition))
            return 1;
        CacheSnapshot<EncodedObject> snapshot = caches.Of(definition).Snapshot;
        string prefix = info.Namespace.Length == 0 ? "" : info.Namespace + "/";
        long count = snapshot.CountPrefix(prefix);
        if (request.Options.Limit > 0)
            count = Math.Min(count, request.Options.Limit);
        long bytes = Math.Min(count * BytesOfFirst(snapshot, prefix), StreamedBytesMax);
        long seats = (bytes + BytesPerSeat - 1) / BytesPerSeat;
        return (int)Math.Clamp(seats, 1, Math.Clamp(levelLimit / ListsAtOnceMin, 1, SeatsMax));
    }

    // Objects of one resource are about equally large; the first one stands for all.
    private static long BytesOfFirst(CacheSnapshot<EncodedObject> snapshot, string prefix)
    {
        foreach ((_, EncodedObject item) in snapshot.Scan(prefix))
            return item.Json.Length;
        return 0;
    }
}
