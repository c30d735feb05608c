using System.Buffers;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.Codecs;

public sealed class ApiJsonTests
{
    [Theory]
    [InlineData("""{"spec":{"replicas":"3"}}""",
        "json: cannot unmarshal string into Go struct field ReplicaSetSpec.spec.replicas of type int32")]
    [InlineData("""{"spec":{"replicas":1.5}}""",
        "json: cannot unmarshal number 1.5 into Go struct field ReplicaSetSpec.spec.replicas of type int32")]
    [InlineData("""{"spec":{"replicas":99999999999}}""",
        "json: cannot unmarshal number 99999999999 into Go struct field ReplicaSetSpec.spec.replicas of type int32")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"name":"a"},{"name":true}]}}}}""",
        "json: cannot unmarshal bool into Go struct field Container.spec.template.spec.containers.name of type string")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":{}}}}}""",
        "json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.containers of type "
        + "[]v1.Container")]
    [InlineData("""{"metadata":{"labels":{"a":1}}}""",
        "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string")]
    [InlineData("""{"metadata":[]}""",
        "json: cannot unmarshal array into Go struct field ReplicaSet.metadata of type v1.ObjectMeta")]
    [InlineData("[]", "json: cannot unmarshal array into Go value of type v1.ReplicaSet")]
    [InlineData("", "unexpected end of JSON input")]
    [InlineData("{\"spec\":", "unexpected end of JSON input")]
    [InlineData("{} x", "invalid character 'x' at offset 3 is not JSON")]
    [InlineData("""{"metadata":{"creationTimestamp":"yesterday"}}""",
        "parsing time \"yesterday\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"yesterday\" as \"2006\"")]
    public void RefusesWithGosText(string json, string message) => Assert.Equal(message,
        Assert.Throws<DecodeException>(() => ApiJson.Read<ReplicaSet>(Encoding.UTF8.GetBytes(json))).Message);

    [Fact]
    public void RefusesWhatIsTooDeep()
    {
        string json = $$"""{"x":{{new string('[', 600)}}{{new string(']', 600)}}}""";
        Assert.Equal("exceeded max depth of 512", Assert.Throws<DecodeException>(
            () => ApiJson.Read<ReplicaSet>(Encoding.UTF8.GetBytes(json))).Message);
    }

    [Fact]
    public void ReportsUnknownAndDuplicateFieldsWithTheirPaths()
    {
        DecodeReport report = new();
        ApiJson.Read<ReplicaSet>("""
            {"Spec":{},"spec":{"replicas":1,"replicas":2,"template":{"metadata":{"labels":{"a":"b","a":"c"}},
            "spec":{"containers":[{"name":"a"},{"name":"b","imagee":"x","ports":[{"nme":1}]}]}}}}
            """u8, report);
        Assert.Equal(
            ["Spec", "spec.template.spec.containers[1].imagee", "spec.template.spec.containers[1].ports[0].nme"],
            report.UnknownFields);
        Assert.Equal(["spec.replicas", "spec.template.metadata.labels.a"], report.DuplicateFields);
    }

    [Fact]
    public void NullIsTheZeroValue()
    {
        Pod pod = ApiJson.Read<Pod>(
            """{"metadata":null,"spec":{"containers":null,"nodeName":null,"hostNetwork":null},"status":null}"""u8);
        Assert.Equal(new Pod(), pod);
    }

    [Fact]
    public void WritesWhatGoWrites()
    {
        Assert.Equal(
            """{"kind":"Pod","apiVersion":"v1","metadata":{"name":"\u003ca\u0026b\u003e\u2028\n\u0001é😀"},"""
            + "\"spec\":{\"containers\":null},\"status\":{}}",
            ApiJson.ToText(new Pod { Metadata = new() { Name = "<a&b>\u2028\n\u0001é😀" } }));
        Assert.Equal("""
            {"type":"Ready","status":"True","lastProbeTime":null,"lastTransitionTime":null}
            """.Trim(), ApiJson.ToText(new PodCondition { Type = "Ready", Status = "True" }));
    }

    [Theory]
    [InlineData("\"\\ud83d\\ude00\"", "\"😀\"")]
    [InlineData("\"\\ud83d\"", "\"\ufffd\"")]
    [InlineData("\"a\\/b\\\"c\"", "\"a/b\\\"c\"")]
    public void ReadsEscapesAsGoDoes(string json, string written)
    {
        ConfigMap map = ApiJson.Read<ConfigMap>(Encoding.UTF8.GetBytes("{\"data\":{\"k\":" + json + "}}"));
        Assert.Contains($"\"k\":{written}", ApiJson.ToText(map), StringComparison.Ordinal);
    }

    [Fact]
    public void MapsAreSortedByTheirUtf8()
    {
        Dictionary<string, string> labels = new() { ["b"] = "1", ["a"] = "2", ["\ufffe"] = "3", ["😀"] = "4" };
        Assert.Equal("{\"labels\":{\"a\":\"2\",\"b\":\"1\",\"\ufffe\":\"3\",\"😀\":\"4\"}}",
            ApiJson.ToText(new ObjectMeta { Labels = labels }));
        Assert.Equal(new ObjectMeta { Labels = labels }, ApiJson.Read<ObjectMeta>(
            "{\"labels\":{\"😀\":\"4\",\"\ufffe\":\"3\",\"b\":\"1\",\"a\":\"2\"}}"u8));
    }

    [Fact]
    public void RawJsonIsKeptCompact()
    {
        RawJson raw = RawJson.Parse(" { \"a\" : [ 1 , \"x \\\" < y\" ] } ");
        Assert.Equal("""{"a":[1,"x \" \u003c y"]}""", raw.ToString());
        Assert.Throws<DecodeException>(static () => RawJson.Parse("{} {}"));
    }

    [Theory]
    [InlineData("""{"name":"a","uid":"u"}""", """{"name":"a","uid":"u","resourceVersion":"42"}""")]
    [InlineData("""{"name":"a","uid":"u","generation":2}""",
        """{"name":"a","uid":"u","resourceVersion":"42","generation":2}""")]
    [InlineData("{}", """{"resourceVersion":"42"}""")]
    [InlineData("""{"generation":2,"resourceVersion":"7"}""", """{"resourceVersion":"42","generation":2}""")]
    public void TheRevisionIsSplicedIn(string metadata, string expected)
    {
        ConfigMap map = ApiJson.Read<ConfigMap>(Encoding.UTF8.GetBytes("{\"metadata\":" + metadata + "}"));
        ArrayBufferWriter<byte> output = new();
        (int offset, int length) = ApiJson.WriteWithRevisionSlot(map, output);
        Assert.Equal(0, length);
        Assert.Equal("{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":" + expected + "}",
            Encoding.UTF8.GetString(ApiJson.Splice(output.WrittenSpan, offset, 42)));
    }

    [Fact]
    public void TheRegistryFindsResources()
    {
        ResourceDefinition replicaSets = ResourceRegistry.Of<ReplicaSet>();
        Assert.Same(replicaSets, ResourceRegistry.Find(new("apps", "v1", "replicasets")));
        Assert.Same(replicaSets, ResourceRegistry.FindKind("apps/v1", "ReplicaSet"));
        Assert.Equal(["rs"], replicaSets.ShortNames);
        Assert.True(replicaSets.Namespaced);
        Assert.False(ResourceRegistry.Of<Namespace>().Namespaced);
        Assert.Equal(8, replicaSets.Verbs.Count);
        Assert.Equal(typeof(DeleteOptions), ResourceRegistry.FindCodec("apps/v1", "DeleteOptions")!.Type);
    }
}
