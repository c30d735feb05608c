using Kubesharp.Api.Configuration;

namespace Kubesharp.ApiServer.Admission.Security;

/// <summary>
/// What holds where a namespace asks for nothing, and whom the standards do not bind:
/// pod-security.admission.config.k8s.io/v1 PodSecurityConfiguration.
/// </summary>
public sealed class PodSecurityConfiguration
{
    private static readonly string[] ApiVersions =
    [
        "pod-security.admission.config.k8s.io/v1", "pod-security.admission.config.k8s.io/v1beta1",
    ];

    internal PodSecurityConfiguration(
        PodSecurityPolicy defaults, IReadOnlySet<string> users, IReadOnlySet<string> namespaces,
        IReadOnlySet<string> runtimeClasses)
    {
        Defaults = defaults;
        Users = users;
        Namespaces = namespaces;
        RuntimeClasses = runtimeClasses;
    }

    /// <summary>Privileged everywhere, nobody exempt.</summary>
    public static PodSecurityConfiguration Default { get; } = new(
        PodSecurityPolicy.Privileged, new HashSet<string>(), new HashSet<string>(), new HashSet<string>());

    internal PodSecurityPolicy Defaults { get; }
    internal IReadOnlySet<string> Users { get; }
    internal IReadOnlySet<string> Namespaces { get; }
    internal IReadOnlySet<string> RuntimeClasses { get; }

    /// <summary>Reads a file's text.</summary>
    /// <exception cref="ConfigurationException">Says every reason why it cannot be followed.</exception>
    public static PodSecurityConfiguration Parse(string text) =>
        ConfigurationDocument.Read(text, "PodSecurityConfiguration", ApiVersions, Read);

    /// <summary>Reads it where it stands inside of another document.</summary>
    internal static PodSecurityConfiguration ReadNested(ConfigurationDocument document)
    {
        if (document.Text("kind") is var kind && kind != "PodSecurityConfiguration")
            document.Fail("kind", $"\"{kind}\" must be PodSecurityConfiguration");
        if (document.Text("apiVersion") is var version && !ApiVersions.Contains(version))
            document.Fail("apiVersion", $"\"{version}\" must be one of {string.Join(", ", ApiVersions)}");
        return Read(document);
    }

    private static PodSecurityConfiguration Read(ConfigurationDocument document)
    {
        PodSecurityPolicy? defaults = null;
        document.Object("defaults", found =>
        {
            defaults = new(Target(found, "enforce"), Target(found, "audit"), Target(found, "warn"));
            return "";
        });
        IReadOnlySet<string> users = Default.Users, namespaces = users, runtimeClasses = users;
        document.Object("exemptions", found =>
        {
            users = Names(found, "usernames");
            namespaces = Names(found, "namespaces");
            runtimeClasses = Names(found, "runtimeClasses");
            return "";
        });
        return new(defaults ?? PodSecurityPolicy.Privileged, users, namespaces, runtimeClasses);
    }

    private static PodSecurityTarget Target(ConfigurationDocument document, string mode)
    {
        PodSecurityTarget target = PodSecurityTarget.Privileged;
        if (document.Text(mode) is { Length: > 0 } level)
        {
            (PodSecurityLevel? read, string problem) = PodSecurityTarget.ParseLevel(level);
            if (read is null)
                document.Fail(mode, $"Invalid value: \"{level}\": {problem}");
            target = target with { Level = read ?? target.Level };
        }
        if (document.Text($"{mode}-version") is { Length: > 0 } version)
        {
            (int? read, string problem) = PodSecurityTarget.ParseVersion(version);
            if (read is null)
                document.Fail($"{mode}-version", $"Invalid value: \"{version}\": {problem}");
            target = target with { Minor = read ?? target.Minor };
        }
        return target;
    }

    private static HashSet<string> Names(ConfigurationDocument document, string key)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        IReadOnlyList<string> texts = document.Texts(key);
        for (int index = 0; index < texts.Count; index++)
        {
            if (texts[index].Length == 0)
                document.Fail($"{key}[{index}]", "must not be empty");
            else if (!names.Add(texts[index]))
                document.Fail($"{key}[{index}]", $"Duplicate value: \"{texts[index]}\"");
        }
        return names;
    }
}
