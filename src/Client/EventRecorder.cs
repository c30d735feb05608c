using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;

namespace Kubesharp.Client;

/// <summary>
/// Writes Events about objects. One that has been written already is counted up; of many that differ in their message
/// only, the later ones are written as one; and who has too much to say about one object is cut off for a while
/// (<see cref="EventCorrelator"/>). Recording never fails the caller: what cannot be written is dropped.
/// </summary>
public sealed class EventRecorder(ApiClient client, string component, TimeProvider time, string host = "")
{
    // Two components may write about one object in the same instant, and names are made from it.
    private const int NameTries = 5;

    private readonly EventCorrelator correlator = new(time);

    /// <param name="type"><c>Normal</c> or <c>Warning</c>.</param>
    public async Task RecordAsync(
        ApiObject about, string type, string reason, string message, CancellationToken cancellationToken,
        string fieldPath = "")
    {
        EventSubject subject = new(
            about.ApiVersion, about.Kind, about.Metadata.Namespace, about.Metadata.Name, about.Metadata.Uid, fieldPath);
        if (correlator.Correlate(subject, type, reason, message) is not { } decided)
            return;
        if (decided.Known is { } known
            && await CountUpAsync(about, known, decided, cancellationToken))
            return;
        await CreateAsync(about, type, reason, decided, fieldPath, cancellationToken);
    }

    private async Task<bool> CountUpAsync(
        ApiObject about, string name, CorrelatedEvent decided, CancellationToken cancellationToken)
    {
        string last = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        ApiResult<Event> result = await client.PatchAsync<Event>(
            new(NamespaceOf(about), name), PatchType.Merge,
            $$"""{"count":{{decided.Count}},"lastTimestamp":"{{last}}"}""", cancellationToken);
        return result.Succeeded;
    }

    private async Task CreateAsync(
        ApiObject about, string type, string reason, CorrelatedEvent decided, string fieldPath,
        CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        for (int i = 0; i < NameTries; i++)
        {
            long nanoseconds = (now - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick + i;
            string name = string.Create(CultureInfo.InvariantCulture, $"{about.Metadata.Name}.{nanoseconds:x}");
            Event value = EventFor(about, name, type, reason, decided, fieldPath, now);
            ApiResult<Event> created = await client.CreateAsync(value, cancellationToken);
            if (created.Succeeded)
                correlator.Written(decided, name);
            if (created.Error is not { IsAlreadyExists: true })
                return;
        }
    }

    private Event EventFor(
        ApiObject about, string name, string type, string reason, CorrelatedEvent decided, string fieldPath,
        DateTimeOffset now) =>
        new()
        {
            Metadata = ObjectMeta.Empty with { Name = name, Namespace = NamespaceOf(about) },
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
            Message = decided.Message,
            Count = decided.Count,
            FirstTimestamp = new Time(decided.First),
            LastTimestamp = new Time(now),
            Source = EventSource.Empty with { Component = component, Host = host },
            ReportingComponent = component,
            ReportingInstance = host,
        };

    // Events about cluster-scoped objects live in default.
    private static string NamespaceOf(ApiObject about) =>
        about.Metadata.Namespace.Length == 0 ? "default" : about.Metadata.Namespace;
}
