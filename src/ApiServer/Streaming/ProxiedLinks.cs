namespace Kubesharp.ApiServer.Streaming;

/// <summary>
/// Makes links of a server behind the proxy lead through the proxy again: those to its own host, or to no host, that
/// begin at the root.
/// </summary>
/// <param name="prefix">The path of the proxy: <c>/api/v1/namespaces/NS/pods/NAME/proxy</c>.</param>
/// <param name="server">Host and port of the server behind.</param>
/// <param name="self">Host and port by which the client knows the API server.</param>
internal sealed class ProxiedLinks(string prefix, string server, string self)
{
    public string Rewrite(string link)
    {
        string path = link;
        string before = "";
        int scheme = link.IndexOf("//", StringComparison.Ordinal);
        if (scheme == 0 || (scheme > 0 && link[scheme - 1] == ':' && link.IndexOf('/', StringComparison.Ordinal)
            == scheme))
        {
            int end = link.IndexOfAny(['/', '?', '#'], scheme + 2);
            end = end < 0 ? link.Length : end;
            string host = link[(scheme + 2)..end];
            bool isSelf = host.Equals(self, StringComparison.OrdinalIgnoreCase);
            if (!isSelf && !host.Equals(server, StringComparison.OrdinalIgnoreCase))
                return link;
            // A server that knows by which name it is asked for keeps that name.
            before = isSelf ? link[..end] : "";
            path = link[end..];
        }
        if (!path.StartsWith('/'))
            return link;
        return before + (path.StartsWith(prefix, StringComparison.Ordinal) ? path : prefix + path);
    }
}
