using System.Text;
using Kubesharp.Api.Trees;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kubesharp.Api.Yaml;

/// <summary>
/// Reads YAML as Kubernetes does: one or many documents, each turned into what JSON could say. Anchors may be used, but
/// not to blow a document up; duplicate keys are an error, or go to the report when there is one.
/// </summary>
public static class YamlReader
{
    /// <summary>How many values aliases may add to a document; beyond it is no configuration but an attack.</summary>
    public const int AliasedValuesMax = 400_000;

    /// <summary>
    /// Reads the only document. An empty text is null. Throws <see cref="DecodeException"/> with the line.
    /// </summary>
    public static Tree Parse(string text, DecodeReport? report = null)
    {
        IReadOnlyList<Tree> documents = ParseAll(text, report);
        return documents.Count switch
        {
            0 => Tree.Null,
            1 => documents[0],
            _ => throw new DecodeException("yaml: expected a single document, but found more"),
        };
    }

    /// <inheritdoc cref="Parse(string, DecodeReport?)"/>
    public static Tree Parse(ReadOnlySpan<byte> utf8, DecodeReport? report = null) =>
        utf8.StartsWith("{"u8) && ReadJson(utf8) is { } tree ? tree : Parse(Decode(utf8), report);

    /// <summary>
    /// JSON is YAML, and most that comes as YAML from programs is JSON: read as such when both readings are the same.
    /// Null when YAML has to decide: about fractions, duplicate keys, and what is no JSON.
    /// </summary>
    private static Tree? ReadJson(ReadOnlySpan<byte> utf8)
    {
        try
        {
            DecodeReport report = new();
            Tree tree = TreeJson.Parse(utf8, report);
            return report.DuplicateFields.Count == 0 && HasIntegersOnly(tree) ? tree : null;
        }
        catch (DecodeException)
        {
            return null;
        }
    }

    private static bool HasIntegersOnly(Tree tree)
    {
        switch (tree)
        {
            case TreeNumber number:
                return number.IsInteger;
            case TreeObject value:
                foreach ((_, Tree member) in value.Members)
                {
                    if (!HasIntegersOnly(member))
                        return false;
                }
                return true;
            case TreeList list:
                foreach (Tree item in list.Items)
                {
                    if (!HasIntegersOnly(item))
                        return false;
                }
                return true;
            default:
                return true;
        }
    }

    /// <summary>Reads all documents, leaving out the empty ones.</summary>
    public static IReadOnlyList<Tree> ParseAll(string text, DecodeReport? report = null)
    {
        if (text.StartsWith('\uFEFF'))
            text = text[1..];
        var documents = new List<Tree>();
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            while (parser.TryConsume<DocumentStart>(out _))
            {
                Tree document = new Document(parser, report).Read();
                if (!document.IsNull)
                    documents.Add(document);
                parser.Consume<DocumentEnd>();
            }
        }
        catch (YamlException exception)
        {
            throw new DecodeException($"yaml: line {exception.Start.Line}: {exception.Message}");
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // The library's scanner stumbles so over some texts that are no YAML.
            throw new DecodeException($"yaml: invalid syntax: {exception.Message}");
        }
        return documents;
    }

    /// <inheritdoc cref="ParseAll(string, DecodeReport?)"/>
    public static IReadOnlyList<Tree> ParseAll(ReadOnlySpan<byte> utf8, DecodeReport? report = null) =>
        ParseAll(Decode(utf8), report);

    private static string Decode(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            throw new DecodeException("yaml: invalid UTF-8");
        }
    }

    /// <summary>The state of one document: its anchors, and how far aliases have made it grow.</summary>
    private sealed class Document(Parser parser, DecodeReport? report)
    {
        private readonly Dictionary<AnchorName, (Tree Tree, int Values)> anchors = [];
        private int values;
        private int aliased;
        private int depth;

        private const string MergeRequires = "map merge requires map or sequence of maps as the value";

        public Tree Read() => ReadValue("");

        private Tree ReadValue(string path)
        {
            if (parser.Current is AnchorAlias)
                return Expand(parser.Consume<AnchorAlias>());
            int before = values++;
            ParsingEvent current = parser.Current!;
            AnchorName anchor = current is NodeEvent node ? node.Anchor : AnchorName.Empty;
            if (++depth > TreeJson.DepthMax)
                throw new DecodeException("yaml: exceeded max depth");
            Tree tree = current switch
            {
                Scalar => ReadScalar(parser.Consume<Scalar>()),
                SequenceStart => ReadSequence(path),
                MappingStart => ReadMapping(path),
                _ => throw new DecodeException($"yaml: line {current.Start.Line}: unexpected content"),
            };
            depth--;
            if (!anchor.IsEmpty)
                anchors[anchor] = (tree, values - before);
            return tree;
        }

        private Tree Expand(AnchorAlias alias)
        {
            if (!anchors.TryGetValue(alias.Value, out (Tree Tree, int Values) target))
                throw new DecodeException($"yaml: line {alias.Start.Line}: unknown anchor '{alias.Value}' referenced");
            values += target.Values;
            aliased += target.Values;
            if (aliased > AliasedValuesMax)
                throw new DecodeException("yaml: document contains excessive aliasing");
            return target.Tree;
        }

        private static Tree ReadScalar(Scalar scalar)
        {
            // A lone exclamation mark says that the text is meant as text.
            if (scalar.Tag.IsNonSpecific)
                return scalar.Value;
            if (!scalar.Tag.IsEmpty)
                return YamlScalars.ResolveTagged(scalar.Value, scalar.Tag.Value);
            return scalar.Style == ScalarStyle.Plain ? YamlScalars.Resolve(scalar.Value) : scalar.Value;
        }

        private TreeList ReadSequence(string path)
        {
            parser.Consume<SequenceStart>();
            var items = new List<Tree>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(ReadValue(report is null ? "" : $"{path}[{items.Count}]"));
            return TreeList.Of(items);
        }

        private TreeObject ReadMapping(string path)
        {
            parser.Consume<MappingStart>();
            var builder = new TreeObject.Builder();
            List<TreeObject>? merged = null;
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                Mark start = parser.Current!.Start;
                if (parser.Current is Scalar { Value: "<<", Style: ScalarStyle.Plain, Tag.IsEmpty: true })
                {
                    parser.MoveNext();
                    AddMerged(ReadValue(path), merged ??= [], start);
                    continue;
                }
                string key = KeyOf(ReadValue(path), start);
                string memberPath = report is null ? "" : path.Length == 0 ? key : $"{path}.{key}";
                if (builder.Set(key, ReadValue(memberPath)))
                    continue;
                if (report is null)
                    throw new DecodeException($"yaml: line {start.Line}: key \"{key}\" already set in map");
                report.AddDuplicateKey(memberPath, key, start.Line);
            }
            // Explicit keys win over merged ones, and earlier merges over later ones.
            foreach (TreeObject source in merged ?? [])
            {
                foreach ((string key, Tree value) in source)
                {
                    if (builder[key] is null)
                        builder.Set(key, value);
                }
            }
            return builder.Build();
        }

        private static void AddMerged(Tree value, List<TreeObject> merged, Mark start)
        {
            switch (value)
            {
                case TreeObject source:
                    merged.Add(source);
                    return;
                case TreeList list:
                    foreach (Tree item in list)
                    {
                        if (item is not TreeObject element)
                            throw new DecodeException($"yaml: line {start.Line}: {MergeRequires}");
                        merged.Add(element);
                    }
                    return;
                default:
                    throw new DecodeException($"yaml: line {start.Line}: {MergeRequires}");
            }
        }

        private static string KeyOf(Tree key, Mark start) => key switch
        {
            TreeString text => text.Value,
            TreeNumber number => number.Json,
            TreeBoolean value => value.Value ? "true" : "false",
            TreeNull => "null",
            _ => throw new DecodeException($"yaml: line {start.Line}: invalid map key: a key must be a scalar"),
        };
    }
}
