using System.Globalization;
using System.Text;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Validation;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Requests;

namespace Kubesharp.ApiServer.Subresources;

/// <summary>The options of pods/log: read, checked, and written anew for the kubelet. Pure.</summary>
internal static class LogQuery
{
    private const string Forbidden = "may not be specified";
    private static readonly string[] Flags = ["follow", "previous", "timestamps"];
    private static readonly string[] Numbers = ["limitBytes", "sinceSeconds", "tailLines"];

    /// <returns>The query with its question mark, or why there is none.</returns>
    public static (string Query, Status? Error) For(QueryValues query, string pod)
    {
        SortedDictionary<string, string> written = new(StringComparer.Ordinal);
        Dictionary<string, long> numbers = [];
        foreach (string name in Numbers)
        {
            if (!query.Has(name) || query[name].Length == 0)
                continue;
            if (!long.TryParse(
                query[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
                return ("", StatusErrors.BadRequest($"strconv.ParseInt: parsing \"{query[name]}\": invalid syntax"));
            numbers[name] = number;
            written[name] = number.ToString(CultureInfo.InvariantCulture);
        }
        string since = query["sinceTime"];
        if (since.Length > 0)
        {
            if (!DateTimeOffset.TryParse(
                since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
            {
                return ("", StatusErrors.BadRequest($"parsing time \"{since}\" as \"2006-01-02T15:04:05Z07:00\": "
                    + $"cannot parse \"{since}\" as \"2006\""));
            }
            written["sinceTime"] = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        }
        FieldErrors errors = Check(numbers, since.Length > 0, query.Has("stream"));
        if (errors.Any)
            return ("", errors.ToStatus("", "PodLogOptions", pod));
        foreach (string name in Flags)
        {
            if (query.Flag(name))
                written[name] = "true";
        }
        StringBuilder text = new();
        foreach ((string name, string value) in written)
            text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return (text.ToString(), null);
    }

    private static FieldErrors Check(Dictionary<string, long> numbers, bool hasSinceTime, bool hasStream)
    {
        FieldErrors errors = new();
        if (numbers.TryGetValue("tailLines", out long lines) && lines < 0)
            errors.Invalid(FieldPath.Of("tailLines"), lines, "must be greater than or equal to 0");
        if (numbers.TryGetValue("limitBytes", out long bytes) && bytes < 1)
            errors.Invalid(FieldPath.Of("limitBytes"), bytes, "must be greater than 0");
        if (numbers.TryGetValue("sinceSeconds", out long seconds))
        {
            if (hasSinceTime)
            {
                errors.Forbidden(
                    FieldPath.Of(""), "at most one of `sinceTime` or `sinceSeconds` may be specified");
            }
            else if (seconds < 1)
            {
                errors.Invalid(FieldPath.Of("sinceSeconds"), seconds, "must be greater than 0");
            }
        }
        // Its feature gate, PodLogsQuerySplitStreams, is alpha and off in 1.36.
        if (hasStream)
            errors.Forbidden(FieldPath.Of("stream"), Forbidden);
        return errors;
    }
}
