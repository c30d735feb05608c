using Kubesharp.Api;
using Kubesharp.Api.Trees;

namespace Kubesharp.Scheduler.Configuration;

/// <summary>
/// A mapping of a configuration file that is read member by member: wrong types are reported with their path, and in
/// the end every member that nobody has asked for.
/// </summary>
internal sealed class ConfigurationSection
{
    private readonly TreeObject members;
    private readonly string path;
    private readonly List<string> problems;
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public ConfigurationSection(TreeObject members, string path, List<string> problems)
    {
        this.members = members;
        this.path = path;
        this.problems = problems;
    }

    public string Path => path;

    public bool Has(string name) => members.TryGet(name, out Tree? value) && !value.IsNull;

    public void Report(string name, string problem) => problems.Add($"{PathOf(name)}: {problem}");

    public string Text(string name, string fallback = "")
    {
        Tree? value = Take(name);
        if (value is null)
            return fallback;
        if (value.Text is { } text)
            return text;
        Report(name, "must be a string");
        return fallback;
    }

    public int Int(string name, int fallback, int min = int.MinValue, int max = int.MaxValue)
    {
        Tree? value = Take(name);
        if (value is null)
            return fallback;
        if (value is TreeNumber { IsInteger: true } number && number.Integer >= min && number.Integer <= max)
            return (int)number.Integer;
        string bounds = (min, max) switch
        {
            (int.MinValue, int.MaxValue) => "a whole number",
            (_, int.MaxValue) => $"a whole number of at least {min}",
            _ => $"a whole number in the range {min}-{max}",
        };
        problems.Add($"{PathOf(name)}: Invalid value: {value}: must be {bounds}");
        return fallback;
    }

    public int? OptionalInt(string name, int min, int max) => Has(name) ? Int(name, 0, min, max) : Ignore(name);

    public bool Bool(string name)
    {
        Tree? value = Take(name);
        if (value is null or TreeBoolean)
            return value is not null && value.Equals(Tree.True);
        Report(name, "must be true or false");
        return false;
    }

    /// <summary>As metav1.Duration: <c>10s</c>, <c>1m0s</c>.</summary>
    public TimeSpan Duration(string name, TimeSpan fallback)
    {
        if (Take(name) is not { } value)
            return fallback;
        if (value.Text is { } text && Api.Duration.TryParse(text, out Api.Duration duration))
            return TimeSpan.FromTicks(duration.Nanoseconds / TimeSpan.NanosecondsPerTick);
        problems.Add($"{PathOf(name)}: Invalid value: {value}: must be a duration such as 10s or 1m30s");
        return fallback;
    }

    public IReadOnlyList<string> Texts(string name)
    {
        List<string> texts = [];
        foreach ((Tree value, string at) in Items(name))
        {
            if (value.Text is { } text)
                texts.Add(text);
            else
                problems.Add($"{at}: must be a string");
        }
        return texts;
    }

    /// <summary>Null: not given.</summary>
    public ConfigurationSection? Section(string name)
    {
        Tree? value = Take(name);
        if (value is null)
            return null;
        if (value is TreeObject section)
            return new ConfigurationSection(section, PathOf(name), problems);
        Report(name, "must be a mapping");
        return null;
    }

    public IReadOnlyList<ConfigurationSection> Sections(string name)
    {
        List<ConfigurationSection> sections = [];
        foreach ((Tree value, string at) in Items(name))
        {
            if (value is TreeObject section)
                sections.Add(new ConfigurationSection(section, at, problems));
            else
                problems.Add($"{at}: must be a mapping");
        }
        return sections;
    }

    /// <summary>The member as it is.</summary>
    public Tree? Raw(string name) => Take(name);

    /// <summary>Members that are understood and of no use here.</summary>
    public int? Ignore(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
            asked.Add(name);
        return null;
    }

    /// <summary>Reports what nobody asked for, with upstream's words.</summary>
    public void Finish()
    {
        foreach ((string name, _) in members)
        {
            if (!asked.Contains(name))
                problems.Add($"strict decoding error: unknown field \"{PathOf(name)}\"");
        }
    }

    private List<(Tree Value, string Path)> Items(string name)
    {
        Tree? value = Take(name);
        if (value is null)
            return [];
        if (value is TreeList list)
            return [.. list.Select((item, i) => (item, $"{PathOf(name)}[{i}]"))];
        Report(name, "must be a list");
        return [];
    }

    private Tree? Take(string name)
    {
        asked.Add(name);
        return members[name] is { IsNull: false } value ? value : null;
    }

    private string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
