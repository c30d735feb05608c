using System.Globalization;
using System.Text;
using Kubesharp.Api.Trees;

namespace Kubesharp.Api.ManagedFields;

/// <summary>
/// One step of a path into an object: a field, the keys of an element of a keyed list, a value of a set, or an index.
/// Ordered as the encoded form is.
/// </summary>
internal sealed class PathElement : IComparable<PathElement>, IEquatable<PathElement>
{
    private enum Form { Field, Key, Value, Index }

    private readonly Form form;
    private readonly string name;
    private readonly (string Name, Tree Value)[] keys;
    private readonly Tree value;
    private readonly int index;
    private string? encoded;

    // The fields of the API are few and each write names many of them. Direct-mapped: a race costs one more object.
    private const int FieldsCached = 2048;
    private static readonly PathElement?[] Fields = new PathElement?[FieldsCached];

    private PathElement(Form form, string name, (string, Tree)[] keys, Tree value, int index)
    {
        this.form = form;
        this.name = name;
        this.keys = keys;
        this.value = value;
        this.index = index;
    }

    /// <summary>The name of a field; null for other steps.</summary>
    public string? FieldName => form == Form.Field ? name : null;

    public static PathElement Field(string name)
    {
        ref PathElement? slot = ref Fields[name.GetHashCode(StringComparison.Ordinal) & (FieldsCached - 1)];
        if (slot is { } known && known.name == name)
            return known;
        return slot = new(Form.Field, name, [], Tree.Null, 0);
    }

    public static PathElement OfValue(Tree value) => new(Form.Value, "", [], value, 0);
    public static PathElement OfIndex(int index) => new(Form.Index, "", [], Tree.Null, index);

    public static PathElement OfKey((string Name, Tree Value)[] keys)
    {
        Array.Sort(keys, static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return new(Form.Key, "", keys, Tree.Null, 0);
    }

    /// <summary>Reads the encoded step; null for one of an unknown form, which is left out.</summary>
    public static PathElement? Parse(string text)
    {
        if (text.Length < 2 || text[1] != ':')
            return null;
        string rest = text[2..];
        switch (text[0])
        {
            case 'f':
                return Field(rest);
            case 'v':
                return OfValue(TreeJson.Parse(rest));
            case 'i':
                return int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out int at)
                    ? OfIndex(at) : null;
            case 'k' when TreeJson.Parse(rest) is TreeObject fields:
                var keys = new (string, Tree)[fields.Count];
                for (int i = 0; i < keys.Length; i++)
                    keys[i] = (fields.Members[i].Key, fields.Members[i].Value);
                return OfKey(keys);
            default:
                return null;
        }
    }

    /// <summary><c>f:name</c>, <c>k:{"name":"web"}</c>, <c>v:"x"</c>, <c>i:0</c>.</summary>
    public string Encode() => encoded ??= form switch
    {
        Form.Field => "f:" + name,
        Form.Key => "k:" + TreeObject.Of(keys),
        Form.Value => "v:" + value,
        _ => "i:" + index.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>As conflicts show it: <c>.name</c>, <c>[name="web"]</c>, <c>[="x"]</c>, <c>[0]</c>.</summary>
    public override string ToString()
    {
        switch (form)
        {
            case Form.Field:
                return "." + name;
            case Form.Value:
                return $"[={value}]";
            case Form.Index:
                return $"[{index.ToString(CultureInfo.InvariantCulture)}]";
            default:
                var text = new StringBuilder("[");
                foreach ((string key, Tree part) in keys)
                    text.Append(text.Length == 1 ? "" : ",").Append(key).Append('=').Append(part);
                return text.Append(']').ToString();
        }
    }

    public int CompareTo(PathElement? other)
    {
        if (other is null)
            return 1;
        if (ReferenceEquals(this, other))
            return 0;
        if (form != other.form)
            return form.CompareTo(other.form);
        switch (form)
        {
            case Form.Field:
                return string.CompareOrdinal(name, other.name);
            case Form.Value:
                return Compare(value, other.value);
            case Form.Index:
                return index.CompareTo(other.index);
            default:
                for (int i = 0; i < keys.Length && i < other.keys.Length; i++)
                {
                    int order = string.CompareOrdinal(keys[i].Name, other.keys[i].Name);
                    if (order == 0)
                        order = Compare(keys[i].Value, other.keys[i].Value);
                    if (order != 0)
                        return order;
                }
                return keys.Length.CompareTo(other.keys.Length);
        }
    }

    public bool Equals(PathElement? other) => CompareTo(other) == 0;
    public override bool Equals(object? obj) => Equals(obj as PathElement);

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(form);
        hash.Add(name);
        hash.Add(value);
        hash.Add(index);
        foreach ((string key, Tree part) in keys)
        {
            hash.Add(key);
            hash.Add(part);
        }
        return hash.ToHashCode();
    }

    private static int Compare(Tree left, Tree right)
    {
        int order = Rank(left).CompareTo(Rank(right));
        if (order != 0)
            return order;
        return (left, right) switch
        {
            (TreeNumber { IsInteger: true } a, TreeNumber { IsInteger: true } b) => a.Integer.CompareTo(b.Integer),
            (TreeNumber a, TreeNumber b) => a.Double.CompareTo(b.Double),
            (TreeString a, TreeString b) => string.CompareOrdinal(a.Value, b.Value),
            (TreeBoolean a, TreeBoolean b) => a.Value.CompareTo(b.Value),
            _ => left.Equals(right) ? 0 : string.CompareOrdinal(left.ToString(), right.ToString()),
        };
    }

    private static int Rank(Tree value) => value switch
    {
        TreeNumber => 0,
        TreeString => 1,
        TreeBoolean => 2,
        TreeList => 3,
        TreeObject => 4,
        _ => 5,
    };
}
