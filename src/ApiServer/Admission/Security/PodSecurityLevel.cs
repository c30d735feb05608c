using System.Globalization;

namespace Kubesharp.ApiServer.Admission.Security;

/// <summary>How strict; a later one is stricter.</summary>
internal enum PodSecurityLevel { Privileged, Baseline, Restricted }

/// <summary>A level as a version of the Pod Security Standards defines it.</summary>
/// <param name="Level">How strict.</param>
/// <param name="Minor">The minor of version 1; <see cref="Latest"/> for the newest.</param>
internal readonly record struct PodSecurityTarget(PodSecurityLevel Level, int Minor)
{
    public const int Latest = int.MaxValue;

    private const string LevelProblem = "must be one of privileged, baseline, restricted";
    private const string VersionProblem = "must be \"latest\" or \"v1.x\"";

    public static PodSecurityTarget Privileged { get; } = new(PodSecurityLevel.Privileged, Latest);

    public string Version => Minor == Latest ? "latest" : string.Create(CultureInfo.InvariantCulture, $"v1.{Minor}");

    public override string ToString() => $"{NameOf(Level)}:{Version}";

    /// <summary>Null and why when there is no such level.</summary>
    public static (PodSecurityLevel? Level, string Problem) ParseLevel(string text) => text switch
    {
        "privileged" => (PodSecurityLevel.Privileged, ""),
        "baseline" => (PodSecurityLevel.Baseline, ""),
        "restricted" => (PodSecurityLevel.Restricted, ""),
        _ => (null, LevelProblem),
    };

    /// <summary>Null and why when it is no version: <c>latest</c>, or <c>v1.</c> and a number.</summary>
    public static (int? Minor, string Problem) ParseVersion(string text)
    {
        if (text == "latest")
            return (Latest, "");
        bool good = text.StartsWith("v1.", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && (text.Length == 4 || text[3] != '0');
        return good ? (int.Parse(text.AsSpan(3), CultureInfo.InvariantCulture), "") : (null, VersionProblem);
    }

    private static string NameOf(PodSecurityLevel level) => level switch
    {
        PodSecurityLevel.Privileged => "privileged",
        PodSecurityLevel.Baseline => "baseline",
        _ => "restricted",
    };
}
