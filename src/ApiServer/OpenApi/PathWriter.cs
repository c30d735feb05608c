using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Discovery;

namespace Kubesharp.ApiServer.OpenApi;

/// <summary>Writes the paths of resources with their operations, in the words of OpenAPI 2 or 3.</summary>
internal sealed class PathWriter(Utf8JsonWriter json, SchemaWriter schemas, bool v3)
{
    private const string StatusName = "io.k8s.apimachinery.pkg.apis.meta.v1.Status";
    private const string DeleteOptionsName = "io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions";
    private const string PatchName = "io.k8s.apimachinery.pkg.apis.meta.v1.Patch";

    private static readonly string[] Encodings =
        ["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"];
    private static readonly string[] StreamEncodings =
        [.. Encodings, "application/json;stream=watch", "application/vnd.kubernetes.protobuf;stream=watch"];
    private static readonly string[] PatchTypes =
    [
        "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json",
        "application/apply-patch+yaml",
    ];

    private static readonly (string Name, string Type, string Text)[] Listing =
    [
        ("allowWatchBookmarks", "boolean", "Send bookmarks now and then, which tell how far the watch is."),
        ("continue", "string", "Where to go on: from the metadata of the page before."),
        ("fieldSelector", "string", "Only objects whose fields match."),
        ("labelSelector", "string", "Only objects whose labels match."),
        ("limit", "integer", "At most so many objects a page."),
        ("resourceVersion", "string", "Which revision to read, or to watch from."),
        ("resourceVersionMatch", "string", "How resourceVersion is meant: NotOlderThan or Exact."),
        ("sendInitialEvents", "boolean", "A watch begins with what there is and says when that has been sent."),
        ("timeoutSeconds", "integer", "When the call ends by itself."),
    ];
    private static readonly (string Name, string Type, string Text) Watching =
        ("watch", "boolean", "Follow changes instead of listing.");
    private static readonly (string Name, string Type, string Text) DryRun =
        ("dryRun", "string", "All: do everything but store.");
    private static readonly (string Name, string Type, string Text)[] Writing =
    [
        DryRun,
        ("fieldManager", "string", "Who the written fields belong to."),
        ("fieldValidation", "string", "What to do about unknown and duplicate fields: Ignore, Warn or Strict."),
    ];
    private static readonly (string Name, string Type, string Text) Force =
        ("force", "boolean", "Apply: take over fields that others own.");
    private static readonly (string Name, string Type, string Text)[] Deleting =
    [
        DryRun,
        ("gracePeriodSeconds", "integer", "How long the object may take to go."),
        ("orphanDependents", "boolean", "Deprecated: see propagationPolicy."),
        ("propagationPolicy", "string", "What becomes of dependents: Orphan, Background or Foreground."),
    ];

    public void Write(ResourceDefinition resource)
    {
        schemas.Mention(resource);
        string root = resource.Group.Length == 0
            ? $"/api/{resource.Version}"
            : $"/apis/{resource.Group}/{resource.Version}";
        string collection = resource.Namespaced
            ? $"{root}/namespaces/{{namespace}}/{resource.Plural}"
            : $"{root}/{resource.Plural}";
        string type = SchemaWriter.NameOf(resource);
        WriteCollection(resource, collection, type);
        if (resource.Verbs.Contains("get"))
            WriteObject(resource, $"{collection}/{{name}}", type);
        if (resource.Namespaced && resource.Verbs.Contains("list"))
        {
            json.WriteStartObject($"{root}/{resource.Plural}");
            Operation(resource, "get", "list", "ForAllNamespaces", "", type + "List", [.. Listing, Watching]);
            Parameters(null);
            json.WriteEndObject();
        }
        foreach (string subresource in resource.Subresources)
            WriteSubresource(resource, $"{collection}/{{name}}/{subresource}", subresource, type);
    }

    private void WriteCollection(ResourceDefinition resource, string path, string type)
    {
        json.WriteStartObject(path);
        if (resource.Verbs.Contains("deletecollection"))
        {
            Operation(
                resource, "delete", "deletecollection", "Collection", DeleteOptionsName, StatusName,
                [.. Listing, .. Deleting]);
        }
        if (resource.Verbs.Contains("list"))
            Operation(resource, "get", "list", "", "", type + "List", [.. Listing, Watching]);
        if (resource.Verbs.Contains("create"))
            Operation(resource, "post", "post", "", type, type, Writing);
        Parameters(resource.Namespaced ? ["namespace"] : []);
        json.WriteEndObject();
    }

    private void WriteObject(ResourceDefinition resource, string path, string type)
    {
        json.WriteStartObject(path);
        if (resource.Verbs.Contains("delete"))
            Operation(resource, "delete", "delete", "", DeleteOptionsName, StatusName, Deleting);
        Operation(resource, "get", "get", "", "", type, []);
        if (resource.Verbs.Contains("patch"))
            Operation(resource, "patch", "patch", "", PatchName, type, [.. Writing, Force]);
        if (resource.Verbs.Contains("update"))
            Operation(resource, "put", "put", "", type, type, Writing);
        Parameters(resource.Namespaced ? ["name", "namespace"] : ["name"]);
        json.WriteEndObject();
    }

    private void WriteSubresource(ResourceDefinition resource, string path, string subresource, string type)
    {
        SubresourceShape shape = SubresourceShape.Of(resource, subresource);
        if (!shape.IsOwnKind)
        {
            string apiVersion = shape.Group.Length == 0 ? shape.Version : $"{shape.Group}/{shape.Version}";
            if (ResourceRegistry.FindCodec(apiVersion, shape.Kind)?.Schema is not { Definition: { } name } schema)
                return;
            schemas.Mention(schema);
            type = name;
        }
        bool text = subresource is "log" or "exec" or "attach" or "portforward" or "proxy";
        json.WriteStartObject(path);
        string suffix = char.ToUpperInvariant(subresource[0]) + subresource[1..];
        foreach (string verb in shape.Verbs)
        {
            switch (verb)
            {
                case "get":
                    Operation(resource, "get", text ? "connect" : "get", suffix, "", text ? "" : type, [], shape);
                    break;
                case "create":
                    Operation(
                        resource, "post", text ? "connect" : "post", suffix, text ? "" : type, text ? "" : type,
                        text ? [] : Writing, shape);
                    break;
                case "patch" when !text:
                    Operation(resource, "patch", "patch", suffix, PatchName, type, [.. Writing, Force], shape);
                    break;
                case "update" when !text:
                    Operation(resource, "put", "put", suffix, type, type, Writing, shape);
                    break;
            }
        }
        Parameters(resource.Namespaced ? ["name", "namespace"] : ["name"]);
        json.WriteEndObject();
    }

    private void Operation(
        ResourceDefinition resource, string method, string action, string suffix, string body, string answer,
        (string Name, string Type, string Text)[] query, SubresourceShape? shape = null)
    {
        string group = resource.Group.Length == 0 ? "core" : resource.Group.Split('.')[0];
        string tag = $"{group}_{resource.Version}";
        json.WriteStartObject(method);
        if (!v3)
            Strings("consumes", method == "patch" ? PatchTypes : ["*/*"]);
        json.WriteString("description"u8, $"{action} {resource.Kind}{(suffix.Length > 0 ? " " + suffix : "")}");
        json.WriteString(
            "operationId"u8,
            $"{OperationVerb(action)}{Title(group)}{Title(resource.Version)}"
            + (resource.Namespaced && suffix != "ForAllNamespaces" ? "Namespaced" : "")
            + resource.Kind + suffix + (action == "connect" ? Title(method) : ""));
        json.WriteStartArray("parameters"u8);
        if (!v3 && body.Length > 0)
            BodyParameter(body, required: action != "delete" && action != "deletecollection");
        foreach ((string name, string type, string text) in query)
            Parameter(name, "query", type, text);
        json.WriteEndArray();
        if (v3 && body.Length > 0)
            RequestBody(body, method == "patch" ? PatchTypes : ["*/*"]);
        string[] encodings = action == "list" ? StreamEncodings : answer.Length == 0 ? ["*/*"] : Encodings;
        if (!v3)
            Strings("produces", encodings);
        json.WriteStartObject("responses"u8);
        Answer("200", "OK", answer, encodings);
        if (method is "post" or "put" or "patch" && action != "connect")
            Answer("201", "Created", answer, encodings);
        if (method is "post" or "delete" && action is not ("connect" or "deletecollection"))
            Answer("202", "Accepted", answer, encodings);
        Answer("401", "Unauthorized", "", []);
        json.WriteEndObject();
        if (!v3)
            Strings("schemes", ["https"]);
        Strings("tags", [tag]);
        json.WriteString("x-kubernetes-action"u8, action);
        bool own = shape is null || shape.IsOwnKind;
        json.WriteStartObject("x-kubernetes-group-version-kind"u8);
        json.WriteString("group"u8, own ? resource.Group : shape!.Group);
        json.WriteString("kind"u8, own ? resource.Kind : shape!.Kind);
        json.WriteString("version"u8, own ? resource.Version : shape!.Version);
        json.WriteEndObject();
        json.WriteEndObject();
        Mention(body);
        Mention(answer);
    }

    private void Mention(string name)
    {
        if (name == StatusName)
            schemas.Mention(Schemas.Of<Status>());
        else if (name == DeleteOptionsName)
            schemas.Mention(Schemas.Of<DeleteOptions>());
        else if (name == PatchName)
            schemas.Mention(Patch);
    }

    private static readonly Schema Patch = new(SchemaKind.Object, PatchName)
    {
        Description = "A change in one of the patch formats; the content type says which.",
    };

    private void Parameters(string[]? path)
    {
        json.WriteStartArray("parameters"u8);
        foreach (string name in path ?? [])
            Parameter(name, "path", "string", name == "name" ? "The object's name." : "The object's namespace.");
        Parameter("pretty", "query", "string", "Indent the answer.");
        json.WriteEndArray();
    }

    private void Parameter(string name, string place, string type, string text)
    {
        json.WriteStartObject();
        json.WriteString("description"u8, text);
        json.WriteString("in"u8, place);
        json.WriteString("name"u8, name);
        if (place == "path")
            json.WriteBoolean("required"u8, true);
        if (v3)
            json.WriteStartObject("schema"u8);
        json.WriteString("type"u8, type);
        json.WriteBoolean("uniqueItems"u8, true);
        if (v3)
            json.WriteEndObject();
        json.WriteEndObject();
    }

    private void BodyParameter(string type, bool required)
    {
        json.WriteStartObject();
        json.WriteString("in"u8, "body");
        json.WriteString("name"u8, "body");
        if (required)
            json.WriteBoolean("required"u8, true);
        json.WriteStartObject("schema"u8);
        schemas.WriteReference(type);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void RequestBody(string type, string[] encodings)
    {
        json.WriteStartObject("requestBody"u8);
        Content(type, encodings);
        json.WriteEndObject();
    }

    private void Answer(string code, string text, string type, string[] encodings)
    {
        json.WriteStartObject(code);
        json.WriteString("description"u8, text);
        if (type.Length > 0 && v3)
        {
            Content(type, encodings);
        }
        else if (type.Length > 0)
        {
            json.WriteStartObject("schema"u8);
            schemas.WriteReference(type);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private void Content(string type, string[] encodings)
    {
        json.WriteStartObject("content"u8);
        foreach (string encoding in encodings)
        {
            json.WriteStartObject(encoding);
            json.WriteStartObject("schema"u8);
            schemas.WriteReference(type);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private void Strings(string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static string OperationVerb(string action) => action switch
    {
        "get" => "read",
        "post" => "create",
        "put" => "replace",
        "deletecollection" => "delete",
        _ => action,
    };

    private static string Title(string word) => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..];
}
