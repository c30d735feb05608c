using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Controllers.ServiceAccounts;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Controllers.ServiceAccounts;

/// <summary>Tokens that lie in Secrets.</summary>
public sealed class LegacyTokenTests
{
    private const string AccountName = "kubernetes.io/service-account.name";
    private const string LastUsed = "kubernetes.io/legacy-token-last-used";
    private const string InvalidSince = "kubernetes.io/legacy-token-invalid-since";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact] // E088
    public async Task A_Secret_gets_a_token_that_is_good_as_long_as_Secret_and_account_are_there()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(
            new InProcessClusterOptions { Nodes = new SimulatedNodesOptions { Count = 1 } }, patience.Token);
        ServiceAccount account = await CreateAsync(cluster, new ServiceAccount
        {
            Metadata = new() { Name = "robot", Namespace = "default" }, Secrets = [new() { Name = "robot-token" }],
        }, patience.Token);
        await CreateAsync(cluster, SecretFor("robot"), patience.Token);
        Secret filled = await cluster.UntilAsync<Secret>(
            "robot-token", static secret => secret.Data.ContainsKey("token"), patience.Token);
        Assert.Equal("default", filled.Data["namespace"].ToUtf8String());
        Assert.StartsWith("-----BEGIN CERTIFICATE", filled.Data["ca.crt"].ToUtf8String(), StringComparison.Ordinal);
        Assert.Equal(account.Metadata.Uid, filled.Metadata.Annotations["kubernetes.io/service-account.uid"]);

        string token = filled.Data["token"].ToUtf8String();
        TokenReviewStatus known = await ReviewAsync(cluster, token, patience.Token);
        Assert.True(known.Authenticated, known.Error);
        Assert.Equal("system:serviceaccount:default:robot", known.User.Username);
        // Its use is written down, by the day.
        Secret used = await cluster.UntilAsync<Secret>(
            "robot-token", static secret => secret.Metadata.Labels.ContainsKey(LastUsed), patience.Token);
        Assert.NotNull(LegacyTokens.ReadDate(used.Metadata.Labels[LastUsed]));
        ConfigMap tracking = await cluster.UntilAsync<ConfigMap>(
            "kube-system", "kube-apiserver-legacy-service-account-token-tracking", static _ => true, patience.Token);
        Assert.NotNull(LegacyTokens.ReadDate(tracking.Data["since"]));

        // Marked as invalid it is refused, and good again without the mark.
        await LabelAsync("\"2026-01-01\"");
        Assert.False((await ReviewAsync(cluster, token, patience.Token)).Authenticated);
        await LabelAsync("null");
        Assert.True((await ReviewAsync(cluster, token, patience.Token)).Authenticated);

        // Another Secret's deletion takes the name out of the account.
        Assert.Null(await cluster.Client.DeleteAsync<Secret>(new("default", "robot-token"), null, patience.Token));
        await cluster.UntilAsync<ServiceAccount>("robot", static one => one.Secrets.Count == 0, patience.Token);
        Assert.False((await ReviewAsync(cluster, token, patience.Token)).Authenticated);

        // A Secret goes with its account.
        await CreateAsync(cluster, SecretFor("robot"), patience.Token);
        Secret again = await cluster.UntilAsync<Secret>(
            "robot-token", static secret => secret.Data.ContainsKey("token"), patience.Token);
        Assert.NotEqual(filled.Metadata.Uid, again.Metadata.Uid);
        Assert.Null(await cluster.Client.DeleteAsync<ServiceAccount>(new("default", "robot"), null, patience.Token));
        await cluster.UntilGoneAsync<Secret>("default", "robot-token", patience.Token);
        Assert.False((await ReviewAsync(
            cluster, again.Data["token"].ToUtf8String(), patience.Token)).Authenticated);

        async Task LabelAsync(string value) => Assert.Null((await cluster.Client.PatchAsync<Secret>(
            new("default", "robot-token"), Kubesharp.Api.Transport.PatchType.Merge,
            "{\"metadata\":{\"labels\":{\"" + InvalidSince + "\":" + value + "}}}", patience.Token)).Error);
    }

    [Fact]
    public async Task A_Secret_of_an_account_that_is_not_there_goes()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(
            new InProcessClusterOptions { Nodes = new SimulatedNodesOptions { Count = 1 } }, patience.Token);
        await CreateAsync(cluster, SecretFor("nobody"), patience.Token);
        await cluster.UntilGoneAsync<Secret>("default", "robot-token", patience.Token);
    }

    [Theory]
    [InlineData(400, "", "", true, "Invalid")] // Never used since it is written down.
    [InlineData(400, "2025-05-01", "", true, "Invalid")]
    [InlineData(400, "2025-06-01", "", true, "Stays")] // On the last day that counts.
    [InlineData(400, "2025-05-01", "2025-05-31", true, "Goes")]
    [InlineData(400, "2025-05-01", "2025-06-01", true, "Stays")]
    [InlineData(400, "2025-05-01", "whenever", true, "Invalid")]
    [InlineData(400, "whenever", "2025-05-31", true, "Stays")]
    [InlineData(300, "", "", true, "Stays")] // Young.
    [InlineData(400, "", "", false, "Stays")] // Written by hand: the account does not name it.
    public void A_token_that_nobody_uses_is_marked_and_then_goes(
        int days, string used, string since, bool named, string fate)
    {
        Dictionary<string, string> labels = [];
        if (used.Length > 0)
            labels[LastUsed] = used;
        if (since.Length > 0)
            labels[InvalidSince] = since;
        Secret secret = SecretFor("robot");
        secret = secret with
        {
            Metadata = secret.Metadata with { CreationTimestamp = new Time(Now.AddDays(-days)), Labels = labels },
        };
        ServiceAccount account = new()
        {
            Metadata = new() { Name = "robot", Namespace = "default", Uid = "u" },
            Secrets = named ? [new() { Name = "robot-token" }] : [],
        };
        Assert.Equal(fate, LegacyTokenCleaner.FateOf(secret, account, [], Now).ToString());
        Pod reader = new()
        {
            Spec = new()
            {
                Volumes = [new() { Name = "v", Secret = new() { SecretName = "robot-token" } }],
            },
        };
        Assert.Equal("Stays", LegacyTokenCleaner.FateOf(secret, account, [reader], Now).ToString());
    }

    private static Secret SecretFor(string account) => new()
    {
        Metadata = new()
        {
            Name = "robot-token", Namespace = "default",
            Annotations = new Dictionary<string, string> { [AccountName] = account },
        },
        Type = "kubernetes.io/service-account-token",
    };

    private static async Task<TokenReviewStatus> ReviewAsync(
        InProcessCluster cluster, string token, CancellationToken cancellationToken) => (await CreateAsync(
            cluster, new TokenReview { Spec = new() { Token = token } }, cancellationToken)).Status;

    private static async Task<T> CreateAsync<T>(InProcessCluster cluster, T value, CancellationToken cancellationToken)
        where T : ApiObject
    {
        ApiResult<T> made = await cluster.Client.CreateAsync(value, cancellationToken);
        Assert.True(made.Error is null, made.Error?.ToString());
        return made.Value!;
    }
}
