using System.Text;

namespace Kubesharp.ApiServer.Http;

/// <summary>Sentences as Warning headers (RFC 7234: code 299, an unknown agent, the text in quotes). Pure.</summary>
internal static class WarningHeaders
{
    // Upstream's budget. Over it long sentences are cut, and what still does not fit is left out: a proxy between
    // refuses an answer whose headers are too large, and then the client reads nothing at all.
    private const int CharactersMax = 4 * 1024;
    private const int CutCharacters = 256;

    public static IReadOnlyList<string> Of(IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
            return [];
        bool cut = texts.Sum(static text => text.Length) > CharactersMax;
        List<string> headers = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        int total = 0;
        foreach (string text in texts)
        {
            if (!seen.Add(Header(text)))
                continue;
            string said = cut && text.Length > CutCharacters ? text[..CutCharacters] : text;
            total += said.Length;
            if (total > CharactersMax)
                break;
            headers.Add(Header(said));
        }
        return headers;
    }

    private static string Header(string text)
    {
        StringBuilder header = new("299 - \"", text.Length + 16);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
                header.Append('\\').Append((char)rune.Value);
            else if (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029)
                header.Append(' ');
            else
                header.Append(rune.ToString());
        }
        return header.Append('"').ToString();
    }
}
