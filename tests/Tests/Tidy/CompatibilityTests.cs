using System.Text.RegularExpressions;
using Xunit;

namespace Kubesharp.Tests.Tidy;

/// <summary>docs/compatibility.md claims nothing that no test names.</summary>
public sealed partial class CompatibilityTests
{
    private static readonly Dictionary<string, string> States = WorkingCopy.Lines("docs/compatibility.md")
        .Select(line => Row().Match(line)).Where(match => match.Success)
        .ToDictionary(match => match.Groups["line"].Value, match => match.Groups["state"].Value);

    [Fact]
    public void EveryLineHasAState()
    {
        Assert.Equal(120, States.Count);
        Assert.DoesNotContain(States, entry => !State().IsMatch(entry.Value));
    }

    [Fact]
    public void WhatIsDoneIsNamedByATest()
    {
        HashSet<string> named = [.. WorkingCopy.Files("tests", ".cs")
            .Where(path => !path.EndsWith("CompatibilityTests.cs", StringComparison.Ordinal))
            .SelectMany(WorkingCopy.Lines).SelectMany(line => Line().Matches(line)).Select(match => match.Value)];
        string[] unproven = [.. States.Where(entry => !entry.Value.StartsWith("not yet", StringComparison.Ordinal))
            .Select(entry => entry.Key).Where(line => !named.Contains(line)).Order(StringComparer.Ordinal)];
        Assert.True(unproven.Length == 0, "No test names: " + string.Join(", ", unproven));
    }

    [GeneratedRegex("""^\| (?<line>E\d{3}) \| [^|]+ \| (?<state>[^|]+) \|$""")]
    private static partial Regex Row();

    [GeneratedRegex("^(done|not yet|partly: .+)$")]
    private static partial Regex State();

    [GeneratedRegex(@"\bE\d{3}(?=\D|$)|(?<=_)E\d{3}(?=_|\D)")]
    private static partial Regex Line();
}
