using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.FlowControl;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.ApiServer.FlowControl;
using Kubesharp.ApiServer.Http;
using Kubesharp.ApiServer.Requests;
using Kubesharp.Store;
using Kubesharp.Store.Memory;
using Xunit;

namespace Kubesharp.Tests.ApiServer.FlowControl;

/// <summary>Flow control of a real server, configured through the API and seen over HTTPS.</summary>
public sealed class FlowControllerTests : IAsyncLifetime
{
    private readonly MemoryStore store = new(new StoreOptions(), TimeProvider.System);
    private readonly ClusterCertificates certificates =
        ClusterCertificates.InMemory([], TimeProvider.System, Entropy.System);
    private readonly Kubesharp.ApiServer.ApiServer server;
    private readonly HttpFront front;
    private ITransport admin = null!;
    private HttpClient jane = null!;

    public FlowControllerTests()
    {
        server = new(new()
        {
            Store = store,
            ClientAuthority = certificates.Authority.Certificate,
            TokenKey = certificates.ServiceAccountKey,
            FlowSeats = 20,
        });
        front = new(server, new() { Port = 0, Certificate = _ => certificates.Server });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await front.StartAsync(Token);
        await server.StartAsync(Token);
        admin = server.TransportFor(Users.ServerUser, "tests");
        X509Certificate2 shown = certificates.Authority.IssueClient("jane").ToCertificate();
        SocketsHttpHandler handler = new();
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => shown;
        jane = new(handler) { BaseAddress = new Uri($"https://127.0.0.1:{front.Port}") };
    }

    public async ValueTask DisposeAsync()
    {
        jane.Dispose();
        await server.BeginStopAsync();
        await front.StopAsync(CancellationToken.None);
        await front.DisposeAsync();
        await server.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task E106_FlowSchemasAndPriorityLevelsExistFromTheStart()
    {
        IReadOnlyList<ApiObject> schemas = await ListAsync(Resources.FlowSchemas);
        IReadOnlyList<ApiObject> levels = await ListAsync(Resources.PriorityLevels);
        Assert.Equal(
            "catch-all endpoint-controller exempt global-default kube-controller-manager kube-scheduler "
            + "kube-system-service-accounts probes service-accounts system-leader-election system-node-high "
            + "system-nodes workload-leader-election",
            string.Join(' ', schemas.Select(static one => one.Metadata.Name)));
        Assert.Equal(
            "catch-all exempt global-default leader-election node-high system workload-high workload-low",
            string.Join(' ', levels.Select(static one => one.Metadata.Name)));
    }

    // E031, E035: what is refused for now says when to come back, and which flow it was taken for.
    [Fact]
    public async Task E031_WhatFindsNoSeatIs429WithRetryAfter()
    {
        ApiObject level = await CreateAsync(Resources.PriorityLevels, new PriorityLevelConfiguration
        {
            Metadata = new() { Name = "narrow" },
            Spec = new()
            {
                Type = PriorityLevelEnablement.Limited,
                Limited = new()
                {
                    NominalConcurrencyShares = 10,
                    BorrowingLimitPercent = 0,
                    LendablePercent = 0,
                    LimitResponse = new() { Type = LimitResponseType.Reject },
                },
            },
        });
        ApiObject schema = await CreateAsync(Resources.FlowSchemas, new FlowSchema
        {
            Metadata = new() { Name = "jane" },
            Spec = new()
            {
                PriorityLevelConfiguration = new() { Name = "narrow" },
                MatchingPrecedence = 50,
                Rules =
                [
                    new()
                    {
                        Subjects = [new() { Kind = SubjectKind.User, User = new() { Name = "jane" } }],
                        NonResourceRules = [new() { Verbs = ["*"], NonResourceURLs = ["*"] }],
                    },
                ],
            },
        });

        HttpResponseMessage answer = await UntilFlowIsAsync(schema.Metadata.Uid);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(level.Metadata.Uid, Header(answer, "X-Kubernetes-PF-PriorityLevel-UID"));

        List<FlowPass> held = [];
        do
            held.Add(await server.Flow!.EnterAsync(Version(Users.Of("jane")), Token));
        while (held[^1].Refusal == FlowRefusal.None);
        answer = await jane.GetAsync("/version", Token);
        Assert.Equal(429, (int)answer.StatusCode);
        Assert.Equal("1", Header(answer, "Retry-After"));
        Assert.Contains("\"reason\":\"TooManyRequests\"", await answer.Content.ReadAsStringAsync(Token), default);
        Assert.Contains("apiserver_flowcontrol_rejected_requests_total{flow_schema=\"jane\"", server.MetricsText());

        foreach (FlowPass pass in held)
            pass.Dispose();
        answer = await jane.GetAsync("/version", Token);
        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task ASchemaSaysWhenItsLevelIsMissing()
    {
        await CreateAsync(Resources.FlowSchemas, new FlowSchema
        {
            Metadata = new() { Name = "lost" },
            Spec = new()
            {
                PriorityLevelConfiguration = new() { Name = "nowhere" },
                MatchingPrecedence = 50,
                Rules = [DefaultFlowControl.SuggestedSchemas[^1].Spec.Rules[0]],
            },
        });
        FlowSchema lost = await UntilAsync<FlowSchema>(
            Resources.FlowSchemas, static one => one.Metadata.Name == "lost" && one.Status.Conditions.Count > 0);
        FlowSchemaCondition condition = Assert.Single(lost.Status.Conditions);
        Assert.Equal(("Dangling", "True", "NotFound"), (condition.Type, condition.Status, condition.Reason));
        Assert.Contains("\"nowhere\" but there is no such object", condition.Message, default);
    }

    [Fact]
    public async Task AMandatoryObjectComesBack()
    {
        ApiObject before = (await ListAsync(Resources.PriorityLevels)).First(one => one.Metadata.Name == "catch-all");
        ApiResponse deleted = await admin.SendAsync(
            new() { Verb = Verb.Delete, Resource = Resources.PriorityLevels, Name = "catch-all" }, Token);
        Assert.Null(deleted.Error);
        await UntilAsync<PriorityLevelConfiguration>(Resources.PriorityLevels,
            one => one.Metadata.Name == "catch-all" && one.Metadata.Uid != before.Metadata.Uid);
    }

    private async Task<HttpResponseMessage> UntilFlowIsAsync(string uid)
    {
        while (true)
        {
            HttpResponseMessage answer = await jane.GetAsync("/version", Token);
            if (Header(answer, "X-Kubernetes-PF-FlowSchema-UID") == uid)
                return answer;
        }
    }

    private async Task<T> UntilAsync<T>(GroupVersionResource resource, Func<T, bool> condition)
        where T : ApiObject
    {
        await foreach (WatchEvent change in admin.WatchAsync(new() { Verb = Verb.Watch, Resource = resource }, Token))
        {
            if (change.Type is WatchEventType.Added or WatchEventType.Modified && change.Object is T one
                && condition(one))
            {
                return one;
            }
        }
        throw new InvalidOperationException("The watch ended.");
    }

    private async Task<ApiObject> CreateAsync(GroupVersionResource resource, ApiObject body)
    {
        ApiResponse response = await admin.SendAsync(
            new() { Verb = Verb.Create, Resource = resource, Body = body }, Token);
        Assert.True(response.Error is null, response.Error?.Message);
        return (ApiObject)response.Object!;
    }

    private async Task<IReadOnlyList<ApiObject>> ListAsync(GroupVersionResource resource) =>
        (await admin.SendAsync(new() { Verb = Verb.List, Resource = resource }, Token)).List!.Items;

    private static ServerRequest Version(UserInfo user) => new()
    {
        Info = RequestInfoResolver.Resolve("GET", "/version", QueryValues.Empty),
        Options = new() { Verb = Verb.Get, Resource = new("", "", "") },
        User = user,
    };

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.First() : "";
}
