using System.Globalization;
using Kubesharp.Api;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.Codecs;

/// <summary>What the published document does not say of a field: protobuf number and documented default.</summary>
public sealed class FieldFactsTests
{
    // Columns of the table.
    private const int Group = 0, Type = 1, Name = 2, Number = 5, Default = 13;

    [Fact]
    public void NumbersAndDefaultsAreThoseOfTheTable()
    {
        Dictionary<string, Schema> schemas = Definitions();
        List<string> differences = [];
        int compared = 0;
        foreach (string[] row in File.ReadLines(KubernetesFacts.Require("fields.tsv")).Skip(1)
            .Select(static line => line.Split('\t')).Where(static row => row.Length > Default))
        {
            if (schemas.GetValueOrDefault($"{row[Group]}.{row[Type]}")?.Field(row[Name]) is not { } field)
                continue;
            compared++;
            int number = row[Number].Length == 0 ? 0 : int.Parse(row[Number], CultureInfo.InvariantCulture);
            // A default that names a constant of Go is written out here.
            string? expected = row[Default].Length == 0 ? null
                : row[Default].StartsWith("ref(", StringComparison.Ordinal) ? field.Default : row[Default];
            if (number != field.Number || expected != field.Default)
                differences.Add(
                    $"{row[Type]}.{row[Name]}: table {number} {expected}, here {field.Number} {field.Default}");
        }
        Assert.Empty(differences);
        Assert.True(compared > 1500, $"only {compared} fields were compared");
    }

    private static Dictionary<string, Schema> Definitions()
    {
        Dictionary<string, Schema> schemas = new(StringComparer.Ordinal);
        foreach ((string apiVersion, string kind) in ResourceRegistry.Kinds)
            Collect(ResourceRegistry.FindCodec(apiVersion, kind)!.Schema, schemas);
        return schemas;
    }

    // The key is the group's folder, version and type: apps/v1.Deployment.
    private static void Collect(Schema schema, Dictionary<string, Schema> schemas)
    {
        if (schema.Kind == SchemaKind.Object)
        {
            string[] parts = schema.Definition!.Split('.');
            if (!schemas.TryAdd($"{parts[^3]}/{parts[^2]}.{parts[^1]}", schema))
                return;
        }
        if (schema.Element is not null)
            Collect(schema.Element, schemas);
        foreach (SchemaField field in schema.Fields)
            Collect(field.Type, schemas);
    }
}
