using System.Text;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Requests;

namespace Kubesharp.ApiServer.InProcess;

/// <summary>
/// The path and query that a request from the same process would have had over HTTP, for the audit log.
/// </summary>
internal static class InProcessUri
{
    public static string Of(ServerRequest request)
    {
        RequestInfo info = request.Info;
        StringBuilder uri = new(info.Group.Length == 0 ? "/api/" : $"/apis/{info.Group}/");
        uri.Append(info.Version);
        if (info.Namespace.Length > 0 && info is not { Group: "", Resource: "namespaces" })
            uri.Append("/namespaces/").Append(info.Namespace);
        uri.Append('/').Append(info.Resource);
        // The name of what is created stands in its body.
        if (info.Name.Length > 0 && (info.Verb != "create" || info.Subresource.Length > 0))
            uri.Append('/').Append(info.Name);
        if (info.Subresource.Length > 0)
            uri.Append('/').Append(info.Subresource);
        AppendQuery(uri, request.Options, info.Verb);
        return uri.ToString();
    }

    private static void AppendQuery(StringBuilder uri, ApiRequest options, string verb)
    {
        char separator = '?';
        Append("labelSelector", options.LabelSelector);
        Append("fieldSelector", options.FieldSelector);
        Append("resourceVersion", options.ResourceVersion);
        Append("resourceVersionMatch", options.ResourceVersionMatch);
        Append("fieldManager", options.FieldManager);
        Append("dryRun", options.DryRun ? "All" : "");
        Append("watch", verb == "watch" ? "true" : "");

        void Append(string name, string value)
        {
            if (value.Length == 0)
                return;
            uri.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }
    }
}
