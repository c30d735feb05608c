using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.ApiServer.Discovery;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.WatchCache;

namespace Kubesharp.ApiServer.Admission.Quota;

/// <summary>
/// How much of each quota is used: what the watch cache holds, and what is on its way there. Nothing is counted up and
/// down, so nothing can drift: after a crash the answer is right at once.
/// </summary>
/// <remarks>
/// Decisions about one namespace are made one at a time. A reservation ends when the cache shows the write, or when the
/// write has failed; until then the object counts once, whether it is in the cache already or not.
/// </remarks>
internal sealed class QuotaLedger(Caches caches, ServedResources registry, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, NamespaceBook> books = new(StringComparer.Ordinal);
    // What a version of an object counts for never changes; a Pod that is being deleted is looked at anew.
    private readonly ConditionalWeakTable<EncodedObject, IReadOnlyDictionary<string, Quantity>> measured = [];

    /// <summary>
    /// Reserves what the object will use. A refusal names the first quota that it would exceed.
    /// </summary>
    /// <param name="quotas">Those of the namespace that are about the object.</param>
    /// <param name="definition">The object's resource.</param>
    /// <param name="value">The object as it will be stored.</param>
    /// <param name="old">The stored one; null on create.</param>
    /// <param name="reserve">False: only asks (dry run).</param>
    public (QuotaExcess? Excess, IDisposable? Reservation) Reserve(
        IReadOnlyList<ResourceQuota> quotas, ResourceDefinition definition, ApiObject value, ApiObject? old,
        bool reserve)
    {
        Dictionary<string, Quantity> more = Increase(definition, value, old);
        if (more.Count == 0)
            return (null, null);
        string space = value.Metadata.Namespace;
        NamespaceBook book = books.GetOrAdd(space, static _ => new());
        lock (book)
        {
            foreach (ResourceQuota quota in quotas)
            {
                if (Excess(quota, more, space, book) is { } excess)
                    return (excess, null);
            }
            if (!reserve)
                return (null, null);
            Reservation reservation = new(
                book, definition, value, old is null ? 0 : long.Parse(old.Metadata.ResourceVersion), more);
            book.Held.Add(reservation);
            return (null, reservation);
        }
    }

    /// <summary>What is used of each thing that a quota limits.</summary>
    public Dictionary<string, Quantity> UsedOf(ResourceQuota quota) => UsedOf(quota, new Moment(caches));

    private Dictionary<string, Quantity> UsedOf(ResourceQuota quota, Moment moment)
    {
        Dictionary<string, Quantity> used = new(StringComparer.Ordinal);
        foreach (string name in quota.Spec.Hard.Keys)
            used[name] = Quantity.Zero;
        AddStored(quota, moment, used);
        return used;
    }

    /// <summary>The resources that a quota's limits are about.</summary>
    public IEnumerable<ResourceDefinition> ResourcesOf(ResourceQuota quota)
    {
        HashSet<string> names = [.. quota.Spec.Hard.Keys];
        foreach (ResourceDefinition definition in registry.All)
        {
            if (!definition.Namespaced || !Caches.IsStored(definition))
                continue;
            bool counted = QuotaUsage.CountNames(definition).Any(names.Contains);
            bool isMeasured = QuotaUsage.IsMeasured(definition.Codec.Type)
                && names.Any(name => MayMeasure(definition, name));
            if (counted || isMeasured)
                yield return definition;
        }
    }

    private static bool MayMeasure(ResourceDefinition definition, string name) => definition.Plural switch
    {
        "services" => name.StartsWith("services.", StringComparison.Ordinal),
        "persistentvolumeclaims" => name == "requests.storage"
            || name.Contains(".storageclass.storage.k8s.io/", StringComparison.Ordinal),
        _ => !name.StartsWith("count/", StringComparison.Ordinal),
    };

    private Dictionary<string, Quantity> Increase(ResourceDefinition definition, ApiObject value, ApiObject? old)
    {
        Dictionary<string, Quantity> more = new(StringComparer.Ordinal);
        if (old is null)
        {
            foreach (string name in QuotaUsage.CountNames(definition))
                more[name] = new(1);
        }
        IReadOnlyDictionary<string, Quantity> before =
            old is null ? Maps.None<Quantity>() : QuotaUsage.Of(old, time.GetUtcNow());
        foreach ((string name, Quantity after) in QuotaUsage.Of(value, time.GetUtcNow()))
        {
            Quantity increase = before.TryGetValue(name, out Quantity had) ? after - had : after;
            if (increase.Sign > 0)
                more[name] = increase;
        }
        return more;
    }

    // The lock of the book is held.
    private QuotaExcess? Excess(
        ResourceQuota quota, Dictionary<string, Quantity> more, string space, NamespaceBook book)
    {
        string[] names = [.. quota.Spec.Hard.Keys.Where(more.ContainsKey).Order(StringComparer.Ordinal)];
        if (names.Length == 0)
            return null;
        Moment moment = new(caches);
        Dictionary<string, Quantity> used = UsedOf(quota, moment);
        foreach (Reservation held in book.Held)
        {
            if (IsSeen(held, space, moment) || !IsAbout(quota, held.Value))
                continue;
            foreach (string name in names)
            {
                if (held.More.TryGetValue(name, out Quantity reserved))
                    used[name] += reserved;
            }
        }
        names = [.. names.Where(name => used[name] + more[name] > quota.Spec.Hard[name])];
        return names.Length == 0
            ? null
            : new(
                quota.Metadata.Name, Listed(name => more[name]), Listed(name => used[name]),
                Listed(name => quota.Spec.Hard[name]));

        string Listed(Func<string, Quantity> value) =>
            string.Join(',', names.Select(name => $"{name}={value(name)}"));
    }

    private static bool IsSeen(Reservation held, string space, Moment moment) =>
        moment.Of(held.Definition).TryGet($"{space}/{held.Value.Metadata.Name}", out EncodedObject? seen)
        && seen.Revision > held.BaseRevision;

    /// <summary>Whether a quota is about an object.</summary>
    public static bool IsAbout(ResourceQuota quota, ApiObject value) =>
        !QuotaScopes.HasScopes(quota) || QuotaScopes.Matches(quota, value);

    private void AddStored(ResourceQuota quota, Moment moment, Dictionary<string, Quantity> used)
    {
        string prefix = quota.Metadata.Namespace + "/";
        bool scoped = QuotaScopes.HasScopes(quota);
        foreach (ResourceDefinition definition in ResourcesOf(quota))
        {
            CacheSnapshot<EncodedObject> snapshot = moment.Of(definition);
            if (!scoped)
            {
                Quantity count = new(snapshot.CountPrefix(prefix));
                foreach (string name in QuotaUsage.CountNames(definition))
                    Add(name, count);
            }
            if (!QuotaUsage.IsMeasured(definition.Codec.Type))
                continue;
            foreach ((_, EncodedObject item) in snapshot.Scan(prefix))
            {
                if (scoped && !QuotaScopes.Matches(quota, (ApiObject)item.Value))
                    continue;
                foreach ((string name, Quantity value) in Measured(item))
                    Add(name, value);
            }
        }

        void Add(string name, Quantity value)
        {
            if (used.TryGetValue(name, out Quantity sum))
                used[name] = sum.IsZero ? value : sum + value;
        }
    }

    private IReadOnlyDictionary<string, Quantity> Measured(EncodedObject item)
    {
        if (measured.TryGetValue(item, out IReadOnlyDictionary<string, Quantity>? known))
            return known;
        ApiObject value = (ApiObject)item.Value;
        IReadOnlyDictionary<string, Quantity> usage = QuotaUsage.Of(value, time.GetUtcNow());
        if (value.Metadata.DeletionTimestamp is null)
            measured.AddOrUpdate(item, usage);
        return usage;
    }

    /// <summary>
    /// One snapshot of each resource, whoever asks: an object that comes in between the count and the look at what is
    /// under way would be in neither.
    /// </summary>
    private sealed class Moment(Caches caches)
    {
        private readonly Dictionary<ResourceDefinition, CacheSnapshot<EncodedObject>> snapshots = [];

        public CacheSnapshot<EncodedObject> Of(ResourceDefinition definition)
        {
            if (!snapshots.TryGetValue(definition, out CacheSnapshot<EncodedObject>? snapshot))
                snapshots[definition] = snapshot = caches.Of(definition).Snapshot;
            return snapshot;
        }
    }

    private sealed class NamespaceBook
    {
        public HashSet<Reservation> Held { get; } = [];
    }

    private sealed class Reservation(
        NamespaceBook book, ResourceDefinition definition, ApiObject value, long baseRevision,
        Dictionary<string, Quantity> more) : IDisposable
    {
        public ResourceDefinition Definition => definition;
        public ApiObject Value => value;
        public long BaseRevision => baseRevision;
        public Dictionary<string, Quantity> More => more;

        public void Dispose()
        {
            lock (book)
                book.Held.Remove(this);
        }
    }
}

/// <summary>Why a quota refuses, as <c>name=quantity</c> lists.</summary>
internal sealed record QuotaExcess(string Quota, string Requested, string Used, string Limited);
