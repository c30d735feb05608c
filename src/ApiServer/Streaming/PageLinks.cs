using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Kubesharp.ApiServer.Streaming;

/// <summary>
/// An HTML page on its way through the proxy: the attributes of its tags that hold links are rewritten, all else passes
/// as it is, byte for byte, whatever its encoding is (as long as ASCII is part of it).
/// </summary>
/// <remarks>One writer. Holds back one tag at most; what is longer than a tag can be passes unchanged.</remarks>
internal sealed class PageLinks(ProxiedLinks links)
{
    private const int TagBytesMax = 64 * 1024;

    // Which attributes of which elements are links: HTML 4.01 and 5, as upstream's proxy has them.
    private static readonly FrozenDictionary<string, string[]> Attributes = new Dictionary<string, string[]>
    {
        ["a"] = ["href"], ["applet"] = ["codebase"], ["area"] = ["href"], ["audio"] = ["src"], ["base"] = ["href"],
        ["blockquote"] = ["cite"], ["body"] = ["background"], ["button"] = ["formaction"], ["command"] = ["icon"],
        ["del"] = ["cite"], ["embed"] = ["src"], ["form"] = ["action"], ["frame"] = ["longdesc", "src"],
        ["head"] = ["profile"], ["html"] = ["manifest"], ["iframe"] = ["longdesc", "src"],
        ["img"] = ["longdesc", "src", "usemap"], ["input"] = ["src", "usemap", "formaction"], ["ins"] = ["cite"],
        ["link"] = ["href"], ["object"] = ["classid", "codebase", "data", "usemap"], ["q"] = ["cite"],
        ["script"] = ["src"], ["source"] = ["src"], ["video"] = ["poster", "src"],
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly List<byte> tag = [];
    private byte quote;
    // Inside one of these elements there are no tags but its own end.
    private string rawElement = "";

    public void Write(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        while (bytes.Length > 0)
        {
            if (tag.Count == 0)
            {
                int start = bytes.IndexOf((byte)'<');
                output.Write(start < 0 ? bytes : bytes[..start]);
                if (start < 0)
                    return;
                tag.Add((byte)'<');
                bytes = bytes[(start + 1)..];
                continue;
            }
            byte next = bytes[0];
            bool isNone = tag.Count == 1 && !char.IsAsciiLetter((char)next) && next is not ((byte)'/' or (byte)'!');
            if (isNone || tag.Count >= TagBytesMax || (quote == 0 && next == '<'))
            {
                Complete(output);
                continue;
            }
            bytes = bytes[1..];
            tag.Add(next);
            if (quote != 0)
            {
                if (next == quote)
                    quote = 0;
            }
            // A quote counts where a value begins: elsewhere it is a letter.
            else if (next is (byte)'"' or (byte)'\'' && rawElement.Length == 0 && tag[^2] == '=')
            {
                quote = next;
            }
            else if (next == '>')
            {
                End(output);
            }
        }
    }

    /// <summary>Writes what was held back.</summary>
    public void Complete(IBufferWriter<byte> output)
    {
        output.Write(tag.ToArray());
        tag.Clear();
        quote = 0;
    }

    private void End(IBufferWriter<byte> output)
    {
        string text = Encoding.Latin1.GetString(tag.ToArray());
        string name = NameOf(text);
        if (rawElement.Length > 0)
        {
            if (name.Equals("/" + rawElement, StringComparison.OrdinalIgnoreCase))
                rawElement = "";
        }
        else
        {
            if (Attributes.TryGetValue(name, out string[]? attributes))
                text = Rewrite(text, name.Length + 1, attributes);
            rawElement = name.ToLowerInvariant() is "script" or "style" or "textarea" or "title" ? name : "";
        }
        output.Write(Encoding.Latin1.GetBytes(text));
        tag.Clear();
    }

    private static string NameOf(string text)
    {
        int end = 1;
        while (end < text.Length && text[end] != '>' && !char.IsWhiteSpace(text[end]) && (text[end] != '/' || end == 1))
            end++;
        return text[1..end];
    }

    private string Rewrite(string text, int at, string[] attributes)
    {
        StringBuilder result = new(text[..at]);
        while (at < text.Length)
        {
            int start = at;
            while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] is '/' or '>'))
                at++;
            int name = at;
            while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('=' or '>' or '/'))
                at++;
            string attribute = text[name..at];
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            if (at >= text.Length || text[at] != '=')
            {
                result.Append(text[start..at]);
                continue;
            }
            at++;
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            (int value, int length) = ValueAt(text, at);
            string link = text.Substring(value, length);
            result.Append(text[start..value]).Append(
                attributes.Contains(attribute, StringComparer.OrdinalIgnoreCase) ? links.Rewrite(link) : link);
            at = value + length;
            if (at < text.Length && text[at] is '"' or '\'')
                result.Append(text[at++]);
        }
        return result.ToString();
    }

    private static (int Start, int Length) ValueAt(string text, int at)
    {
        if (at < text.Length && text[at] is '"' or '\'')
        {
            int end = text.IndexOf(text[at], at + 1);
            return (at + 1, (end < 0 ? text.Length : end) - at - 1);
        }
        int stop = at;
        while (stop < text.Length && !char.IsWhiteSpace(text[stop]) && text[stop] != '>')
            stop++;
        return (at, stop - at);
    }
}
