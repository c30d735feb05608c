using Kubesharp.Logging;
using Microsoft.Extensions.Logging;
using Xunit;

// Not Kubesharp.Tests.Kubesharp: that name would hide the product's own from every other test.
namespace Kubesharp.Tests.Programs.Logging;

public sealed class LogLineTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, 6, TimeSpan.Zero);

    private static readonly KeyValuePair<string, object?>[] Fields =
        [new("node", "a b"), new("count", 3), new("{OriginalFormat}", "x")];

    [Fact]
    public void TextIsOneLineOfNamesAndValues() => Assert.Equal(
        "time=2026-01-02T03:04:05.006Z level=warning logger=Node msg=\"say \\\"hi\\\"\\nnow\" node=\"a b\" count=3",
        LogLine.Text(Time, LogLevel.Warning, "Kubesharp.Node", "say \"hi\"\nnow", Fields, null));

    [Fact]
    public void JsonIsOneObject() => Assert.Equal(
        """
        {"time":"2026-01-02T03:04:05.006Z","level":"info","logger":"Node","msg":"hi","node":"a b","count":"3"}
        """,
        LogLine.Json(Time, LogLevel.Information, "Kubesharp.Node", "hi", Fields, null));

    [Fact]
    public void AnExceptionStaysOnTheLine() => Assert.DoesNotContain('\n',
        LogLine.Text(Time, LogLevel.Error, "x", "failed", [], new InvalidOperationException("a\nb")));
}
