using Kubesharp.Api;
using Kubesharp.ApiServer.Discovery;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Discovery;

public sealed class RuntimeConfigTests
{
    [Theory]
    [InlineData("", "apps/v1/deployments", true)]
    [InlineData("", "resource.k8s.io/v1beta2/resourceclaims", false)]
    [InlineData("", "scheduling.k8s.io/v1alpha2/podgroups", false)]
    [InlineData("api/all=true", "scheduling.k8s.io/v1alpha2/podgroups", true)]
    [InlineData("api/all", "resource.k8s.io/v1beta2/resourceclaims", true)]
    [InlineData("api/beta=true", "resource.k8s.io/v1beta2/resourceclaims", true)]
    [InlineData("api/beta=true", "scheduling.k8s.io/v1alpha2/podgroups", false)]
    [InlineData("api/all=true,api/alpha=false", "scheduling.k8s.io/v1alpha2/podgroups", false)]
    [InlineData("resource.k8s.io/v1beta2=true", "resource.k8s.io/v1beta2/resourceclaims", true)]
    [InlineData("resource.k8s.io/v1beta2=true", "resource.k8s.io/v1beta1/resourceclaims", false)]
    [InlineData("resource.k8s.io/v1beta1=false,api/beta=true", "resource.k8s.io/v1beta1/resourceclaims", false)]
    [InlineData("networking.k8s.io/v1/ingresses=false", "networking.k8s.io/v1/ingresses", false)]
    [InlineData("networking.k8s.io/v1/ingresses=false", "networking.k8s.io/v1/ingressclasses", true)]
    [InlineData("api/all=false,api/v1=true", "v1/pods", true)]
    [InlineData("api/ga=false", "v1/pods", false)]
    public void TheNarrowerWordWins(string text, string resource, bool expected)
    {
        RuntimeConfig config = RuntimeConfig.Parse(text, out string problem)!;
        Assert.Equal("", problem);
        ResourceDefinition definition = ResourceRegistry.All.Concat(ResourceRegistry.Optional)
            .Single(one => $"{one.ApiVersion}/{one.Plural}" == resource);
        Assert.Equal(expected, config.Serves(definition));
    }

    [Theory]
    [InlineData("api/beta=yes", "must say true or false of api/beta, not \"yes\"")]
    [InlineData("resource.k8s.io/v9=true", "names \"resource.k8s.io/v9\", which is none of api/all, api/ga")]
    public void AWrongWordIsRefused(string text, string expected)
    {
        Assert.Null(RuntimeConfig.Parse(text, out string problem));
        Assert.StartsWith(expected, problem);
    }
}
