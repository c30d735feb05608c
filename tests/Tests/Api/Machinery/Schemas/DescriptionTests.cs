using System.Text.Json;
using System.Text.RegularExpressions;
using Kubesharp.Api;
using Kubesharp.Tests.Api.Machinery.Codecs;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.Schemas;

/// <summary>What <c>kubectl explain</c> shows: a sentence of our own for every type and field.</summary>
public sealed partial class DescriptionTests
{
    // Shorter texts cannot but be alike: "The object's name."
    private const int OwnWordsFrom = 25;

    [Fact]
    public void EveryFieldIsDescribedByMoreThanItsName()
    {
        List<string> poor = [];
        foreach ((string place, string name, string text) in Descriptions())
        {
            if (!text.EndsWith('.') && !text.EndsWith(')'))
                poor.Add($"{place}: \"{text}\" is no sentence");
            if (SaysOnly(name, text))
                poor.Add($"{place}: \"{text}\" says no more than the name");
        }
        Assert.True(poor.Count == 0, string.Join('\n', poor));
    }

    [Fact]
    public void EveryDescriptionIsInOurOwnWords()
    {
        using JsonDocument document =
            JsonDocument.Parse(File.ReadAllBytes(KubernetesFacts.Require("openapi-v2.json")));
        HashSet<string> published = [];
        foreach (JsonProperty definition in document.RootElement.GetProperty("definitions").EnumerateObject())
        {
            Collect(definition.Value, published);
            if (!definition.Value.TryGetProperty("properties", out JsonElement properties))
                continue;
            foreach (JsonProperty property in properties.EnumerateObject())
                Collect(property.Value, published);
        }
        Assert.NotEmpty(published);
        Assert.DoesNotContain(Descriptions(),
            one => one.Text.Length >= OwnWordsFrom && published.Contains(Plain(one.Text)));
    }

    [Theory]
    [InlineData("nodeName", "Node name.", true)]
    [InlineData("type", "Type. One of: A, B.", true)]
    [InlineData("podCIDR", "The pod CIDR. Defaults to none.", true)]
    [InlineData("Affinity", "An affinity.", true)]
    [InlineData("nodeName", "The node it runs on.", false)]
    public void ANameIsRecognized(string name, string text, bool expected) =>
        Assert.Equal(expected, SaysOnly(name, text));

    private static IEnumerable<(string Place, string Name, string Text)> Descriptions()
    {
        foreach ((string definition, Schema schema) in PublishedSchemaTests.Definitions())
        {
            if (schema.Kind != SchemaKind.Object)
                continue;
            yield return (definition, definition[(definition.LastIndexOf('.') + 1)..], schema.Description);
            foreach (SchemaField field in schema.Fields)
                yield return ($"{definition}.{field.Name}", field.Name, field.Description);
        }
    }

    // Without what comes from tables anyway: the values and the default.
    private static bool SaysOnly(string name, string text)
    {
        string said = Plain(Facts().Replace(text, ""));
        return said.Length == 0 || ((string[])["", "a", "an", "the"]).Any(article => said == article + Plain(name));
    }

    private static void Collect(JsonElement element, HashSet<string> texts)
    {
        if (element.TryGetProperty("description", out JsonElement text))
            texts.Add(Plain(text.GetString()!));
    }

    private static string Plain(string text) =>
        string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    [GeneratedRegex(@"\s*(One of:|Defaults? |A list keyed by|No value occurs twice).*$")]
    private static partial Regex Facts();
}
