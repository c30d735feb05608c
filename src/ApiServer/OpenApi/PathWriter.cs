using System.Text.Json;
using Kubesharp.Api;

namespace Kubesharp.ApiServer.OpenApi;

/// <summary>Writes paths with their operations, in the words of OpenAPI 2 or 3.</summary>
internal sealed class PathWriter(Utf8JsonWriter json, SchemaWriter schemas, bool v3)
{
    /// <summary>Parameters that all operations of the path have stand beside them, once.</summary>
    public void Write(string path, IReadOnlyList<Operation> operations)
    {
        List<Parameter> shared = [.. operations[0].Parameters
            .Where(parameter => operations.All(operation => operation.Parameters.Contains(parameter)))];
        json.WriteStartObject(path);
        foreach (Operation operation in operations)
            WriteOperation(operation, shared);
        if (shared.Count > 0)
        {
            json.WriteStartArray("parameters"u8);
            foreach (Parameter parameter in shared)
                Parameter(parameter);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private void WriteOperation(Operation operation, List<Parameter> shared)
    {
        json.WriteStartObject(operation.Method);
        if (!v3 && operation.Consumes.Count > 0)
            Strings("consumes", operation.Consumes);
        json.WriteString("description"u8, operation.Text);
        json.WriteString("operationId"u8, operation.Id);
        Parameter[] own = [.. operation.Parameters.Except(shared)];
        bool hasBody = operation.Body.Length > 0;
        if (own.Length > 0 || (hasBody && !v3))
        {
            json.WriteStartArray("parameters"u8);
            if (hasBody && !v3)
                BodyParameter(operation);
            foreach (Parameter parameter in own)
                Parameter(parameter);
            json.WriteEndArray();
        }
        if (!v3 && operation.Produces.Count > 0)
            Strings("produces", operation.Produces);
        if (hasBody && v3)
            RequestBody(operation);
        json.WriteStartObject("responses"u8);
        foreach (Answer answer in operation.Answers)
            Answer(answer, operation.Produces);
        json.WriteEndObject();
        if (!v3)
            Strings("schemes", ["https"]);
        Strings("tags", [operation.Tag]);
        if (operation.Action.Length > 0)
            json.WriteString("x-kubernetes-action"u8, operation.Action);
        if (operation.Kind is { } kind)
        {
            json.WriteStartObject("x-kubernetes-group-version-kind"u8);
            json.WriteString("group"u8, kind.GroupVersion.Group);
            json.WriteString("kind"u8, kind.Kind);
            json.WriteString("version"u8, kind.GroupVersion.Version);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private void Parameter(Parameter parameter)
    {
        json.WriteStartObject();
        json.WriteString("description"u8, parameter.Text);
        json.WriteString("in"u8, parameter.Place);
        json.WriteString("name"u8, parameter.Name);
        if (parameter.Place == "path")
            json.WriteBoolean("required"u8, true);
        if (v3)
            json.WriteStartObject("schema"u8);
        json.WriteString("type"u8, parameter.Type);
        json.WriteBoolean("uniqueItems"u8, true);
        if (v3)
            json.WriteEndObject();
        json.WriteEndObject();
    }

    private void BodyParameter(Operation operation)
    {
        json.WriteStartObject();
        json.WriteString("in"u8, "body");
        json.WriteString("name"u8, "body");
        if (operation.IsBodyRequired)
            json.WriteBoolean("required"u8, true);
        Schema(operation.Body);
        json.WriteEndObject();
    }

    private void RequestBody(Operation operation)
    {
        json.WriteStartObject("requestBody"u8);
        Content(operation.Body, operation.Consumes);
        if (operation.IsBodyRequired)
            json.WriteBoolean("required"u8, true);
        json.WriteEndObject();
    }

    private void Answer(Answer answer, IReadOnlyList<string> encodings)
    {
        json.WriteStartObject(answer.Code);
        if (answer.Type.Length > 0 && v3)
            Content(answer.Type, encodings);
        json.WriteString("description"u8, answer.Text);
        if (answer.Type.Length > 0 && !v3)
            Schema(answer.Type);
        json.WriteEndObject();
    }

    private void Content(string type, IReadOnlyList<string> encodings)
    {
        json.WriteStartObject("content"u8);
        foreach (string encoding in encodings)
        {
            json.WriteStartObject(encoding);
            Schema(type);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private void Schema(string type)
    {
        json.WriteStartObject("schema"u8);
        if (type == "string")
            json.WriteString("type"u8, type);
        else
            schemas.WriteReference(type);
        json.WriteEndObject();
    }

    private void Strings(string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
