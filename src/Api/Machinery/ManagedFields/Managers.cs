using Kubesharp.Api.Meta;

namespace Kubesharp.Api.ManagedFields;

/// <summary>Who owns what, decoded from metadata.managedFields. One call changes it in place and encodes it.</summary>
internal sealed class Managers
{
    /// <summary>More entries of operation Update than this are merged, the oldest first.</summary>
    public const int UpdateManagersMax = 10;
    private const string AncientChanges = "ancient-changes";
    private const string Apply = "Apply";
    private const string Update = "Update";

    private readonly Dictionary<Identity, Owned> owners = [];

    /// <summary>What tells entries apart. An applier is the same whatever version it applied.</summary>
    public readonly record struct Identity(string Manager, string Operation, string ApiVersion, string Subresource)
    {
        public static Identity Applier(string manager, string subresource) => new(manager, Apply, "", subresource);

        public static Identity Updater(string manager, string apiVersion, string subresource) =>
            new(manager, Update, apiVersion, subresource);
    }

    /// <summary>The fields, the version that they were set in, and when something last changed.</summary>
    public sealed record Owned(FieldSet Fields, string ApiVersion, Time? Time, RawJson? Encoded = null);

    public bool IsEmpty => owners.Count == 0;
    public IReadOnlyDictionary<Identity, Owned> Owners => owners;

    public Managers Copy()
    {
        var copy = new Managers();
        foreach ((Identity identity, Owned owned) in owners)
            copy.owners[identity] = owned;
        return copy;
    }

    public Owned? Find(Identity identity) => owners.GetValueOrDefault(identity);

    public void Set(Identity identity, Owned owned)
    {
        if (owned.Fields.IsEmpty)
            owners.Remove(identity);
        else
            owners[identity] = owned;
    }

    /// <summary>Null when an entry cannot be read; such a list is treated as if it were not there.</summary>
    public static Managers? Decode(IReadOnlyList<ManagedFieldsEntry> entries)
    {
        var managers = new Managers();
        foreach (ManagedFieldsEntry entry in entries)
        {
            if (entry.Operation is not (Apply or Update) || entry.ApiVersion.Length == 0
                || entry.FieldsType != "FieldsV1")
                return null;
            try
            {
                RawJson? encoded = entry.FieldsV1;
                FieldSet fields = encoded is { } json ? FieldSet.Decode(json) : FieldSet.Empty;
                string version = entry.Operation == Apply ? "" : entry.ApiVersion;
                var identity = new Identity(entry.Manager, entry.Operation, version, entry.Subresource);
                managers.Set(identity, new(fields, entry.ApiVersion, entry.Time, encoded));
            }
            catch (DecodeException)
            {
                return null;
            }
        }
        return managers;
    }

    /// <summary>Takes the fields away from everyone but one.</summary>
    public void RemoveFromOthers(Identity self, FieldSet fields)
    {
        if (fields.IsEmpty)
            return;
        foreach ((Identity identity, Owned owned) in owners.ToArray())
        {
            if (identity != self)
                Change(identity, owned, owned.Fields.Without(fields));
        }
    }

    /// <summary>Takes the fields away from everyone.</summary>
    public void Remove(FieldSet fields)
    {
        foreach ((Identity identity, Owned owned) in owners.ToArray())
            Change(identity, owned, owned.Fields.Without(fields));
    }

    /// <summary>All that anyone owns.</summary>
    public FieldSet All()
    {
        FieldSet all = FieldSet.Empty;
        foreach (Owned owned in owners.Values)
            all = all.Union(owned.Fields);
        return all;
    }

    /// <summary>Merges the oldest updaters of each version into one entry until few enough are left.</summary>
    public void Cap()
    {
        var updaters = owners.Where(static entry => entry.Key.Operation == Update)
            .OrderBy(static entry => Seconds(entry.Value.Time))
            .ThenBy(static entry => entry.Key.Manager, StringComparer.Ordinal).ToList();
        int count = updaters.Count;
        var firstByVersion = new Dictionary<string, Identity>(StringComparer.Ordinal);
        foreach ((Identity identity, Owned owned) in updaters)
        {
            if (count <= UpdateManagersMax)
                return;
            Identity bucket = Identity.Updater(AncientChanges, owned.ApiVersion, "");
            if (!firstByVersion.TryGetValue(owned.ApiVersion, out Identity first))
            {
                firstByVersion[owned.ApiVersion] = identity;
                continue;
            }
            FieldSet fields = owners.GetValueOrDefault(bucket)?.Fields ?? FieldSet.Empty;
            if (first != bucket && owners.Remove(first, out Owned? oldest))
                fields = fields.Union(oldest.Fields);
            owners.Remove(identity);
            owners[bucket] = new(fields.Union(owned.Fields), owned.ApiVersion, owned.Time);
            firstByVersion[owned.ApiVersion] = bucket;
            count--;
        }
    }

    /// <summary>Sorted as Kubernetes shows them: Apply before Update, then by time and name.</summary>
    public IReadOnlyList<ManagedFieldsEntry> Encode()
    {
        var entries = new List<ManagedFieldsEntry>(owners.Count);
        foreach ((Identity identity, Owned owned) in owners)
        {
            entries.Add(new ManagedFieldsEntry
            {
                Manager = identity.Manager,
                Operation = identity.Operation,
                ApiVersion = owned.ApiVersion,
                Subresource = identity.Subresource,
                Time = owned.Time,
                FieldsType = "FieldsV1",
                FieldsV1 = owned.Encoded ?? owned.Fields.Encode(),
            });
        }
        entries.Sort(static (left, right) =>
        {
            int order = string.CompareOrdinal(left.Operation, right.Operation);
            if (order == 0)
                order = Seconds(left.Time).CompareTo(Seconds(right.Time));
            if (order == 0)
                order = string.CompareOrdinal(left.Manager, right.Manager);
            if (order == 0)
                order = string.CompareOrdinal(left.ApiVersion, right.ApiVersion);
            return order != 0 ? order : string.CompareOrdinal(left.Subresource, right.Subresource);
        });
        return entries;
    }

    private void Change(Identity identity, Owned owned, FieldSet fields)
    {
        if (!fields.Equals(owned.Fields))
            Set(identity, owned with { Fields = fields, Encoded = null });
    }

    private static long Seconds(Time? time) => time?.Value.ToUnixTimeSeconds() ?? 0;
}
