using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.ApiServer.OpenApi;

/// <summary>What a document of version 3 says and one of version 2 does not: defaults.</summary>
public sealed class SchemaDefaultsTests
{
    private const string Apps = "io.k8s.api.apps.v1.";
    private const string Core = "io.k8s.api.core.v1.";
    private const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1.";

    [Fact]
    public async Task DefaultsAreThoseOfGoStructs()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (_, JsonElement document) = await server.GetAsync("/openapi/v3/apis/apps/v1");
        JsonElement schemas = document.GetProperty("components").GetProperty("schemas");

        // A struct is {}, a pointer nothing; a plain value that is always written its zero, one with omitempty nothing.
        Assert.Equal("{}", Default(Apps + "DeploymentSpec", "template"));
        Assert.Equal("none", Default(Apps + "DeploymentSpec", "selector"));
        Assert.Equal("none", Default(Apps + "DeploymentSpec", "replicas"));
        Assert.Equal("\"\"", Default(Apps + "DeploymentCondition", "type"));
        Assert.Equal("none", Default(Apps + "DeploymentCondition", "reason"));
        Assert.Equal("0", Default(Core + "ContainerPort", "containerPort"));
        Assert.Equal("none", Default(Core + "ContainerPort", "hostPort"));
        Assert.Equal("\"TCP\"", Default(Core + "ContainerPort", "protocol"));
        // Times and the like are structs to Go, and texts to everybody else.
        Assert.Equal("none", Default(Meta + "ObjectMeta", "creationTimestamp"));
        Assert.Equal("none", Default(Core + "HTTPGetAction", "port"));

        Assert.Equal("{}", Property(Apps + "DeploymentStatus", "conditions").GetProperty("items")
            .GetProperty("default").GetRawText());
        Assert.Equal("\"\"", Property(Core + "Container", "args").GetProperty("items")
            .GetProperty("default").GetRawText());
        Assert.Equal("\"\"", Property(Meta + "ObjectMeta", "labels").GetProperty("additionalProperties")
            .GetProperty("default").GetRawText());
        Assert.False(Property(Core + "ResourceRequirements", "limits").GetProperty("additionalProperties")
            .TryGetProperty("default", out _));
        Assert.Equal("""[{"$ref":"#/components/schemas/io.k8s.api.core.v1.PodTemplateSpec"}]""",
            Property(Apps + "DeploymentSpec", "template").GetProperty("allOf").GetRawText());
        Assert.Equal("""[{"type":"integer"},{"type":"string"}]""",
            schemas.GetProperty("io.k8s.apimachinery.pkg.util.intstr.IntOrString").GetProperty("oneOf").GetRawText());

        JsonElement Property(string type, string field) =>
            schemas.GetProperty(type).GetProperty("properties").GetProperty(field);

        string Default(string type, string field) =>
            Property(type, field).TryGetProperty("default", out JsonElement value) ? value.GetRawText() : "none";
    }

    [Fact] // E015
    public async Task EveryWriteTakesFieldValidation()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        foreach (string part in (string[])["api/v1", "apis/apps/v1", "apis/batch/v1"])
        {
            (_, JsonElement document) = await server.GetAsync("/openapi/v3/" + part);
            int writes = 0;
            foreach (JsonProperty path in document.GetProperty("paths").EnumerateObject())
            {
                foreach (JsonProperty operation in path.Value.EnumerateObject()
                    .Where(static one => one.Name is "post" or "put" or "patch"))
                {
                    if (operation.Value.GetProperty("x-kubernetes-action").GetString() == "connect")
                        continue;
                    writes++;
                    Assert.True(
                        Names(operation.Value).Concat(Names(path.Value)).Contains("fieldValidation")
                        && operation.Value.TryGetProperty("x-kubernetes-group-version-kind", out _),
                        $"{operation.Name} {path.Name}");
                }
            }
            Assert.True(writes >= 10, part);
        }

        static IEnumerable<string> Names(JsonElement holder) =>
            holder.TryGetProperty("parameters", out JsonElement parameters)
                ? parameters.EnumerateArray().Select(static one => one.GetProperty("name").GetString()!)
                : [];
    }
}
