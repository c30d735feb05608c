using Kubesharp.Api.Trees;
using static Kubesharp.ApiServer.OpenApi.Gnostic.GnosticKind;
using static Kubesharp.ApiServer.OpenApi.Gnostic.GnosticMessage;

namespace Kubesharp.ApiServer.OpenApi.Gnostic;

/// <summary>The messages of gnostic's package <c>openapi.v2</c>, as far as API servers use them.</summary>
internal static class OpenApiV2Messages
{
    public static GnosticMessage Document { get; } = Build();

    private static GnosticMessage Build()
    {
        GnosticMessage schema = new();
        GnosticMessage additional = new();
        GnosticMessage items = ListOf(Nested, schema);
        GnosticMessage reference = new() { Fields = [new("$ref", 1, Text), new("description", 2, Text)] };
        GnosticField additionalSchema = new("", 1, Nested) { Message = schema };
        GnosticField additionalFlag = new("", 2, Flag);
        additional.Choose = tree => tree is TreeBoolean ? additionalFlag : additionalSchema;
        schema.Fields =
        [
            new("$ref", 1, Text), new("format", 2, Text), new("title", 3, Text), new("description", 4, Text),
            new("default", 5, Any), new("multipleOf", 6, Real), new("maximum", 7, Real),
            new("exclusiveMaximum", 8, Flag), new("minimum", 9, Real), new("exclusiveMinimum", 10, Flag),
            new("maxLength", 11, Integer), new("minLength", 12, Integer), new("pattern", 13, Text),
            new("maxItems", 14, Integer), new("minItems", 15, Integer), new("uniqueItems", 16, Flag),
            new("maxProperties", 17, Integer), new("minProperties", 18, Integer),
            new("required", 19, Text) { Repeated = true }, new("enum", 20, Any) { Repeated = true },
            new("additionalProperties", 21, Nested) { Message = additional },
            new("type", 22, Nested) { Message = ListOf(Text) },
            new("items", 23, Nested) { Message = items },
            new("allOf", 24, Nested) { Message = schema, Repeated = true },
            new("properties", 25, Nested) { Message = MapOf(schema) },
            new("discriminator", 26, Text), new("readOnly", 27, Flag), new("example", 30, Any), new("x-*", 31, Any),
        ];
        GnosticMessage operation = Operation(schema, reference);
        GnosticMessage parameters = Parameters(schema, reference);
        GnosticMessage pathItem = new()
        {
            Fields =
            [
                new("$ref", 1, Text), Of("get", 2), Of("put", 3), Of("post", 4), Of("delete", 5), Of("options", 6),
                Of("head", 7), Of("patch", 8),
                new("parameters", 9, Nested) { Message = parameters, Repeated = true }, new("x-*", 10, Any),
            ],
        };
        GnosticMessage paths = new()
        {
            Fields = [new("x-*", 1, Any), new("/*", 2, Nested) { Message = pathItem }],
        };
        return new()
        {
            Fields =
            [
                new("swagger", 1, Text), new("info", 2, Nested) { Message = Info() },
                new("host", 3, Text), new("basePath", 4, Text), new("schemes", 5, Text) { Repeated = true },
                new("consumes", 6, Text) { Repeated = true }, new("produces", 7, Text) { Repeated = true },
                new("paths", 8, Nested) { Message = paths },
                new("definitions", 9, Nested) { Message = MapOf(schema) },
                new("parameters", 10, Nested) { Message = MapOf(Parameter(schema)) },
                new("security", 12, Nested) { Message = MapOf(ListOf(Text)), Repeated = true },
                new("securityDefinitions", 13, Nested) { Message = MapOf(SecurityDefinition()) },
                new("x-*", 16, Any),
            ],
        };

        GnosticField Of(string method, int number) => new(method, number, Nested) { Message = operation };
    }

    private static GnosticMessage Info()
    {
        GnosticMessage license = new() { Fields = [new("name", 1, Text), new("url", 2, Text), new("x-*", 3, Any)] };
        GnosticMessage contact = new()
        {
            Fields = [new("name", 1, Text), new("url", 2, Text), new("email", 3, Text), new("x-*", 4, Any)],
        };
        return new()
        {
            Fields =
            [
                new("title", 1, Text), new("version", 2, Text), new("description", 3, Text),
                new("termsOfService", 4, Text), new("contact", 5, Nested) { Message = contact },
                new("license", 6, Nested) { Message = license }, new("x-*", 7, Any),
            ],
        };
    }

    private static GnosticMessage Operation(GnosticMessage schema, GnosticMessage reference)
    {
        GnosticField asSchema = new("", 1, Nested) { Message = schema };
        GnosticMessage schemaItem = new() { Choose = _ => asSchema };
        GnosticMessage response = new()
        {
            Fields =
            [
                new("description", 1, Text), new("schema", 2, Nested) { Message = schemaItem },
                new("x-*", 5, Any),
            ],
        };
        // Every response of an API server is under a status code or "default".
        GnosticMessage responses = MapOf(OrReference(response, reference));
        return new()
        {
            Fields =
            [
                new("tags", 1, Text) { Repeated = true }, new("summary", 2, Text), new("description", 3, Text),
                new("operationId", 5, Text), new("produces", 6, Text) { Repeated = true },
                new("consumes", 7, Text) { Repeated = true },
                new("parameters", 8, Nested) { Message = Parameters(schema, reference), Repeated = true },
                new("responses", 9, Nested) { Message = responses },
                new("schemes", 10, Text) { Repeated = true }, new("deprecated", 11, Flag),
                new("security", 12, Nested) { Message = MapOf(ListOf(Text)), Repeated = true },
                new("x-*", 13, Any),
            ],
        };
    }

    private static GnosticMessage Parameters(GnosticMessage schema, GnosticMessage reference) =>
        OrReference(Parameter(schema), reference);

    private static GnosticMessage Parameter(GnosticMessage schema)
    {
        GnosticMessage body = new()
        {
            Fields =
            [
                new("description", 1, Text), new("name", 2, Text), new("in", 3, Text), new("required", 4, Flag),
                new("schema", 5, Nested) { Message = schema }, new("x-*", 6, Any),
            ],
        };
        GnosticField header = new("", 1, Nested) { Message = Plain(mayBeEmpty: false) };
        GnosticField form = new("", 2, Nested) { Message = Plain(mayBeEmpty: true) };
        GnosticField query = new("", 3, Nested) { Message = Plain(mayBeEmpty: true) };
        GnosticField path = new("", 4, Nested) { Message = Plain(mayBeEmpty: false) };
        GnosticMessage other = new()
        {
            Choose = tree => TextOf(tree, "in") switch
            {
                "header" => header,
                "formData" => form,
                "path" => path,
                _ => query,
            },
        };
        GnosticField asBody = new("", 1, Nested) { Message = body };
        GnosticField asOther = new("", 2, Nested) { Message = other };
        return new() { Choose = tree => TextOf(tree, "in") == "body" ? asBody : asOther };
    }

    // A parameter that is no body. Those that may be empty have one field more, and all that follow one number up.
    private static GnosticMessage Plain(bool mayBeEmpty)
    {
        int next = mayBeEmpty ? 1 : 0;
        List<GnosticField> fields =
        [
            new("required", 1, Flag), new("in", 2, Text), new("description", 3, Text), new("name", 4, Text),
        ];
        if (mayBeEmpty)
            fields.Add(new("allowEmptyValue", 5, Flag));
        fields.AddRange(
        [
            new("type", 5 + next, Text), new("format", 6 + next, Text), new("collectionFormat", 8 + next, Text),
            new("default", 9 + next, Any), new("maximum", 10 + next, Real),
            new("exclusiveMaximum", 11 + next, Flag), new("minimum", 12 + next, Real),
            new("exclusiveMinimum", 13 + next, Flag), new("maxLength", 14 + next, Integer),
            new("minLength", 15 + next, Integer), new("pattern", 16 + next, Text), new("maxItems", 17 + next, Integer),
            new("minItems", 18 + next, Integer), new("uniqueItems", 19 + next, Flag),
            new("enum", 20 + next, Any) { Repeated = true }, new("multipleOf", 21 + next, Real),
            new("x-*", 22 + next, Any),
        ]);
        return new() { Fields = fields };
    }

    private static GnosticMessage SecurityDefinition()
    {
        GnosticMessage apiKey = new()
        {
            Fields =
            [
                new("type", 1, Text), new("name", 2, Text), new("in", 3, Text), new("description", 4, Text),
                new("x-*", 5, Any),
            ],
        };
        GnosticMessage basic = new()
        {
            Fields = [new("type", 1, Text), new("description", 2, Text), new("x-*", 3, Any)],
        };
        GnosticField asBasic = new("", 1, Nested) { Message = basic };
        GnosticField asKey = new("", 2, Nested) { Message = apiKey };
        return new() { Choose = tree => TextOf(tree, "type") == "basic" ? asBasic : asKey };
    }

    private static string TextOf(Tree tree, string member) =>
        (tree as TreeObject)?[member] is TreeString text ? text.Value : "";
}
