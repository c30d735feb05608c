using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Errors;

namespace Kubesharp.ApiServer.Requests;

/// <summary>Which requests may take as long as they like, and how long the others may. Pure.</summary>
internal static class LongRunning
{
    public static bool Is(RequestInfo info) => info.IsResourceRequest
        && (info.Verb is "watch" or "proxy"
            || info.Subresource is "attach" or "exec" or "proxy" or "log" or "portforward");

    /// <summary>
    /// What the query's <c>timeout</c> (<c>30s</c>, <c>1m</c>) says, but never more than the server's own.
    /// </summary>
    public static (TimeSpan Limit, Status? Error) TimeoutOf(QueryValues query, TimeSpan most)
    {
        string text = query["timeout"];
        if (text.Length == 0)
            return (most, null);
        if (!Api.Duration.TryParse(text, out Api.Duration asked))
            return (most, StatusErrors.BadRequest("invalid timeout specified in the request URL"));
        TimeSpan span = asked.ToTimeSpan();
        return (span <= TimeSpan.Zero || span > most ? most : span, null);
    }
}
