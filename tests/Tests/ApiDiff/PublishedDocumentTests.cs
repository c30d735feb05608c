using Kubesharp.Api;
using Kubesharp.ApiDiff;
using Kubesharp.ApiServer.Discovery;
using Kubesharp.ApiServer.OpenApi;
using Kubesharp.Tests.Api.Machinery.Codecs;
using Xunit;

namespace Kubesharp.Tests.ApiDiff;

/// <summary>The OpenAPI document that is served against the one that a 1.36 API server publishes.</summary>
public sealed class PublishedDocumentTests
{
    [Fact] // E015, E016
    public void WithEveryVersionEnabledTheDocumentIsThePublishedOne() =>
        AssertNone(Comparison.Between(ApiDocument.Parse(PublishedDocument.OfBuiltInKinds()), Published()));

    [Fact]
    public void ADefaultServersDocumentIsItsStablePart()
    {
        ApiDocument here = ApiDocument.Parse(PublishedDocument.Of(RuntimeConfig.Default));
        AssertNone(Comparison.Between(here, Published())
            .Where(static one => one.Change != Change.Added || !IsOptional(one)));
        Assert.DoesNotContain(here.Subjects.Values, static one => ResourceRegistry.IsOptional(one.GroupVersion));
    }

    // Beside the optional versions: the discovery of groups that have no other, and a type that one of them uses.
    private static bool IsOptional(Difference difference) => ResourceRegistry.IsOptional(difference.GroupVersion)
        || difference.Text.StartsWith("type v1 GroupResource", StringComparison.Ordinal)
        || difference.Text is "GET /apis/internal.apiserver.k8s.io/" or "GET /apis/storagemigration.k8s.io/";

    private static ApiDocument Published() =>
        ApiDocument.Parse(File.ReadAllBytes(KubernetesFacts.Require("openapi-v2.json")));

    private static void AssertNone(IEnumerable<Difference> differences)
    {
        Difference[] found = [.. differences];
        using StringWriter report = new();
        Report.Write(found, report);
        Assert.True(found.Length == 0, report.ToString());
    }
}
