using Kubesharp.Api.Trees;
using static Kubesharp.ApiServer.OpenApi.Gnostic.GnosticKind;
using static Kubesharp.ApiServer.OpenApi.Gnostic.GnosticMessage;

namespace Kubesharp.ApiServer.OpenApi.Gnostic;

/// <summary>The messages of gnostic's package <c>openapi.v3</c>, as far as API servers use them.</summary>
internal static class OpenApiV3Messages
{
    private static GnosticMessage Reference { get; } = new()
    {
        Fields = [new("$ref", 1, Text), new("summary", 2, Text), new("description", 3, Text)],
    };

    public static GnosticMessage Document { get; } = Build();

    private static GnosticMessage Build()
    {
        GnosticMessage schema = Schema(out GnosticMessage schemaOrReference);
        GnosticMessage mediaTypes = MapOf(new()
        {
            Fields =
            [
                new("schema", 1, Nested) { Message = schemaOrReference }, new("example", 2, Any), new("x-*", 5, Any),
            ],
        });
        GnosticMessage parameter = new()
        {
            Fields =
            [
                new("name", 1, Text), new("in", 2, Text), new("description", 3, Text), new("required", 4, Flag),
                new("deprecated", 5, Flag), new("allowEmptyValue", 6, Flag), new("style", 7, Text),
                new("explode", 8, Flag), new("allowReserved", 9, Flag),
                new("schema", 10, Nested) { Message = schemaOrReference }, new("example", 11, Any),
                new("content", 13, Nested) { Message = mediaTypes }, new("x-*", 14, Any),
            ],
        };
        GnosticMessage parameters = OrReference(parameter, Reference);
        GnosticMessage operation = Operation(parameters, mediaTypes);
        GnosticMessage pathItem = new()
        {
            Fields =
            [
                new("$ref", 1, Text), new("summary", 2, Text), new("description", 3, Text), Of("get", 4), Of("put", 5),
                Of("post", 6), Of("delete", 7), Of("options", 8), Of("head", 9), Of("patch", 10), Of("trace", 11),
                new("parameters", 13, Nested) { Message = parameters, Repeated = true }, new("x-*", 14, Any),
            ],
        };
        GnosticMessage components = new()
        {
            Fields =
            [
                new("schemas", 1, Nested) { Message = MapOf(schemaOrReference) },
                new("securitySchemes", 7, Nested) { Message = MapOf(OrReference(SecurityScheme(), Reference)) },
                new("x-*", 10, Any),
            ],
        };
        GnosticMessage info = new()
        {
            Fields =
            [
                new("title", 1, Text), new("description", 2, Text), new("termsOfService", 3, Text),
                new("version", 6, Text), new("x-*", 7, Any), new("summary", 8, Text),
            ],
        };
        GnosticMessage paths = new()
        {
            Fields = [new("/*", 1, Nested) { Message = pathItem }, new("x-*", 2, Any)],
        };
        return new()
        {
            Fields =
            [
                new("openapi", 1, Text), new("info", 2, Nested) { Message = info },
                new("paths", 4, Nested) { Message = paths }, new("components", 5, Nested) { Message = components },
                new("security", 6, Nested) { Message = MapOf(ListOf(Text)), Repeated = true }, new("x-*", 9, Any),
            ],
        };

        GnosticField Of(string method, int number) => new(method, number, Nested) { Message = operation };
    }

    private static GnosticMessage Schema(out GnosticMessage schemaOrReference)
    {
        GnosticMessage schema = new();
        GnosticMessage either = OrReference(schema, Reference);
        GnosticField additionalSchema = new("", 1, Nested) { Message = either };
        GnosticField additionalFlag = new("", 2, Flag);
        GnosticMessage additional = new()
        {
            Choose = tree => tree is TreeBoolean ? additionalFlag : additionalSchema,
        };
        schema.Fields =
        [
            new("nullable", 1, Flag), new("readOnly", 3, Flag), new("writeOnly", 4, Flag), new("example", 7, Any),
            new("deprecated", 8, Flag), new("title", 9, Text), new("multipleOf", 10, Real),
            new("maximum", 11, Real), new("exclusiveMaximum", 12, Flag),
            new("minimum", 13, Real), new("exclusiveMinimum", 14, Flag), new("maxLength", 15, Integer),
            new("minLength", 16, Integer), new("pattern", 17, Text), new("maxItems", 18, Integer),
            new("minItems", 19, Integer), new("uniqueItems", 20, Flag), new("maxProperties", 21, Integer),
            new("minProperties", 22, Integer), new("required", 23, Text) { Repeated = true },
            new("enum", 24, Any) { Repeated = true }, new("type", 25, Text),
            new("allOf", 26, Nested) { Message = either, Repeated = true },
            new("oneOf", 27, Nested) { Message = either, Repeated = true },
            new("anyOf", 28, Nested) { Message = either, Repeated = true }, new("not", 29, Nested) { Message = schema },
            new("items", 30, Nested) { Message = ListOf(Nested, either) },
            new("properties", 31, Nested) { Message = MapOf(either) },
            new("additionalProperties", 32, Nested) { Message = additional },
            new("default", 33, Nested) { Message = DefaultValue() }, new("description", 34, Text),
            new("format", 35, Text), new("x-*", 36, Any),
        ];
        schemaOrReference = either;
        return schema;
    }

    // Numbers, booleans and texts only: for a default that is an object the message stays empty.
    private static GnosticMessage DefaultValue()
    {
        GnosticField number = new("", 1, Real);
        GnosticField flag = new("", 2, Flag);
        GnosticField text = new("", 3, Text);
        return new()
        {
            Choose = tree => tree switch
            {
                TreeNumber => number,
                TreeBoolean => flag,
                TreeString => text,
                _ => null,
            },
        };
    }

    private static GnosticMessage Operation(GnosticMessage parameters, GnosticMessage mediaTypes)
    {
        GnosticMessage body = new()
        {
            Fields =
            [
                new("description", 1, Text), new("content", 2, Nested) { Message = mediaTypes },
                new("required", 3, Flag), new("x-*", 4, Any),
            ],
        };
        GnosticMessage response = new()
        {
            Fields =
            [
                new("description", 1, Text), new("content", 3, Nested) { Message = mediaTypes }, new("x-*", 5, Any),
            ],
        };
        GnosticMessage responseOrReference = OrReference(response, Reference);
        // Codes are pairs; what is for all other codes has a field of its own.
        GnosticMessage responses = new()
        {
            Fields =
            [
                new("default", 1, Nested) { Message = responseOrReference },
                .. "12345".Select(digit => new GnosticField($"{digit}*", 2, Nested) { Message = responseOrReference }),
                new("x-*", 3, Any),
            ],
        };
        return new()
        {
            Fields =
            [
                new("tags", 1, Text) { Repeated = true }, new("summary", 2, Text), new("description", 3, Text),
                new("operationId", 5, Text), new("parameters", 6, Nested) { Message = parameters, Repeated = true },
                new("requestBody", 7, Nested) { Message = OrReference(body, Reference) },
                new("responses", 8, Nested) { Message = responses }, new("deprecated", 10, Flag),
                new("security", 11, Nested) { Message = MapOf(ListOf(Text)), Repeated = true }, new("x-*", 13, Any),
            ],
        };
    }

    private static GnosticMessage SecurityScheme() => new()
    {
        Fields =
        [
            new("type", 1, Text), new("description", 2, Text), new("name", 3, Text), new("in", 4, Text),
            new("scheme", 5, Text), new("bearerFormat", 6, Text), new("openIdConnectUrl", 8, Text), new("x-*", 9, Any),
        ],
    };
}
