using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Trees;

namespace Kubesharp.Tests.Api.Machinery.ManagedFields;

/// <summary>Objects of any kind with random fields, made from its schema.</summary>
internal static class RandomObjects
{
    // Few, so that keys meet; some that need escapes in one of the encodings around them.
    private static readonly string[] Texts =
    [
        "a", "b", "web", "x/y.z", "TCP", "UDP", "", "with space", "q\"uote", "back\\slash", "<&>", "ünï",
        "\ud83d\ude00",
    ];
    private static readonly string[] Names = ["a", "b", "web", "x/y.z", "A-1", "with space", "q\"uote", "ü", "<"];

    /// <summary>An object, or null when what came out is none of the kind.</summary>
    public static ApiObject? Read(KindCodec codec, Tree tree)
    {
        try
        {
            return (ApiObject)codec.ReadJson(TreeJson.Write(tree));
        }
        catch (DecodeException)
        {
            return null;
        }
    }

    public static Tree Of(Random random, Schema schema, int depth = 0)
    {
        switch (schema.Kind)
        {
            case SchemaKind.Object:
                var builder = new TreeObject.Builder(4);
                foreach (SchemaField field in schema.Fields)
                {
                    if (random.Next(depth < 2 ? 2 : 3) == 0 && depth < 9 && field.Name != "managedFields")
                        builder.Set(field.Name, Of(random, field.Type, depth + 1));
                }
                return builder.Build();
            case SchemaKind.Map:
                var map = new TreeObject.Builder(4);
                for (int count = random.Next(4); count > 0; count--)
                    map.Set(Names[random.Next(Names.Length)], Of(random, schema.Element!, depth + 1));
                return map.Build();
            case SchemaKind.List:
                var list = new List<Tree>();
                for (int count = random.Next(4); count > 0; count--)
                    list.Add(Of(random, schema.Element!, depth + 1));
                return TreeList.Of(list);
            default:
                return Scalar(random, schema);
        }
    }

    /// <summary>The same with one random part made anew or taken away.</summary>
    public static Tree Changed(Random random, Tree tree, Schema? schema)
    {
        if (tree is not TreeObject { Count: > 0 } value || schema is null)
            return schema is null ? tree : Of(random, schema, 2);
        KeyValuePair<string, Tree> member = value.Members[random.Next(value.Count)];
        Schema? below = schema.Kind == SchemaKind.Map ? schema.Element : schema.Field(member.Key)?.Type;
        return random.Next(8) switch
        {
            0 => value.Without(member.Key),
            1 when below is not null => value.With(member.Key, Of(random, below, 2)),
            _ when member.Value is TreeList { Count: > 0 } list && below?.Element is { } element =>
                value.With(member.Key, Changed(random, list, element)),
            _ => value.With(member.Key, Changed(random, member.Value, below)),
        };
    }

    private static Tree Changed(Random random, TreeList list, Schema element)
    {
        List<Tree> items = [.. list.Items];
        int at = random.Next(items.Count);
        if (random.Next(4) == 0)
            items.RemoveAt(at);
        else
            items[at] = Changed(random, items[at], element);
        return TreeList.Of(items);
    }

    private static Tree Scalar(Random random, Schema schema) => schema.Kind switch
    {
        SchemaKind.Integer => random.Next(5) - 1,
        SchemaKind.Number => random.Next(5),
        SchemaKind.Boolean => random.Next(2) == 0,
        SchemaKind.IntOrString => random.Next(2) == 0 ? random.Next(3) : Texts[random.Next(Texts.Length)],
        SchemaKind.Quantity => random.Next(2) == 0 ? "100m" : "1Gi",
        SchemaKind.Time => random.Next(6) == 0 ? Tree.Null : "2026-03-01T10:20:30Z",
        SchemaKind.MicroTime => random.Next(6) == 0 ? Tree.Null : "2026-03-01T10:20:30.123456Z",
        SchemaKind.Duration => "10s",
        SchemaKind.Bytes => Convert.ToBase64String(Encoding.UTF8.GetBytes(Texts[random.Next(Texts.Length)])),
        SchemaKind.Any => TreeObject.Of(("x", random.Next(3)), ("y", TreeObject.Empty)),
        _ => Texts[random.Next(Texts.Length)],
    };
}
