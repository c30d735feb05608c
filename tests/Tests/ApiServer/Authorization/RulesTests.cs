using Kubesharp.Api.Rbac;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Authorization;

public sealed class RulesTests
{
    [Theory]
    [InlineData("get", "", "pods", "", "a", "get", "", "pods", "", true)] // The rule says just that.
    [InlineData("get", "", "pods", "", "a", "*", "*", "*", "", true)] // Stars cover all.
    [InlineData("get", "", "pods", "log", "a", "get", "", "pods", "", false)] // A subresource is another resource.
    [InlineData("get", "", "pods", "log", "a", "get", "", "pods/log", "", true)]
    [InlineData("update", "apps", "deployments", "scale", "a", "update", "apps", "*/scale", "", true)]
    [InlineData("get", "", "pods", "log", "a", "get", "", "pods/*", "", false)] // Upstream has no such pattern.
    [InlineData("get", "apps", "deployments", "", "a", "get", "", "deployments", "", false)] // Another group.
    [InlineData("get", "", "secrets", "", "a", "get", "", "secrets", "a", true)]
    [InlineData("get", "", "secrets", "", "b", "get", "", "secrets", "a", false)]
    [InlineData("list", "", "secrets", "", "", "list", "", "secrets", "a", false)] // A list names no object.
    public void E090_ARuleAllowsWhatItNames(
        string verb, string group, string resource, string subresource, string name,
        string verbs, string groups, string resources, string names, bool allowed)
    {
        PolicyRule rule = new()
        {
            Verbs = [verbs],
            ApiGroups = [groups],
            Resources = [resources],
            ResourceNames = names.Length == 0 ? [] : [names],
        };
        Assert.Equal(allowed, Rules.Allows(rule, new()
        {
            User = Users.AnonymousUser,
            Verb = verb,
            Group = group,
            Resource = resource,
            Subresource = subresource,
            Name = name,
            IsResourceRequest = true,
        }));
    }

    [Theory]
    [InlineData("/healthz", "/healthz", true)]
    [InlineData("/healthz/etcd", "/healthz", false)]
    [InlineData("/healthz/etcd", "/healthz/*", true)]
    [InlineData("/anything", "*", true)]
    [InlineData("/apis/apps", "/api/*", false)]
    [InlineData("/api", "/api/*", false)]
    [InlineData("/apis/apps", "/api*", true)]
    [InlineData("/logs/a", "/*/a", false)] // A star counts at the end only.
    public void E090_APathRuleAllowsItsPath(string path, string pattern, bool allowed)
    {
        PolicyRule rule = new() { Verbs = ["get"], NonResourceURLs = [pattern] };
        Assert.Equal(allowed, Rules.Allows(rule, new()
        {
            User = Users.AnonymousUser,
            Verb = "get",
            Path = path,
            IsResourceRequest = false,
        }));
    }

    [Fact]
    public void E090_OneMayGrantWhatOneHolds()
    {
        PolicyRule held = new() { Verbs = ["get", "list"], ApiGroups = [""], Resources = ["pods", "services"] };
        Assert.Empty(Rules.NotCovered([held], [held with { Verbs = ["list"] }]));
        Assert.Empty(Rules.NotCovered([held], [held with { ResourceNames = ["one"] }]));
        Assert.Single(Rules.NotCovered([held with { ResourceNames = ["one"] }], [held with
        {
            Verbs = ["get"],
            Resources = ["pods"],
        }]));
        PolicyRule missing = Assert.Single(Rules.Compact(Rules.NotCovered([held], [held with
        {
            Verbs = ["get", "delete", "create"],
            Resources = ["pods"],
        }])));
        Assert.Equal("{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"delete\" \"create\"]}", Rules.Text(missing));
    }
}
