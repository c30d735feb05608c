using System.CommandLine;

namespace Kubesharp.Options;

/// <summary>
/// One thing that a user can set: as the flag <c>--name</c>, or under the same name in the configuration file.
/// </summary>
internal abstract class Setting(string name, string help, bool isSwitch, bool isList)
{
    public string Name => name;
    public bool IsList => isList;
    /// <summary>Never repeated in a message.</summary>
    public bool IsSecret { get; init; }

    // Values stay text until all sources are known, so that a bad value is reported with where it came from.
    public Option<string[]> Flag { get; } = new("--" + name)
    {
        Description = help,
        Arity = isSwitch ? ArgumentArity.ZeroOrOne : isList ? ArgumentArity.OneOrMore : ArgumentArity.ExactlyOne,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = static result => [.. result.Tokens.Select(static token => token.Value)],
    };

    /// <summary>What is wrong with these values, or null.</summary>
    public abstract string? ProblemOf(IReadOnlyList<string> values);
}

/// <inheritdoc/>
internal sealed class Setting<T>(
    string name, T fallback, string help, Func<string, Parsed<T>> parse, bool isSwitch = false)
    : Setting(name, help, isSwitch, isList: false)
{
    public T Fallback => fallback;

    public override string? ProblemOf(IReadOnlyList<string> values) => Parse(values[^1]).Problem;

    public T ValueOf(IReadOnlyList<string> values) => values.Count == 0 ? fallback : Parse(values[^1]).Value!;

    private Parsed<T> Parse(string text) => parse(text);
}

/// <summary>A setting that may be given several times, or once with commas.</summary>
internal sealed class ListSetting(string name, string help) : Setting(name, help, isSwitch: false, isList: true)
{
    public override string? ProblemOf(IReadOnlyList<string> values) => null;

    public IReadOnlyList<string> ValueOf(IReadOnlyList<string> values) =>
        [.. values.SelectMany(value => value.Split(',',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}

/// <summary>A value, or why the text is none.</summary>
internal readonly record struct Parsed<T>(T? Value, string? Problem);
