using System.Text.RegularExpressions;
using Kubesharp.Api;
using Kubesharp.Tests.Integration.EndToEnd;
using Xunit;

namespace Kubesharp.Tests.Integration.Clients;

/// <summary>kubectl explain, which reads the OpenAPI documents of a running server.</summary>
public sealed partial class ExplainTests(ServerProcess server) : IClassFixture<ServerProcess>
{
    // Each is a process of its own that reads a document of some megabytes.
    private const int AtOnce = 4;

    [Fact] // E017
    public async Task EveryBuiltInKindIsExplainedToItsLastField()
    {
        server.Require("kubectl");
        await Parallel.ForEachAsync(
            ResourceRegistry.All, new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (resource, _) => await ExplainedAsync(resource));
    }

    [Theory]
    [InlineData("deployments.spec.replicas", "FIELD: replicas <integer>", "How many Pods are wanted. 0 stops all.")]
    [InlineData("pods.spec.containers.image", "FIELD: image <string>", "Changing it restarts the container.")]
    [InlineData("pods.spec.containers.livenessProbe", "FIELD: livenessProbe <Probe>", "Asks whether it still works;")]
    [InlineData("services.spec.ports.targetPort", "FIELD: targetPort <IntOrString>", "Defaults to port.")]
    public async Task AFieldIsExplainedInASentence(string field, string heading, string sentence)
    {
        server.Require("kubectl");
        string text = await server.Kubectl.RunAsync("explain", field);
        Assert.Contains(heading, text, StringComparison.Ordinal);
        Assert.Contains(sentence, Spaces().Replace(text, " "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheOlderDocumentExplainsToo()
    {
        server.Require("kubectl");
        string text = await server.Kubectl.RunAsync("explain", "statefulsets.spec", "--output=plaintext-openapiv2");
        Assert.Contains("volumeClaimTemplates", text, StringComparison.Ordinal);
    }

    private async Task ExplainedAsync(ResourceDefinition resource)
    {
        string text = await server.Kubectl.RunAsync(
            "explain", resource.Plural, $"--api-version={resource.ApiVersion}", "--recursive");
        Assert.Matches($@"KIND: +{resource.Kind}\n", text);
        Assert.Matches($@"VERSION: +{Regex.Escape(resource.Version)}\n", text);
        HashSet<string> shown = [.. Field().Matches(text).Select(static match => match.Groups[1].Value)];
        HashSet<string> expected = ["apiVersion", "kind"];
        Collect(resource.Codec.Schema, expected, []);
        Assert.True(expected.IsSubsetOf(shown),
            $"{resource.ApiVersion} {resource.Kind} lacks {string.Join(", ", expected.Except(shown))}\n{text}");
    }

    private static void Collect(Schema schema, HashSet<string> names, HashSet<string> seen)
    {
        if (schema.Definition is { } definition && !seen.Add(definition))
            return; // Shown once; a schema that holds itself is shown to a certain depth.
        if (schema.Element is { } element)
            Collect(element, names, seen);
        foreach (SchemaField field in schema.Fields)
        {
            names.Add(field.Name);
            Collect(field.Type, names, seen);
        }
    }

    [GeneratedRegex(@"^ *([$\w-]+)\t<", RegexOptions.Multiline)]
    private static partial Regex Field();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
