using Xunit;

namespace Kubesharp.Tests.ApiServer.Documents;

/// <summary>E008: what probes and load balancers read.</summary>
public sealed class HealthTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("/healthz")]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/livez/ping")]
    [InlineData("/readyz/etcd")]
    [InlineData("/healthz/poststarthook/bootstrap")]
    public async Task E008_AllIsWell(string path)
    {
        using HttpResponseMessage response = await shared.Server.RawAsync(HttpMethod.Get, path, accept: "*/*");
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("ok", await response.Content.ReadAsStringAsync(ServerFixture.Token));
        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task E008_VerboseSaysEachCheckAndExcludeLeavesOneOut()
    {
        string text = await TextAsync("/readyz?verbose");
        Assert.StartsWith("[+]ping ok\n", text, StringComparison.Ordinal);
        Assert.Contains("[+]etcd ok\n", text);
        Assert.EndsWith("readyz check passed\n", text, StringComparison.Ordinal);
        text = await TextAsync("/readyz?verbose&exclude=etcd&exclude=nothing");
        Assert.Contains("[+]etcd excluded: ok\n", text);
        Assert.Contains("warn: some health checks cannot be excluded: no matches for \"nothing\"\n", text);
    }

    [Fact]
    public async Task E008_ACheckThatIsNotThereIs404()
    {
        using HttpResponseMessage response = await shared.Server.RawAsync(HttpMethod.Get, "/livez/nothing");
        Assert.Equal(404, (int)response.StatusCode);
    }

    private async Task<string> TextAsync(string path)
    {
        using HttpResponseMessage response = await shared.Server.RawAsync(HttpMethod.Get, path);
        return await response.Content.ReadAsStringAsync(ServerFixture.Token);
    }
}
