using Kubesharp.Api;
using Kubesharp.Api.Configuration;

namespace Kubesharp.Kubelet.Images;

/// <summary>A program that is asked for credentials, as a CredentialProviderConfig describes it.</summary>
internal sealed record CredentialProviderOptions
{
    /// <summary>The name of the program in the folder of providers.</summary>
    public required string Name { get; init; }
    public required IReadOnlyList<string> MatchImages { get; init; }
    /// <summary>How long an answer holds that does not say so itself. Zero: it is not kept.</summary>
    public TimeSpan DefaultCacheDuration { get; init; }
    /// <summary>Of the request and the answer.</summary>
    public required string ApiVersion { get; init; }
    public IReadOnlyList<string> Arguments { get; init; } = [];
    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];
    /// <summary>Null: the program works for the node, not for the Pod's service account.</summary>
    public ProviderTokenOptions? Token { get; init; }
}

/// <summary>The token of the Pod's service account that a program is given (KEP-4412).</summary>
internal sealed record ProviderTokenOptions(string Audience, bool CacheByToken, bool IsRequired)
{
    public IReadOnlyList<string> RequiredAnnotations { get; init; } = [];
    public IReadOnlyList<string> OptionalAnnotations { get; init; } = [];
}

/// <summary>Reads a CredentialProviderConfig file (kubelet.config.k8s.io), strictly. Pure.</summary>
internal static class CredentialProviderConfiguration
{
    private const string ProviderGroup = "credentialprovider.kubelet.k8s.io";

    /// <exception cref="ConfigurationException">Says every reason why it cannot be followed.</exception>
    public static IReadOnlyList<CredentialProviderOptions> Parse(string text) => ConfigurationDocument.Read(
        text, "CredentialProviderConfig",
        ["kubelet.config.k8s.io/v1", "kubelet.config.k8s.io/v1beta1", "kubelet.config.k8s.io/v1alpha1"],
        static document =>
        {
            IReadOnlyList<CredentialProviderOptions> providers = document.Objects("providers", ReadProvider);
            if (providers.Count == 0)
                document.Fail("providers", "at least 1 item in plugins is required");
            foreach (IGrouping<string, CredentialProviderOptions> same in providers.GroupBy(static one => one.Name))
            {
                if (same.Count() > 1)
                    document.Fail("providers", $"Duplicate value: \"{same.Key}\"");
            }
            return providers;
        });

    private static CredentialProviderOptions ReadProvider(ConfigurationDocument entry)
    {
        string name = entry.Text("name", required: true);
        if (name.Contains('/', StringComparison.Ordinal) || name.Contains(' ', StringComparison.Ordinal)
            || name is "." or "..")
            entry.Fail("name", $"Invalid value: \"{name}\": must be the name of a file, without path and spaces");
        IReadOnlyList<string> images = entry.Texts("matchImages");
        if (images.Count == 0)
            entry.Fail("matchImages", "at least 1 item in matchImages is required");
        foreach (string image in images.Where(static image => image.Contains("://", StringComparison.Ordinal)))
            entry.Fail("matchImages", $"Invalid value: \"{image}\": must not have a scheme");
        if (entry.Span("defaultCacheDuration") is not { } cached)
        {
            entry.Fail("defaultCacheDuration", "must be set");
            cached = default;
        }
        if (cached < TimeSpan.Zero)
            entry.Fail("defaultCacheDuration", "must be greater than or equal to 0");
        string version = entry.Text("apiVersion", required: true);
        string[] versions = [$"{ProviderGroup}/v1", $"{ProviderGroup}/v1beta1", $"{ProviderGroup}/v1alpha1"];
        if (version.Length > 0 && !versions.Contains(version))
            entry.Fail("apiVersion", $"Unsupported value: \"{version}\": must be one of {string.Join(", ", versions)}");
        ProviderTokenOptions? token = entry.Object("tokenAttributes", ReadToken);
        if (token is not null && version != versions[0])
        {
            entry.Fail("tokenAttributes", "tokenAttributes is only supported for "
                + $"{versions[0]} API version of the provider");
        }
        return new CredentialProviderOptions
        {
            Name = name,
            MatchImages = images,
            DefaultCacheDuration = cached,
            ApiVersion = version,
            Arguments = entry.Texts("args"),
            Environment = entry.Objects("env", static variable => KeyValuePair.Create(
                variable.Text("name", required: true), variable.Text("value"))),
            Token = token,
        };
    }

    private static ProviderTokenOptions ReadToken(ConfigurationDocument entry)
    {
        string cache = entry.Text("cacheType", required: true);
        if (cache is not ("" or "ServiceAccount" or "Token"))
            entry.Fail("cacheType", $"Unsupported value: \"{cache}\": must be one of ServiceAccount, Token");
        bool? required = entry.Flag("requireServiceAccount");
        if (required is null)
            entry.Fail("requireServiceAccount", "must be set");
        IReadOnlyList<string> needed = entry.Texts("requiredServiceAccountAnnotationKeys");
        if (required == false && needed.Count > 0)
        {
            entry.Fail("requiredServiceAccountAnnotationKeys",
                "requireServiceAccount cannot be false when requiredServiceAccountAnnotationKeys is set");
        }
        return new ProviderTokenOptions(
            entry.Text("serviceAccountTokenAudience", required: true), cache == "Token", required == true)
        {
            RequiredAnnotations = needed,
            OptionalAnnotations = entry.Texts("optionalServiceAccountAnnotationKeys"),
        };
    }
}
