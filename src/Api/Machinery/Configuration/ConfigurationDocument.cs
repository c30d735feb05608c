using System.Text.Json;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Yaml;

namespace Kubesharp.Api.Configuration;

/// <summary>
/// A mapping out of a configuration file (audit policy, encryption, authentication, ...), read strictly: a value of the
/// wrong type, a missing one and a key that nobody asked for are all reported, each with its path.
/// </summary>
/// <remarks>Ask for every key that may be there, then call <see cref="End"/>.</remarks>
public sealed class ConfigurationDocument
{
    private readonly TreeObject tree;
    private readonly string path;
    private readonly List<string> problems;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    private ConfigurationDocument(TreeObject tree, string path, List<string> problems)
    {
        this.tree = tree;
        this.path = path;
        this.problems = problems;
    }

    /// <summary>Reads YAML or JSON; the document must be of this kind.</summary>
    /// <exception cref="ConfigurationException">It cannot be read; says every reason.</exception>
    public static T Read<T>(
        string text, string kind, IReadOnlyList<string> apiVersions, Func<ConfigurationDocument, T> read)
    {
        List<string> problems = [];
        DecodeReport report = new();
        Tree tree;
        try
        {
            tree = YamlReader.Parse(text, report);
        }
        catch (Exception exception) when (exception is DecodeException or JsonException or FormatException)
        {
            throw new ConfigurationException([exception.Message]);
        }
        if (tree is not TreeObject mapping)
            throw new ConfigurationException([$"must be a mapping of kind {kind}"]);
        foreach (string duplicate in report.DuplicateFields)
            problems.Add($"{duplicate}: is set twice");
        ConfigurationDocument document = new(mapping, "", problems);
        if (document.Text("kind") is var given && given != kind)
            problems.Add($"kind: \"{given}\" must be {kind}");
        if (document.Text("apiVersion") is var version && !apiVersions.Contains(version))
            problems.Add($"apiVersion: \"{version}\" must be one of {string.Join(", ", apiVersions)}");
        document.Skip("metadata");
        T result = read(document);
        document.End();
        return problems.Count == 0 ? result : throw new ConfigurationException(problems);
    }

    /// <summary>Where this mapping stands in the document, such as <c>rules[2]</c>; empty at the top.</summary>
    public string Path => path;

    public bool Has(string key)
    {
        known.Add(key);
        return tree[key] is { IsNull: false };
    }

    public void Skip(string key) => known.Add(key);

    public void Fail(string key, string why) => problems.Add($"{PathOf(key)}: {why}");

    /// <summary>A string; empty when absent.</summary>
    public string Text(string key, bool required = false)
    {
        if (!Has(key))
        {
            if (required)
                Fail(key, "must be set");
            return "";
        }
        if (tree[key]!.Text is { } text)
            return text;
        Fail(key, $"{tree[key]} must be a string");
        return "";
    }

    public bool? Flag(string key)
    {
        if (!Has(key))
            return null;
        if (tree[key] is TreeBoolean flag)
            return flag.Value;
        Fail(key, $"{tree[key]} must be true or false");
        return null;
    }

    public long? Number(string key, long min, long max)
    {
        if (!Has(key))
            return null;
        if (tree[key] is TreeNumber { IsInteger: true } number && number.Integer >= min && number.Integer <= max)
            return number.Integer;
        Fail(key, $"{tree[key]} must be a whole number from {min} to {max}");
        return null;
    }

    /// <summary>A duration such as <c>5m</c> or <c>1h30m</c>; null when absent.</summary>
    public TimeSpan? Span(string key)
    {
        if (!Has(key))
            return null;
        if (tree[key]!.Text is { } text && Duration.TryParse(text, out Duration duration))
            return duration.ToTimeSpan();
        Fail(key, $"{tree[key]} must be a duration such as 30s or 5m");
        return null;
    }

    /// <summary>A list of strings; empty when absent.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        List<string> texts = [];
        if (Present<TreeList>(key, "must be a list of strings") is not { } list)
            return texts;
        for (int index = 0; index < list.Count; index++)
        {
            if (list[index].Text is { } text)
                texts.Add(text);
            else
                Fail($"{key}[{index}]", $"{list[index]} must be a string");
        }
        return texts;
    }

    /// <summary>A mapping of names to strings; empty when absent.</summary>
    public IReadOnlyDictionary<string, string> Map(string key)
    {
        Dictionary<string, string> map = new(StringComparer.Ordinal);
        if (Present<TreeObject>(key, "must be a mapping of names to strings") is not { } mapping)
            return map;
        foreach ((string name, Tree value) in mapping)
        {
            if (value.Text is { } text)
                map[name] = text;
            else
                Fail($"{key}[{name}]", $"{value} must be a string");
        }
        return map;
    }

    /// <summary>A nested mapping, read by the function; null when absent.</summary>
    public T? Object<T>(string key, Func<ConfigurationDocument, T> read)
        where T : class =>
        Present<TreeObject>(key, "must be a mapping") is { } mapping ? Read(mapping, PathOf(key), read) : null;

    /// <summary>A list of mappings, each read by the function; empty when absent.</summary>
    public IReadOnlyList<T> Objects<T>(string key, Func<ConfigurationDocument, T> read)
    {
        List<T> values = [];
        if (Present<TreeList>(key, "must be a list") is not { } list)
            return values;
        for (int index = 0; index < list.Count; index++)
        {
            if (list[index] is TreeObject mapping)
                values.Add(Read(mapping, $"{PathOf(key)}[{index}]", read));
            else
                Fail($"{key}[{index}]", "must be a mapping");
        }
        return values;
    }

    /// <summary>Reports the keys that nobody has asked for.</summary>
    public void End()
    {
        foreach ((string key, Tree _) in tree)
        {
            if (!known.Contains(key))
                Fail(key, $"is unknown; known are {string.Join(", ", known.Order(StringComparer.Ordinal))}");
        }
    }

    // Null when it is absent, or something else, which is a failure.
    private T? Present<T>(string key, string expected)
        where T : Tree
    {
        if (!Has(key))
            return null;
        if (tree[key] is T value)
            return value;
        Fail(key, expected);
        return null;
    }

    private T Read<T>(TreeObject mapping, string at, Func<ConfigurationDocument, T> read)
    {
        ConfigurationDocument document = new(mapping, at, problems);
        T value = read(document);
        document.End();
        return value;
    }

    private string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";
}
