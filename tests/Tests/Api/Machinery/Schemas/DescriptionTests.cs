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

    [Fact]
    public void TheValuesOfAnEnumerationAreThoseOfTheTable()
    {
        Dictionary<string, string> values = [];
        foreach (string[] row in Rows("enums.tsv").Where(static row => row is [_, _, _, "enum", { Length: > 0 }, ..]))
            values[$"{row[0]} {row[1]}"] = row[4];
        Dictionary<string, SchemaField> fields = [];
        foreach ((string definition, Schema schema) in PublishedSchemaTests.Definitions())
        {
            string[] parts = definition.Split('.');
            foreach (SchemaField field in schema.Fields)
                fields[$"{parts[^3]}/{parts[^2]} {parts[^1]} {field.Name}"] = field;
        }
        List<string> differences = [];
        int compared = 0;
        foreach (string[] row in Rows("fields.tsv"))
        {
            string type = row[3].Replace("*", "").Replace("[]", "");
            string place = $"{row[0]} {row[1]} {row[2]}";
            if (!values.TryGetValue($"{row[0]} {type}", out string? expected)
                || !fields.TryGetValue(place, out SchemaField? field))
                continue;
            compared++;
            string said = Values().Match(field.Description).Groups[1].Value;
            if (Words(expected) != Words(said.Replace(",", "")))
                differences.Add($"{place}: the table has {expected}; said is {said}");
        }
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.True(compared >= 100, $"only {compared} fields were compared");

        // The empty value of some needs no mention.
        static string Words(string text) => string.Join(' ',
            text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
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

    private static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(KubernetesFacts.Require(file)).Skip(1).Select(static line => line.Split('\t'));

    private static void Collect(JsonElement element, HashSet<string> texts)
    {
        if (element.TryGetProperty("description", out JsonElement text))
            texts.Add(Plain(text.GetString()!));
    }

    private static string Plain(string text) =>
        string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    [GeneratedRegex(@"One of: (.*?)\.(?= |$)")]
    private static partial Regex Values();

    [GeneratedRegex(@"\s*(One of:|Defaults? |A list keyed by|No value occurs twice).*$")]
    private static partial Regex Facts();
}
