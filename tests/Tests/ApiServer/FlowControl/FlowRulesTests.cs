using Kubesharp.Api.Authentication;
using Kubesharp.Api.FlowControl;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.FlowControl;
using Kubesharp.ApiServer.Requests;
using Xunit;

namespace Kubesharp.Tests.ApiServer.FlowControl;

/// <summary>Which schema of a new cluster takes which request.</summary>
public sealed class FlowRulesTests
{
    private static readonly FlowConfiguration Defaults = FlowConfiguration.Of(
        [.. DefaultFlowControl.MandatorySchemas, .. DefaultFlowControl.SuggestedSchemas],
        [.. DefaultFlowControl.MandatoryLevels, .. DefaultFlowControl.SuggestedLevels]);

    [Theory]
    [InlineData("admin/system:masters", "GET", "/api/v1/pods", "exempt")]
    [InlineData("system:anonymous/system:unauthenticated", "GET", "/readyz", "probes")]
    [InlineData("system:anonymous/system:unauthenticated", "GET", "/version", "global-default")]
    [InlineData("system:kube-scheduler", "PUT", "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/x",
        "system-leader-election")]
    [InlineData("system:kube-scheduler", "GET", "/api/v1/pods", "kube-scheduler")]
    [InlineData("system:kube-controller-manager", "PUT", "/api/v1/namespaces/a/endpoints/b", "endpoint-controller")]
    [InlineData("system:kube-controller-manager", "GET", "/api/v1/secrets", "kube-controller-manager")]
    [InlineData("system:node:n/system:nodes", "PATCH", "/api/v1/nodes/n/status", "system-node-high")]
    [InlineData("system:node:n/system:nodes", "PUT", "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/n",
        "system-node-high")]
    [InlineData("system:node:n/system:nodes", "GET", "/api/v1/namespaces/a/secrets/s", "system-nodes")]
    [InlineData("system:serviceaccount:kube-system:coredns/system:serviceaccounts", "GET", "/api/v1/services",
        "kube-system-service-accounts")]
    [InlineData("system:serviceaccount:shop:operator/system:serviceaccounts", "GET", "/api/v1/services",
        "service-accounts")]
    [InlineData("jane", "GET", "/api/v1/services", "global-default")]
    public void EveryRequestHasItsSchema(string user, string method, string path, string schema)
    {
        string[] parts = user.Split('/');
        UserInfo info = Users.Of(parts[0], parts[1..]);
        if (parts[0] == Users.Anonymous)
            info = Users.AnonymousUser;
        RequestInfo request = RequestInfoResolver.Resolve(method, path, QueryValues.Empty);
        FlowSchema first = Defaults.Schemas.First(one => FlowRules.Matches(one, info, request));
        Assert.Equal(schema, first.Metadata.Name);
    }

    [Fact]
    public void FlowsAreToldApartByUserOrNamespace()
    {
        RequestInfo request =
            RequestInfoResolver.Resolve("GET", "/api/v1/namespaces/shop/pods", QueryValues.Empty);
        Assert.Equal("jane", Distinguisher("global-default"));
        Assert.Equal("shop", Distinguisher("kube-scheduler"));
        Assert.Equal("", Distinguisher("exempt"));

        string Distinguisher(string name) => FlowRules.Distinguisher(
            Defaults.Schemas.Single(schema => schema.Metadata.Name == name), Users.Of("jane"), request);
    }

    [Fact]
    public void ASchemaWithoutItsLevelMatchesNothing()
    {
        FlowSchema lost = DefaultFlowControl.SuggestedSchemas[^1];
        FlowConfiguration configuration = FlowConfiguration.Of([lost], []);
        Assert.Equal([lost], configuration.Dangling);
        Assert.Equal(["exempt", "catch-all"], configuration.Schemas.Select(static one => one.Metadata.Name));
    }
}
