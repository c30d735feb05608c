using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Api.Validation;
using Kubesharp.ApiServer.Errors;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>Which options of list and watch go together. Pure.</summary>
internal static class ListOptionRules
{
    private static readonly FieldPath Match = FieldPath.Of("resourceVersionMatch");
    private static readonly FieldPath Initial = FieldPath.Of("sendInitialEvents");

    public static Status? Violation(ApiRequest options)
    {
        FieldErrors errors = new();
        if (options.Verb == Verb.Watch)
            CheckWatch(options, errors);
        else
            CheckList(options, errors);
        if (errors.Any)
            return errors.ToStatus("meta.k8s.io", "ListOptions", "");
        if (options.Verb != Verb.Watch && options.Continue.Length > 0 && options.ResourceVersion is not ("" or "0"))
            return StatusErrors.BadRequest("specifying resource version is not allowed when using continue");
        return null;
    }

    private static void CheckList(ApiRequest options, FieldErrors errors)
    {
        string match = options.ResourceVersionMatch;
        if (match.Length > 0)
        {
            if (options.ResourceVersion.Length == 0)
                errors.Forbidden(Match, "resourceVersionMatch is forbidden unless resourceVersion is provided");
            CheckContinue(options, errors);
            if (match is not ("NotOlderThan" or "Exact"))
                errors.NotSupported(Match, match, "Exact", "NotOlderThan", "");
            if (match == "Exact" && options.ResourceVersion == "0")
                errors.Forbidden(Match, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
        }
        if (options.SendInitialEvents is not null)
            errors.Forbidden(Initial, "sendInitialEvents is forbidden for list");
    }

    private static void CheckWatch(ApiRequest options, FieldErrors errors)
    {
        string match = options.ResourceVersionMatch;
        if (options.SendInitialEvents is not null && match != "NotOlderThan")
            errors.Forbidden(Match, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        if (match.Length == 0)
            return;
        if (options.SendInitialEvents is null)
            errors.Forbidden(Match, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
        if (match != "NotOlderThan")
            errors.NotSupported(Match, match, "NotOlderThan");
        CheckContinue(options, errors);
    }

    private static void CheckContinue(ApiRequest options, FieldErrors errors)
    {
        if (options.Continue.Length > 0)
            errors.Forbidden(Match, "resourceVersionMatch is forbidden when continue is provided");
    }
}
