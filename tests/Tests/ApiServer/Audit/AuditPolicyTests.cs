using Kubesharp.Api.Authentication;
using Kubesharp.Api.Configuration;
using Kubesharp.ApiServer.Audit;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Requests;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Audit;

public sealed class AuditPolicyTests
{
    private const string Policy = """
        apiVersion: audit.k8s.io/v1
        kind: Policy
        omitStages: [RequestReceived]
        rules:
        - level: None
          users: ["system:kube-proxy"]
          verbs: [watch]
          resources: [{group: "", resources: [endpoints, services]}]
        - level: None
          userGroups: ["system:authenticated"]
          nonResourceURLs: ["/api*", "/version"]
        - level: Request
          resources: [{group: "", resources: [configmaps], resourceNames: [one]}]
          namespaces: [kube-system]
        - level: Metadata
          resources: [{group: "", resources: [secrets, "pods/log", "*/status"]}]
        - level: RequestResponse
          namespaces: [""]
          omitManagedFields: true
        - level: Request
          resources: [{group: apps}]
          omitStages: [ResponseStarted]
        """;

    [Theory]
    [InlineData("system:kube-proxy", "GET", "/api/v1/services?watch=1", AuditLevel.None)]
    [InlineData("jane", "GET", "/apis", AuditLevel.None)]
    [InlineData("jane", "GET", "/version", AuditLevel.None)]
    [InlineData("jane", "PUT", "/api/v1/namespaces/kube-system/configmaps/one", AuditLevel.Request)]
    [InlineData("jane", "PUT", "/api/v1/namespaces/kube-system/configmaps/two", AuditLevel.None)]
    [InlineData("jane", "PUT", "/api/v1/namespaces/default/configmaps/one", AuditLevel.None)]
    [InlineData("jane", "GET", "/api/v1/namespaces/default/secrets", AuditLevel.Metadata)]
    [InlineData("jane", "GET", "/api/v1/namespaces/default/pods/p/log", AuditLevel.Metadata)]
    [InlineData("jane", "GET", "/api/v1/namespaces/default/pods/p/status", AuditLevel.Metadata)]
    [InlineData("jane", "GET", "/api/v1/namespaces/default/pods/p", AuditLevel.None)]
    [InlineData("jane", "GET", "/api/v1/nodes", AuditLevel.RequestResponse)]
    [InlineData("jane", "POST", "/apis/apps/v1/namespaces/a/deployments", AuditLevel.Request)]
    [InlineData("jane", "POST", "/apis/batch/v1/namespaces/a/jobs", AuditLevel.None)]
    public void TheFirstRuleThatMatchesDecides(string user, string method, string target, AuditLevel level)
    {
        string[] parts = target.Split('?');
        QueryValues query = parts.Length > 1 ? QueryValues.Parse(parts[1]) : QueryValues.Empty;
        RequestInfo info = RequestInfoResolver.Resolve(method, parts[0], query);
        UserInfo who = Users.Of(user);
        Assert.Equal(level, AuditPolicy.Parse(Policy).Decide(who, info).Level);
    }

    [Fact]
    public void StagesAndManagedFieldsAreLeftOutByPolicyAndRule()
    {
        AuditPolicy policy = AuditPolicy.Parse(Policy);
        AuditDecision nodes = policy.Decide(
            Users.Of("jane"), RequestInfoResolver.Resolve("GET", "/api/v1/nodes", QueryValues.Empty));
        Assert.True(nodes.OmitManagedFields);
        Assert.Equal([AuditStage.RequestReceived], nodes.OmitStages);
        AuditDecision apps = policy.Decide(Users.Of("jane"),
            RequestInfoResolver.Resolve("GET", "/apis/apps/v1/namespaces/a/deployments", QueryValues.Empty));
        Assert.False(apps.OmitManagedFields);
        Assert.Equal(2, apps.OmitStages.Count);
    }

    [Theory]
    [InlineData("kind: Policy\napiVersion: audit.k8s.io/v1beta1\nrules: [{level: None}]",
        "apiVersion: \"audit.k8s.io/v1beta1\" must be one of audit.k8s.io/v1")]
    [InlineData("kind: Policy\napiVersion: audit.k8s.io/v1\nrules: []", "rules: must have at least one rule")]
    [InlineData("kind: Policy\napiVersion: audit.k8s.io/v1\nrules: [{level: Some}]",
        "rules[0].level: \"Some\" must be one of None, Metadata, Request, RequestResponse")]
    [InlineData("kind: Policy\napiVersion: audit.k8s.io/v1\nrules: [{}]", "rules[0].level: must be set")]
    [InlineData("kind: Policy\napiVersion: audit.k8s.io/v1\nrules: [{level: None, user: [a]}]",
        "rules[0].user: is unknown; known are level, namespaces, nonResourceURLs, omitManagedFields, omitStages, "
        + "resources, userGroups, users, verbs")]
    [InlineData("kind: Policy\napiVersion: audit.k8s.io/v1\nrules: [{level: None, users: a}]",
        "rules[0].users: must be a list of strings")]
    [InlineData(
        "kind: Policy\napiVersion: audit.k8s.io/v1\nrules: [{level: None, namespaces: [a], nonResourceURLs: [/a]}]",
        "rules[0].nonResourceURLs: cannot stand beside resources or namespaces")]
    [InlineData("kind: Policy\napiVersion: audit.k8s.io/v1\nrules: [{level: None, nonResourceURLs: [/a*b]}]",
        "rules[0].nonResourceURLs: \"/a*b\" must be * or begin with / and have * at its end only")]
    [InlineData("- a", "must be a mapping of kind Policy")]
    public void AMistakeIsNamedWithItsPath(string text, string problem) =>
        Assert.Equal([problem], Assert.Throws<ConfigurationException>(() => AuditPolicy.Parse(text)).Problems);

    [Fact]
    public void AllMistakesAreNamedAtOnce()
    {
        ConfigurationException exception = Assert.Throws<ConfigurationException>(static () => AuditPolicy.Parse(
            "kind: Policy\napiVersion: audit.k8s.io/v1\nrules: [{level: x}, {level: y, verbs: 3}]"));
        Assert.Equal(3, exception.Problems.Count);
    }
}
