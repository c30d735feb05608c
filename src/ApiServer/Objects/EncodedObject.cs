using System.Buffers;
using System.Runtime.InteropServices;
using Kubesharp.Api;

namespace Kubesharp.ApiServer.Objects;

/// <summary>
/// One version of an object in every form that a reader may want. It starts with one form; the others are derived once,
/// on first use, and shared by all readers. Immutable to the outside and safe from any thread: two threads that derive
/// the same form at once do the work twice and agree.
/// </summary>
public sealed class EncodedObject
{
    private readonly Func<IKind>? convert;
    private IKind? value;
    private byte[]? json;
    private byte[]? protobuf;

    public EncodedObject(KindCodec codec, IKind value)
    {
        Codec = codec;
        this.value = value;
    }

    public EncodedObject(KindCodec codec, ReadOnlyMemory<byte> json, long revision, IKind? value = null)
    {
        Codec = codec;
        // Whole arrays as a rule: then one reference says it all.
        this.json = MemoryMarshal.TryGetArray(json, out ArraySegment<byte> segment) && segment.Offset == 0
            && segment.Array!.Length == segment.Count ? segment.Array : json.ToArray();
        this.value = value;
        Revision = revision;
    }

    /// <summary>A version that is made from the stored one when somebody reads it.</summary>
    public EncodedObject(KindCodec codec, Func<IKind> convert, long revision)
    {
        Codec = codec;
        this.convert = convert;
        Revision = revision;
    }

    public KindCodec Codec { get; }

    /// <summary>The store revision of this version; 0 when it was never stored.</summary>
    public long Revision { get; }

    /// <summary>It is stored as it would not be stored now; see <see cref="Store.StoredValue.IsStale"/>.</summary>
    public bool IsStale { get; init; }

    /// <summary>The object, decoded.</summary>
    public IKind Value => value ??= convert is null ? (IKind)Codec.ReadJson(json) : convert();

    /// <summary>The decoded form if somebody has asked for it already.</summary>
    public IKind? ValueIfDecoded => value;

    /// <summary>UTF-8 JSON that begins with kind and apiVersion.</summary>
    public ReadOnlyMemory<byte> Json
    {
        get
        {
            if (json is null)
            {
                ArrayBufferWriter<byte> buffer = new(1024);
                Codec.WriteJson(Value, buffer);
                json = buffer.WrittenSpan.ToArray();
            }
            return json;
        }
    }

    /// <summary>The protobuf message, without the envelope.</summary>
    public ReadOnlyMemory<byte> Protobuf
    {
        get
        {
            if (protobuf is null)
            {
                ArrayBufferWriter<byte> buffer = new(1024);
                Codec.WriteProto(Value, buffer);
                protobuf = buffer.WrittenSpan.ToArray();
            }
            return protobuf;
        }
    }
}
