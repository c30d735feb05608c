using Kubesharp.Api.Configuration;
using Kubesharp.ApiServer.Admission.Security;

namespace Kubesharp.ApiServer.Admission;

/// <summary>Which plugins a write passes, and what they were told.</summary>
public sealed record AdmissionOptions
{
    /// <summary>Names of plugins that are left out. Defaults to none.</summary>
    public IReadOnlyList<string> Disabled { get; init; } = [];

    public PodSecurityConfiguration PodSecurity { get; init; } = PodSecurityConfiguration.Default;

    /// <summary>Reads a file's text: apiserver.config.k8s.io/v1 AdmissionConfiguration.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="folder">What paths in it count from.</param>
    /// <exception cref="ConfigurationException">Says every reason why it cannot be followed.</exception>
    public static AdmissionOptions Parse(string text, string folder) => ConfigurationDocument.Read(
        text, "AdmissionConfiguration", ["apiserver.config.k8s.io/v1"], document =>
        {
            AdmissionOptions options = new();
            HashSet<string> names = new(StringComparer.Ordinal);
            document.Objects("plugins", plugin =>
            {
                string name = plugin.Text("name", required: true);
                if (!names.Add(name))
                    plugin.Fail("name", $"\"{name}\" is there twice");
                PodSecurityConfiguration? configuration = Configuration(plugin, folder);
                if (name is not ("PodSecurity" or ""))
                    plugin.Fail("name", $"\"{name}\" takes no configuration here; PodSecurity does");
                else if (configuration is not null)
                    options = options with { PodSecurity = configuration };
                return name;
            });
            return options;
        });

    // In the file itself, or in one beside it.
    private static PodSecurityConfiguration? Configuration(ConfigurationDocument plugin, string folder)
    {
        string path = plugin.Text("path");
        PodSecurityConfiguration? nested = plugin.Object("configuration", PodSecurityConfiguration.ReadNested);
        if (path.Length == 0)
            return nested;
        if (nested is not null)
            plugin.Fail("path", "must not be set beside configuration");
        try
        {
            return PodSecurityConfiguration.Parse(File.ReadAllText(Path.Combine(folder, path)));
        }
        catch (ConfigurationException exception)
        {
            foreach (string problem in exception.Problems)
                plugin.Fail("path", $"{path}: {problem}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            plugin.Fail("path", $"{path} cannot be read: {exception.Message}");
        }
        return nested;
    }
}
