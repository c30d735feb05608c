using System.CommandLine;

namespace Kubesharp.Options;

/// <summary>
/// Brings flags, configuration file and defaults together; a flag wins over the file, the file over the default.
/// Every violation is collected: a user who made three mistakes should hear of three.
/// </summary>
internal sealed class SettingReader
{
    private readonly Dictionary<Setting, IReadOnlyList<string>> values = [];
    private readonly List<string> problems = [];

    public SettingReader(ParseResult flags, IReadOnlyList<Setting> settings, ConfigurationFile? file)
    {
        foreach (Setting setting in settings)
        {
            if (flags.GetResult(setting.Flag) is { Implicit: false })
            {
                // A switch without a value is on.
                string[] given = flags.GetValue(setting.Flag) ?? [];
                Take(setting, given.Length > 0 ? given : [""], $"--{setting.Name}");
            }
            else if (file?.Values.GetValueOrDefault(setting.Name) is { } written)
            {
                Take(setting, written, $"{setting.Name} in {file.Path}");
            }
        }
        if (file is null)
            return;
        HashSet<string> known = [.. settings.Select(static setting => setting.Name)];
        foreach (string name in file.Values.Keys.Where(name => !known.Contains(name)))
            problems.Add($"{name} in {file.Path} is not a setting of this command");
    }

    public IReadOnlyList<string> Problems => problems;

    /// <summary>Whether anybody has set it.</summary>
    public bool Has(Setting setting) => values.ContainsKey(setting);

    public T Get<T>(Setting<T> setting) => setting.ValueOf(values.GetValueOrDefault(setting) ?? []);

    public IReadOnlyList<string> Get(ListSetting setting) =>
        setting.ValueOf(values.GetValueOrDefault(setting) ?? []);

    private void Take(Setting setting, IReadOnlyList<string> texts, string source)
    {
        if (texts.Count > 1 && !setting.IsList)
            problems.Add($"{source} is given {texts.Count} times");
        else if (texts.Count > 0 && setting.ProblemOf(texts) is { } problem)
            problems.Add(setting.IsSecret ? $"{source}: {problem}" : $"{source} is \"{texts[^1]}\": {problem}");
        else
            values[setting] = texts;
    }
}
