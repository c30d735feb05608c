using System.Buffers;
using Kubesharp.Api.Trees;

namespace Kubesharp.Api;

/// <summary>
/// Between versions that say the same in nearly the same words: the JSON of one, changed where the words differ, is the
/// JSON of the other. For versions that are served only when asked for; it costs a writing and a reading each time.
/// </summary>
internal sealed class JsonConversion(
    ResourceDefinition served, ResourceDefinition stored, Func<TreeObject, TreeObject>? toStored = null,
    Func<TreeObject, TreeObject>? fromStored = null) : Conversion
{
    public override Type Served => served.Codec.Type;
    public override Type Stored => stored.Codec.Type;

    public override ApiObject ToStored(ApiObject value) => Convert(value, served.Codec, stored.Codec, toStored);

    public override ApiObject FromStored(ApiObject value) => Convert(value, stored.Codec, served.Codec, fromStored);

    // A codec reads its own kind whatever apiVersion says.
    private static ApiObject Convert(
        ApiObject value, KindCodec from, KindCodec to, Func<TreeObject, TreeObject>? change)
    {
        ArrayBufferWriter<byte> json = new(1024);
        from.WriteJson(value, json);
        ReadOnlySpan<byte> bytes = change is null
            ? json.WrittenSpan
            : TreeJson.Write(change((TreeObject)TreeJson.Parse(json.WrittenSpan)));
        return (ApiObject)to.ReadJson(bytes);
    }
}
