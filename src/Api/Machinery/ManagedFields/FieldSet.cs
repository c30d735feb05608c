using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kubesharp.Api.Trees;

namespace Kubesharp.Api.ManagedFields;

/// <summary>
/// A set of paths, immutable, as a sorted tree: each entry is a step, whether the path that ends there belongs to the
/// set, and what of the set lies below it. Two sets combine in one pass over both.
/// </summary>
internal sealed class FieldSet : IEquatable<FieldSet>
{
    private static readonly JsonWriterOptions WriterOptions =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Entry[] entries;
    private RawJson? encoded;

    public static FieldSet Empty { get; } = new([]);

    private FieldSet(Entry[] entries) => this.entries = entries;

    /// <summary>One step of the set. It is a member, has children, or both.</summary>
    public readonly record struct Entry(PathElement Element, bool IsMember, FieldSet? Children);

    public bool IsEmpty => entries.Length == 0;
    public ReadOnlySpan<Entry> Entries => entries;

    /// <summary>Sorts the entries; steps must differ. Null and empty mean the empty set.</summary>
    public static FieldSet Of(List<Entry>? entries)
    {
        if (entries is null || entries.Count == 0)
            return Empty;
        Entry[] sorted = [.. entries];
        for (int i = 1; i < sorted.Length; i++)
        {
            if (sorted[i - 1].Element.CompareTo(sorted[i].Element) <= 0)
                continue;
            Array.Sort(sorted, static (left, right) => left.Element.CompareTo(right.Element));
            break;
        }
        return new(sorted);
    }

    /// <summary>The set of one path.</summary>
    public static FieldSet Of(params ReadOnlySpan<string> path) =>
        new([path.Length == 1
            ? new(PathElement.Field(path[0]), true, null)
            : new(PathElement.Field(path[0]), false, Of(path[1..]))]);

    /// <summary>What of the set lies below the step, and whether the step itself is a member.</summary>
    public (bool IsMember, FieldSet Children) Find(PathElement element)
    {
        int low = 0, high = entries.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = entries[middle].Element.CompareTo(element);
            if (order == 0)
                return (entries[middle].IsMember, entries[middle].Children ?? Empty);
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return (false, Empty);
    }

    public FieldSet Union(FieldSet other)
    {
        if (other.IsEmpty || ReferenceEquals(this, other))
            return this;
        if (IsEmpty)
            return other;
        var result = new List<Entry>(entries.Length + other.entries.Length);
        int left = 0, right = 0;
        bool grows = false;
        while (left < entries.Length || right < other.entries.Length)
        {
            int order = Order(left, other, right);
            if (order < 0)
            {
                result.Add(entries[left++]);
            }
            else if (order > 0)
            {
                result.Add(other.entries[right++]);
                grows = true;
            }
            else
            {
                Entry mine = entries[left++], theirs = other.entries[right++];
                FieldSet? children = mine.Children is null ? theirs.Children
                    : theirs.Children is null ? mine.Children : mine.Children.Union(theirs.Children);
                result.Add(new(mine.Element, mine.IsMember || theirs.IsMember, children));
                grows |= (theirs.IsMember && !mine.IsMember) || !ReferenceEquals(children, mine.Children);
            }
        }
        // The same set stays the same object, which knows its encoded form.
        return grows ? new([.. result]) : this;
    }

    public FieldSet Intersect(FieldSet other) => Combine(other, Keep.Both);

    /// <summary>The paths of this set that are not in the other.</summary>
    public FieldSet Without(FieldSet other) => other.IsEmpty ? this : Combine(other, Keep.Mine);

    /// <summary>As <see cref="Without"/>, but a path of the other also takes away all that lies below it.</summary>
    public FieldSet WithoutBelow(FieldSet other) => other.IsEmpty ? this : Combine(other, Keep.MineOutside);

    /// <summary>What of the set lies at or below the path; <c>*</c> stands for any step.</summary>
    public FieldSet Within(ReadOnlySpan<string> path)
    {
        if (path.IsEmpty)
            return this;
        var result = new List<Entry>();
        foreach (Entry entry in entries)
        {
            if (path[0] != "*" && entry.Element.FieldName != path[0])
                continue;
            FieldSet? children = entry.Children?.Within(path[1..]);
            if (path.Length == 1)
                result.Add(entry);
            else if (children is { IsEmpty: false })
                result.Add(new(entry.Element, false, children));
        }
        return Of(result);
    }

    /// <summary>Adds each field of a record that leads to a member: needed before fields are removed or kept.</summary>
    public FieldSet WithNamedFields(Schema? schema)
    {
        if (IsEmpty)
            return this;
        var result = new Entry[entries.Length];
        for (int i = 0; i < entries.Length; i++)
        {
            Entry entry = entries[i];
            bool named = entry.Children is not null && schema?.Kind == SchemaKind.Object && !schema.AtomicMap
                && entry.Element.FieldName is { } field && schema.Field(field) is not null;
            result[i] = new(entry.Element, entry.IsMember || named,
                entry.Children?.WithNamedFields(SchemaWalk.Below(schema, entry.Element)));
        }
        return new(result);
    }

    /// <summary>Every path as text, in order: <c>.spec.replicas</c>.</summary>
    public List<string> Paths()
    {
        var paths = new List<string>();
        Collect("", paths);
        return paths;
    }

    /// <summary>The encoded form of managedFields: FieldsV1.</summary>
    public RawJson Encode() => encoded ??= EncodeAnew();

    private RawJson EncodeAnew()
    {
        var output = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(output, WriterOptions))
            Write(writer, false);
        return FieldsCache.Share(RawJson.Compact, output.WrittenSpan);
    }

    /// <summary>Throws <see cref="DecodeException"/> when it is no FieldsV1.</summary>
    public static FieldSet Decode(RawJson json) => json.IsNull ? Empty : FieldsCache.Decode(json, DecodeAnew);

    private static FieldSet DecodeAnew(RawJson json) =>
        TreeJson.Parse(json.Span) is TreeObject tree
            ? Decode(tree)
            : throw new DecodeException("fieldsV1 must be an object");

    public bool Equals(FieldSet? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is null || other.entries.Length != entries.Length)
            return false;
        for (int i = 0; i < entries.Length; i++)
        {
            Entry mine = entries[i], theirs = other.entries[i];
            if (mine.IsMember != theirs.IsMember || !mine.Element.Equals(theirs.Element)
                || !(mine.Children ?? Empty).Equals(theirs.Children ?? Empty))
                return false;
        }
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as FieldSet);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (Entry entry in entries)
        {
            hash.Add(entry.Element);
            hash.Add(entry.IsMember);
        }
        return hash.ToHashCode();
    }

    public override string ToString() => string.Join(' ', Paths());

    private enum Keep { Both, Mine, MineOutside }

    private FieldSet Combine(FieldSet other, Keep keep)
    {
        if (IsEmpty || (keep == Keep.Both && other.IsEmpty))
            return Empty;
        var result = new List<Entry>(entries.Length);
        int left = 0, right = 0;
        while (left < entries.Length)
        {
            int order = right < other.entries.Length ? Order(left, other, right) : -1;
            if (order > 0)
            {
                right++;
                continue;
            }
            Entry mine = entries[left++];
            if (order < 0)
            {
                if (keep != Keep.Both)
                    result.Add(mine);
                continue;
            }
            Entry theirs = other.entries[right++];
            if (keep == Keep.MineOutside && theirs.IsMember)
                continue;
            bool member = keep == Keep.Both ? mine.IsMember && theirs.IsMember : mine.IsMember && !theirs.IsMember;
            FieldSet children = (mine.Children ?? Empty).Combine(theirs.Children ?? Empty, keep);
            if (member || !children.IsEmpty)
                result.Add(new(mine.Element, member, children.IsEmpty ? null : children));
        }
        return result.Count == 0 ? Empty : new([.. result]);
    }

    private int Order(int left, FieldSet other, int right)
    {
        if (left >= entries.Length)
            return 1;
        return right >= other.entries.Length ? -1 : entries[left].Element.CompareTo(other.entries[right].Element);
    }

    private void Collect(string prefix, List<string> paths)
    {
        foreach (Entry entry in entries)
        {
            string path = prefix + entry.Element;
            if (entry.IsMember)
                paths.Add(path);
            entry.Children?.Collect(path, paths);
        }
    }

    private void Write(Utf8JsonWriter writer, bool isMember)
    {
        writer.WriteStartObject();
        if (isMember && entries.Length > 0)
        {
            writer.WriteStartObject(".");
            writer.WriteEndObject();
        }
        foreach (Entry entry in entries)
        {
            writer.WritePropertyName(entry.Element.Encode());
            (entry.Children ?? Empty).Write(writer, entry.IsMember);
        }
        writer.WriteEndObject();
    }

    private static FieldSet Decode(TreeObject tree)
    {
        var result = new List<Entry>(tree.Count);
        foreach ((string key, Tree value) in tree.Members)
        {
            if (key == "." || PathElement.Parse(key) is not { } element)
                continue;
            if (value is not TreeObject below)
                throw new DecodeException("fieldsV1 must hold objects only");
            FieldSet children = Decode(below);
            result.Add(new(element, below.Count == 0 || below.Has("."), children.IsEmpty ? null : children));
        }
        return Of(result);
    }
}
