using Microsoft.AspNetCore.Http;

namespace Kubesharp.Kubelet.Streaming;

/// <summary>Which streams a caller of exec or attach wants.</summary>
internal sealed record StreamOptions(bool Stdin, bool Stdout, bool Stderr, bool Tty)
{
    // The kubelet's names and, for those who come without an API server, the API's.
    public static StreamOptions From(IQueryCollection query) => new(
        IsSet(query, "input", "stdin"), IsSet(query, "output", "stdout"), IsSet(query, "error", "stderr"),
        IsSet(query, "tty", "tty"));

    private static bool IsSet(IQueryCollection query, string name, string other) =>
        query[name].ToString() is "1" or "true" || query[other].ToString() is "1" or "true";
}
