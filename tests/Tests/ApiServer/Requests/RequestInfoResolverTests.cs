using Kubesharp.ApiServer.Requests;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Requests;

public sealed class RequestInfoResolverTests
{
    [Theory(DisplayName = "A path says verb, group, namespace, resource, name and subresource")]
    [InlineData("GET", "/api/v1/pods", "", "list,,,pods,,")]
    [InlineData("GET", "/api/v1/pods", "watch=true", "watch,,,pods,,")]
    [InlineData("GET", "/api/v1/watch/pods", "", "watch,,,pods,,")]
    [InlineData("GET", "/api/v1/namespaces/n", "", "get,,n,namespaces,n,")]
    [InlineData("PUT", "/api/v1/namespaces/n/finalize", "", "update,,n,namespaces,n,finalize")]
    [InlineData("POST", "/api/v1/namespaces/n/pods", "", "create,,n,pods,,")]
    [InlineData("GET", "/api/v1/namespaces/n/pods/p/log", "", "get,,n,pods,p,log")]
    [InlineData("DELETE", "/apis/apps/v1/namespaces/n/deployments", "", "deletecollection,apps,n,deployments,,")]
    [InlineData("PATCH", "/apis/apps/v1/namespaces/n/deployments/d/scale", "", "patch,apps,n,deployments,d,scale")]
    [InlineData("GET", "/api/v1/namespaces/n/pods", "fieldSelector=metadata.name%3Dx", "list,,n,pods,x,")]
    public void Resources(string method, string path, string query, string expected)
    {
        RequestInfo info = RequestInfoResolver.Resolve(method, path, QueryValues.Parse(query));
        Assert.True(info.IsResourceRequest);
        Assert.Equal(
            expected, $"{info.Verb},{info.Group},{info.Namespace},{info.Resource},{info.Name},{info.Subresource}");
    }

    [Theory(DisplayName = "Everything else is a path with the method as its verb")]
    [InlineData("/")]
    [InlineData("/healthz")]
    [InlineData("/api")]
    [InlineData("/api/v1")]
    [InlineData("/apis/apps/v1")]
    public void Others(string path)
    {
        RequestInfo info = RequestInfoResolver.Resolve("GET", path, QueryValues.Empty);
        Assert.Equal((false, "get", path), (info.IsResourceRequest, info.Verb, info.Path));
    }

    [Fact(DisplayName = "What follows proxy is kept as it is")]
    public void Tail()
    {
        RequestInfo info =
            RequestInfoResolver.Resolve("GET", "/api/v1/namespaces/n/pods/p:80/proxy/a/b/", QueryValues.Empty);
        Assert.Equal(("p:80", "proxy", "a/b/"), (info.Name, info.Subresource, info.Tail));
    }
}
