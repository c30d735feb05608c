namespace Kubesharp.Api;

/// <summary>The nodes of primitives, shared, and the making of nodes around others.</summary>
public static class Schemas
{
    public static Schema String { get; } = new(SchemaKind.String);
    public static Schema Int32 { get; } = new(SchemaKind.Integer) { Format = "int32" };
    public static Schema Int64 { get; } = new(SchemaKind.Integer) { Format = "int64" };
    public static Schema Double { get; } = new(SchemaKind.Number) { Format = "double" };
    public static Schema Bool { get; } = new(SchemaKind.Boolean);
    public static Schema Bytes { get; } = new(SchemaKind.Bytes) { Format = "byte" };
    public static Schema Time { get; } = new(SchemaKind.Time) { Format = "date-time" };
    public static Schema MicroTime { get; } = new(SchemaKind.MicroTime) { Format = "date-time" };
    public static Schema Duration { get; } = new(SchemaKind.Duration);
    public static Schema Quantity { get; } = new(SchemaKind.Quantity);
    public static Schema IntOrString { get; } = new(SchemaKind.IntOrString) { Format = "int-or-string" };
    /// <summary>An object of any kind.</summary>
    public static Schema RawExtension { get; } =
        new(SchemaKind.Any, "io.k8s.apimachinery.pkg.runtime.RawExtension");
    /// <summary>A set of fields.</summary>
    public static Schema FieldsV1 { get; } = new(SchemaKind.Any, "io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1");
    /// <summary>Any JSON value.</summary>
    public static Schema Json { get; } =
        new(SchemaKind.Any, "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON");
    internal static Schema StringList { get; } = List(String);

    /// <summary>The node of a record; the same instance at each call.</summary>
    public static Schema Of<T>()
        where T : IApiMessage<T> => T.Schema;

    public static Schema List(Schema element) => new(SchemaKind.List) { Element = element };

    public static Schema AtomicList(Schema element) => new(SchemaKind.List) { Element = element, SaysListType = true };

    public static Schema SetList(Schema element) =>
        new(SchemaKind.List) { Element = element, ListType = ListType.Set, SaysListType = true };

    public static Schema MapList(Schema element, IReadOnlyList<string> keys) =>
        new(SchemaKind.List) { Element = element, ListType = ListType.Map, ListKeys = keys, SaysListType = true };

    public static Schema Map(Schema element, bool isAtomic = false) =>
        new(SchemaKind.Map) { Element = element, AtomicMap = isAtomic };

    /// <summary>Bytes that the OpenAPI document calls an atomic list: to Go they are one.</summary>
    public static Schema AtomicBytes { get; } = new(SchemaKind.Bytes) { Format = "byte", SaysListType = true };

    /// <summary>The same shape, replaced as a whole by apply.</summary>
    public static Schema Atomic(Schema shape) => Like(shape, isAtomic: true);

    /// <summary>The same shape, merged field by field by apply.</summary>
    public static Schema Granular(Schema shape) => Like(shape, isAtomic: false);

    private static Schema Like(Schema shape, bool isAtomic) => new(shape.Kind, shape.Definition, () => shape.Fields)
    {
        Description = shape.Description,
        Format = shape.Format,
        HasTypeMeta = shape.HasTypeMeta,
        Union = shape.Union,
        AtomicMap = isAtomic,
    };
}
