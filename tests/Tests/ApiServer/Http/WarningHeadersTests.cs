using Kubesharp.ApiServer.Http;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Http;

/// <summary>E034: warnings as headers.</summary>
public sealed class WarningHeadersTests
{
    [Theory]
    [InlineData("plain", "299 - \"plain\"")]
    [InlineData("unknown field \"a\\b\"", "299 - \"unknown field \\\"a\\\\b\\\"\"")]
    [InlineData("two\r\nlines\u2028and\u0007a bell", "299 - \"two  lines and a bell\"")]
    [InlineData("grün", "299 - \"grün\"")]
    public void E034_WhatAHeaderCannotCarryIsReplaced(string text, string expected) =>
        Assert.Equal([expected], WarningHeaders.Of([text]));

    [Fact]
    public void E034_EachIsSaidOnce() =>
        Assert.Equal(["299 - \"a b\""], WarningHeaders.Of(["a b", "a\nb", "a b"]));

    [Fact]
    public void E034_TooManyAreCut()
    {
        string[] texts = [.. Enumerable.Range(0, 40).Select(static index => $"{index}:{new string('x', 1000)}")];
        IReadOnlyList<string> headers = WarningHeaders.Of(texts);
        Assert.Equal(16, headers.Count);
        Assert.All(headers, static header => Assert.True(header.Length < 300));
    }
}
