using System.Text.Json;

namespace Kubesharp.ApiDiff;

/// <summary>Turns a document into subjects. References to shared parameters are followed.</summary>
internal sealed class ApiDocumentReader(JsonElement root)
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch"];

    // What is said about a type or a field, under the document's own words.
    private static readonly string[] Markers =
    [
        "default", "enum", "x-kubernetes-list-type", "x-kubernetes-list-map-keys", "x-kubernetes-map-type",
        "x-kubernetes-patch-strategy", "x-kubernetes-patch-merge-key", "x-kubernetes-unions",
        "x-kubernetes-preserve-unknown-fields", "x-kubernetes-int-or-string", "x-kubernetes-embedded-resource",
    ];

    private readonly SortedDictionary<string, Subject> subjects = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Subject> Read()
    {
        JsonElement definitions = root.GetProperty("definitions");
        Dictionary<string, string> groups = GroupsByPackage(definitions);
        foreach (JsonProperty definition in definitions.EnumerateObject())
            ReadDefinition(definition.Name, definition.Value, groups);
        foreach (JsonProperty path in root.GetProperty("paths").EnumerateObject())
        {
            if (NotCompared.Path(path.Name))
                continue;
            foreach (string method in Methods)
            {
                if (path.Value.TryGetProperty(method, out JsonElement operation))
                    ReadOperation(path.Name, path.Value, method, operation);
            }
        }
        return subjects;
    }

    // io.k8s.api.apps.v1 is apps/v1: a kind in it says so. DeleteOptions, which is in every group, tells nothing.
    private static Dictionary<string, string> GroupsByPackage(JsonElement definitions)
    {
        Dictionary<string, string> groups = new(StringComparer.Ordinal);
        foreach (JsonProperty definition in definitions.EnumerateObject())
        {
            if (definition.Value.TryGetProperty("x-kubernetes-group-version-kind", out JsonElement kinds)
                && kinds.GetArrayLength() == 1)
                groups.TryAdd(Package(definition.Name), GroupVersion(kinds[0]));
        }
        return groups;
    }

    private void ReadDefinition(string name, JsonElement definition, Dictionary<string, string> groups)
    {
        string package = Package(name);
        string shortName = name[(name.LastIndexOf('.') + 1)..];
        Subject subject = new(
            groups.GetValueOrDefault(package, package), shortName,
            $"type {(groups.TryGetValue(package, out string? group) ? $"{group} {shortName}" : name)}");
        subjects[subject.Name] = subject;
        Describe(definition, subject.Facts);
        if (definition.TryGetProperty("x-kubernetes-group-version-kind", out JsonElement kinds))
        {
            subject.Facts["kinds"] = string.Join(" ", kinds.EnumerateArray()
                .Select(static kind => $"{GroupVersion(kind)}:{Text(kind, "kind")}").Order(StringComparer.Ordinal));
        }
        if (definition.TryGetProperty("properties", out JsonElement properties))
        {
            foreach (JsonProperty property in properties.EnumerateObject())
                Describe(property.Value, Part(subject, $"field {property.Name}"));
        }
        if (definition.TryGetProperty("required", out JsonElement required))
        {
            foreach (JsonElement field in required.EnumerateArray())
                Part(subject, $"field {field.GetString()}")["required"] = "true";
        }
    }

    private void ReadOperation(string path, JsonElement item, string method, JsonElement operation)
    {
        // /apis/apps/v1/namespaces/... and /api/v1/...: what is not below them belongs to no version.
        string[] words = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string place = words switch
        {
            ["api", string version, ..] => version,
            ["apis", string group, string version, ..] => $"{group}/{version}",
            _ => "server",
        };
        string kind = operation.TryGetProperty("x-kubernetes-group-version-kind", out JsonElement named)
            ? Text(named, "kind")
            : "Discovery";
        Subject subject = new(place, kind, $"{method.ToUpperInvariant()} {path}");
        subjects[subject.Name] = subject;
        if (kind != "Discovery")
            subject.Facts["kind"] = $"{GroupVersion(named)}:{kind}";
        foreach (string fact in (string[])["operationId", "x-kubernetes-action", "deprecated"])
        {
            if (operation.TryGetProperty(fact, out JsonElement value))
                subject.Facts[fact] = Flat(value);
        }
        foreach (string fact in (string[])["consumes", "produces", "schemes", "tags"])
        {
            if (operation.TryGetProperty(fact, out JsonElement values))
                subject.Facts[fact] = Sorted(values);
        }
        ReadParameters(item, subject);
        ReadParameters(operation, subject);
        foreach (JsonProperty answer in operation.GetProperty("responses").EnumerateObject())
        {
            SortedDictionary<string, string> facts = Part(subject, $"answer {answer.Name}");
            if (answer.Value.TryGetProperty("schema", out JsonElement schema))
                facts["type"] = TypeOf(schema);
        }
    }

    private void ReadParameters(JsonElement holder, Subject subject)
    {
        if (!holder.TryGetProperty("parameters", out JsonElement parameters))
            return;
        foreach (JsonElement reference in parameters.EnumerateArray())
        {
            JsonElement parameter = reference;
            if (reference.TryGetProperty("$ref", out JsonElement target))
            {
                string name = target.GetString()!.Split('/')[^1];
                if (!root.TryGetProperty("parameters", out JsonElement shared)
                    || !shared.TryGetProperty(name, out parameter))
                {
                    throw new InvalidDataException(
                        $"{subject.Name} refers to the parameter {name}, which is not there");
                }
            }
            if (NotCompared.Parameter(Text(parameter, "name")))
                continue;
            SortedDictionary<string, string> facts =
                Part(subject, $"{Text(parameter, "in")} parameter {Text(parameter, "name")}");
            facts["type"] = TypeOf(parameter.TryGetProperty("schema", out JsonElement schema) ? schema : parameter);
            foreach (string fact in (string[])["required", "uniqueItems"])
            {
                if (parameter.TryGetProperty(fact, out JsonElement value))
                    facts[fact] = Flat(value);
            }
        }
    }

    private static void Describe(JsonElement schema, SortedDictionary<string, string> facts)
    {
        facts["type"] = TypeOf(schema);
        foreach (string marker in Markers)
        {
            if (schema.TryGetProperty(marker, out JsonElement value))
                facts[marker] = Flat(value);
        }
    }

    private static SortedDictionary<string, string> Part(Subject subject, string name)
    {
        if (!subject.Parts.TryGetValue(name, out SortedDictionary<string, string>? facts))
            subject.Parts[name] = facts = new(StringComparer.Ordinal);
        return facts;
    }

    private static string TypeOf(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
            return reference.GetString()!.Split('/')[^1];
        string type = schema.TryGetProperty("type", out JsonElement named) ? Flat(named) : "any";
        if (type == "array" && schema.TryGetProperty("items", out JsonElement items))
            return $"list of {TypeOf(items)}";
        if (type == "object" && schema.TryGetProperty("additionalProperties", out JsonElement values))
            return $"map of {(values.ValueKind == JsonValueKind.Object ? TypeOf(values) : "anything")}";
        return schema.TryGetProperty("format", out JsonElement format) ? $"{type} ({format.GetString()})" : type;
    }

    private static string Package(string definition) => definition[..Math.Max(0, definition.LastIndexOf('.'))];

    private static string GroupVersion(JsonElement kind) => Text(kind, "group") is { Length: > 0 } group
        ? $"{group}/{Text(kind, "version")}"
        : Text(kind, "version");

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    private static string Flat(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Flat)),
        JsonValueKind.Object => string.Join(", ", value.EnumerateObject()
            .OrderBy(static property => property.Name, StringComparer.Ordinal)
            .Select(static property => $"{property.Name}: {Flat(property.Value)}")),
        _ => value.GetRawText(),
    };

    private static string Sorted(JsonElement values) => string.Join(", ",
        values.EnumerateArray().Select(static value => value.GetString()!)
            .Where(static value => !NotCompared.Encoding(value)).Order(StringComparer.Ordinal));
}
