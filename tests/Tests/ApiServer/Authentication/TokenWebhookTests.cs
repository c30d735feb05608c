using System.Text.Json;
using System.Text.Json.Nodes;
using Kubesharp.Api.Authentication;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Webhooks;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Authentication;

/// <summary>TokenReviews asked of a server that runs beside the test.</summary>
public sealed class TokenWebhookTests : IAsyncLifetime
{
    private readonly SettableTime time = new(new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly List<JsonNode> asked = [];
    private readonly List<string> shown = [];
    private readonly Queue<int> codes = new();
    private string status = """
        {"authenticated":true,"user":{"username":"ada","uid":"7","groups":["dev"],"extra":{"k":["v"]}}}
        """;
    private LoopbackServer server = null!;

    public async ValueTask InitializeAsync() => server = await LoopbackServer.StartAsync(async context =>
    {
        shown.Add(context.Request.Headers.Authorization.ToString());
        asked.Add((await JsonNode.ParseAsync(context.Request.Body))!);
        context.Response.StatusCode = codes.TryDequeue(out int code) ? code : 200;
        await context.Response.WriteAsync(
            $$"""{"apiVersion":"authentication.k8s.io/v1","kind":"TokenReview","status":{{status}}}""");
    });

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData(false, "authentication.k8s.io/v1")]
    [InlineData(true, "authentication.k8s.io/v1beta1")]
    public async Task TheAnswerNamesTheUser(bool beta, string version)
    {
        TokenResult result = await AskAsync(Webhook(beta), "secret-1");
        UserInfo user = result.User!;
        Assert.Equal(("ada", "7"), (user.Username, user.Uid));
        Assert.Equal(["dev", "system:authenticated"], user.Groups);
        Assert.Equal(["v"], user.Extra["k"]);
        Assert.Equal(["us"], result.Audiences);
        JsonNode question = Assert.Single(asked);
        Assert.Equal(version, (string?)question["apiVersion"]);
        Assert.Equal("secret-1", (string?)question["spec"]!["token"]);
        Assert.Equal("""["us"]""", question["spec"]!["audiences"]!.ToJsonString());
        Assert.Equal("Bearer the-servers-own", Assert.Single(shown));
    }

    [Fact]
    public async Task AnAnswerHoldsForAWhile()
    {
        ITokenAuthenticator webhook = Webhook();
        _ = await AskAsync(webhook, "t");
        _ = await AskAsync(webhook, "t");
        Assert.Single(asked);
        _ = await AskAsync(webhook, "other");
        Assert.Equal(2, asked.Count);
        time.Advance(TimeSpan.FromMinutes(2));
        status = """{"authenticated":false}""";
        Assert.Equal(TokenResult.Unknown, await AskAsync(webhook, "t"));
        Assert.Equal(TokenResult.Unknown, await AskAsync(webhook, "t"));
        Assert.Equal(3, asked.Count);
    }

    [Theory]
    [InlineData("""{"authenticated":false,"error":"expired"}""", "the token webhook refused it: expired")]
    [InlineData("""{"authenticated":true,"user":{}}""", "the token webhook named no user")]
    [InlineData("""{"authenticated":true,"user":{"username":"a"},"audiences":["vault"]}""",
        "the token webhook named another audience")]
    [InlineData("7", "the token webhook answered what is no TokenReview")]
    public async Task WhatNamesNobodyLetsNobodyIn(string answer, string failure)
    {
        status = answer;
        TokenResult result = await AskAsync(Webhook(), "t");
        Assert.Null(result.User);
        Assert.Equal(failure, result.Failure);
    }

    [Fact]
    public async Task ABrokenWebhookIsAskedAgainAndItsFailureIsNotRemembered()
    {
        ITokenAuthenticator webhook = Webhook();
        codes.Enqueue(500);
        codes.Enqueue(429);
        Assert.Equal("ada", (await AskAsync(webhook, "t")).User!.Username);
        Assert.Equal(3, asked.Count);
        codes.Enqueue(403);
        Assert.Equal(
            $"the token webhook: {server.Url}/authenticate answered 403", (await AskAsync(webhook, "u")).Failure);
        Assert.Equal("ada", (await AskAsync(webhook, "u")).User!.Username);
    }

    [Fact]
    public async Task AWebhookThatIsAwayOrUnknownLetsNobodyIn()
    {
        await using LoopbackServer stranger = await LoopbackServer.StartAsync(static _ => Task.CompletedTask);
        string lie = server.Kubeconfig("/authenticate").Replace(
            Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(server.Authority)),
            Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(stranger.Authority)), StringComparison.Ordinal);
        TokenResult result = await AskAsync(
            new TokenWebhook(new() { Connection = WebhookConnection.Parse(lie, "/") }, ["us"], time), "t");
        Assert.Contains("cannot be reached", result.Failure, StringComparison.Ordinal);
        Assert.Empty(asked);
    }

    private ITokenAuthenticator Webhook(bool beta = false) => new TokenWebhook(
        new() { Connection = WebhookConnection.Parse(server.Kubeconfig("/authenticate"), "/"), IsBeta = beta },
        ["us"], time);

    private static ValueTask<TokenResult> AskAsync(ITokenAuthenticator webhook, string token) =>
        webhook.AuthenticateAsync(token, ["us"], TestContext.Current.CancellationToken);
}
