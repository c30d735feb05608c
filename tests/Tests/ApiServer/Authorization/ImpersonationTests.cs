using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Authorization;

/// <summary>
/// E091: acting as somebody else. The user <c>actor</c> may be viewer or anonymous, in system:masters, with the uid u-1
/// and the scope read, and team's default service account.
/// </summary>
public sealed class ImpersonationTests(AccessFixture fixture) : IClassFixture<AccessFixture>
{
    private const string Review = """{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}""";
    private const string Scopes = "Impersonate-Extra-Example.com%2FScopes";

    [Theory]
    [InlineData("Impersonate-User: viewer", "viewer", "", "system:authenticated", "")]
    [InlineData("Impersonate-User: viewer;Impersonate-Uid: u-1", "viewer", "u-1", "system:authenticated", "")]
    [InlineData(
        "Impersonate-User: viewer;Impersonate-Group: system:masters", "viewer", "",
        "system:masters system:authenticated", "")]
    [InlineData(
        "Impersonate-User: system:serviceaccount:team:default", "system:serviceaccount:team:default", "",
        "system:serviceaccounts system:serviceaccounts:team system:authenticated", "")]
    [InlineData(
        "Impersonate-User: viewer;" + Scopes + ": read", "viewer", "", "system:authenticated",
        "example.com/scopes=read")]
    public async Task E091_TheServerTakesTheCallerForWhomTheHeadersName(
        string headers, string name, string uid, string groups, string extra)
    {
        (int code, string text) = await fixture.SendAsync(
            "actor", "POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", Review,
            headers: headers.Split(';'));
        Assert.True(code == 201, text);
        using JsonDocument answer = JsonDocument.Parse(text);
        JsonElement user = answer.RootElement.GetProperty("status").GetProperty("userInfo");
        Assert.Equal(name, user.GetProperty("username").GetString());
        Assert.Equal(uid, user.TryGetProperty("uid", out JsonElement own) ? own.GetString() : "");
        Assert.Equal(groups, string.Join(' ', user.GetProperty("groups").EnumerateArray()));
        Assert.Equal(extra, user.TryGetProperty("extra", out JsonElement fields)
            ? string.Join(';', fields.EnumerateObject().Select(static field => $"{field.Name}={field.Value[0]}"))
            : "");
    }

    [Theory]
    [InlineData("actor", "Impersonate-User: owner", "users \\\"owner\\\" is forbidden")]
    [InlineData(
        "actor", "Impersonate-User: viewer;Impersonate-Group: others", "cannot impersonate resource \\\"groups\\\"")]
    [InlineData("actor", "Impersonate-User: viewer;Impersonate-Uid: u-2", "cannot impersonate resource \\\"uids\\\"")]
    [InlineData(
        "actor", "Impersonate-User: viewer;" + Scopes + ": write",
        "cannot impersonate resource \\\"userextras/example.com/scopes\\\" in API group "
        + "\\\"authentication.k8s.io\\\" at the cluster scope")]
    [InlineData(
        "actor", "Impersonate-User: viewer;Impersonate-Extra-Other: read",
        "cannot impersonate resource \\\"userextras/other\\\"")]
    [InlineData(
        "actor", "Impersonate-User: system:serviceaccount:team:other",
        "cannot impersonate resource \\\"serviceaccounts\\\" in API group \\\"\\\" in the namespace \\\"team\\\"")]
    [InlineData("viewer", "Impersonate-User: owner", "users \\\"owner\\\" is forbidden")]
    [InlineData("anonymous", "Impersonate-User: viewer", "users \\\"viewer\\\" is forbidden")]
    public async Task E091_EachPartOfAnotherUserIsARightOfItsOwn(string subject, string headers, string why)
    {
        (int code, string text) = await fixture.SendAsync(subject, "GET", "/version", headers: headers.Split(';'));
        Assert.True(code == 403 && text.Contains(why, StringComparison.Ordinal), $"{code} {text}");
    }

    [Theory]
    [InlineData("Impersonate-Group: system:masters")]
    [InlineData("Impersonate-Uid: u-1")]
    [InlineData(Scopes + ": read")]
    public async Task E091_PartsOfNobodyAreABadRequest(string header)
    {
        (int code, string text) = await fixture.SendAsync("actor", "GET", "/version", headers: header);
        Assert.True(
            code == 400 && text.Contains("without impersonating a user", StringComparison.Ordinal), $"{code} {text}");
    }

    [Fact]
    public async Task E091_WhatTheOtherUserMayDoCounts()
    {
        const string pods = "/api/v1/namespaces/team/pods", secrets = "/api/v1/namespaces/team/secrets";
        const string viewer = "Impersonate-User: viewer";
        Assert.Equal(403, (await fixture.SendAsync("actor", "GET", pods)).Code);
        Assert.Equal(200, (await fixture.SendAsync("actor", "GET", pods, headers: viewer)).Code);
        Assert.Equal(403, (await fixture.SendAsync("actor", "GET", secrets, headers: viewer)).Code);
        Assert.Equal(200, (await fixture.SendAsync(
            "actor", "GET", secrets, headers: [viewer, "Impersonate-Group: system:masters"])).Code);
        // Who has not logged in has not the rights of those who have.
        string[] stranger = [viewer, "Impersonate-Group: system:unauthenticated"];
        Assert.Equal(200, (await fixture.SendAsync("actor", "GET", "/version", headers: stranger)).Code);
        Assert.Equal(403, (await fixture.SendAsync("actor", "GET", "/api", headers: stranger)).Code);
        // An administrator is nobody while acting as nobody.
        Assert.Equal(403, (await fixture.SendAsync(
            "admin", "GET", pods, headers: "Impersonate-User: system:anonymous")).Code);
    }
}
