using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;

namespace Kubesharp.Client;

/// <summary>
/// Writes Events about objects. The same event within ten minutes counts up the first one instead of adding another.
/// Recording never fails the caller: what cannot be written is dropped.
/// </summary>
public sealed class EventRecorder(ApiClient client, string component, TimeProvider time, string host = "")
{
    // As upstream's correlator: enough for the objects of one component, bounded for a broken one.
    private const int SeenMax = 4096;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly Dictionary<EventKey, Seen> seen = [];

    /// <param name="type"><c>Normal</c> or <c>Warning</c>.</param>
    public async Task RecordAsync(
        ApiObject about, string type, string reason, string message, CancellationToken cancellationToken,
        string fieldPath = "")
    {
        DateTimeOffset now = time.GetUtcNow();
        EventKey key = new(about.Metadata.Uid, type, reason, message, fieldPath);
        Seen? earlier;
        lock (gate)
        {
            seen.TryGetValue(key, out earlier);
            if (earlier is not null && now - earlier.Last > Window)
                earlier = null;
            Seen next = earlier is null
                ? new Seen(NameFor(about, now), 1, now)
                : earlier with { Count = earlier.Count + 1, Last = now };
            if (seen.Count >= SeenMax)
                seen.Clear();
            seen[key] = next;
        }

        if (earlier is null || !await CountUpAsync(about, seen[key], now, cancellationToken))
            await client.CreateAsync(EventFor(about, type, reason, message, fieldPath, now), cancellationToken);
    }

    private async Task<bool> CountUpAsync(
        ApiObject about, Seen next, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string last = now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        ApiResult<Event> result = await client.PatchAsync<Event>(
            new(NamespaceOf(about), next.Name), PatchType.Merge,
            $$"""{"count":{{next.Count}},"lastTimestamp":"{{last}}"}""", cancellationToken);
        return result.Succeeded;
    }

    private Event EventFor(
        ApiObject about, string type, string reason, string message, string fieldPath, DateTimeOffset now) =>
        new()
        {
            Metadata = ObjectMeta.Empty with { Name = NameFor(about, now), Namespace = NamespaceOf(about) },
            InvolvedObject = ObjectReference.Empty with
            {
                ApiVersion = about.ApiVersion,
                Kind = about.Kind,
                Namespace = about.Metadata.Namespace,
                Name = about.Metadata.Name,
                Uid = about.Metadata.Uid,
                ResourceVersion = about.Metadata.ResourceVersion,
                FieldPath = fieldPath,
            },
            Type = type,
            Reason = reason,
            Message = message,
            Count = 1,
            FirstTimestamp = new Time(now),
            LastTimestamp = new Time(now),
            Source = EventSource.Empty with { Component = component, Host = host },
            ReportingComponent = component,
            ReportingInstance = host,
        };

    // Events about cluster-scoped objects live in default.
    private static string NamespaceOf(ApiObject about) =>
        about.Metadata.Namespace.Length == 0 ? "default" : about.Metadata.Namespace;

    private static string NameFor(ApiObject about, DateTimeOffset now) =>
        $"{about.Metadata.Name}.{now.Ticks:x}";

    private sealed record Seen(string Name, int Count, DateTimeOffset Last);

    private readonly record struct EventKey(string Uid, string Type, string Reason, string Message, string FieldPath);
}
