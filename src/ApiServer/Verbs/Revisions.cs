using System.Globalization;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Errors;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>Reads the resourceVersion that a client sent.</summary>
internal static class Revisions
{
    public static bool TryParse(string text, out long revision) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out revision);

    public static string Text(long revision) => revision.ToString(CultureInfo.InvariantCulture);

    public static Status Unreadable(string text) => StatusErrors.Of(
        400, StatusReason.BadRequest,
            $"Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax");
}
