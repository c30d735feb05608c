using Kubesharp.Api.Configuration;
using Kubesharp.ApiServer.Authorization;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Authorization;

public sealed class AuthorizationConfigurationTests
{
    private const string Good = """
        apiVersion: apiserver.config.k8s.io/v1
        kind: AuthorizationConfiguration
        authorizers:
        - type: Node
          name: node
        - type: RBAC
          name: rbac
        """;

    private const string Webhook = """
        apiVersion: apiserver.config.k8s.io/v1
        kind: AuthorizationConfiguration
        authorizers:
        - type: Webhook
          name: hook
          webhook:
            timeout: 3s
            authorizedTTL: 5m
            unauthorizedTTL: 30s
            subjectAccessReviewVersion: v1
            failurePolicy: Deny
            connectionInfo: { type: KubeConfigFile, kubeConfigFile: /nowhere/kubeconfig }
        """;

    [Fact]
    public void AGoodFileKeepsItsOrder() => Assert.Equal(
        [AuthorizerType.Node, AuthorizerType.Rbac],
        AuthorizationConfiguration.Parse(Good).Authorizers.Select(static entry => entry.Type));

    [Theory]
    [InlineData(Good, "name: rbac", "name: node", "authorizers: name \"node\" is there twice")]
    [InlineData(Good, "type: RBAC", "type: Node", "authorizers: type Node is there twice")]
    [InlineData(Good, "type: RBAC", "type: ABAC", "authorizers[1].type: \"ABAC\" must be one of Node, RBAC, Webhook")]
    [InlineData(Good, "type: RBAC", "type: AlwaysAllow", "authorizers[1].type: \"AlwaysAllow\" must be one of")]
    [InlineData(Good, "name: rbac", "name: R_", "authorizers[1].name: \"R_\" must be lower-case letters")]
    [InlineData(Good, "name: rbac", "webhook: {}", "authorizers[1].webhook: may only be specified when type=Webhook")]
    [InlineData(Good, "type: RBAC", "type: Webhook", "authorizers[1].webhook: required when type=Webhook")]
    [InlineData(Webhook, "timeout: 3s", "timeout: 31s", "authorizers[0].webhook.timeout: must be > 0s and <= 30s")]
    [InlineData(Webhook, "timeout: 3s", "", "authorizers[0].webhook.timeout: must be set")]
    [InlineData(Webhook, "timeout: 3s", "timeout: soon", "authorizers[0].webhook.timeout: \"soon\" must be a duration")]
    [InlineData(Webhook, "unauthorizedTTL: 30s", "unauthorizedTTL: -1s",
        "authorizers[0].webhook.unauthorizedTTL: must be > 0s")]
    [InlineData(Webhook, "subjectAccessReviewVersion: v1", "subjectAccessReviewVersion: v2",
        "authorizers[0].webhook.subjectAccessReviewVersion: \"v2\" must be one of v1, v1beta1")]
    [InlineData(Webhook, "failurePolicy: Deny", "failurePolicy: Ignore",
        "authorizers[0].webhook.failurePolicy: \"Ignore\" must be one of NoOpinion, Deny")]
    [InlineData(Webhook, "failurePolicy: Deny",
        "failurePolicy: Deny\n    matchConditions: [{ expression: 'true' }]",
        "authorizers[0].webhook.matchConditions: must not be set: CEL expressions are not supported")]
    [InlineData(Webhook, "/nowhere/kubeconfig", "kubeconfig",
        "authorizers[0].webhook.connectionInfo.kubeConfigFile: \"kubeconfig\" must be an absolute path")]
    [InlineData(Webhook, "failurePolicy: Deny", "failurePolicy: Deny ",
        "authorizers[0].webhook.connectionInfo.kubeConfigFile: /nowhere/kubeconfig: cannot be read")]
    [InlineData(Webhook, "type: KubeConfigFile", "type: InClusterConfig",
        "authorizers[0].webhook.connectionInfo.type: \"InClusterConfig\" is not supported")]
    public void EachMistakeIsNamed(string file, string part, string instead, string problem)
    {
        Assert.Contains(part, file, StringComparison.Ordinal);
        int last = file.LastIndexOf(part, StringComparison.Ordinal);
        string text = file[..last] + instead + file[(last + part.Length)..];
        ConfigurationException exception =
            Assert.Throws<ConfigurationException>(() => AuthorizationConfiguration.Parse(text));
        Assert.Contains(exception.Problems, found => found.StartsWith(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void AFileWithoutAuthorizersIsAMistake() => Assert.Equal(
        ["authorizers: at least one authorization mode must be defined"],
        Assert.Throws<ConfigurationException>(() => AuthorizationConfiguration.Parse(
            "apiVersion: apiserver.config.k8s.io/v1\nkind: AuthorizationConfiguration\n")).Problems);

    [Theory]
    [InlineData("RBAC,ABAC", "ABAC is not supported; write roles and bindings instead")]
    [InlineData("RBAC,Rbac", "\"Rbac\" must be one of AlwaysAllow, AlwaysDeny, Node, RBAC, Webhook")]
    [InlineData("RBAC,RBAC", "RBAC is there twice")]
    [InlineData("RBAC,Webhook", "Webhook needs --authorization-webhook-config-file")]
    public void ModesThatMakeNoSenseAreRefused(string modes, string problem) => Assert.Contains(
        problem,
        Assert.Throws<ConfigurationException>(
            () => AuthorizationConfiguration.Of(modes.Split(','), null)).Problems);
}
