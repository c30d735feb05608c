namespace Kubesharp.Api.ApiExtensions;

/// <summary>One schema for all elements, or a list of schemas.</summary>
public sealed record JSONSchemaPropsOrArray : IApiMessage<JSONSchemaPropsOrArray>
{
    public JSONSchemaProps? Schema { get; init; }
    public IReadOnlyList<JSONSchemaProps> Schemas { get; init; } = [];

    static Schema IApiMessage<JSONSchemaPropsOrArray>.Schema { get; } = new(
        SchemaKind.Any, "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray");

    static JSONSchemaPropsOrArray IApiMessage<JSONSchemaPropsOrArray>.ReadJson(ref JsonSource source) =>
        source.TokenType == System.Text.Json.JsonTokenType.StartArray
            ? new() { Schemas = source.Messages<JSONSchemaProps>() }
            : new() { Schema = new JSONSchemaProps(ref source) };

    static JSONSchemaPropsOrArray IApiMessage<JSONSchemaPropsOrArray>.ReadProto(ref ProtoSource source)
    {
        JSONSchemaProps? schema = null;
        ListBuilder<JSONSchemaProps> schemas = default;
        while (source.NextField(out int number))
        {
            if (number == 1)
                schema = source.Message<JSONSchemaProps>();
            else if (number == 2)
                schemas.Add(source.Message<JSONSchemaProps>());
            else
                source.Skip();
        }
        return new() { Schema = schema, Schemas = schemas.ToArray() };
    }

    public bool Equals(JSONSchemaPropsOrArray? other) =>
        other is not null && Equals(Schema, other.Schema) && Content.Equal(Schemas, other.Schemas);

    public override int GetHashCode() => HashCode.Combine(Schema, Content.Hash(Schemas));

    /// <inheritdoc/>
    public void WriteJson(ref JsonSink sink)
    {
        if (Schemas.Count > 0)
            sink.List(Schemas, static (ref JsonSink inner, JSONSchemaProps schema) => schema.WriteJson(ref inner));
        else if (Schema is null)
            sink.Null();
        else
            Schema.WriteJson(ref sink);
    }

    /// <inheritdoc/>
    public void WriteProto(ref ProtoSink sink)
    {
        sink.Messages(2, Schemas);
        sink.Message(1, Schema);
    }
}
