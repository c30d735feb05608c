using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.EndpointSlices;

/// <summary>
/// When that happened which a Service's endpoints are now written for: proxies measure from it how long a change takes
/// to reach them. Guarded by one lock; a Service is asked for by one worker at a time.
/// </summary>
internal sealed class TriggerTimes
{
    public const string Annotation = "endpoints.kubernetes.io/last-change-trigger-time";

    private readonly Lock gate = new();
    private readonly Dictionary<ObjectKey, (DateTimeOffset Service, Dictionary<string, DateTimeOffset> Pods)> known =
        [];

    /// <summary>The earliest change since the last call; null when nothing that has a time has changed.</summary>
    public DateTimeOffset? Next(Service service, IEnumerable<Pod> pods)
    {
        ObjectKey key = ObjectKey.Of(service);
        DateTimeOffset created = service.Metadata.CreationTimestamp?.Value ?? DateTimeOffset.MinValue;
        Dictionary<string, DateTimeOffset> now = new(StringComparer.Ordinal);
        foreach (Pod pod in pods)
        {
            if (PodState.Condition(pod, "Ready")?.LastTransitionTime is { } changed)
                now[pod.Metadata.Name] = changed.Value;
        }
        lock (gate)
        {
            (DateTimeOffset Service, Dictionary<string, DateTimeOffset> Pods) before =
                known.TryGetValue(key, out var entry) ? entry : (DateTimeOffset.MinValue, []);
            known[key] = (created, now);
            DateTimeOffset? earliest = created > before.Service ? created : null;
            foreach ((string name, DateTimeOffset time) in now)
            {
                if (time > before.Pods.GetValueOrDefault(name) && (earliest is null || time < earliest))
                    earliest = time;
            }
            return earliest;
        }
    }

    public void Forget(ObjectKey service)
    {
        lock (gate)
            known.Remove(service);
    }

    /// <summary>The annotations of what is written now.</summary>
    public static IReadOnlyDictionary<string, string> On(
        IReadOnlyDictionary<string, string> annotations, DateTimeOffset? time)
    {
        if (time is null && !annotations.ContainsKey(Annotation))
            return annotations;
        Dictionary<string, string> changed = new(annotations, StringComparer.Ordinal);
        if (time is { } at)
        {
            changed[Annotation] = at.UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture);
        }
        else
        {
            changed.Remove(Annotation);
        }
        return changed;
    }
}
