namespace Kubesharp.Api.ApiExtensions;

/// <summary>A schema, or the names of properties that must be present.</summary>
public sealed record JSONSchemaPropsOrStringArray : IApiMessage<JSONSchemaPropsOrStringArray>
{
    public JSONSchemaProps? Schema { get; init; }
    public IReadOnlyList<string> Properties { get; init; } = [];

    static Schema IApiMessage<JSONSchemaPropsOrStringArray>.Schema { get; } = new(
        SchemaKind.Any, "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray");

    static JSONSchemaPropsOrStringArray IApiMessage<JSONSchemaPropsOrStringArray>.ReadJson(ref JsonSource source) =>
        source.TokenType == System.Text.Json.JsonTokenType.StartArray
            ? new() { Properties = source.Strings() }
            : new() { Schema = new JSONSchemaProps(ref source) };

    static JSONSchemaPropsOrStringArray IApiMessage<JSONSchemaPropsOrStringArray>.ReadProto(ref ProtoSource source)
    {
        JSONSchemaProps? schema = null;
        ListBuilder<string> properties = default;
        while (source.NextField(out int number))
        {
            if (number == 1)
                schema = source.Message<JSONSchemaProps>();
            else if (number == 2)
                properties.Add(source.String());
            else
                source.Skip();
        }
        return new() { Schema = schema, Properties = properties.ToArray() };
    }

    public bool Equals(JSONSchemaPropsOrStringArray? other) =>
        other is not null && Equals(Schema, other.Schema) && Content.Equal(Properties, other.Properties);

    public override int GetHashCode() => HashCode.Combine(Schema, Content.Hash(Properties));

    /// <inheritdoc/>
    public void WriteJson(ref JsonSink sink)
    {
        if (Properties.Count > 0)
            sink.List(Properties, static (ref JsonSink inner, string name) => inner.Value(name));
        else if (Schema is null)
            sink.Null();
        else
            Schema.WriteJson(ref sink);
    }

    /// <inheritdoc/>
    public void WriteProto(ref ProtoSink sink)
    {
        sink.List(2, Properties, static (ref ProtoSink inner, int number, string name) => inner.Value(number, name));
        sink.Message(1, Schema);
    }
}
