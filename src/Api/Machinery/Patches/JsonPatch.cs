using System.Globalization;
using Kubesharp.Api.Trees;

namespace Kubesharp.Api.Patches;

/// <summary>RFC 6902. The operations apply one after the other; the first that fails undoes all.</summary>
public static class JsonPatch
{
    public const int OperationsMax = 10_000;
    // Copying a value onto itself doubles it each time; no object may grow beyond what a body may hold.
    internal const int CopiedBytesMax = 3 * 1024 * 1024;

    public static PatchResult Apply(Tree target, Tree patch)
    {
        if (patch is not TreeList operations)
            return PatchResult.Malformed("json: cannot unmarshal object into Go value of type jsonpatch.Patch");
        if (operations.Count > OperationsMax)
        {
            return PatchResult.TooLarge(
                $"The allowed maximum operations in a JSON patch is {OperationsMax}, got {operations.Count}");
        }
        try
        {
            long copied = 0;
            foreach (Tree operation in operations)
                target = Apply(target, Operation.Read(operation), ref copied);
            return PatchResult.Of(target);
        }
        catch (Mismatch mismatch)
        {
            return mismatch.IsMalformed
                ? PatchResult.Malformed(mismatch.Message)
                : PatchResult.Unprocessable(mismatch.Message);
        }
    }

    private static Tree Apply(Tree document, Operation operation, ref long copied)
    {
        string[] path = Pointer(operation.Path);
        switch (operation.Name)
        {
            case "add":
                return Change(document, path, 0, operation, Edit.Add, operation.RequiredValue);
            case "remove":
                return Change(document, path, 0, operation, Edit.Remove, Tree.Null);
            case "replace":
                return Change(document, path, 0, operation, Edit.Replace, operation.RequiredValue);
            case "move":
                Tree moved = Find(document, Pointer(operation.From), operation)
                    ?? throw operation.Missing(operation.From);
                if (operation.Path.StartsWith(operation.From + "/", StringComparison.Ordinal))
                {
                    throw new Mismatch(
                        $"move operation does not apply: {operation.From} is a prefix of {operation.Path}");
                }
                document = Change(document, Pointer(operation.From), 0, operation, Edit.Remove, Tree.Null);
                return Change(document, path, 0, operation, Edit.Add, moved);
            case "copy":
                Tree source = Find(document, Pointer(operation.From), operation)
                    ?? throw operation.Missing(operation.From);
                copied += TreeJson.Write(source).Length;
                if (copied > CopiedBytesMax)
                {
                    throw new Mismatch("Unable to complete the copy, the accumulated size increase of copy is "
                        + $"{copied}, exceeding the limit {CopiedBytesMax}");
                }
                return Change(document, path, 0, operation, Edit.Add, source);
            case "test":
                Tree actual = Find(document, path, operation) ?? Tree.Null;
                if (!actual.Equals(operation.Value ?? Tree.Null))
                    throw new Mismatch($"testing value {operation.Path} failed: test failed");
                return document;
            default:
                throw new Mismatch($"Unexpected kind: {operation.Name}", malformed: true);
        }
    }

    private static Tree? Find(Tree document, string[] path, Operation operation)
    {
        Tree? current = document;
        foreach (string token in path)
        {
            switch (current)
            {
                case TreeObject value:
                    current = value[token];
                    break;
                case TreeList list:
                    int index = Index(token, list.Count, operation);
                    current = index >= 0 && index < list.Count ? list[index] : null;
                    break;
                default:
                    return null;
            }
        }
        return current;
    }

    /// <summary>Rebuilds the containers on the way to the place that changes.</summary>
    private static Tree Change(Tree current, string[] path, int depth, Operation operation, Edit edit, Tree value)
    {
        if (depth == path.Length)
            return edit == Edit.Remove ? throw operation.Missing(operation.Path) : value;
        string token = path[depth];
        bool last = depth == path.Length - 1;
        switch (current)
        {
            case TreeObject parent when last:
                if (edit != Edit.Add && !parent.Has(token))
                    throw operation.MissingKey(token);
                return edit == Edit.Remove ? parent.Without(token) : parent.With(token, value);
            case TreeObject parent:
                Tree member = parent[token] ?? throw operation.Missing(operation.Path);
                return parent.With(token, Change(member, path, depth + 1, operation, edit, value));
            case TreeList parent:
                int index = token == "-" && last && edit == Edit.Add
                    ? parent.Count
                    : Index(token, parent.Count, operation);
                int limit = last && edit == Edit.Add ? parent.Count : parent.Count - 1;
                if (index < 0 || index > limit)
                    throw operation.OutOfBounds(token);
                if (!last)
                    return parent.With(index, Change(parent[index], path, depth + 1, operation, edit, value));
                return edit switch
                {
                    Edit.Add => parent.Insert(index, value),
                    Edit.Remove => parent.RemoveAt(index),
                    _ => parent.With(index, value),
                };
            default:
                throw operation.Missing(operation.Path);
        }
    }

    /// <summary>Negative indices count from the end, as Kubernetes' patches always could.</summary>
    private static int Index(string token, int count, Operation operation)
    {
        if (!int.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int index))
            throw operation.OutOfBounds(token);
        return index < 0 ? index + count : index;
    }

    private static string[] Pointer(string text)
    {
        if (text.Length == 0)
            return [];
        if (text[0] != '/')
            throw new Mismatch($"a path must begin with a slash: \"{text}\"");
        string[] tokens = text[1..].Split('/');
        for (int i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Contains('~', StringComparison.Ordinal))
            {
                tokens[i] = tokens[i].Replace("~1", "/", StringComparison.Ordinal)
                    .Replace("~0", "~", StringComparison.Ordinal);
            }
        }
        return tokens;
    }

    private enum Edit { Add, Remove, Replace }

    private sealed record Operation(string Name, string Path, string From, Tree? Value)
    {
        public Tree RequiredValue => Value ?? throw new Mismatch($"{Name} operation needs a value");

        public static Operation Read(Tree tree)
        {
            if (tree is not TreeObject value)
                throw new Mismatch("an operation must be an object", malformed: true);
            return new(
                value["op"]?.Text ?? "unknown", value["path"]?.Text ?? throw new Mismatch("missing path"),
                value["from"]?.Text ?? "", value["value"]);
        }

        public Mismatch Missing(string path) =>
            new($"{Name} operation does not apply: doc is missing path: \"{path}\": missing value");

        public Mismatch MissingKey(string key) => Name == "remove"
            ? new($"remove operation does not apply: unable to remove nonexistent key: {key}: missing value")
            : new($"{Name} operation does not apply: doc is missing key: {Path}: missing value");

        public Mismatch OutOfBounds(string token) =>
            new($"{Name} operation does not apply: unable to access invalid index: {token}: invalid index referenced");
    }

    /// <summary>Never leaves this class: turned into a result at the entry.</summary>
    private sealed class Mismatch(string message, bool malformed = false) : Exception(message)
    {
        public bool IsMalformed => malformed;
    }
}
