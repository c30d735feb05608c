namespace Kubesharp.Api;

/// <summary>Marks a record that a resource path serves (<c>/api/v1/pods</c>); the generator registers it.</summary>
/// <param name="groupVersion">As in apiVersion: <c>v1</c>, <c>apps/v1</c>.</param>
/// <param name="kind">As in kind: <c>ReplicaSet</c>.</param>
/// <param name="plural">The path segment: <c>replicasets</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ApiResourceAttribute(string groupVersion, string kind, string plural) : Attribute
{
    public string GroupVersion { get; } = groupVersion;
    public string Kind { get; } = kind;
    public string Plural { get; } = plural;
    /// <summary>Whether objects live in a namespace. Defaults to true.</summary>
    public bool Namespaced { get; set; } = true;
    /// <summary>What kubectl accepts in place of the plural. Defaults to none.</summary>
    public string[] ShortNames { get; set; } = [];
    /// <summary>Groups of resources, such as <c>all</c>. Defaults to none.</summary>
    public string[] Categories { get; set; } = [];
    /// <summary>The verbs that are served. Defaults to the eight of a stored resource.</summary>
    public string[] Verbs { get; set; } =
        ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
    /// <summary>Subresources: <c>status</c>, <c>scale</c>, ... Defaults to none.</summary>
    public string[] Subresources { get; set; } = [];
}

/// <summary>Marks a record that carries apiVersion and kind but has no collection (Status, DeleteOptions).</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ApiKindAttribute(string groupVersion, string kind) : Attribute
{
    public string GroupVersion { get; } = groupVersion;
    public string Kind { get; } = kind;
}

/// <summary>The name of the type in the published OpenAPI document.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class DefinitionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
    /// <summary>The whole map-like object is replaced, never merged, by apply.</summary>
    public bool Atomic { get; set; }
}

/// <summary>A field on the wire: its protobuf number (0: JSON only) and its JSON name.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute(int number, string name) : Attribute
{
    public int Number { get; } = number;
    public string Name { get; } = name;
    /// <summary>Written even when zero (Go's tag lacks omitempty): "" or 0 or false or null.</summary>
    public bool Always { get; set; }
    /// <summary>The protobuf form is a message around the list (named slice types: Verbs, ExtraValue).</summary>
    public bool Wrapped { get; set; }
    /// <summary>
    /// Go embeds a struct here: flat in JSON, but in protobuf the field lies inside the message with this number
    /// (<c>2</c>, or <c>2/2</c> for two levels). Fields with the same value share that message.
    /// </summary>
    public string Within { get; set; } = "";
}

/// <summary>
/// Objects that were made from one template say the same here, so that readers share one value between them.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SharedAttribute : Attribute;

/// <summary>
/// JSON shows apiVersion and kind of each element, although it stands inside another object: claims of a StatefulSet.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SaysKindAttribute : Attribute;

/// <summary>OpenAPI lists the field as required.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RequiredAttribute : Attribute;

/// <summary>The list is a map: these fields of an element are its key (x-kubernetes-list-type: map).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MapListAttribute(params string[] keys) : Attribute
{
    public string[] Keys { get; } = keys;
}

/// <summary>Every value occurs once and is owned by itself (x-kubernetes-list-type: set).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SetListAttribute : Attribute;

/// <summary>Replaced as a whole by apply (x-kubernetes-list-type: atomic, or x-kubernetes-map-type: atomic).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AtomicAttribute : Attribute;

/// <summary>Apply merges key by key, although the type says otherwise (x-kubernetes-map-type: granular).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class GranularAttribute : Attribute;

/// <summary>
/// At most one of the fields is set (x-kubernetes-unions); the discriminator, where there is one, names it in
/// CamelCase.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class UnionAttribute(string discriminator, params string[] fields) : Attribute
{
    /// <summary>The field that says which one is set; empty when none does.</summary>
    public string Discriminator { get; } = discriminator;
    public string[] Fields { get; } = fields;
}

/// <summary>How a strategic merge patch treats the field: <c>merge</c>, <c>replace</c>, <c>retainKeys</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PatchStrategyAttribute(string strategy, string mergeKey = "") : Attribute
{
    /// <summary>One strategy or several with a comma between: <c>merge,retainKeys</c>.</summary>
    public string Strategy { get; } = strategy;
    public string MergeKey { get; } = mergeKey;
}

/// <summary>The default that the OpenAPI document shows, as JSON: <c>"TCP"</c>, <c>1</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DocumentedDefaultAttribute(string json) : Attribute
{
    public string Json { get; } = json;
}
