using CsCheck;
using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.Codecs;

/// <summary>Whatever the bytes, a reader answers with an object or with a DecodeException.</summary>
public sealed class HostileBytesTests
{
    [Fact]
    public void JsonThatWasTamperedWithIsReadOrRefused()
    {
        byte[] json = ApiJson.ToBytes(Sample());
        Tampering(json.Length).Sample(changes => Survives(changes, json, static bytes =>
        {
            DecodeReport report = new();
            ApiJson.Read<Deployment>(bytes, report);
        }), iter: 5000);
    }

    [Fact]
    public void ProtobufThatWasTamperedWithIsReadOrRefused()
    {
        byte[] message = ApiProto.OpenEnvelope(ApiProto.ToBytes(Sample()), out _, out _).ToArray();
        Tampering(message.Length).Sample(changes => Survives(changes, message, static bytes =>
            ApiProto.Read<Deployment>(bytes)), iter: 5000);
    }

    [Fact]
    public void EveryPrefixIsRefused()
    {
        byte[] json = ApiJson.ToBytes(Sample());
        for (int length = 0; length < json.Length; length++)
            Assert.Throws<DecodeException>(() => ApiJson.Read<Deployment>(json.AsSpan(0, length)));
    }

    [Fact]
    public void InvalidUtf8BecomesTheReplacementCharacter()
    {
        byte[] json = [.. "{\"metadata\":{\"name\":\"a"u8, 0xff, .. "\"}}"u8];
        Assert.Equal("a\ufffd", ApiJson.Read<Pod>(json).Metadata.Name);
    }

    private static Deployment Sample() => ApiJson.Read<Deployment>("""
        {"metadata":{"name":"web","labels":{"app":"web"},"creationTimestamp":"2026-11-23T12:31:34Z",
        "managedFields":[{"manager":"x","fieldsV1":{"f:spec":{}}}]},"spec":{"replicas":3,"selector":{"matchLabels":
        {"app":"web"}},"strategy":{"rollingUpdate":{"maxSurge":"25%","maxUnavailable":1}},"template":{"spec":
        {"containers":[{"name":"a\n\u00e9","image":"nginx","resources":{"limits":{"cpu":"500m","memory":"1Gi"}}}],
        "volumes":[{"name":"v","emptyDir":{"sizeLimit":"1Gi"}}]}}}}
        """u8);

    // Places and the bytes that are put there.
    private static Gen<(int, byte)[]> Tampering(int length) =>
        Gen.Select(Gen.Int[0, length - 1], Gen.Byte).Array[1, 4];

    private static bool Survives((int Place, byte Value)[] changes, byte[] original, Action<byte[]> read)
    {
        byte[] bytes = [.. original];
        foreach ((int place, byte value) in changes)
            bytes[place] = value;
        try
        {
            read(bytes);
        }
        catch (DecodeException exception)
        {
            return exception.Message.Length > 0;
        }
        return true;
    }
}
