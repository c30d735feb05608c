using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Authorization;

/// <summary>E029: the sentence of a 403.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("", "pods", "", "", "n",
        "pods is forbidden: User \"u\" cannot list resource \"pods\" in API group \"\" in the namespace \"n\"")]
    [InlineData("", "nodes", "", "", "",
        "nodes is forbidden: User \"u\" cannot list resource \"nodes\" in API group \"\" at the cluster scope")]
    [InlineData("apps", "deployments", "scale", "d", "n",
        "deployments.apps \"d\" is forbidden: User \"u\" cannot list resource \"deployments/scale\" in API group "
        + "\"apps\" in the namespace \"n\"")]
    public void E029_ARefusalSaysWhoMayNotDoWhat(
        string group, string resource, string subresource, string name, string @namespace, string expected)
    {
        AuthorizationAttributes attributes = new()
        {
            User = Users.Of("u"),
            Verb = "list",
            Group = group,
            Resource = resource,
            Subresource = subresource,
            Name = name,
            Namespace = @namespace,
            IsResourceRequest = true,
        };
        Status status = Refusal.Of(attributes, "");
        Assert.Equal((403, "Forbidden", expected), (status.Code, status.Reason, status.Message));
        Assert.EndsWith(": no RBAC policy matched", Refusal.Of(attributes, "no RBAC policy matched").Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void E029_APathIsNamedAsItIs()
    {
        AuthorizationAttributes attributes =
            new() { User = Users.Of("u"), Verb = "get", Path = "/metrics", IsResourceRequest = false };
        Assert.Equal("forbidden: User \"u\" cannot get path \"/metrics\"", Refusal.Of(attributes, "").Message);
    }
}
