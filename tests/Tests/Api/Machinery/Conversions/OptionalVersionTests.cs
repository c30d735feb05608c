using System.Text;
using System.Text.Json.Nodes;
using Kubesharp.Api;
using Kubesharp.Tests.Api.Machinery.Codecs;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.Conversions;

/// <summary>Beta and alpha versions: what is written as one is stored as another and comes back unchanged.</summary>
public sealed class OptionalVersionTests
{
    public static TheoryData<string, string> Converted
    {
        get
        {
            TheoryData<string, string> rows = [];
            foreach (ResourceDefinition one in ResourceRegistry.Optional.Where(static one => StoredForm.Of(one) != one))
                rows.Add(one.ApiVersion, one.Kind);
            return rows;
        }
    }

    [Fact]
    public void TheStableOrNewestVersionIsStored()
    {
        Assert.Equal("resource.k8s.io/v1", Stored("resource.k8s.io/v1beta1", "ResourceClaim"));
        Assert.Equal("resource.k8s.io/v1", Stored("resource.k8s.io/v1beta2", "ResourceSlice"));
        Assert.Equal("networking.k8s.io/v1", Stored("networking.k8s.io/v1beta1", "ServiceCIDR"));
        Assert.Equal("resource.k8s.io/v1beta2", Stored("resource.k8s.io/v1alpha3", "DeviceTaintRule"));
        Assert.Equal("resource.k8s.io/v1beta2", Stored("resource.k8s.io/v1beta2", "DeviceTaintRule"));
        Assert.Equal("certificates.k8s.io/v1beta1", Stored("certificates.k8s.io/v1alpha1", "ClusterTrustBundle"));
        Assert.Equal("coordination.k8s.io/v1beta1", Stored("coordination.k8s.io/v1alpha2", "LeaseCandidate"));
    }

    [Theory, MemberData(nameof(Converted))]
    public void TheGoldenObjectComesBackUnchanged(string apiVersion, string kind)
    {
        ResourceDefinition served = ResourceRegistry.FindKind(apiVersion, kind)!;
        string file = $"golden/{served.Group}.{served.Version}.{kind}.json";
        object golden = served.Codec.ReadJson(File.ReadAllBytes(KubernetesFacts.Require(file)));
        Conversion conversion = StoredForm.ConversionOf(served)!;
        ApiObject stored = conversion.ToStored((ApiObject)golden);
        Assert.Equal(StoredForm.Of(served).ApiVersion, stored.ApiVersion);
        Assert.Equal(golden, conversion.FromStored(stored));
    }

    [Theory]
    [InlineData(
        """{"name":"a","deviceClassName":"gpu","count":2,"allocationMode":"ExactCount"}""",
        """{"name":"a","exactly":{"deviceClassName":"gpu","allocationMode":"ExactCount","count":2}}""")]
    [InlineData(
        """{"name":"a","deviceClassName":"","firstAvailable":[{"name":"b","deviceClassName":"gpu"}]}""",
        """{"name":"a","firstAvailable":[{"name":"b","deviceClassName":"gpu"}]}""")]
    public void ARequestsFieldsMoveIntoExactly(string beta, string stable)
    {
        ResourceDefinition served = ResourceRegistry.FindKind("resource.k8s.io/v1beta1", "ResourceClaim")!;
        string claim = $$$"""
            {"kind":"ResourceClaim","apiVersion":"resource.k8s.io/v1beta1","metadata":{"name":"c"},
            "spec":{"devices":{"requests":[{{{beta}}}]}},"status":{}}
            """;
        Conversion conversion = StoredForm.ConversionOf(served)!;
        ApiObject read = (ApiObject)served.Codec.ReadJson(Encoding.UTF8.GetBytes(claim));
        ApiObject stored = conversion.ToStored(read);
        JsonNode request = JsonNode.Parse(stored.ToString())!["spec"]!["devices"]!["requests"]![0]!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(stable), request), request.ToJsonString());
        Assert.Equal(read, conversion.FromStored(stored));
    }

    private static string Stored(string apiVersion, string kind) =>
        StoredForm.Of(ResourceRegistry.FindKind(apiVersion, kind)!).ApiVersion;
}
