using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.ApiServer.Storage;

/// <summary>Events are kept for an hour after they were last seen; then they go, by themselves.</summary>
internal sealed class EventExpiry(ApiServer server)
{
    // Upstream's --event-ttl.
    private static readonly TimeSpan Keep = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private static readonly GroupVersionResource Events = new("", "v1", "events");

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        ResourceDefinition definition = server.Registry.Find(Events)!;
        while (true)
        {
            await Task.Delay(Pause, server.Time, cancellationToken);
            DateTimeOffset oldest = server.Time.GetUtcNow() - Keep;
            foreach (ApiObject one in server.Caches.List(Events, ""))
            {
                if (!IsExpired((Event)one, oldest)
                    || !Verbs.Revisions.TryParse(one.Metadata.ResourceVersion, out long revision))
                {
                    continue;
                }
                // A conflict means that it happened again meanwhile: it stays.
                await server.Storage.DeleteAsync(definition, one, revision, cancellationToken);
            }
        }
    }

    private static bool IsExpired(Event seen, DateTimeOffset oldest)
    {
        DateTimeOffset last = seen.Metadata.CreationTimestamp ?? DateTimeOffset.MinValue;
        if (seen.LastTimestamp is { } timestamp && timestamp.Value > last)
            last = timestamp.Value;
        if (seen.Series?.LastObservedTime is { } observed && (DateTimeOffset)observed > last)
            last = observed;
        return last < oldest;
    }
}
