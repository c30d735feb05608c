using Kubesharp.Api;
using Kubesharp.ApiServer.Discovery;
using Kubesharp.ApiServer.Verbs;
using static Kubesharp.ApiServer.OpenApi.WellKnownTypes;

namespace Kubesharp.ApiServer.OpenApi;

/// <summary>
/// The paths of one resource and what can be done with each: collection, object, subresources, and the older paths of
/// watches. A pure function of the definition.
/// </summary>
internal sealed class ResourceOperations
{
    private static readonly string[] Any = ["*/*"];
    private static readonly string[] Encodings = [.. DocumentOperations.Encodings];
    private static readonly string[] StreamEncodings =
        [.. Encodings, "application/json;stream=watch", "application/vnd.kubernetes.protobuf;stream=watch"];
    private static readonly string[] PatchTypes =
    [
        "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json",
        "application/apply-patch+yaml",
    ];
    // Custom resources have no strategic merge: their fields say no merge keys.
    private static readonly string[] CustomPatchTypes =
        ["application/json-patch+json", "application/merge-patch+json", "application/apply-patch+yaml"];
    private static readonly string[] CustomEncodings = ["application/json", "application/yaml"];
    private static readonly string[] ProxyMethods = ["delete", "get", "head", "options", "patch", "post", "put"];

    private readonly ResourceDefinition resource;
    private readonly GroupVersion groupVersion;
    private readonly string type;
    private readonly string root;
    private readonly bool isCustom;
    private readonly List<KeyValuePair<string, IReadOnlyList<Operation>>> paths = [];

    private ResourceOperations(ResourceDefinition resource)
    {
        this.resource = resource;
        groupVersion = new(resource.Group, resource.Version);
        type = SchemaWriter.NameOf(resource);
        root = groupVersion.Group.Length == 0 ? $"/api/{groupVersion.Version}" : $"/apis/{groupVersion}";
        isCustom = ResourceRegistry.Find(resource.Key) is null;
    }

    public static IReadOnlyList<KeyValuePair<string, IReadOnlyList<Operation>>> Of(ResourceDefinition resource)
    {
        ResourceOperations operations = new(resource);
        operations.Add();
        return operations.paths;
    }

    private void Add()
    {
        string all = $"{root}/{resource.Plural}";
        string collection = resource.Namespaced ? $"{root}/namespaces/{{namespace}}/{resource.Plural}" : all;
        string one = $"{collection}/{{name}}";
        Add(collection, Collection());
        if (resource.Verbs.Contains("get"))
            Add(one, Object());
        if (resource.Namespaced && resource.Verbs.Contains("list"))
            Add(all, [List("ForAllNamespaces", isWhole: true)]);
        foreach (string subresource in resource.Subresources)
            AddSubresource($"{one}/{subresource}", subresource);
        if (!resource.Verbs.Contains("watch"))
            return;
        string watch = root + "/watch" + collection[root.Length..];
        Add(watch, [Watch("List", isOne: false, isWhole: false)]);
        Add($"{watch}/{{name}}", [Watch("", isOne: true, isWhole: false)]);
        if (resource.Namespaced)
            Add($"{root}/watch/{resource.Plural}", [Watch("ListForAllNamespaces", isOne: false, isWhole: true)]);
    }

    private void Add(string path, IReadOnlyList<Operation> operations)
    {
        if (operations.Count > 0)
            paths.Add(new(path, operations));
    }

    private List<Operation> Collection()
    {
        List<Operation> operations = [];
        Parameter[] place = Place(isOne: false);
        if (resource.Verbs.Contains("deletecollection"))
        {
            operations.Add(New(
                "delete", Id("deleteCollection", ""), $"Delete all {resource.Kind} objects that match.") with
            {
                Action = "deletecollection",
                Body = DeleteOptions,
                Parameters = [.. Parameters.DeletingMany, .. place, Parameters.Pretty],
                Answers = Answers(Status, "200"),
            });
        }
        if (resource.Verbs.Contains("list"))
            operations.Add(List("", isWhole: false));
        if (resource.Verbs.Contains("create"))
            operations.Add(Create(Id("create", ""), type, place));
        return operations;
    }

    private List<Operation> Object()
    {
        List<Operation> operations = [];
        Parameter[] place = Place(isOne: true);
        if (resource.Verbs.Contains("delete"))
        {
            operations.Add(New("delete", Id("delete", ""), $"Delete one {resource.Kind}.") with
            {
                Action = "delete",
                Body = DeleteOptions,
                Parameters = [.. Parameters.Deleting, .. place, Parameters.Pretty],
                Answers = Answers(DeleteVerb.ReturnsObject(resource) ? type : Status, "200", "202"),
            });
        }
        operations.Add(Read(Id("read", ""), type, place));
        if (resource.Verbs.Contains("patch"))
            operations.Add(Patched(Id("patch", ""), type, place));
        if (resource.Verbs.Contains("update"))
            operations.Add(Replace(Id("replace", ""), type, place));
        return operations;
    }

    private void AddSubresource(string path, string subresource)
    {
        SubresourceShape shape = SubresourceShape.Of(resource, subresource);
        string suffix = OperationNames.Title(subresource);
        Parameter[] place = Place(isOne: true);
        if (subresource is "exec" or "attach" or "portforward" or "proxy")
        {
            Parameter[] query = [.. Parameters.Of(SchemaOf(shape)), .. place];
            string[] methods = subresource == "proxy" ? ProxyMethods : ["get", "post"];
            Add(path, [.. methods.Select(method => Connect(method, suffix, shape.Kind, query))]);
            if (subresource != "proxy")
                return;
            Parameter[] deeper =
                [.. query, Parameters.Path("path", "The path that is asked of what is behind the proxy.")];
            Add(path + "/{path}",
                [.. methods.Select(method => Connect(method, suffix + "WithPath", shape.Kind, deeper))]);
            return;
        }
        if (subresource == "log")
        {
            Schema options = ResourceRegistry.FindCodec("v1", "PodLogOptions")!.Schema;
            Add(path,
            [
                Read(Id("read", suffix), "string", [.. Parameters.Of(options), .. place]) with
                {
                    Produces = ["text/plain", .. Encodings],
                    Text = "Read the log of a container of the Pod.",
                },
            ]);
            return;
        }
        string own = shape.IsOwnKind ? type : SchemaOf(shape).Definition!;
        (GroupVersion GroupVersion, string Kind)? kind =
            shape.IsOwnKind ? null : (new(shape.Group, shape.Version), shape.Kind);
        List<Operation> operations = [];
        foreach (string verb in shape.Verbs)
        {
            Operation operation = verb switch
            {
                "get" => Read(Id("read", suffix), own, place),
                "patch" => Patched(Id("patch", suffix), own, place),
                "update" => Replace(Id("replace", suffix), own, place),
                _ => Create(Id("create", suffix), own, place),
            };
            operations.Add(operation with
            {
                Kind = kind ?? operation.Kind,
                Text = $"{operation.Text.TrimEnd('.')}: its subresource {subresource}.",
            });
        }
        Add(path, operations);
    }

    private static Schema SchemaOf(SubresourceShape shape) =>
        ResourceRegistry.FindCodec(new GroupVersion(shape.Group, shape.Version).ToString(), shape.Kind)!.Schema;

    private Operation List(string suffix, bool isWhole) => New(
        "get", Id("list", suffix, isWhole), $"List {resource.Kind} objects, or watch them.") with
    {
        Action = "list",
        Produces = isCustom ? [.. CustomEncodings, "application/json;stream=watch"] : StreamEncodings,
        Parameters = [.. Parameters.Listing, .. isWhole ? [] : Place(isOne: false), Parameters.Pretty],
        Answers = Answers(type + "List", "200"),
    };

    private Operation Watch(string suffix, bool isOne, bool isWhole) => New(
        "get", Id("watch", suffix, isWhole),
        $"Watch {resource.Kind} objects. Deprecated: list with the parameter watch.") with
    {
        Action = isOne ? "watch" : "watchlist",
        Produces = isCustom ? [.. CustomEncodings, "application/json;stream=watch"] : StreamEncodings,
        Parameters = [.. Parameters.Listing, .. isWhole ? [] : Place(isOne), Parameters.Pretty],
        Answers = Answers(WatchEvent, "200"),
    };

    private Operation Create(string id, string body, Parameter[] place) => New(
        "post", id, $"Create one {resource.Kind}.") with
    {
        Action = "post",
        Body = body,
        IsBodyRequired = true,
        Parameters = [.. Parameters.Writing, .. place, Parameters.Pretty],
        Answers = Answers(body, "200", "201", "202"),
    };

    private Operation Read(string id, string answer, Parameter[] place) => New(
        "get", id, $"Read one {resource.Kind}.") with
    {
        Action = "get",
        Parameters = [.. place, .. place.Contains(Parameters.Pretty) ? [] : new[] { Parameters.Pretty }],
        Answers = Answers(answer, "200"),
    };

    private Operation Patched(string id, string answer, Parameter[] place) => New(
        "patch", id, $"Change parts of one {resource.Kind}.") with
    {
        Action = "patch",
        Consumes = isCustom ? CustomPatchTypes : PatchTypes,
        Body = Patch,
        IsBodyRequired = true,
        Parameters = [.. Parameters.Patching, .. place, Parameters.Pretty],
        Answers = Answers(answer, "200", "201"),
    };

    private Operation Replace(string id, string body, Parameter[] place) => New(
        "put", id, $"Replace one {resource.Kind}.") with
    {
        Action = "put",
        Body = body,
        IsBodyRequired = true,
        Parameters = [.. Parameters.Writing, .. place, Parameters.Pretty],
        Answers = Answers(body, "200", "201"),
    };

    private Operation Connect(string method, string suffix, string options, Parameter[] parameters) => New(
        method, Id("connect" + OperationNames.Title(method), suffix), $"Join the stream of the {resource.Kind}.") with
    {
        Action = "connect",
        Kind = (new("", "v1"), options),
        Produces = Any,
        Parameters = parameters,
        Answers = Answers("string", "200"),
    };

    private Operation New(string method, string id, string text) => new(method, id, text)
    {
        Tag = OperationNames.Tag(groupVersion),
        Kind = (groupVersion, resource.Kind),
        Consumes = Any,
        Produces = isCustom ? CustomEncodings : Encodings,
    };

    // deleteCoreV1CollectionNamespacedPod, connectCoreV1GetNamespacedPodExec: the second word follows the group.
    private string Id(string verb, string suffix, bool isWhole = false)
    {
        int split = verb.AsSpan().IndexOfAnyInRange('A', 'Z');
        (string first, string second) = split < 0 ? (verb, "") : (verb[..split], verb[split..]);
        string scope = resource.Namespaced && !isWhole ? "Namespaced" : "";
        return first + OperationNames.GroupVersion(groupVersion) + second + scope + resource.Kind + suffix;
    }

    private Parameter[] Place(bool isOne) => (isOne, resource.Namespaced) switch
    {
        (true, true) => [Parameters.Name(resource.Kind), Parameters.Namespace],
        (true, false) => [Parameters.Name(resource.Kind)],
        (false, true) => [Parameters.Namespace],
        (false, false) => [],
    };

    private static Answer[] Answers(string type, params string[] codes) =>
    [
        .. codes.Select(code => new Answer(
            code, code switch { "200" => "OK", "201" => "Created", _ => "Accepted" }, type)),
        DocumentOperations.Unauthorized,
    ];
}
