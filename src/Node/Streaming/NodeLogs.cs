using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Kubesharp.Kubelet.Streaming;

/// <summary>The machine's own logs, as files: /logs/.</summary>
internal static class NodeLogs
{
    // Upstream's default of nodeLogDir.
    private const string Root = "/var/log";

    public static async Task WriteAsync(HttpContext context, string[] path, CancellationToken cancellationToken)
    {
        string file = Path.Combine([Root, .. path]);
        if (path.Any(static part => part is "." or ".." || part.Contains('\0', StringComparison.Ordinal)))
        {
            await KubeletRoutes.RefuseAsync(context, StatusCodes.Status400BadRequest, "invalid URL path");
            return;
        }
        if (Directory.Exists(file))
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(Listing(file), cancellationToken);
            return;
        }
        if (!File.Exists(file))
        {
            await KubeletRoutes.RefuseAsync(context, StatusCodes.Status404NotFound, "404 page not found\n");
            return;
        }
        context.Response.ContentType = "text/plain; charset=utf-8";
        await using FileStream stream = new(
            file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await stream.CopyToAsync(context.Response.Body, cancellationToken);
    }

    private static string Listing(string folder)
    {
        StringBuilder page = new("<!doctype html>\n<meta name=\"viewport\" content=\"width=device-width\">\n<pre>\n");
        foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos()
            .OrderBy(static entry => entry.Name, StringComparer.Ordinal))
        {
            string name = entry is DirectoryInfo ? entry.Name + "/" : entry.Name;
            page.Append("<a href=\"").Append(Uri.EscapeDataString(entry.Name)).Append(entry is DirectoryInfo ? "/" : "")
                .Append("\">").Append(WebUtility.HtmlEncode(name)).Append("</a>\n");
        }
        return page.Append("</pre>\n").ToString();
    }
}
