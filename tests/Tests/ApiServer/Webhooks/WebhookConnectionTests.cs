using Kubesharp.Api.Configuration;
using Kubesharp.ApiServer.Webhooks;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Webhooks;

public sealed class WebhookConnectionTests
{
    private const string Good = """
        apiVersion: v1
        kind: Config
        preferences: {}
        clusters:
        - name: hook
          cluster: { server: https://hook.example.com/x }
        users:
        - name: us
          user: { token: secret-7 }
        contexts:
        - name: c
          context: { cluster: hook, user: us, namespace: x }
        current-context: c
        """;

    [Fact]
    public void TheCurrentContextCounts()
    {
        WebhookConnection connection = WebhookConnection.Parse(Good, "/");
        Assert.Equal("https://hook.example.com/x", connection.Server.ToString());
        Assert.Equal("secret-7", connection.Token);
        Assert.DoesNotContain("secret-7", connection.ToString(), StringComparison.Ordinal);
        Assert.Equal("/etc/t", WebhookConnection.Parse(
            Good.Replace("token: secret-7", "tokenFile: t", StringComparison.Ordinal), "/etc").TokenFile);
    }

    [Theory]
    [InlineData("current-context: c", "current-context: d", "current-context: \"d\" is none of the contexts")]
    [InlineData("current-context: c", "", "current-context: must be set")]
    [InlineData("cluster: hook", "cluster: other", "contexts: cluster \"other\" of c is none of the clusters")]
    [InlineData("user: us", "user: them", "contexts: user \"them\" of c is none of the users")]
    [InlineData("server: https://hook.example.com/x", "server: hook",
        "clusters[0].cluster.server: \"hook\" must be a URL")]
    [InlineData("server: https://hook.example.com/x", "server: https://h, certificate-authority-data: '!'",
        "clusters[0].cluster.certificate-authority-data: must be base64")]
    [InlineData("server: https://hook.example.com/x", "server: https://h, certificate-authority-data: AAAA",
        "clusters[0].cluster.certificate-authority-data: must hold PEM certificates")]
    [InlineData("server: https://hook.example.com/x", "server: https://h, certificate-authority: /nowhere/ca",
        "clusters[0].cluster.certificate-authority: \"/nowhere/ca\" cannot be read")]
    [InlineData("server: https://hook.example.com/x", "server: https://h, proxy-url: https://p",
        "clusters[0].cluster.proxy-url: is not supported")]
    [InlineData("token: secret-7", "exec: { command: x }", "users[0].user.exec: is not supported")]
    [InlineData("token: secret-7", "client-certificate-data: AAAA, client-key-data: AAAA",
        "users[0].user.client-certificate-data: must be a PEM certificate with its key")]
    [InlineData("token: secret-7", "tokn: x", "users[0].user.tokn: is unknown; known are")]
    public void EachMistakeIsNamed(string part, string instead, string problem)
    {
        Assert.Contains(part, Good, StringComparison.Ordinal);
        ConfigurationException exception = Assert.Throws<ConfigurationException>(
            () => WebhookConnection.Parse(Good.Replace(part, instead, StringComparison.Ordinal), "/"));
        Assert.Contains(exception.Problems, found => found.StartsWith(problem, StringComparison.Ordinal));
    }
}
