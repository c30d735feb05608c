using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Kubesharp.Api.Meta;

namespace Kubesharp.Api.ManagedFields;

/// <summary>
/// Writes FieldsV1 straight from a record, byte for byte what the comparison of its tree with that of an empty object
/// comes to. Names come as <c>,"f:name":</c>. What is out of the ordinary (a list with a key twice or without one, a
/// name that needs escapes) is not written but noted: then the trees have to be asked.
/// </summary>
public ref struct FieldSink
{
    private readonly IReadOnlyList<string> ignored;
    private byte[] buffer;
    private int position;
    private bool isFirst;
    private bool isTop;

    internal FieldSink(IReadOnlyList<string> ignored)
    {
        this.ignored = ignored;
        buffer = ArrayPool<byte>.Shared.Rent(4096);
        isTop = true;
        isFirst = true;
    }

    /// <summary>What was found cannot be written here.</summary>
    public bool IsIrregular { get; private set; }

    internal readonly ReadOnlySpan<byte> Written => buffer.AsSpan(0, position);

    internal readonly void Return() => ArrayPool<byte>.Shared.Return(buffer);

    /// <summary>Where an entry began, and what is left of it when nothing follows.</summary>
    public readonly record struct Mark(int Start, int Inside, int Followed, bool WasFirst);

    /// <summary>True once, for the object that is the whole document.</summary>
    public bool TakeTop()
    {
        bool top = isTop;
        isTop = false;
        return top;
    }

    /// <summary>A field at the top that nobody comes to own by this write.</summary>
    public readonly bool Ignores(string field)
    {
        for (int index = 0; index < ignored.Count; index++)
        {
            if (ignored[index] == field)
                return true;
        }
        return false;
    }

    /// <summary>Opens the document.</summary>
    public void Begin()
    {
        Byte((byte)'{');
        isFirst = true;
    }

    /// <summary>Closes the document.</summary>
    public void End() => Byte((byte)'}');

    /// <summary>A field that is owned as one piece.</summary>
    public void Leaf(ReadOnlySpan<byte> name)
    {
        Name(name);
        Raw("{}"u8);
        isFirst = false;
    }

    /// <summary>A field with others below it.</summary>
    /// <param name="name">Its entry.</param>
    /// <param name="self">Whether it is itself in the set.</param>
    public Mark Open(ReadOnlySpan<byte> name, bool self)
    {
        int start = position;
        bool wasFirst = isFirst;
        Name(name);
        return Opened(start, wasFirst, self);
    }

    /// <summary>Ends what <see cref="Open"/> began.</summary>
    /// <param name="mark">Of the beginning.</param>
    /// <param name="self">As it was opened, or true: then it stays even when nothing is below it.</param>
    public void Close(Mark mark, bool self)
    {
        isFirst = false;
        if (position == mark.Followed)
        {
            position = self ? mark.Inside : mark.Start;
            isFirst = !self && mark.WasFirst;
            if (!self)
                return;
        }
        Byte((byte)'}');
    }

    /// <summary>The metadata of the document, without what is the server's or the object's identity.</summary>
    public void Metadata(ReadOnlySpan<byte> name, ObjectMeta metadata)
    {
        Mark mark = Open(name, self: false);
        ObjectMeta owned = metadata with
        {
            Name = "", Namespace = "", SelfLink = "", Uid = "", ResourceVersion = "", Generation = 0,
            CreationTimestamp = null, ManagedFields = [],
        };
        owned.WriteFields(ref this, known: true);
        Close(mark, self: false);
    }

    /// <summary>A map whose values are owned each as one piece.</summary>
    public void Leaves<T>(ReadOnlySpan<byte> name, IReadOnlyDictionary<string, T> map, bool self)
    {
        Mark mark = Open(name, self);
        MapOrder.Sort(map, out ReadOnlySpan<string> keys, out ReadOnlySpan<T> _);
        foreach (string key in keys)
        {
            MapKey(key);
            Raw("{}"u8);
        }
        Close(mark, self);
    }

    /// <summary>A map of records.</summary>
    public void Messages<T>(ReadOnlySpan<byte> name, IReadOnlyDictionary<string, T> map, bool self)
        where T : IFieldOwner
    {
        Mark mark = Open(name, self);
        MapOrder.Sort(map, out ReadOnlySpan<string> keys, out ReadOnlySpan<T> values);
        for (int index = 0; index < keys.Length; index++)
        {
            int start = position;
            bool wasFirst = isFirst;
            MapKey(keys[index]);
            Mark entry = Opened(start, wasFirst, self: true);
            values[index].WriteFields(ref this, known: false);
            Close(entry, self: true);
        }
        Close(mark, self);
    }

    /// <summary>A set of texts.</summary>
    public void Set(ReadOnlySpan<byte> name, IReadOnlyList<string> list, bool self)
    {
        Mark mark = Open(name, self);
        string[] sorted = [.. list];
        Array.Sort(sorted, string.CompareOrdinal);
        for (int index = 0; index < sorted.Length; index++)
        {
            if (index > 0 && sorted[index] == sorted[index - 1])
                continue;
            Raw(isFirst ? "\"v:\\\""u8 : ",\"v:\\\""u8);
            Text(sorted[index]);
            Raw("\\\"\":{}"u8);
            isFirst = false;
        }
        Close(mark, self);
    }

    /// <summary>A set of numbers.</summary>
    public void Set(ReadOnlySpan<byte> name, IReadOnlyList<int> list, bool self)
    {
        Mark mark = Open(name, self);
        int[] sorted = [.. list];
        Array.Sort(sorted);
        for (int index = 0; index < sorted.Length; index++)
        {
            if (index > 0 && sorted[index] == sorted[index - 1])
                continue;
            Raw(isFirst ? "\"v:"u8 : ",\"v:"u8);
            Number(sorted[index]);
            Raw("\":{}"u8);
            isFirst = false;
        }
        Close(mark, self);
    }

    /// <summary>A list of records with keys.</summary>
    /// <param name="name">The list's entry.</param>
    /// <param name="list">Its elements.</param>
    /// <param name="keyNames">The key fields in ordinal order, as <c>\"name\":</c>, separated by commas.</param>
    /// <param name="keyOf">The key of an element.</param>
    /// <param name="self">Whether the list is itself in the set.</param>
    /// <param name="whole">Whether an element is owned as one piece.</param>
    internal void Elements<T>(
        ReadOnlySpan<byte> name, IReadOnlyList<T> list, byte[][] keyNames, Func<T, FieldKey> keyOf, bool self,
        bool whole)
        where T : IFieldOwner
    {
        Mark mark = Open(name, self);
        int count = list.Count;
        if (count == 1)
        {
            Element(list[0], keyOf(list[0]), keyNames, whole);
        }
        else
        {
            FieldKey[] keys = new FieldKey[count];
            int[] order = new int[count];
            for (int index = 0; index < count; index++)
            {
                keys[index] = keyOf(list[index]);
                order[index] = index;
            }
            Sort(keys, order);
            for (int index = 0; index < count; index++)
            {
                if (index > 0 && keys[index - 1].CompareTo(keys[index]) == 0)
                    IsIrregular = true;
                Element(list[order[index]], keys[index], keyNames, whole);
            }
        }
        Close(mark, self);
    }

    // Lists are short and mostly in order.
    private static void Sort(FieldKey[] keys, int[] order)
    {
        for (int index = 1; index < keys.Length; index++)
        {
            FieldKey key = keys[index];
            int place = order[index];
            int at = index;
            while (at > 0 && keys[at - 1].CompareTo(key) > 0)
            {
                keys[at] = keys[at - 1];
                order[at] = order[at - 1];
                at--;
            }
            keys[at] = key;
            order[at] = place;
        }
    }

    private void Element<T>(T element, in FieldKey key, byte[][] keyNames, bool whole)
        where T : IFieldOwner
    {
        if (key.IsIncomplete)
            IsIrregular = true;
        int start = position;
        bool wasFirst = isFirst;
        Raw(isFirst ? "\"k:{"u8 : ",\"k:{"u8);
        for (int index = 0; index < keyNames.Length; index++)
        {
            Raw(keyNames[index]);
            (string? text, long number) = key[index];
            if (text is null)
            {
                Number(number);
                continue;
            }
            Raw("\\\""u8);
            Text(text);
            Raw("\\\""u8);
        }
        Raw("}\":"u8);
        Mark mark = Opened(start, wasFirst, self: true);
        if (!whole)
            element.WriteFields(ref this, known: false);
        Close(mark, self: true);
    }

    private Mark Opened(int start, bool wasFirst, bool self)
    {
        isTop = false;
        Byte((byte)'{');
        int inside = position;
        if (self)
            Raw("\".\":{}"u8);
        isFirst = !self;
        return new(start, inside, position, wasFirst);
    }

    private void MapKey(string key)
    {
        Raw(isFirst ? "\"f:"u8 : ",\"f:"u8);
        Text(key);
        Raw("\":"u8);
        isFirst = false;
    }

    private void Name(ReadOnlySpan<byte> name) => Raw(isFirst ? name[1..] : name);

    private void Number(long number)
    {
        Reserve(20);
        Utf8Formatter.TryFormat(number, buffer.AsSpan(position), out int written);
        position += written;
    }

    // Only what stands for itself in a string inside a string.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:@*+,;=~!#$%^()[]{}| '");

    private void Text(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Plain))
        {
            IsIrregular = true;
            return;
        }
        Reserve(text.Length);
        position += Encoding.ASCII.GetBytes(text, buffer.AsSpan(position));
    }

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(buffer.AsSpan(position));
        position += bytes.Length;
    }

    private void Byte(byte value)
    {
        Reserve(1);
        buffer[position++] = value;
    }

    private void Reserve(int length)
    {
        if (buffer.Length - position >= length)
            return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, position + length));
        buffer.AsSpan(0, position).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
