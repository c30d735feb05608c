using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Kubesharp.Kubelet.Streaming;

/// <summary>Which part of a container's log is wanted.</summary>
internal sealed record LogOptions
{
    public bool Follow { get; init; }
    public bool Previous { get; init; }
    public bool Timestamps { get; init; }
    /// <summary>Only what was written at or after this.</summary>
    public DateTimeOffset? Since { get; init; }
    /// <summary>The last lines; null: all.</summary>
    public long? TailLines { get; init; }
    public long? LimitBytes { get; init; }
    /// <summary>stdout, stderr, or empty for both.</summary>
    public string Stream { get; init; } = "";

    public static LogOptions From(IQueryCollection query, DateTimeOffset now)
    {
        DateTimeOffset? since = null;
        if (Number(query, "sinceSeconds") is { } seconds)
            since = now.AddSeconds(-seconds);
        else if (DateTimeOffset.TryParse(
            query["sinceTime"].ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out DateTimeOffset at))
            since = at;
        return new LogOptions
        {
            Follow = Flag(query, "follow"),
            Previous = Flag(query, "previous"),
            Timestamps = Flag(query, "timestamps"),
            Since = since,
            TailLines = Number(query, "tailLines"),
            LimitBytes = Number(query, "limitBytes"),
            Stream = query["stream"].ToString() switch { "Stdout" => "stdout", "Stderr" => "stderr", _ => "" },
        };
    }

    private static bool Flag(IQueryCollection query, string name) => query[name].ToString() is "true" or "1";

    private static long? Number(IQueryCollection query, string name) =>
        long.TryParse(query[name].ToString(), CultureInfo.InvariantCulture, out long number) ? number : null;
}
