namespace Kubesharp.Api.ApiExtensions;

/// <summary>A schema, or true (anything) or false (nothing).</summary>
public sealed record JSONSchemaPropsOrBool : IApiMessage<JSONSchemaPropsOrBool>
{
    /// <summary>Means something only without a schema.</summary>
    public bool Allows { get; init; }
    public JSONSchemaProps? Schema { get; init; }

    static Schema IApiMessage<JSONSchemaPropsOrBool>.Schema { get; } = new(
        SchemaKind.Any, "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool");

    static JSONSchemaPropsOrBool IApiMessage<JSONSchemaPropsOrBool>.ReadJson(ref JsonSource source) =>
        source.TokenType switch
        {
            System.Text.Json.JsonTokenType.StartObject =>
                new() { Allows = true, Schema = new JSONSchemaProps(ref source) },
            _ => new() { Allows = source.Bool() },
        };

    static JSONSchemaPropsOrBool IApiMessage<JSONSchemaPropsOrBool>.ReadProto(ref ProtoSource source)
    {
        bool allows = false;
        JSONSchemaProps? schema = null;
        while (source.NextField(out int number))
        {
            if (number == 1)
                allows = source.Bool();
            else if (number == 2)
                schema = source.Message<JSONSchemaProps>();
            else
                source.Skip();
        }
        return new() { Allows = allows, Schema = schema };
    }

    /// <inheritdoc/>
    public void WriteJson(ref JsonSink sink)
    {
        if (Schema is null)
            sink.Value(Allows);
        else
            Schema.WriteJson(ref sink);
    }

    /// <inheritdoc/>
    public void WriteProto(ref ProtoSink sink)
    {
        sink.Message(2, Schema);
        sink.Value(1, Allows);
    }
}
