using System.Text.RegularExpressions;

namespace Kubesharp.Kubelet.Images;

/// <summary>
/// Which images an entry of a docker configuration or of a credential provider is for (documentation, "Interpretation
/// of config.json"): the host part by part, with <c>*</c> in any of them, the port exactly, the path as a prefix. Pure.
/// </summary>
internal static class RegistryPattern
{
    /// <param name="repository">The image's full name without tag and digest.</param>
    public static bool Matches(string pattern, string repository)
    {
        (string host, string port, string path) = Split(pattern);
        (string targetHost, string targetPort, string targetPath) = Split(repository);
        if (port != targetPort || !targetPath.StartsWith(path, StringComparison.Ordinal))
            return false;
        string[] parts = host.Split('.');
        string[] targetParts = targetHost.Split('.');
        return parts.Length == targetParts.Length && parts.Zip(targetParts).All(static pair => Part(pair));
    }

    /// <summary>The key of an entry: its host, and its path where that says more than the version of the API.</summary>
    public static string KeyOf(string entry)
    {
        string rest = WithoutScheme(entry);
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        string host = slash < 0 ? rest : rest[..slash];
        string path = slash < 0 ? "" : rest[slash..];
        if (path.StartsWith("/v1/", StringComparison.Ordinal) || path.StartsWith("/v2/", StringComparison.Ordinal))
            path = path[3..];
        return path is "" or "/" ? host : host + path;
    }

    private static bool Part((string Pattern, string Target) pair) =>
        !pair.Pattern.Contains('*', StringComparison.Ordinal)
            ? pair.Pattern == pair.Target
            : Regex.IsMatch(
                pair.Target, $"^{Regex.Escape(pair.Pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$");

    private static (string Host, string Port, string Path) Split(string text)
    {
        string rest = WithoutScheme(text);
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        string host = slash < 0 ? rest : rest[..slash];
        int colon = host.LastIndexOf(':');
        return colon < 0 ? (host, "", slash < 0 ? "" : rest[slash..])
            : (host[..colon], host[(colon + 1)..], slash < 0 ? "" : rest[slash..]);
    }

    private static string WithoutScheme(string text)
    {
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        return scheme < 0 ? text : text[(scheme + 3)..];
    }
}
