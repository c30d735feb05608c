using System.Buffers;

namespace Kubesharp.Api;

/// <summary>The codec of a record that the generator wrote.</summary>
public sealed class MessageCodec<T> : KindCodec
    where T : class, IApiMessage<T>, IKind
{
    public override Type Type => typeof(T);
    public override Schema Schema => T.Schema;

    public override object ReadJson(ReadOnlySpan<byte> utf8, DecodeReport? report = null) =>
        ApiJson.Read<T>(utf8, report);

    public override void WriteJson(object value, IBufferWriter<byte> output) => ApiJson.Write((T)value, output);

    public override object ReadProto(ReadOnlySpan<byte> message) => ApiProto.Read<T>(message);

    public override void WriteProto(object value, IBufferWriter<byte> output) => ApiProto.Write((T)value, output);
}
