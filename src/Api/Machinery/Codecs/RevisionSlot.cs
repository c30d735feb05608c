using System.Buffers.Text;
using System.Text.Json;

namespace Kubesharp.Api;

/// <summary>The place of metadata.resourceVersion in encoded bytes that hold none.</summary>
internal static class RevisionSlot
{
    /// <summary>
    /// The offset, inside the metadata object, in front of the first field that comes after resourceVersion (or of its
    /// closing brace). Works on any object in the API's field order, custom resources too.
    /// </summary>
    public static int Find(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = JsonSource.DepthMax });
        bool isMetadata = false;
        while (reader.Read())
        {
            if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName)
            {
                isMetadata = reader.ValueTextEquals("metadata"u8);
                reader.Read();
                if (!isMetadata)
                    reader.Skip();
                else
                    break;
            }
        }
        if (!isMetadata)
            throw new ArgumentException("the object has no metadata", nameof(json));

        int offset = (int)reader.BytesConsumed;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!ComesBefore(ref reader))
                break;
            reader.Read();
            reader.Skip();
            offset = (int)reader.BytesConsumed;
        }
        return offset;
    }

    /// <summary>The field with the commas that its neighbours need.</summary>
    public static int Text(ReadOnlySpan<byte> json, int offset, long revision, Span<byte> output)
    {
        int length = 0;
        if (json[offset - 1] != '{')
            output[length++] = (byte)',';
        "\"resourceVersion\":\""u8.CopyTo(output[length..]);
        length += 19;
        Utf8Formatter.TryFormat(revision, output[length..], out int digits);
        length += digits;
        output[length++] = (byte)'"';
        if (json[offset - 1] == '{' && json[offset] != '}')
            output[length++] = (byte)',';
        return length;
    }

    private static bool ComesBefore(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("name"u8) || reader.ValueTextEquals("generateName"u8)
        || reader.ValueTextEquals("namespace"u8) || reader.ValueTextEquals("selfLink"u8)
        || reader.ValueTextEquals("uid"u8);
}
