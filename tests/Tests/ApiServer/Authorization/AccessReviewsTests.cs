using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Authorization;

/// <summary>E091: questions about who one is and what somebody may do, asked as kubectl auth and consoles do.</summary>
public sealed class AccessReviewsTests(AccessFixture fixture) : IClassFixture<AccessFixture>
{
    private const string Access = "/apis/authorization.k8s.io/v1", Identity = "/apis/authentication.k8s.io/v1";

    [Fact]
    public async Task E091_SelfSubjectReviewSaysWhoOneIs()
    {
        JsonElement user = (await AskAsync("viewer", $"{Identity}/selfsubjectreviews", "SelfSubjectReview", "{}"))
            .GetProperty("userInfo");
        Assert.Equal("viewer", user.GetProperty("username").GetString());
        Assert.Equal("system:authenticated", user.GetProperty("groups")[0].GetString());
        Assert.Equal(403, (await SendAsync("anonymous", $"{Identity}/selfsubjectreviews", "SelfSubjectReview", "{}"))
            .Code);
    }

    [Theory]
    [InlineData("viewer", """{"resourceAttributes":{"verb":"list","resource":"pods","namespace":"team"}}""", true)]
    [InlineData("viewer", """{"resourceAttributes":{"verb":"list","resource":"pods"}}""", false)]
    [InlineData("viewer", """{"resourceAttributes":{"verb":"list","resource":"secrets","namespace":"team"}}""", false)]
    [InlineData(
        "viewer",
        """{"resourceAttributes":{"verb":"get","resource":"pods","subresource":"log","namespace":"team"}}""", true)]
    [InlineData(
        "editor",
        """{"resourceAttributes":{"verb":"patch","group":"apps","resource":"deployments","namespace":"team"}}""", true)]
    [InlineData("viewer", """{"nonResourceAttributes":{"verb":"get","path":"/version"}}""", true)]
    [InlineData("viewer", """{"nonResourceAttributes":{"verb":"get","path":"/metrics"}}""", false)]
    [InlineData("admin", """{"resourceAttributes":{"verb":"*","group":"*","resource":"*"}}""", true)]
    public async Task E091_SelfSubjectAccessReviewSaysWhatOneMayDo(string subject, string spec, bool allowed)
    {
        JsonElement own = await AskAsync(
            subject, $"{Access}/selfsubjectaccessreviews", "SelfSubjectAccessReview", spec);
        Assert.Equal(allowed, own.GetProperty("allowed").GetBoolean());
        // Others are asked about by who may; the answer is the same.
        string groups = subject == "admin" ? "system:masters" : "system:authenticated";
        string about = $$"""{"user":"{{subject}}","groups":["{{groups}}"],{{spec[1..]}}""";
        JsonElement theirs = await AskAsync("admin", $"{Access}/subjectaccessreviews", "SubjectAccessReview", about);
        Assert.Equal(allowed, theirs.GetProperty("allowed").GetBoolean());
    }

    [Fact]
    public async Task E091_TheAnswerNamesTheBinding()
    {
        JsonElement status = await AskAsync(
            "viewer", $"{Access}/selfsubjectaccessreviews", "SelfSubjectAccessReview",
            """{"resourceAttributes":{"verb":"list","resource":"pods","namespace":"team"}}""");
        Assert.Equal(
            "RBAC: allowed by RoleBinding \"viewers/team\" of ClusterRole \"view\" to User \"viewer\"",
            status.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task E091_AnOwnerAsksAboutOthersInTheNamespaceOnly()
    {
        const string local = Access + "/namespaces/team/localsubjectaccessreviews";
        const string spec = """{"user":"editor","resourceAttributes":{"verb":"get","resource":"secrets"NS}}""";
        JsonElement status = await AskAsync(
            "owner", local, "LocalSubjectAccessReview", spec.Replace("NS", ",\"namespace\":\"team\""), "team");
        Assert.True(status.GetProperty("allowed").GetBoolean());
        (int code, string text) = await SendAsync(
            "owner", local, "LocalSubjectAccessReview", spec.Replace("NS", ",\"namespace\":\"default\""), "team");
        Assert.True(code == 422 && text.Contains("must match metadata.namespace", StringComparison.Ordinal), text);
        Assert.Equal(403, (await SendAsync("viewer", local, "LocalSubjectAccessReview", spec, "team")).Code);
        Assert.Equal(403, (await SendAsync(
            "owner", $"{Access}/subjectaccessreviews", "SubjectAccessReview", spec)).Code);
    }

    [Theory]
    [InlineData("""{"user":"u"}""", "exactly one of nonResourceAttributes or resourceAttributes must be specified")]
    [InlineData(
        """{"user":"u","resourceAttributes":{"verb":"get"},"nonResourceAttributes":{"path":"/"}}""",
        "cannot be specified in combination with resourceAttributes")]
    [InlineData("""{"resourceAttributes":{"verb":"get"}}""", "at least one of user or group must be specified")]
    public async Task E091_AQuestionThatMakesNoSenseIsInvalid(string spec, string why)
    {
        (int code, string text) = await SendAsync(
            "admin", $"{Access}/subjectaccessreviews", "SubjectAccessReview", spec);
        Assert.True(code == 422 && text.Contains(why, StringComparison.Ordinal), $"{code} {text}");
    }

    [Fact]
    public async Task E091_SelfSubjectRulesReviewListsTheRulesOfANamespace()
    {
        const string path = Access + "/selfsubjectrulesreviews";
        JsonElement viewer = await AskAsync("viewer", path, "SelfSubjectRulesReview", """{"namespace":"team"}""");
        Assert.False(viewer.GetProperty("incomplete").GetBoolean());
        JsonElement[] rules = [.. viewer.GetProperty("resourceRules").EnumerateArray()];
        Assert.Contains(rules, static rule => Texts(rule, "resources").Contains("pods")
            && Texts(rule, "verbs").SequenceEqual(["get", "list", "watch"]));
        Assert.DoesNotContain(rules, static rule => Texts(rule, "resources").Contains("secrets"));
        Assert.Contains(
            viewer.GetProperty("nonResourceRules").EnumerateArray(),
            static rule => Texts(rule, "nonResourceURLs").Contains("/version"));
        JsonElement elsewhere = await AskAsync("viewer", path, "SelfSubjectRulesReview", """{"namespace":"default"}""");
        Assert.DoesNotContain(
            elsewhere.GetProperty("resourceRules").EnumerateArray(),
            static rule => Texts(rule, "resources").Contains("pods"));
        JsonElement admin = await AskAsync("admin", path, "SelfSubjectRulesReview", """{"namespace":"team"}""");
        Assert.Contains(
            admin.GetProperty("resourceRules").EnumerateArray(), static rule => Texts(rule, "verbs").Contains("*"));
        JsonElement node = await AskAsync("n1", path, "SelfSubjectRulesReview", """{"namespace":"team"}""");
        Assert.True(node.GetProperty("incomplete").GetBoolean());
    }

    [Fact]
    public async Task E091_TokenReviewSaysWhoseATokenIs() // E088
    {
        const string path = Identity + "/tokenreviews";
        JsonElement good = await AskAsync("admin", path, "TokenReview", $$"""{"token":"{{fixture.AccountToken}}"}""");
        Assert.True(good.GetProperty("authenticated").GetBoolean());
        Assert.Equal(
            "system:serviceaccount:team:default",
            good.GetProperty("user").GetProperty("username").GetString());
        Assert.Equal(
            ["https://kubernetes.default.svc.cluster.local"], Texts(good, "audiences"));
        foreach (string spec in (string[])[
            $$"""{"token":"{{fixture.AccountToken}}","audiences":["vault"]}""", """{"token":"nonsense"}""",
            $$"""{"token":"{{fixture.AccountToken[..^8]}}AAAAAAAA"}"""])
        {
            JsonElement bad = await AskAsync("admin", path, "TokenReview", spec);
            Assert.False(bad.TryGetProperty("authenticated", out JsonElement value) && value.GetBoolean());
        }
        Assert.Equal(403, (await SendAsync("viewer", path, "TokenReview", """{"token":"t"}""")).Code);
        (int code, string text) = await SendAsync("admin", path, "TokenReview", "{}");
        Assert.True(code == 400 && text.Contains("token is required", StringComparison.Ordinal), $"{code} {text}");
    }

    private static IEnumerable<string?> Texts(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement list)
            ? list.EnumerateArray().Select(static one => one.GetString())
            : [];

    private async Task<JsonElement> AskAsync(
        string subject, string path, string kind, string spec, string @namespace = "")
    {
        (int code, string text) = await SendAsync(subject, path, kind, spec, @namespace);
        Assert.True(code == 201, $"{code} {text}");
        using JsonDocument answer = JsonDocument.Parse(text);
        return answer.RootElement.GetProperty("status").Clone();
    }

    private Task<(int Code, string Text)> SendAsync(
        string subject, string path, string kind, string spec, string @namespace = "")
    {
        string group = path[..path.IndexOf("/v1", StringComparison.Ordinal)]["/apis/".Length..];
        string metadata = @namespace.Length == 0 ? "{}" : $$"""{"namespace":"{{@namespace}}"}""";
        return fixture.SendAsync(
            subject, "POST", path,
            $$"""{"apiVersion":"{{group}}/v1","kind":"{{kind}}","metadata":{{metadata}},"spec":{{spec}}}""");
    }
}
