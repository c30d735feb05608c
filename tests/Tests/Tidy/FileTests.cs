using System.Text.RegularExpressions;
using Xunit;

namespace Kubesharp.Tests.Tidy;

public sealed partial class FileTests
{
    private const int LinesMax = 800;
    private const int ColumnsMax = 120;

    private static IEnumerable<string> Sources =>
        ((string[])["src", "eng", "tests", "bench"]).SelectMany(folder => WorkingCopy.Files(folder, ".cs"))
        .Append("make.cs");

    [Fact]
    public void FilesAreAtMost800Lines() =>
        Assert.DoesNotContain(Sources, path => WorkingCopy.Lines(path).Length > LinesMax);

    [Fact]
    public void LinesAreAtMost120Columns()
    {
        IEnumerable<string> tooLong = Sources.SelectMany(path => WorkingCopy.Lines(path)
            .Select((line, index) => (line, place: $"{path}:{index + 1}"))
            .Where(entry => entry.line.Length > ColumnsMax && !IsExempt(path, entry.line))
            .Select(entry => entry.place));
        Assert.True(!tooLong.Any(), string.Join('\n', tooLong));
    }

    [Fact]
    public void NamesSayWhatAThingIs()
    {
        // These words fit everything and so say nothing.
        Assert.DoesNotContain(Sources, path => VagueName().IsMatch(Path.GetFileName(path)));
    }

    [Fact]
    public void TestsMirrorTheSources()
    {
        IEnumerable<string> strays = WorkingCopy.Files("tests/Tests", ".cs")
            .Select(path => Path.GetRelativePath("tests/Tests", Path.GetDirectoryName(path)!))
            .Where(folder => folder is not "." && !folder.StartsWith("Tidy", StringComparison.Ordinal))
            .Distinct()
            .Where(folder => !Directory.Exists(Path.Combine(WorkingCopy.Root, "src", folder))
                && !Directory.Exists(Path.Combine(WorkingCopy.Root, "eng", folder)));
        Assert.Empty(strays);
    }

    [Fact]
    public void FilesEndWithANewLineAndHaveNoTabs()
    {
        IEnumerable<string> untidy = Sources.Where(path =>
        {
            string text = File.ReadAllText(Path.Combine(WorkingCopy.Root, path));
            return !text.EndsWith('\n') || text.Contains('\t', StringComparison.Ordinal) || text.Contains('\r');
        });
        Assert.Empty(untidy);
    }

    // A text that clients match on stays whole: a break inside would hide it from search. The attributes of the API's
    // kinds are tables brought in from the published description.
    private static bool IsExempt(string path, string line) =>
        OneLiteral().IsMatch(line)
        || (path.StartsWith("src/Api/", StringComparison.Ordinal) && ApiAttribute().IsMatch(line));

    [GeneratedRegex("""^\s*\+?\s*\$?"[^"]*"[,;)]*$""")]
    private static partial Regex OneLiteral();

    [GeneratedRegex("""^\s*(\[ApiResource|Subresources = )""")]
    private static partial Regex ApiAttribute();

    [GeneratedRegex("(Utils?|Helpers?|Manager|Impl)(Tests)?\\.cs$")]
    private static partial Regex VagueName();
}
