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
    /// <summary>The OpenAPI document names the list type. It does for every list of the API but one.</summary>
    public bool SaysListType { get; init; }
    /// <summary>The key fields of a list of type map.</summary>
    public IReadOnlyList<string> ListKeys { get; init; } = [];
    /// <summary>A map or object that apply replaces as a whole.</summary>
    public bool AtomicMap { get; init; }
    /// <summary>Fields of which at most one is set; null when there are no such.</summary>
    public SchemaUnion? Union { get; init; }

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
    /// <summary>Merged key by key, and the OpenAPI document says so.</summary>
    public bool Granular { get; init; }
    /// <summary>
    /// Go holds the value itself and writes it always, so OpenAPI 3 documents its zero value as the default:
    /// <c>""</c>, <c>0</c>, <c>false</c>, or <c>{}</c> of an object.
    /// </summary>
    public bool HasZeroDefault { get; init; }
}

/// <summary>Fields of which at most one is set.</summary>
/// <param name="Discriminator">The field that names the one that is set; empty when none does.</param>
/// <param name="Fields">JSON names.</param>
public sealed record SchemaUnion(string Discriminator, IReadOnlyList<string> Fields);
