using System.Text.Json;
using Kubesharp.Api;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.Codecs;

/// <summary>The schemas of all kinds against the OpenAPI document that a 1.36 API server publishes.</summary>
public sealed class PublishedSchemaTests
{
    // Records that no path of a plain API server mentions, so that the document has no definition of them.
    private static readonly string[] NotPublished =
    [
        "io.k8s.api.admission.v1.AdmissionRequest",
        "io.k8s.api.admission.v1.AdmissionResponse",
        "io.k8s.api.admission.v1.AdmissionReview",
        "io.k8s.api.apidiscovery.v2.APIGroupDiscovery",
        "io.k8s.api.apidiscovery.v2.APIResourceDiscovery",
        "io.k8s.api.apidiscovery.v2.APISubresourceDiscovery",
        "io.k8s.api.apidiscovery.v2.APIVersionDiscovery",
        "io.k8s.api.core.v1.NodeProxyOptions",
        "io.k8s.api.core.v1.PodAttachOptions",
        "io.k8s.api.core.v1.PodExecOptions",
        "io.k8s.api.core.v1.PodLogOptions",
        "io.k8s.api.core.v1.PodPortForwardOptions",
        "io.k8s.api.core.v1.PodProxyOptions",
        "io.k8s.api.core.v1.PodStatusResult",
        "io.k8s.api.core.v1.RangeAllocation",
        "io.k8s.api.core.v1.SerializedReference",
        "io.k8s.api.core.v1.ServiceProxyOptions",
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ConversionRequest",
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ConversionResponse",
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ConversionReview",
        "io.k8s.apimachinery.pkg.apis.meta.v1.ApplyOptions",
        "io.k8s.apimachinery.pkg.apis.meta.v1.CreateOptions",
        "io.k8s.apimachinery.pkg.apis.meta.v1.GetOptions",
        "io.k8s.apimachinery.pkg.apis.meta.v1.GroupVersionKind",
        "io.k8s.apimachinery.pkg.apis.meta.v1.GroupVersionResource",
        "io.k8s.apimachinery.pkg.apis.meta.v1.ListOptions",
        "io.k8s.apimachinery.pkg.apis.meta.v1.PartialObjectMetadata",
        "io.k8s.apimachinery.pkg.apis.meta.v1.PatchOptions",
        "io.k8s.apimachinery.pkg.apis.meta.v1.TableOptions",
        "io.k8s.apimachinery.pkg.apis.meta.v1.UpdateOptions",
        // metrics-server's, which an API server of Kubernetes does not publish.
        "io.k8s.metrics.pkg.apis.metrics.v1beta1.ContainerMetrics",
        "io.k8s.metrics.pkg.apis.metrics.v1beta1.NodeMetrics",
        "io.k8s.metrics.pkg.apis.metrics.v1beta1.PodMetrics",
    ];

    [Fact]
    public void EveryDefinitionHasThePublishedFields()
    {
        using JsonDocument document = Document();
        JsonElement definitions = document.RootElement.GetProperty("definitions");
        List<string> differences = [];
        List<string> unpublished = [];
        foreach ((string name, Schema schema) in Definitions().OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            if (definitions.TryGetProperty(name, out JsonElement published))
                Compare(name, schema, published, differences);
            else
                unpublished.Add(name);
        }
        Assert.True(differences.Count == 0, $"{differences.Count} differences\n{string.Join("\n", differences)}");
        Assert.Equal(string.Join("\n", NotPublished), string.Join("\n", unpublished));
    }

    [Fact]
    public void EveryFieldHasADescription()
    {
        foreach ((string name, Schema schema) in Definitions())
            Assert.All(schema.Fields, field => Assert.False(field.Description.Length == 0, $"{name}.{field.Name}"));
    }

    [Fact]
    public void ARecursiveSchemaIsOneNode()
    {
        Schema schema = Definitions()["io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps"];
        Assert.Same(schema, schema.Field("not")!.Type);
    }

    private static JsonDocument Document() =>
        JsonDocument.Parse(File.ReadAllBytes(KubernetesFacts.Require("openapi-v2.json")));

    internal static Dictionary<string, Schema> Definitions()
    {
        Dictionary<string, Schema> definitions = new(StringComparer.Ordinal);
        foreach ((string apiVersion, string kind) in ResourceRegistry.Kinds)
            Collect(ResourceRegistry.FindCodec(apiVersion, kind)!.Schema, definitions);
        return definitions;
    }

    private static void Collect(Schema schema, Dictionary<string, Schema> definitions)
    {
        if (schema.Kind == SchemaKind.Object && !definitions.TryAdd(schema.Definition!, schema))
            return;
        if (schema.Element is not null)
            Collect(schema.Element, definitions);
        foreach (SchemaField field in schema.Fields)
            Collect(field.Type, definitions);
    }

    private static void Compare(string name, Schema schema, JsonElement published, List<string> differences)
    {
        void Check<T>(string what, T expected, T actual)
        {
            if (!EqualityComparer<T>.Default.Equals(expected, actual))
                differences.Add($"{name}{what}: published {expected}, here {actual}");
        }

        List<string> actualNames = [.. schema.Fields.Select(static field => field.Name)];
        if (schema.HasTypeMeta)
            actualNames.AddRange(["apiVersion", "kind"]);
        Dictionary<string, JsonElement> properties = published.TryGetProperty("properties", out JsonElement all)
            ? all.EnumerateObject().ToDictionary(static property => property.Name, static property => property.Value)
            : [];
        Check("", Sorted(properties.Keys), Sorted(actualNames));
        Check(" required", Sorted(Texts(published, "required")),
            Sorted(schema.Fields.Where(static field => field.Required).Select(static field => field.Name)));
        Check(" map type", Text(published, "x-kubernetes-map-type"), schema.AtomicMap ? "atomic" : "");

        foreach (SchemaField field in schema.Fields)
        {
            if (!properties.TryGetValue(field.Name, out JsonElement property))
                continue;
            string path = "." + field.Name;
            Check(path, Shape(property), Shape(field.Type));
            Check(path + " patch strategy", Text(property, "x-kubernetes-patch-strategy"), field.PatchStrategy);
            Check(path + " merge key", Text(property, "x-kubernetes-patch-merge-key"), field.PatchMergeKey);
            if (field.Type.Kind == SchemaKind.List)
            {
                string listType = Text(property, "x-kubernetes-list-type");
                Check(path + " list type", listType.Length == 0 ? "atomic" : listType,
                    field.Type.ListType.ToString().ToLowerInvariant());
                Check(path + " keys", string.Join(",", Texts(property, "x-kubernetes-list-map-keys")),
                    string.Join(",", field.Type.ListKeys));
            }
            string reference = property.TryGetProperty("$ref", out JsonElement target) ? target.GetString()! : "";
            if (reference.Length == 0)
                // Granular is how maps merge anyway.
                Check(path + " map type", Text(property, "x-kubernetes-map-type").Replace("granular", ""),
                    field.Type.AtomicMap && field.Type.Kind == SchemaKind.Map ? "atomic" : "");
            else if (Text(property, "x-kubernetes-map-type") == "atomic")
                Check(path + " map type", true, field.Type.AtomicMap);
        }
    }

    private static string Shape(JsonElement property)
    {
        if (property.TryGetProperty("$ref", out JsonElement reference))
            return reference.GetString()!["#/definitions/".Length..];
        string type = Text(property, "type");
        if (type == "array")
            return $"[{Shape(property.GetProperty("items"))}]";
        if (type == "object" && property.TryGetProperty("additionalProperties", out JsonElement values))
            return $"{{{Shape(values)}}}";
        string format = Text(property, "format");
        return format.Length == 0 ? type : $"{type}:{format}";
    }

    private static string Shape(Schema schema) => schema.Kind switch
    {
        SchemaKind.List => $"[{Shape(schema.Element!)}]",
        SchemaKind.Map => $"{{{Shape(schema.Element!)}}}",
        SchemaKind.Object or SchemaKind.Any => schema.Definition!,
        SchemaKind.Quantity => "io.k8s.apimachinery.pkg.api.resource.Quantity",
        SchemaKind.IntOrString => "io.k8s.apimachinery.pkg.util.intstr.IntOrString",
        SchemaKind.Time => "io.k8s.apimachinery.pkg.apis.meta.v1.Time",
        SchemaKind.MicroTime => "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime",
        SchemaKind.Bytes => "string:byte",
        _ => schema.Kind.ToString().ToLowerInvariant() + (schema.Format.Length == 0 ? "" : ":" + schema.Format),
    };

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString()! : "";

    private static IEnumerable<string> Texts(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value)
            ? value.EnumerateArray().Select(static item => item.GetString()!)
            : [];

    private static string Sorted(IEnumerable<string> names) => string.Join(" ", names.Order(StringComparer.Ordinal));
}
