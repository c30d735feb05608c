using System.Text.Json;
using Kubesharp.Api;

namespace Kubesharp.ApiServer.OpenApi;

/// <summary>
/// Writes the definitions of types, in the words of OpenAPI 2 or 3, and remembers which other types they mention so
/// that those follow. Owned by one document being made.
/// </summary>
internal sealed class SchemaWriter(Utf8JsonWriter json, bool v3)
{
    private const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1.";
    private const string ApiVersionText =
        "Which version of which group the object is written in; servers may convert it to another.";
    private const string KindText = "Which REST resource the object is, in CamelCase. Cannot be changed.";

    private readonly HashSet<string> mentioned = new(StringComparer.Ordinal);
    private readonly Queue<Definition> pending = new();

    private readonly record struct Definition(string Name, Schema? Schema, ResourceDefinition? Resource, bool IsList);

    /// <summary>The name of a resource's type.</summary>
    public static string NameOf(ResourceDefinition resource) => resource.Codec.Schema.Definition ?? resource.Kind;

    public void Mention(ResourceDefinition resource)
    {
        Mention(resource.Codec.Schema);
        if (resource.Verbs.Contains("list"))
            Enqueue(new(NameOf(resource) + "List", null, resource, true));
    }

    public void Mention(Schema schema)
    {
        if (schema.Definition is { } name)
            Enqueue(new(name, schema, null, false));
    }

    /// <summary>A reference as the value of a property or a body; its definition follows.</summary>
    public void WriteReference(string definition)
    {
        if (!mentioned.Contains(definition) && WellKnownTypes.SchemaOf(definition) is { } schema)
            Mention(schema);
        json.WriteString("$ref"u8, (v3 ? "#/components/schemas/" : "#/definitions/") + definition);
    }

    /// <summary>Writes every definition that was mentioned, and what those mention.</summary>
    public void WriteDefinitions()
    {
        while (pending.TryDequeue(out Definition definition))
        {
            json.WriteStartObject(definition.Name);
            if (definition.IsList)
                WriteList(definition.Resource!);
            else if (definition.Schema is { } schema)
                WriteObject(schema);
            else
                WriteWellKnown(definition.Name);
            json.WriteEndObject();
        }
    }

    private void Enqueue(Definition definition)
    {
        if (mentioned.Add(definition.Name))
            pending.Enqueue(definition);
    }

    private void WriteObject(Schema schema)
    {
        if (schema.Kind == SchemaKind.Any)
        {
            WriteWellKnown(schema.Definition!);
            return;
        }
        if (schema.Description.Length > 0)
            json.WriteString("description"u8, schema.Description);
        json.WriteString("type"u8, "object");
        if (schema.Fields.Count > 0 || schema.HasTypeMeta)
        {
            json.WriteStartObject("properties"u8);
            if (schema.HasTypeMeta)
                WriteTypeMeta();
            foreach (SchemaField field in schema.Fields)
                WriteField(field);
            json.WriteEndObject();
        }
        List<string> required =
            [.. schema.Fields.Where(static field => field.Required).Select(static field => field.Name)];
        if (required.Count > 0)
            WriteStrings("required", required);
        if (schema.AtomicMap)
            json.WriteString("x-kubernetes-map-type"u8, "atomic");
        if (schema.Union is { } union)
            WriteUnion(union);
        if (WellKnownTypes.IsInEveryGroup(schema.Definition!))
            WriteKinds(WellKnownTypes.EveryGroupVersion, ShortName(schema.Definition!));
        else if (schema.HasTypeMeta)
            WriteKindOf(schema.Definition!);
    }

    private void WriteList(ResourceDefinition resource)
    {
        json.WriteString("description"u8, $"A list of {resource.Kind} objects.");
        json.WriteString("type"u8, "object");
        json.WriteStartObject("properties"u8);
        WriteTypeMeta();
        json.WriteStartObject("items"u8);
        json.WriteString("description"u8, "The objects, in the order of their names.");
        json.WriteString("type"u8, "array");
        json.WriteStartObject("items"u8);
        WriteDescribedReference(NameOf(resource), "", "{}");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("metadata"u8);
        WriteDescribedReference(
            Meta + "ListMeta", "The revision that the list is a snapshot of, and how to read its next page.", "{}");
        json.WriteEndObject();
        json.WriteEndObject();
        WriteStrings("required", ["items"]);
        WriteKinds([new(resource.Group, resource.Version)], resource.ListKind);
        Mention(Schemas.Of<Api.Meta.ListMeta>());
    }

    private void WriteTypeMeta()
    {
        json.WriteStartObject("apiVersion"u8);
        json.WriteString("description"u8, ApiVersionText);
        json.WriteString("type"u8, "string");
        json.WriteEndObject();
        json.WriteStartObject("kind"u8);
        json.WriteString("description"u8, KindText);
        json.WriteString("type"u8, "string");
        json.WriteEndObject();
    }

    private void WriteField(SchemaField field)
    {
        json.WriteStartObject(field.Name);
        if (ReferenceOf(field.Type) is { } reference)
        {
            WriteDescribedReference(reference, field.Description, DefaultOf(field));
        }
        else
        {
            if (field.Description.Length > 0)
                json.WriteString("description"u8, field.Description);
            WriteInline(field.Type);
            WriteDefault(DefaultOf(field));
        }
        if (field.Type.SaysListType)
            WriteListMarkers(field.Type);
        if (field.Type.AtomicMap && field.Type.Kind == SchemaKind.Map)
            json.WriteString("x-kubernetes-map-type"u8, "atomic");
        if (field.Granular)
            json.WriteString("x-kubernetes-map-type"u8, "granular");
        if (field.PatchMergeKey.Length > 0)
            json.WriteString("x-kubernetes-patch-merge-key"u8, field.PatchMergeKey);
        if (field.PatchStrategy.Length > 0)
            json.WriteString("x-kubernetes-patch-strategy"u8, field.PatchStrategy);
        json.WriteEndObject();
    }

    private void WriteListMarkers(Schema list)
    {
        if (list.ListType == ListType.Map)
            WriteStrings("x-kubernetes-list-map-keys", list.ListKeys);
        json.WriteString("x-kubernetes-list-type"u8, list.ListType.ToString().ToLowerInvariant());
    }

    private void WriteUnion(SchemaUnion union)
    {
        json.WriteStartArray("x-kubernetes-unions"u8);
        json.WriteStartObject();
        if (union.Discriminator.Length > 0)
            json.WriteString("discriminator"u8, union.Discriminator);
        json.WriteStartObject("fields-to-discriminateBy"u8);
        foreach (string field in union.Fields)
            json.WriteString(field, OperationNames.Title(field));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static string? DefaultOf(SchemaField field) =>
        field.Default ?? (field.HasZeroDefault ? ZeroOf(field.Type) : null);

    private static string? ZeroOf(Schema type) => type.Kind switch
    {
        SchemaKind.String => "\"\"",
        SchemaKind.Integer or SchemaKind.Number => "0",
        SchemaKind.Boolean => "false",
        SchemaKind.Object => "{}",
        _ => null,
    };

    // OpenAPI 2 documents come without defaults, as upstream's.
    private void WriteDefault(string? value)
    {
        if (!v3 || value is null)
            return;
        json.WritePropertyName("default"u8);
        json.WriteRawValue(value);
    }

    // A reference cannot stand beside other words in OpenAPI 3.0, hence allOf.
    private void WriteDescribedReference(string definition, string description, string? value = null)
    {
        if (v3)
        {
            json.WriteStartArray("allOf"u8);
            json.WriteStartObject();
            WriteReference(definition);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        else
        {
            WriteReference(definition);
        }
        WriteDefault(value);
        if (description.Length > 0)
            json.WriteString("description"u8, description);
    }

    private void WriteInline(Schema schema)
    {
        switch (schema.Kind)
        {
            case SchemaKind.List:
                json.WriteString("type"u8, "array");
                WriteElement("items", schema.Element!);
                break;
            case SchemaKind.Map:
                json.WriteString("type"u8, "object");
                WriteElement("additionalProperties", schema.Element!);
                break;
            case SchemaKind.Integer:
                json.WriteString("type"u8, "integer");
                break;
            case SchemaKind.Number:
                json.WriteString("type"u8, "number");
                break;
            case SchemaKind.Boolean:
                json.WriteString("type"u8, "boolean");
                break;
            case SchemaKind.Any:
                json.WriteString("type"u8, "object");
                break;
            case SchemaKind.Object:
                json.WriteString("type"u8, "object");
                break;
            default:
                json.WriteString("type"u8, "string");
                break;
        }
        if (schema.Format.Length > 0)
            json.WriteString("format"u8, schema.Format);
    }

    private void WriteElement(string name, Schema element)
    {
        json.WriteStartObject(name);
        if (ReferenceOf(element) is { } reference)
        {
            WriteDescribedReference(reference, "", ZeroOf(element));
        }
        else
        {
            WriteInline(element);
            WriteDefault(ZeroOf(element));
        }
        json.WriteEndObject();
    }

    private string? ReferenceOf(Schema schema)
    {
        string? name = schema.Kind switch
        {
            SchemaKind.Time => Meta + "Time",
            SchemaKind.MicroTime => Meta + "MicroTime",
            SchemaKind.Duration => Meta + "Duration",
            SchemaKind.Quantity => "io.k8s.apimachinery.pkg.api.resource.Quantity",
            SchemaKind.IntOrString => "io.k8s.apimachinery.pkg.util.intstr.IntOrString",
            SchemaKind.Object or SchemaKind.Any => schema.Definition,
            _ => null,
        };
        if (name is not null)
            Enqueue(new(name, schema.Definition is null ? null : schema, null, false));
        return name;
    }

    private void WriteWellKnown(string name)
    {
        WellKnownType known = WellKnownTypes.Find(name);
        json.WriteString("description"u8, known.Text);
        if (v3 && known.Either.Count > 0)
        {
            json.WriteStartArray("oneOf"u8);
            foreach (string type in known.Either)
            {
                json.WriteStartObject();
                json.WriteString("type"u8, type);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        else if (known.Type.Length > 0)
        {
            json.WriteString("type"u8, known.Type);
        }
        if (known.Format.Length > 0)
            json.WriteString("format"u8, known.Format);
    }

    private void WriteKindOf(string definition)
    {
        // io.k8s.api.policy.v1.Eviction: the group's own name is the registry's, by version and kind.
        string kind = ShortName(definition);
        foreach ((string apiVersion, string candidate) in ResourceRegistry.Kinds)
        {
            if (candidate != kind || ResourceRegistry.FindCodec(apiVersion, kind)?.Schema.Definition != definition)
                continue;
            GroupVersion groupVersion = GroupVersion.Parse(apiVersion);
            WriteKinds([groupVersion], kind);
            return;
        }
    }

    private void WriteKinds(IReadOnlyList<GroupVersion> groupVersions, string kind)
    {
        json.WriteStartArray("x-kubernetes-group-version-kind"u8);
        foreach (GroupVersion groupVersion in groupVersions)
        {
            json.WriteStartObject();
            json.WriteString("group"u8, groupVersion.Group);
            json.WriteString("kind"u8, kind);
            json.WriteString("version"u8, groupVersion.Version);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string ShortName(string definition) => definition[(definition.LastIndexOf('.') + 1)..];

    private void WriteStrings(string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
