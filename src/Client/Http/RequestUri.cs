using System.Globalization;
using System.Text;
using Kubesharp.Api.Transport;

namespace Kubesharp.Client.Http;

/// <summary>Path and query of a call.</summary>
internal static class RequestUri
{
    public static string Of(ApiRequest request)
    {
        StringBuilder uri = new(request.Resource.Group.Length == 0
            ? $"/api/{request.Resource.Version}"
            : $"/apis/{request.Resource.Group}/{request.Resource.Version}");
        if (request.Namespace.Length > 0 && request.Resource is not { Group: "", Resource: "namespaces" })
            uri.Append("/namespaces/").Append(Uri.EscapeDataString(request.Namespace));
        uri.Append('/').Append(request.Resource.Resource);
        if (request.Name.Length > 0)
            uri.Append('/').Append(Uri.EscapeDataString(request.Name));
        if (request.Subresource.Length > 0)
            uri.Append('/').Append(request.Subresource);

        char separator = '?';
        Add("labelSelector", request.LabelSelector);
        Add("fieldSelector", request.FieldSelector);
        Add("resourceVersion", request.ResourceVersion);
        Add("resourceVersionMatch", request.ResourceVersionMatch);
        Add("limit", request.Limit > 0 ? request.Limit.ToString(CultureInfo.InvariantCulture) : "");
        Add("continue", request.Continue);
        Add("timeoutSeconds", request.TimeoutSeconds?.ToString(CultureInfo.InvariantCulture) ?? "");
        Add("watch", request.Verb == Verb.Watch ? "true" : "");
        Add("allowWatchBookmarks", request.AllowWatchBookmarks ? "true" : "");
        Add("sendInitialEvents", request.SendInitialEvents is { } initial ? (initial ? "true" : "false") : "");
        Add("fieldManager", request.FieldManager);
        Add("fieldValidation", request.FieldValidation);
        Add("dryRun", request.DryRun ? "All" : "");
        Add("force", request.Force ? "true" : "");
        return uri.ToString();

        void Add(string name, string value)
        {
            if (value.Length == 0)
                return;
            uri.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }
    }
}
