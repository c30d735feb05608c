using Kubesharp.ApiDiff;
using Kubesharp.ApiServer.OpenApi;
using Kubesharp.Tests.Api.Machinery.Codecs;
using Xunit;

namespace Kubesharp.Tests.ApiDiff;

/// <summary>The OpenAPI document that is served against the one that a 1.36 API server publishes.</summary>
public sealed class PublishedDocumentTests
{
    // Versions that a server has only when asked to, and that are not here: their types and paths are missing.
    private static readonly string[] NotHere =
    [
        "admissionregistration.k8s.io/v1alpha1", "admissionregistration.k8s.io/v1beta1",
        "certificates.k8s.io/v1alpha1", "certificates.k8s.io/v1beta1",
        "coordination.k8s.io/v1alpha2", "coordination.k8s.io/v1beta1",
        "internal.apiserver.k8s.io/v1alpha1",
        "networking.k8s.io/v1beta1",
        "resource.k8s.io/v1alpha3", "resource.k8s.io/v1beta1", "resource.k8s.io/v1beta2",
        "scheduling.k8s.io/v1alpha2",
        "storage.k8s.io/v1beta1",
        "storagemigration.k8s.io/v1beta1",
    ];

    // Beside those versions: the discovery of groups that have no other, and a type that one of them uses.
    private static readonly string[] NotHereBeside =
    [
        "GET /apis/internal.apiserver.k8s.io/", "GET /apis/storagemigration.k8s.io/", "type v1 GroupResource",
    ];

    [Fact] // E015, E016
    public void TheDocumentIsThePublishedOne()
    {
        ApiDocument published = ApiDocument.Parse(File.ReadAllBytes(KubernetesFacts.Require("openapi-v2.json")));
        ApiDocument here = ApiDocument.Parse(PublishedDocument.OfBuiltInKinds());
        IReadOnlyList<Difference> differences = Comparison.Between(here, published);

        Difference[] unexpected =
            [.. differences.Where(static one => one.Change != Change.Added || !IsKnown(one))];
        using StringWriter report = new();
        Report.Write(unexpected, report);
        Assert.True(unexpected.Length == 0, report.ToString());
        // What is listed as missing is missing: a version that has come leaves the list.
        Assert.Equal(NotHere, differences.Select(static one => one.GroupVersion).Where(NotHere.Contains).Distinct()
            .Order(StringComparer.Ordinal));
        Assert.All(NotHereBeside, text =>
            Assert.Contains(differences, one => one.Text.StartsWith(text, StringComparison.Ordinal)));
    }

    private static bool IsKnown(Difference difference) => NotHere.Contains(difference.GroupVersion)
        || NotHereBeside.Any(text => difference.Text.StartsWith(text, StringComparison.Ordinal));
}
