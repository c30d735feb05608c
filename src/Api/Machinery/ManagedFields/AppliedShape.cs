using System.Globalization;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.ManagedFields;

/// <summary>
/// Whether what somebody applies has the shape of its kind: apply refuses fields that the schema does not declare,
/// values of another form, and lists with two elements of one key. Texts are those of structured merge.
/// </summary>
internal static class AppliedShape
{
    // More complaints than this help nobody.
    private const int ViolationsMax = 100;

    /// <summary>What is wrong, as one text; null when nothing is.</summary>
    public static string? Violation(Tree applied, Schema schema)
    {
        List<string> violations = [];
        Check(applied, schema, "", violations);
        return violations.Count switch
        {
            0 => null,
            1 => violations[0],
            _ => "errors:\n  " + string.Join("\n  ", violations),
        };
    }

    private static void Check(Tree value, Schema? schema, string path, List<string> violations)
    {
        if (violations.Count >= ViolationsMax || schema is null || value.IsNull)
            return;
        switch (schema.Kind)
        {
            case SchemaKind.Object or SchemaKind.Map when value is TreeObject members:
                foreach ((string name, Tree member) in members.Members)
                    CheckMember(name, member, schema, path, violations);
                break;
            case SchemaKind.Object or SchemaKind.Map:
                Complain(path, $"expected map, got &{{{GoText.Plain(value)}}}", violations);
                break;
            case SchemaKind.List when value is TreeList list:
                CheckList(list, schema, path, violations);
                break;
            case SchemaKind.List:
                Complain(path, $"expected list, got &{{{GoText.Plain(value)}}}", violations);
                break;
            case SchemaKind.Any:
                break;
            default:
                CheckScalar(value, schema, path, violations);
                break;
        }
    }

    private static void CheckMember(
        string name, Tree member, Schema schema, string path, List<string> violations)
    {
        if (schema.Kind == SchemaKind.Map)
            Check(member, schema.Element, $"{path}.{name}", violations);
        else if (schema.HasTypeMeta && name is "apiVersion" or "kind")
            CheckScalar(member, Schemas.String, $"{path}.{name}", violations);
        else if (schema.Field(name) is { } field)
            Check(member, field.Type, $"{path}.{name}", violations);
        else
            Complain($"{path}.{name}", "field not declared in schema", violations);
    }

    private static void CheckList(TreeList list, Schema schema, string path, List<string> violations)
    {
        HashSet<PathElement> seen = [];
        for (int i = 0; i < list.Count; i++)
        {
            if (schema.ListType == ListType.Atomic)
            {
                Check(list[i], schema.Element, $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]", violations);
                continue;
            }
            (PathElement? step, string why) =
                schema.ListType == ListType.Set ? Value(list[i]) : Key(schema, list[i]);
            if (step is null)
            {
                Complain(path, $"element {i.ToString(CultureInfo.InvariantCulture)}: {why}", violations);
                continue;
            }
            if (!seen.Add(step))
                Complain(path, $"duplicate entries for key {step}", violations);
            Check(list[i], schema.Element, path + step, violations);
        }
    }

    private static (PathElement? Step, string Why) Value(Tree element) => element switch
    {
        TreeObject => (null, "associative list without keys has an element that's a map type"),
        TreeList => (null, "not supported: associative list with lists as elements"),
        TreeNull => (null, "associative list without keys has an element that's an explicit null"),
        _ => (PathElement.OfValue(element), ""),
    };

    private static (PathElement? Step, string Why) Key(Schema schema, Tree element)
    {
        if (element.IsNull)
            return (null, "associative list with keys may not have a null element");
        if (element is not TreeObject members)
            return (null, "associative list with keys may not have non-map elements");
        if (SchemaWalk.Key(schema, members) is { } step)
            return (step, "");
        string keys = string.Join(' ', schema.ListKeys.Select(FieldErrors.Quote));
        return (null, $"associative list with keys has an element that omits all key fields [{keys}] "
            + "(and doesn't have default values for any key fields)");
    }

    private static void CheckScalar(Tree value, Schema schema, string path, List<string> violations)
    {
        string? expected = schema.Kind switch
        {
            SchemaKind.Integer or SchemaKind.Number when value is not TreeNumber =>
                "expected numeric (int or float), got *value.valueUnstructured",
            SchemaKind.Boolean when value is not TreeBoolean => $"expected boolean, got &{{{GoText.Plain(value)}}}",
            SchemaKind.String or SchemaKind.Bytes or SchemaKind.Duration when value is not TreeString =>
                $"expected string, got &value.valueUnstructured{{Value:{GoText.Typed(value)}}}",
            _ when !value.IsLeaf => $"expected any scalar, got &{{{GoText.Plain(value)}}}",
            _ => null,
        };
        if (expected is not null)
            Complain(path, expected, violations);
    }

    private static void Complain(string path, string what, List<string> violations)
    {
        if (violations.Count < ViolationsMax)
            violations.Add(path.Length == 0 ? what : $"{path}: {what}");
    }
}
