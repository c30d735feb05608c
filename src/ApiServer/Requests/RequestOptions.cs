using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Errors;

namespace Kubesharp.ApiServer.Requests;

/// <summary>Reads the options of the API from a query. Pure.</summary>
public static class RequestOptions
{
    public static Verb? VerbOf(string verb) => verb switch
    {
        "get" => Verb.Get,
        "list" => Verb.List,
        "watch" => Verb.Watch,
        "create" => Verb.Create,
        "update" => Verb.Update,
        "patch" => Verb.Patch,
        "delete" => Verb.Delete,
        "deletecollection" => Verb.DeleteCollection,
        _ => null,
    };

    public static string NameOf(Verb verb) => verb switch
    {
        Verb.DeleteCollection => "deletecollection",
        _ => verb.ToString().ToLowerInvariant(),
    };

    /// <summary>The options, or why they cannot be read.</summary>
    public static (ApiRequest Request, Status? Error) Read(RequestInfo info, QueryValues query)
    {
        ApiRequest empty = new()
        {
            Verb = VerbOf(info.Verb) ?? Verb.Get,
            Resource = new(info.Group, info.Version, info.Resource),
            Namespace = info.Namespace,
            Name = info.Name,
            Subresource = info.Subresource,
        };
        if (query.Raw.Length == 0)
            return (empty, null);
        Status? error = null;
        long limit = Number("limit", ref error) ?? 0;
        ApiRequest request = empty with
        {
            LabelSelector = query["labelSelector"],
            FieldSelector = query["fieldSelector"],
            ResourceVersion = query["resourceVersion"],
            ResourceVersionMatch = query["resourceVersionMatch"],
            Limit = limit,
            Continue = query["continue"],
            TimeoutSeconds = Number("timeoutSeconds", ref error),
            AllowWatchBookmarks = query.Flag("allowWatchBookmarks"),
            SendInitialEvents = query.Has("sendInitialEvents") ? query.Flag("sendInitialEvents") : null,
            FieldManager = query["fieldManager"],
            FieldValidation = query["fieldValidation"],
            Force = query.Flag("force"),
            DeleteOptions = Delete(info, query, ref error),
        };
        return (request with { DryRun = query["dryRun"].Length > 0 }, error);

        long? Number(string name, ref Status? error)
        {
            string text = query[name];
            if (text.Length == 0)
                return null;
            if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
                return number;
            error ??= StatusErrors.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");
            return null;
        }
    }

    private static DeleteOptions? Delete(RequestInfo info, QueryValues query, ref Status? error)
    {
        if (info.Verb is not ("delete" or "deletecollection"))
            return null;
        string grace = query["gracePeriodSeconds"];
        string policy = query["propagationPolicy"];
        if (grace.Length == 0 && policy.Length == 0 && !query.Has("orphanDependents") && !query.Has("dryRun"))
            return null;
        long? seconds = null;
        if (grace.Length > 0)
        {
            if (long.TryParse(grace, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long parsed))
                seconds = parsed;
            else
                error ??= StatusErrors.BadRequest($"strconv.ParseInt: parsing \"{grace}\": invalid syntax");
        }
        return new()
        {
            GracePeriodSeconds = seconds,
            PropagationPolicy = policy.Length == 0 ? null : policy,
            OrphanDependents = query.Has("orphanDependents") ? query.Flag("orphanDependents") : null,
            DryRun = [.. query.All("dryRun")],
        };
    }
}
