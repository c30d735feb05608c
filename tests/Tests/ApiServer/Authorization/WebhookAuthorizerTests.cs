using System.Text.Json.Nodes;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.Webhooks;
using Kubesharp.Tests.ApiServer.Admission;
using Kubesharp.Tests.ApiServer.Authentication;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Authorization;

/// <summary>SubjectAccessReviews asked of a server that runs beside the test.</summary>
public sealed class WebhookAuthorizerTests : IAsyncLifetime
{
    private readonly SettableTime time = new(new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly List<JsonNode> asked = [];
    private string status = """{"allowed":true,"reason":"because"}""";
    private int code = 200;
    private LoopbackServer server = null!;

    public async ValueTask InitializeAsync() => server = await LoopbackServer.StartAsync(async context =>
    {
        asked.Add((await JsonNode.ParseAsync(context.Request.Body))!);
        context.Response.StatusCode = code;
        await context.Response.WriteAsync(
            $$"""{"apiVersion":"authorization.k8s.io/v1","kind":"SubjectAccessReview","status":{{status}}}""");
    });

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task TheQuestionSaysWhoAndWhat()
    {
        AuthorizationResult result = await AskAsync(Webhook());
        Assert.Equal(new(Decision.Allow, "because"), result);
        JsonNode spec = Assert.Single(asked)["spec"]!;
        Assert.Equal("ada", (string?)spec["user"]);
        Assert.Equal("""["dev","system:authenticated"]""", spec["groups"]!.ToJsonString());
        JsonNode resource = spec["resourceAttributes"]!;
        Assert.Equal("list", (string?)resource["verb"]);
        Assert.Equal("pods", (string?)resource["resource"]);
        Assert.Equal("team", (string?)resource["namespace"]);
        Assert.Equal(
            """[{"key":"spec.nodeName","operator":"In","values":["n1"]},"""
                + """{"key":"status.phase","operator":"NotIn","values":["Failed"]}]""",
            resource["fieldSelector"]!["requirements"]!.ToJsonString());
        Assert.Null(spec["nonResourceAttributes"]);
    }

    [Fact]
    public async Task TheOlderVersionCallsTheGroupsGroup()
    {
        _ = await AskAsync(Webhook(options => options with { IsBeta = true }));
        JsonNode question = Assert.Single(asked);
        Assert.Equal("authorization.k8s.io/v1beta1", (string?)question["apiVersion"]);
        Assert.Equal("""["dev","system:authenticated"]""", question["spec"]!["group"]!.ToJsonString());
        Assert.Null(question["spec"]!["groups"]);
    }

    [Fact]
    public async Task APathIsNoResource()
    {
        _ = await AskAsync(Webhook(), new()
        {
            User = Users.Of("ada", "dev"),
            Verb = "get",
            Path = "/metrics",
            IsResourceRequest = false,
        });
        JsonNode spec = Assert.Single(asked)["spec"]!;
        Assert.Equal("""{"path":"/metrics","verb":"get"}""", spec["nonResourceAttributes"]!.ToJsonString());
        Assert.Null(spec["resourceAttributes"]);
    }

    [Theory]
    [InlineData("""{"allowed":true}""", Decision.Allow)]
    [InlineData("""{"allowed":false}""", Decision.NoOpinion)]
    [InlineData("""{"allowed":false,"denied":true,"reason":"no"}""", Decision.Deny)]
    public async Task TheAnswerDecides(string answer, Decision decision)
    {
        status = answer;
        Assert.Equal(decision, (await AskAsync(Webhook())).Decision);
    }

    [Fact]
    public async Task AYesHoldsLongerThanANo()
    {
        WebhookAuthorizer webhook = Webhook();
        _ = await AskAsync(webhook);
        time.Advance(TimeSpan.FromSeconds(299));
        _ = await AskAsync(webhook);
        Assert.Single(asked);
        time.Advance(TimeSpan.FromSeconds(1));
        status = """{"allowed":false}""";
        _ = await AskAsync(webhook);
        time.Advance(TimeSpan.FromSeconds(29));
        _ = await AskAsync(webhook);
        Assert.Equal(2, asked.Count);
        time.Advance(TimeSpan.FromSeconds(1));
        _ = await AskAsync(webhook);
        Assert.Equal(3, asked.Count);

        webhook = Webhook(static options => options with { CacheAuthorized = false, CacheUnauthorized = false });
        _ = await AskAsync(webhook);
        _ = await AskAsync(webhook);
        Assert.Equal(5, asked.Count);
    }

    [Theory]
    [InlineData(false, Decision.NoOpinion)]
    [InlineData(true, Decision.Deny)]
    public async Task AWebhookThatFailsDecidesByItsPolicy(bool denies, Decision decision)
    {
        code = 400;
        AuthorizationResult result = await AskAsync(Webhook(options => options with { DeniesOnFailure = denies }));
        Assert.Equal(decision, result.Decision);
        Assert.Equal($"the authorization webhook hook: {server.Url}/authorize answered 400", result.Error);
        code = 200;
        status = """{"allowed":true,"denied":true}""";
        result = await AskAsync(Webhook());
        Assert.Equal(
            "the authorization webhook hook: answered both allowed and denied", result.Error);
    }

    [Fact]
    public async Task AWebhookThatIsSilentIsWaitedForNoLongerThanItsTimeout()
    {
        TaskCompletionSource never = new();
        await using LoopbackServer silent = await LoopbackServer.StartAsync(
            context => never.Task.WaitAsync(context.RequestAborted));
        AuthorizationResult result = await AskAsync(new WebhookAuthorizer(
            "hook",
            new()
            {
                Connection = WebhookConnection.Parse(silent.Kubeconfig("/authorize"), "/"),
                Timeout = TimeSpan.FromMilliseconds(200),
            },
            time));
        Assert.Contains("did not answer within 0.2 s", result.Error, StringComparison.Ordinal);
        never.SetResult();
    }

    [Fact]
    public async Task TheFirstThatAllowsOrDeniesDecides()
    {
        string file = Path.Combine(Path.GetTempPath(), $"hook-{Environment.ProcessId}-{server.Url[^5..]}");
        await File.WriteAllTextAsync(file, server.Kubeconfig("/authorize"), TestContext.Current.CancellationToken);
        try
        {
            Authorizers authorizers = new(new ObjectTable(), AuthorizationConfiguration.Parse($$"""
                apiVersion: apiserver.config.k8s.io/v1
                kind: AuthorizationConfiguration
                authorizers:
                - type: Webhook
                  name: first
                  webhook: {{Hook(file, "NoOpinion")}}
                - type: RBAC
                  name: roles
                - type: Webhook
                  name: second
                  webhook: {{Hook(file, "Deny")}}
                """), time);
            AuthorizationResult result = await authorizers.AuthorizeAsync(List, TestContext.Current.CancellationToken);
            Assert.True(result.Allowed);
            Assert.Single(asked);
            code = 404;
            result = await authorizers.AuthorizeAsync(
                List with { Name = "x" }, TestContext.Current.CancellationToken);
            Assert.Equal(Decision.Deny, result.Decision);
            Assert.StartsWith("the authorization webhook second: ", result.Error, StringComparison.Ordinal);
            Assert.Equal(500, Refusal.Of(List, result).Code);
            // Who stands above all roles is not asked about.
            Assert.True((await authorizers.AuthorizeAsync(
                List with { User = Users.ServerUser }, TestContext.Current.CancellationToken)).Allowed);
            Assert.Equal(3, asked.Count);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Hook(string file, string policy) =>
        "{ timeout: 3s, authorizedTTL: 1m, unauthorizedTTL: 10s, subjectAccessReviewVersion: v1, "
        + $"failurePolicy: {policy}, connectionInfo: {{ type: KubeConfigFile, kubeConfigFile: {file} }} }}";

    private static AuthorizationAttributes List => new()
    {
        User = Users.Of("ada", "dev"),
        Verb = "list",
        Version = "v1",
        Resource = "pods",
        Namespace = "team",
        IsResourceRequest = true,
        FieldSelector = "spec.nodeName==n1,status.phase!=Failed",
    };

    private WebhookAuthorizer Webhook(Func<WebhookAuthorizerOptions, WebhookAuthorizerOptions>? change = null)
    {
        WebhookAuthorizerOptions options =
            new() { Connection = WebhookConnection.Parse(server.Kubeconfig("/authorize"), "/") };
        return new("hook", change?.Invoke(options) ?? options, time);
    }

    private static ValueTask<AuthorizationResult> AskAsync(
        WebhookAuthorizer webhook, AuthorizationAttributes? attributes = null) =>
        webhook.AuthorizeAsync(attributes ?? List, TestContext.Current.CancellationToken);
}
