using Kubesharp.Api;

namespace Kubesharp.ApiServer.Discovery;

/// <summary>
/// Which versions and resources of the built-in kinds a server serves, as upstream's <c>--runtime-config</c> says it:
/// <c>api/beta=true,resource.k8s.io/v1beta1=false,networking.k8s.io/v1/ingresses=false</c>. Unless told otherwise all
/// stable versions, and no beta or alpha ones. The narrower word wins, whatever the order.
/// </summary>
public sealed class RuntimeConfig
{
    private static readonly string[] Whole = ["api/all", "api/ga", "api/beta", "api/alpha"];

    private readonly Dictionary<string, bool> words;

    private RuntimeConfig(Dictionary<string, bool> words) => this.words = words;

    /// <summary>Stable versions only.</summary>
    public static RuntimeConfig Default { get; } = new([]);

    /// <summary>Every version that there is.</summary>
    public static RuntimeConfig Everything { get; } = new(new() { ["api/all"] = true });

    /// <summary>
    /// Reads <c>KEY[=true|false],...</c>; a key alone means true. Null when it is none, and what is wrong with it.
    /// </summary>
    public static RuntimeConfig? Parse(string text, out string problem)
    {
        Dictionary<string, bool> words = new(StringComparer.Ordinal);
        problem = "";
        const StringSplitOptions options = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        foreach (string entry in text.Split(',', options))
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            string key = equals < 0 ? entry : entry[..equals];
            string value = equals < 0 ? "" : entry[(equals + 1)..];
            if (key == "api/v1")
                key = "v1"; // The older way to name the core group.
            if (value is not ("" or "true" or "false"))
                problem = $"must say true or false of {key}, not \"{value}\"";
            else if (!Whole.Contains(key) && !IsKnown(key))
                problem = $"names \"{key}\", which is none of {string.Join(", ", Whole)}, GROUP/VERSION and "
                    + "GROUP/VERSION/RESOURCE of a built-in kind";
            if (problem.Length > 0)
                return null;
            words[key] = value != "false";
        }
        return new(words);
    }

    public bool Serves(ResourceDefinition resource)
    {
        // Served or not by a word of its own (ApiServerOptions.MetricsApi): elsewhere it is no API server's.
        if (MetricsApi.ResourceMetrics.Owns(resource))
            return false;
        string level = resource.Version.Contains("alpha", StringComparison.Ordinal) ? "api/alpha"
            : resource.Version.Contains("beta", StringComparison.Ordinal) ? "api/beta" : "api/ga";
        foreach (string key in (string[])[
            $"{resource.ApiVersion}/{resource.Plural}", resource.ApiVersion, level, "api/all"])
        {
            if (words.TryGetValue(key, out bool served))
                return served;
        }
        return level == "api/ga";
    }

    private static bool IsKnown(string key) => ResourceRegistry.All.Concat(ResourceRegistry.Optional)
        .Any(one => !MetricsApi.ResourceMetrics.Owns(one)
            && (key == one.ApiVersion || key == $"{one.ApiVersion}/{one.Plural}"));
}
