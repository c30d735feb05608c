using System.Globalization;
using Kubesharp.ApiServer.Requests;
using Microsoft.AspNetCore.Http;

namespace Kubesharp.ApiServer.Http;

/// <summary>What a client's headers ask for, apart from the media type. Pure.</summary>
internal static class RequestHeaders
{
    // Programs that show an answer to a human as it is.
    private static readonly string[] HumanAgents = ["curl", "Wget", "Mozilla/5.0"];

    /// <summary>Whether one of the entity tags of an If-None-Match header is this one.</summary>
    public static bool Matches(string ifNoneMatch, string tag)
    {
        foreach (Range range in ifNoneMatch.AsSpan().Split(','))
        {
            ReadOnlySpan<char> one = ifNoneMatch.AsSpan()[range].Trim();
            if (one is "*")
                return true;
            // A weak tag is good enough to say that nothing has changed.
            if (one.StartsWith("W/", StringComparison.Ordinal))
                one = one[2..];
            if (one.SequenceEqual(tag))
                return true;
        }
        return false;
    }

    public static bool WantsGzip(IHeaderDictionary headers)
    {
        foreach (string? value in headers.AcceptEncoding)
        {
            foreach (Range range in (value ?? "").AsSpan().Split(','))
            {
                ReadOnlySpan<char> coding = value.AsSpan()[range].Trim();
                int semicolon = coding.IndexOf(';');
                ReadOnlySpan<char> name = semicolon < 0 ? coding : coding[..semicolon].TrimEnd();
                if (name.Equals("gzip", StringComparison.OrdinalIgnoreCase))
                    return semicolon < 0 || !IsZero(coding[(semicolon + 1)..]);
            }
        }
        return false;
    }

    /// <summary>
    /// The query decides; without a word there, a program that shows the answer to a human gets it indented.
    /// </summary>
    public static bool WantsPretty(ServerRequest request) => request.Query["pretty"] is { Length: > 0 } text
        ? text is "1" or "t" or "T" or "true" or "TRUE" or "True"
        : HumanAgents.Any(agent => request.UserAgent.StartsWith(agent, StringComparison.Ordinal));

    private static bool IsZero(ReadOnlySpan<char> parameter)
    {
        parameter = parameter.Trim();
        return parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
            && double.TryParse(parameter[2..], NumberStyles.Float, CultureInfo.InvariantCulture, out double quality)
            && quality == 0;
    }
}
