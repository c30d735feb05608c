using Kubesharp.ApiServer.Http;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Http;

public sealed class MediaTypesTests
{
    [Theory(DisplayName = "E019: the best that can be served is chosen")]
    [InlineData("", true, "Json", "None")]
    [InlineData("*/*", true, "Json", "None")]
    [InlineData("application/vnd.kubernetes.protobuf,application/json", true, "Protobuf", "None")]
    [InlineData("application/vnd.kubernetes.protobuf,application/json", false, "Json", "None")]
    [InlineData("application/json;q=0.5,application/yaml", true, "Yaml", "None")]
    [InlineData("application/json;as=Table;v=v1;g=meta.k8s.io,application/json", true, "Json", "Table")]
    [InlineData("application/json;as=Table;v=v7;g=meta.k8s.io,application/json", true, "Json", "None")]
    [InlineData("application/vnd.kubernetes.protobuf;as=PartialObjectMetadata;v=v1;g=meta.k8s.io", true, "Protobuf",
        "PartialObjectMetadata")]
    public void Chosen(string accept, bool protobuf, string encoding, string projection)
    {
        Negotiated chosen = Negotiation.Choose(accept, protobuf, stream: false)!.Value;
        Assert.Equal((encoding, projection), (chosen.Encoding.ToString(), chosen.Projection.ToString()));
    }

    [Theory(DisplayName = "E025: what cannot be served is refused")]
    [InlineData("text/html", false)]
    [InlineData("application/vnd.kubernetes.protobuf", false)]
    [InlineData("application/json;q=0", true)]
    public void Refused(string accept, bool protobuf) =>
        Assert.Null(Negotiation.Choose(accept, protobuf, stream: false));
}
