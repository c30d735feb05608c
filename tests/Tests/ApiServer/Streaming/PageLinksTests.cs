using System.Buffers;
using System.Text;
using Kubesharp.ApiServer.Streaming;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Streaming;

/// <summary>E084: links of what is behind a proxy lead through the proxy.</summary>
public sealed class PageLinksTests
{
    private const string Prefix = "/api/v1/namespaces/n/pods/p/proxy";

    private static ProxiedLinks Links { get; } = new(Prefix, "10.42.0.7:8080", "cluster:6443");

    [Theory]
    [InlineData("/a", Prefix + "/a")]
    [InlineData("/a/?x=1#y", Prefix + "/a/?x=1#y")]
    [InlineData("/", Prefix + "/")]
    [InlineData("a", "a")]
    [InlineData("../a", "../a")]
    [InlineData("#part", "#part")]
    [InlineData("?x=//y", "?x=//y")]
    [InlineData("mailto:a@b.c", "mailto:a@b.c")]
    [InlineData("", "")]
    [InlineData("http://10.42.0.7:8080/a", Prefix + "/a")]
    [InlineData("//10.42.0.7:8080/a", Prefix + "/a")]
    [InlineData("http://10.42.0.7:8080", "http://10.42.0.7:8080")]
    [InlineData("http://elsewhere/a", "http://elsewhere/a")]
    [InlineData("https://cluster:6443/a", "https://cluster:6443" + Prefix + "/a")]
    [InlineData(Prefix + "/a", Prefix + "/a")]
    public void E084_LinksOfTheServerBehindLeadThroughTheProxy(string link, string wanted) =>
        Assert.Equal(wanted, Links.Rewrite(link));

    [Theory]
    [InlineData("<a href=\"/x\">y</a>", "<a href=\"" + Prefix + "/x\">y</a>")]
    [InlineData("<A class=b HREF='/x'>", "<A class=b HREF='" + Prefix + "/x'>")]
    [InlineData("<img alt src=/x.png />", "<img alt src=" + Prefix + "/x.png />")]
    [InlineData("<a title=\"a > b\" href=\"/x\">", "<a title=\"a > b\" href=\"" + Prefix + "/x\">")]
    [InlineData("<a data-href=\"/x\">", "<a data-href=\"/x\">")]
    [InlineData("<p href=\"/x\">5 < 6 and it's so", "<p href=\"/x\">5 < 6 and it's so")]
    [InlineData("<script src=\"/s.js\">if (a<b && c) d('<a href=\"/x\">')</script><a href=/y>",
        "<script src=\"" + Prefix + "/s.js\">if (a<b && c) d('<a href=\"/x\">')</script><a href=" + Prefix + "/y>")]
    [InlineData("<form action=/f><input src=/i formaction=/j>",
        "<form action=" + Prefix + "/f><input src=" + Prefix + "/i formaction=" + Prefix + "/j>")]
    [InlineData("5 < 6 <a href=/x>", "5 < 6 <a href=" + Prefix + "/x>")]
    [InlineData("<a href=\"/unfinished", "<a href=\"/unfinished")]
    public void E084_TagsOfAPageAreChangedAndNothingElse(string page, string wanted)
    {
        Assert.Equal(wanted, Through(page, page.Length));
        // However it is cut on the way.
        Assert.Equal(wanted, Through(page, 1));
        Assert.Equal(wanted, Through(page, 3));
    }

    [Fact]
    public void E084_BytesOfAnyEncodingPass()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(static value => (byte)value).Where(
            static value => value != '<'), .. "<a href=\"/"u8, 0xFC, 0xE9, .. "\">"u8];
        byte[] wanted = [.. bytes[..255], .. Encoding.ASCII.GetBytes($"<a href=\"{Prefix}/"), 0xFC, 0xE9, .. "\">"u8];
        ArrayBufferWriter<byte> output = new();
        PageLinks page = new(Links);
        page.Write(bytes, output);
        page.Complete(output);
        Assert.Equal(wanted, output.WrittenMemory.ToArray());
    }

    private static string Through(string page, int piece)
    {
        ArrayBufferWriter<byte> output = new();
        PageLinks links = new(Links);
        foreach (char[] part in page.Chunk(piece))
            links.Write(Encoding.UTF8.GetBytes(part), output);
        links.Complete(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
