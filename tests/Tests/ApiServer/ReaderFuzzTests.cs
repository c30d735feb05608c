using System.Buffers;
using CsCheck;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Patches;
using Kubesharp.Api.Selectors;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Yaml;
using Kubesharp.ApiServer.Http;
using Kubesharp.ApiServer.Requests;
using Kubesharp.ApiServer.Verbs;
using Xunit;

namespace Kubesharp.Tests.ApiServer;

/// <summary>
/// E115: whatever is sent, what reads it answers with a value or with a refusal, never with a failure of its own.
/// </summary>
public sealed class ReaderFuzzTests
{
    private const string Pod = """
        {"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","labels":{"x":"y"},"creationTimestamp":
        "2026-11-23T12:31:34Z","finalizers":["a/b"]},"spec":{"containers":[{"name":"c","image":"i","ports":[
        {"containerPort":80}],"resources":{"limits":{"cpu":"500m"}},"livenessProbe":{"httpGet":{"port":"http"}}}],
        "volumes":[{"name":"v","emptyDir":{}}]},"status":{"startTime":"2026-11-23T12:31:34+02:00"}}
        """;
    private const string PodYaml = """
        apiVersion: v1
        kind: Pod
        metadata: &m
          name: "a"
          labels: {x: y, <<: {z: 1}}
        spec:
          containers:
          - name: c
            args: [a, 'b', 0x1F, ~, yes]
            command: |
              one
              two
        """;

    private static readonly byte[] PodBytes = System.Text.Encoding.UTF8.GetBytes(Pod);
    private static readonly ResourceDefinition[] Definitions = [.. ResourceRegistry.All];
    private static readonly Gen<ResourceDefinition> AnyKind =
        Gen.Int[0, Definitions.Length - 1].Select(static index => Definitions[index]);
    private static readonly Schema PodSchema = Definitions.First(static one => one.Kind == "Pod").Codec.Schema;
    private static readonly Tree PodTree = TreeJson.Parse(Pod);

    [Fact]
    public void E115_JsonOfEveryKind() => Gen.Select(AnyKind, Mutations.Of(Pod, "{}", "null", "[]")).Try(static input =>
    {
        DecodeReport report = new();
        object? value = Decoded(() => input.Item1.Codec.ReadJson(input.Item2, report));
        if (value is null)
            return;
        // What was read is written, and reads back as the same.
        ArrayBufferWriter<byte> output = new();
        input.Item1.Codec.WriteJson(value, output);
        Assert.Equal(value, input.Item1.Codec.ReadJson(output.WrittenSpan));
    });

    [Fact]
    public void E115_ProtobufOfEveryKind()
    {
        byte[] message = ApiProto.OpenEnvelope(
            ApiProto.ToBytes(ApiJson.Read<Pod>(PodBytes)), out _, out _).ToArray();
        Gen.Select(AnyKind, Mutations.Of(message, [])).Try(static input =>
        {
            object? value = Decoded(() => input.Item1.Codec.ReadProto(input.Item2));
            if (value is not null)
                input.Item1.Codec.WriteProto(value, new ArrayBufferWriter<byte>());
        });
        Mutations.Of(ApiProto.ToBytes(ApiJson.Read<Pod>(PodBytes))).Try(static bytes =>
            ProtobufEnvelope.TryRead(bytes, out _));
    }

    [Fact]
    public void E115_YamlAndTrees() => Mutations.Of(PodYaml, Pod, "a: &a [b]\nc: *a\n", "--- {}\n").Try(static bytes =>
    {
        if (Decoded(() => YamlReader.Parse(bytes, new DecodeReport())) is Tree tree)
            Assert.Equal(tree, YamlReader.Parse(YamlWriter.Write(tree)));
        if (Decoded(() => TreeJson.Parse(bytes)) is Tree json)
            Assert.Equal(json, TreeJson.Parse(TreeJson.Write(json)));
    });

    [Fact]
    public void E115_Patches() => Mutations.Of(
        """[{"op":"add","path":"/metadata/labels/a~1b","value":1},{"op":"move","from":"/spec","path":"/status"}]""",
        """[{"op":"test","path":"","value":{}},{"op":"remove","path":"/spec/containers/0"}]""",
        """[{"op":"copy","from":"/spec/containers","path":"/spec/containers/-"}]""",
        """{"spec":{"containers":[{"name":"c","$patch":"delete"}],"$retainKeys":["containers"]}}""",
        """{"metadata":{"$deleteFromPrimitiveList/finalizers":["a/b"]},"spec":{"volumes":[{"$patch":"replace"}]}}""",
        """{"spec":{"$setElementOrder/containers":[{"name":"d"},{"name":"c"}],"containers":[{"name":"d"}]}}""")
        .Try(static bytes =>
        {
            if (Decoded(() => TreeJson.Parse(bytes)) is not Tree patch)
                return;
            foreach (PatchResult result in (PatchResult[])
                [
                    JsonPatch.Apply(PodTree, patch), MergePatch.Apply(PodTree, patch),
                    StrategicMergePatch.Apply(PodTree, patch, PodSchema),
                ])
            {
                Assert.True(result.Succeeded ? result.Tree is not null : result.Error.Length > 0);
            }
        });

    [Fact]
    public void E115_Selectors() => Mutations.TextOf(
        "app in (a,b),!c,d notin (e),f=g,h!=i,j>1", "metadata.name=a\\,b,spec.nodeName!=", "a", "x==y")
        .Try(static text =>
        {
            if (LabelQuery.TryParse(text, out LabelQuery labels, out string error))
                labels.Matches(new Dictionary<string, string> { ["app"] = "a" });
            else
                Assert.NotEmpty(error);
            if (FieldQuery.TryParse(text, out FieldQuery fields, out error))
                Assert.True(FieldQuery.TryParse(fields.ToString(), out _, out _), text);
            else
                Assert.NotEmpty(error);
        });

    [Fact]
    public void E115_ContinueTokens() => Mutations.TextOf(new ContinueToken(7, "default/a").Encode(), "", "e30")
        .Try(static text =>
        {
            if (ContinueToken.Decode(text) is { } token)
                Assert.Equal(token, ContinueToken.Decode(token.Encode()));
        });

    [Fact]
    public void E115_UrlsAndHeaders() => Gen.Select(
        Mutations.TextOf("/api/v1/namespaces/n/pods/p/log", "/apis/apps/v1/watch/deployments", "/"),
        Mutations.TextOf("limit=5&watch=1&fieldSelector=metadata.name%3Da", "timeoutSeconds=9&dryRun=All&timeout=1h"),
        Mutations.TextOf("application/json;as=Table;v=v1;g=meta.k8s.io;q=0.5,*/*;q=.1", "application/yaml"))
        .Try(static input =>
        {
            (string path, string query, string accept) = input;
            QueryValues values = QueryValues.Parse(query);
            foreach (string method in (string[])["GET", "POST", "DELETE", "X"])
            {
                RequestInfo info = RequestInfoResolver.Resolve(method, path, values);
                RequestOptions.Read(info, values);
            }
            LongRunning.TimeoutOf(values, TimeSpan.FromMinutes(1));
            Negotiation.Choose(accept, protobuf: true, stream: false);
            Negotiation.OfBody(accept, protobuf: true);
            RequestHeaders.Matches(accept, "\"x\"");
            WarningHeaders.Of([path, query]);
        });

    [Fact]
    public void E115_Scalars() => Mutations.TextOf(
        "1.5Gi", "-100m", "1e3", "2026-11-23T12:31:34.123456Z", "1h2m3.5s", "50%").Try(static text =>
        {
            if (Quantity.TryParse(text, out Quantity quantity))
                Assert.Equal(quantity, Quantity.Parse(quantity.ToString()));
            if (Duration.TryParse(text, out Duration duration))
                Assert.Equal(duration, Duration.Parse(duration.ToString()));
            if (Time.TryParse(text, out Time time))
                Assert.Equal(time, Time.Parse(time.ToString()));
        });

    // A refusal is an answer.
    private static object? Decoded(Func<object> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is DecodeException or FormatException)
        {
            Assert.NotEmpty(exception.Message);
            return null;
        }
    }
}
