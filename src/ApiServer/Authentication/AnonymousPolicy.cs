namespace Kubesharp.ApiServer.Authentication;

/// <summary>Whether, and where, one may ask without showing anything.</summary>
/// <param name="Enabled">Otherwise such requests are 401.</param>
/// <param name="Paths">The only paths that are open then; empty: all (authorization decides).</param>
public sealed record AnonymousPolicy(bool Enabled, IReadOnlyList<string> Paths)
{
    public static AnonymousPolicy Everywhere { get; } = new(true, []);
    public static AnonymousPolicy Nowhere { get; } = new(false, []);

    public bool Allows(string path) => Enabled && (Paths.Count == 0 || Paths.Contains(path));
}
