using System.Text.Json;
using Kubesharp.Api.Core;

namespace Kubesharp.ApiServer.Objects;

/// <summary>The node of a Pod, out of its bytes: a server with many Pods starts without decoding them.</summary>
internal static class PodNode
{
    public static string NameOf(EncodedObject item) =>
        item.ValueIfDecoded is Pod pod ? pod.Spec.NodeName : NameIn(item.Json.Span);

    /// <summary>The value of <c>spec.nodeName</c>; empty when there is none.</summary>
    public static string NameIn(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json);
        bool inSpec = false;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            if (!inSpec)
            {
                inSpec = reader.ValueTextEquals("spec"u8);
                reader.Read();
                if (!inSpec)
                    reader.Skip();
                continue;
            }
            // Behind the spec comes the status.
            if (reader.CurrentDepth == 1)
                break;
            bool found = reader.ValueTextEquals("nodeName"u8);
            reader.Read();
            if (found)
                return reader.GetString() ?? "";
            reader.Skip();
        }
        return "";
    }
}
