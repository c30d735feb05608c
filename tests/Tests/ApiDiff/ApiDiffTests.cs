using System.Text.Json.Nodes;
using Kubesharp.ApiDiff;
using Kubesharp.ApiServer.OpenApi;
using Xunit;

namespace Kubesharp.Tests.ApiDiff;

/// <summary>What <c>make.cs api-diff</c> says about documents that differ from ours in known ways.</summary>
public sealed class ApiDiffTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kubesharp-api-diff-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void TheSameDocumentHasNoDifferences()
    {
        (int code, string output, _) = Run(PublishedDocument.OfBuiltInKinds().ToArray());
        Assert.Equal(ApiDiffCommand.Same, code);
        Assert.EndsWith("no differences\n", output);
    }

    [Fact]
    public void ANewerDocumentIsListedByGroupAndKind()
    {
        JsonObject document = JsonNode.Parse(PublishedDocument.OfBuiltInKinds().Span)!.AsObject();
        JsonObject definitions = document["definitions"]!.AsObject();
        JsonObject spec = definitions["io.k8s.api.apps.v1.DeploymentSpec"]!.AsObject();
        JsonObject fields = spec["properties"]!.AsObject();
        fields["pace"] = JsonNode.Parse("""{"type":"string","description":"New."}""");
        fields["replicas"]!["format"] = "int64";
        fields.Remove("paused");
        spec["required"]!.AsArray().Add("pace");
        JsonNode status = definitions["io.k8s.api.apps.v1.DeploymentStatus"]!;
        JsonObject conditions = status["properties"]!["conditions"]!.AsObject();
        conditions["x-kubernetes-list-type"] = "atomic";
        conditions.Remove("x-kubernetes-list-map-keys");
        definitions["io.k8s.api.apps.v1.Pace"] = JsonNode.Parse(
            """{"type":"object","properties":{"limit":{"type":"integer","default":3}},"required":["limit"]}""");
        definitions.Remove("io.k8s.api.batch.v1.SuccessPolicyRule");
        JsonObject paths = document["paths"]!.AsObject();
        paths.Remove("/version/");
        paths["/api/v1/nodes"]!["get"]!["operationId"] = "listNodes";
        paths["/apis/apps/v1/paces"] = JsonNode.Parse(
            """
            {"get":{"operationId":"listPaces","responses":{"200":{"description":"OK"}},
            "x-kubernetes-group-version-kind":{"group":"apps","version":"v1","kind":"Pace"}}}
            """);

        (int code, string output, _) = Run(System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()));
        Assert.Equal(ApiDiffCommand.Different, code);
        Assert.Equal(
            """
            apps/v1
              DeploymentSpec
                + type apps/v1 DeploymentSpec, field pace: required true, string
                ~ type apps/v1 DeploymentSpec, field replicas: type was integer (int32), is integer (int64)
                - type apps/v1 DeploymentSpec, field paused
              DeploymentStatus
                ~ type apps/v1 DeploymentStatus, field conditions: x-kubernetes-list-map-keys is no longer type
                ~ type apps/v1 DeploymentStatus, field conditions: x-kubernetes-list-type was map, is atomic
              Pace
                + GET /apis/apps/v1/paces
                + type apps/v1 Pace
                    field limit: default 3, required true, integer
            batch/v1
              SuccessPolicyRule
                - type batch/v1 SuccessPolicyRule
            server
              Discovery
                - GET /version/
            v1
              Node
                ~ GET /api/v1/nodes: operationId was listCoreV1Node, is listNodes
            {{left out}}
            3 added, 4 changed, 3 dropped

            """.Replace("{{left out}}", NotCompared.Text), output);
    }

    [Theory]
    [InlineData("{", "it is not JSON")]
    [InlineData("[]", "it is not a JSON object")]
    [InlineData("{}", "it has no field \"swagger\" with the value \"2.0\"")]
    [InlineData("""{"openapi":"3.0.0"}""", "of version 2 is wanted, as `kubectl get --raw /openapi/v2` prints it")]
    [InlineData("""{"swagger":"2.0","paths":{}}""", "it has no object \"definitions\"")]
    [InlineData(
        """
        {"swagger":"2.0","definitions":{},
        "paths":{"/a":{"get":{"parameters":[{"$ref":"#/parameters/b"}],"responses":{}}}}}
        """,
        "GET /a refers to the parameter b, which is not there")]
    public void ABadDocumentIsRefused(string document, string error)
    {
        (int code, string output, string errors) = Run(System.Text.Encoding.UTF8.GetBytes(document));
        Assert.Equal(ApiDiffCommand.BadInput, code);
        Assert.Empty(output);
        Assert.StartsWith($"error: {Path.Combine(folder, "document.json")} cannot be compared: ", errors);
        Assert.Contains(error, errors);
    }

    [Fact]
    public void AMissingFileAndAMissingWordAreRefused()
    {
        using StringWriter output = new();
        using StringWriter errors = new();
        Assert.Equal(ApiDiffCommand.BadInput, ApiDiffCommand.Run([Path.Combine(folder, "none.json")], output, errors));
        Assert.Contains("none.json", errors.ToString());
        Assert.Equal(ApiDiffCommand.BadInput, ApiDiffCommand.Run([], output, errors));
        Assert.Contains("error: name one document", errors.ToString());
    }

    private (int Code, string Output, string Errors) Run(byte[] document)
    {
        string path = Path.Combine(folder, "document.json");
        File.WriteAllBytes(path, document);
        using StringWriter output = new();
        using StringWriter errors = new();
        int code = ApiDiffCommand.Run([path], output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
