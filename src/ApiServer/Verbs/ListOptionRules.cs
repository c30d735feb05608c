using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Api.Validation;
using Kubesharp.ApiServer.Errors;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>Which options of list and watch go together. Pure.</summary>
internal static class ListOptionRules
{
    public static Status? Violation(ApiRequest options)
    {
        bool watch = options.Verb == Verb.Watch;
        FieldErrors errors = new();
        string match = options.ResourceVersionMatch;
        if (match.Length > 0)
            CheckMatch(options, watch, match, errors);
        if (options.SendInitialEvents is not null)
        {
            FieldPath field = FieldPath.Of("sendInitialEvents");
            if (!watch)
                errors.Forbidden(field, "sendInitialEvents is forbidden for list");
            else if (match != "NotOlderThan")
            {
                errors.Forbidden(
                    FieldPath.Of("resourceVersionMatch"),
                    "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
            }
        }
        if (errors.Any)
            return errors.ToStatus("meta.k8s.io", "ListOptions", "");
        if (options.Continue.Length > 0 && options.ResourceVersion is not ("" or "0"))
            return StatusErrors.BadRequest("specifying resource version is not allowed when using continue");
        return null;
    }

    private static void CheckMatch(ApiRequest options, bool watch, string match, FieldErrors errors)
    {
        FieldPath field = FieldPath.Of("resourceVersionMatch");
        if (watch && options.SendInitialEvents is null)
            errors.Forbidden(field, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
        if (!watch && options.ResourceVersion.Length == 0)
            errors.Forbidden(field, "resourceVersionMatch is forbidden unless resourceVersion is provided");
        if (options.Continue.Length > 0)
            errors.Forbidden(field, "resourceVersionMatch is forbidden when continue is provided");
        if (match is not ("NotOlderThan" or "Exact"))
            errors.NotSupported(field, match, "Exact", "NotOlderThan", "");
        if (match == "Exact" && options.ResourceVersion == "0")
            errors.Forbidden(field, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
    }
}
