namespace Kubesharp.Api;

/// <summary>What a value can be on the wire.</summary>
public enum SchemaKind
{
    String, Integer, Number, Boolean, Object, Map, List,
    /// <summary>Any JSON value, kept as it came (RawExtension, FieldsV1, JSON).</summary>
    Any,
    IntOrString, Quantity, Time, MicroTime, Duration, Bytes,
}

/// <summary>How apply and managedFields treat a list.</summary>
public enum ListType { Atomic, Set, Map }

/// <summary>
/// The shape of a value: one node for each record type, list, map and primitive. Patches, apply, field validation and
/// OpenAPI walk it. Nodes of records are shared and may be recursive, hence the lazily read <see cref="Fields"/>.
/// </summary>
public sealed class Schema
{
    private readonly Lazy<IReadOnlyList<SchemaField>> fields;
    private readonly Lazy<IReadOnlyDictionary<string, SchemaField>> byName;

    public Schema(SchemaKind kind, string? definition = null, Func<IReadOnlyList<SchemaField>>? fields = null)
    {
        Kind = kind;
        Definition = definition;
        this.fields = new(fields ?? (static () => []));
        byName = new(() => this.fields.Value.ToDictionary(static field => field.Name, StringComparer.Ordinal));
    }

    public SchemaKind Kind { get; }
    /// <summary>The OpenAPI definition's name of an Object or Any; null for lists, maps and primitives.</summary>
    public string? Definition { get; }
    /// <summary>One or two sentences about the type. Empty when there is nothing to say.</summary>
    public string Description { get; init; } = "";
    /// <summary>int32, int64, double, byte, date-time; empty otherwise.</summary>
    public string Format { get; init; } = "";
    /// <summary>apiVersion and kind stand in front of the fields.</summary>
    public bool HasTypeMeta { get; init; }
    /// <summary>The fields of an Object in wire order, without apiVersion and kind.</summary>
    public IReadOnlyList<SchemaField> Fields => fields.Value;
    /// <summary>Element of a List, value of a Map.</summary>
    public Schema? Element { get; init; }
    /// <summary>Meaningful for lists only.</summary>
    public ListType ListType { get; init; }
    /// <summary>The key fields of a list of type map.</summary>
    public IReadOnlyList<string> ListKeys { get; init; } = [];
    /// <summary>A map or object that apply replaces as a whole.</summary>
    public bool AtomicMap { get; init; }

    public SchemaField? Field(string name) => byName.Value.GetValueOrDefault(name);
}

/// <summary>A field of an Object node.</summary>
public sealed record SchemaField(string Name, int Number, Schema Type)
{
    public string Description { get; init; } = "";
    public bool Required { get; init; }
    /// <summary>Documented default as JSON, or null.</summary>
    public string? Default { get; init; }
    /// <summary><c>merge</c>, <c>replace</c>, <c>retainKeys</c>, <c>merge,retainKeys</c> or empty.</summary>
    public string PatchStrategy { get; init; } = "";
    public string PatchMergeKey { get; init; } = "";
}
