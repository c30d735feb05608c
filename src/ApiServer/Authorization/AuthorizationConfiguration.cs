using Kubesharp.Api.Configuration;
using Kubesharp.ApiServer.Webhooks;

namespace Kubesharp.ApiServer.Authorization;

/// <summary>How an authorizer decides.</summary>
public enum AuthorizerType { Node, Rbac, Webhook, AlwaysAllow, AlwaysDeny }

/// <summary>One of the authorizers, in the order in which they are asked.</summary>
internal sealed record ConfiguredAuthorizer(AuthorizerType Type, string Name, WebhookAuthorizerOptions? Webhook = null);

/// <summary>
/// Who decides about requests, and in which order: apiserver.config.k8s.io/v1 AuthorizationConfiguration, or the modes
/// of the command line.
/// </summary>
public sealed class AuthorizationConfiguration
{
    private static readonly string[] FileTypes = ["Node", "RBAC", "Webhook"];
    private static readonly string[] Modes = ["AlwaysAllow", "AlwaysDeny", "Node", "RBAC", "Webhook"];
    private static readonly TimeSpan TimeoutMax = TimeSpan.FromSeconds(30);

    private AuthorizationConfiguration(IReadOnlyList<ConfiguredAuthorizer> authorizers) => Authorizers = authorizers;

    /// <summary>Nodes, then roles.</summary>
    public static AuthorizationConfiguration Default { get; } =
        new([new(AuthorizerType.Node, "node"), new(AuthorizerType.Rbac, "rbac")]);

    internal IReadOnlyList<ConfiguredAuthorizer> Authorizers { get; }

    /// <summary>Reads a configuration file's text, and the kubeconfig files that it names.</summary>
    /// <exception cref="ConfigurationException">Says every reason why it cannot be followed.</exception>
    public static AuthorizationConfiguration Parse(string text)
    {
        AuthorizationConfiguration configuration = ConfigurationDocument.Read(
            text, "AuthorizationConfiguration", ["apiserver.config.k8s.io/v1", "apiserver.config.k8s.io/v1beta1"],
            static document =>
            {
                IReadOnlyList<ConfiguredAuthorizer> authorizers = document.Objects("authorizers", ReadAuthorizer);
                if (authorizers.Count == 0)
                    document.Fail("authorizers", "at least one authorization mode must be defined");
                foreach (AuthorizerType type in Twice(authorizers.Select(static entry => entry.Type)
                    .Where(static type => type != AuthorizerType.Webhook)))
                {
                    document.Fail("authorizers", $"type {NameOf(type)} is there twice");
                }
                foreach (string name in Twice(authorizers.Select(static entry => entry.Name)
                    .Where(static name => name.Length > 0)))
                {
                    document.Fail("authorizers", $"name \"{name}\" is there twice");
                }
                return new AuthorizationConfiguration(authorizers);
            });
        return configuration;
    }

    /// <summary>The modes of <c>--authorization-mode</c>, in their order.</summary>
    /// <param name="modes">AlwaysAllow, AlwaysDeny, Node, RBAC, Webhook.</param>
    /// <param name="webhook">What the mode Webhook asks; null when no configuration names it.</param>
    /// <exception cref="ConfigurationException">Says every reason why they cannot be followed.</exception>
    public static AuthorizationConfiguration Of(IReadOnlyList<string> modes, WebhookAuthorizerOptions? webhook)
    {
        List<string> problems = [];
        List<ConfiguredAuthorizer> authorizers = [];
        foreach (string mode in modes)
        {
            if (!Modes.Contains(mode))
            {
                problems.Add(mode == "ABAC"
                    ? "ABAC is not supported; write roles and bindings instead"
                    : $"\"{mode}\" must be one of {string.Join(", ", Modes)}");
                continue;
            }
            AuthorizerType type = TypeOf(mode);
            if (authorizers.Any(entry => entry.Type == type))
                problems.Add($"{mode} is there twice");
            if (type == AuthorizerType.Webhook && webhook is null)
                problems.Add("Webhook needs --authorization-webhook-config-file");
            authorizers.Add(new(type, mode.ToLowerInvariant(), webhook));
        }
        if (webhook is not null && authorizers.All(static entry => entry.Type != AuthorizerType.Webhook))
            problems.Add("must contain Webhook when --authorization-webhook-config-file is given");
        return problems.Count == 0 ? new(authorizers) : throw new ConfigurationException(problems);
    }

    private static ConfiguredAuthorizer ReadAuthorizer(ConfigurationDocument document)
    {
        string type = document.Text("type", required: true), name = document.Text("name", required: true);
        if (type.Length > 0 && !FileTypes.Contains(type))
            document.Fail("type", $"\"{type}\" must be one of {string.Join(", ", FileTypes)}");
        if (name.Length > 0 && !IsDnsName(name))
        {
            document.Fail(
                "name", $"\"{name}\" must be lower-case letters, digits, '-' and '.', and begin and end with a letter "
                + "or digit");
        }
        if (type != "Webhook")
        {
            if (document.Has("webhook"))
            {
                document.Fail("webhook", "may only be specified when type=Webhook");
            }
            return new(FileTypes.Contains(type) ? TypeOf(type) : AuthorizerType.AlwaysDeny, name);
        }
        WebhookAuthorizerOptions? webhook = document.Object("webhook", ReadWebhook);
        if (webhook is null)
            document.Fail("webhook", "required when type=Webhook");
        return new(AuthorizerType.Webhook, name, webhook);
    }

    private static WebhookAuthorizerOptions ReadWebhook(ConfigurationDocument document)
    {
        if (document.Has("matchConditions"))
        {
            document.Fail(
                "matchConditions", "must not be set: CEL expressions are not supported by this version; the webhook "
                + "is asked about every request");
        }
        document.Skip("matchConditionSubjectAccessReviewVersion");
        string version = Choice(document, "subjectAccessReviewVersion", "v1", "v1beta1");
        return new()
        {
            Timeout = Positive(document, "timeout", TimeoutMax),
            AuthorizedTtl = Positive(document, "authorizedTTL", TimeSpan.MaxValue),
            UnauthorizedTtl = Positive(document, "unauthorizedTTL", TimeSpan.MaxValue),
            CacheAuthorized = document.Flag("cacheAuthorizedRequests") ?? true,
            CacheUnauthorized = document.Flag("cacheUnauthorizedRequests") ?? true,
            IsBeta = version == "v1beta1",
            DeniesOnFailure = Choice(document, "failurePolicy", "NoOpinion", "Deny") == "Deny",
            Connection = document.Object("connectionInfo", ReadConnection) ?? Missing(document, "connectionInfo"),
        };
    }

    private static WebhookConnection ReadConnection(ConfigurationDocument document)
    {
        string type = document.Text("type", required: true), file = document.Text("kubeConfigFile");
        switch (type)
        {
            case "KubeConfigFile" when file.Length == 0:
                document.Fail("kubeConfigFile", "must be set");
                break;
            case "KubeConfigFile" when !Path.IsPathRooted(file):
                document.Fail("kubeConfigFile", $"\"{file}\" must be an absolute path");
                break;
            case "KubeConfigFile":
                try
                {
                    return WebhookConnection.ReadFile(file);
                }
                catch (ConfigurationException exception)
                {
                    foreach (string problem in exception.Problems)
                        document.Fail("kubeConfigFile", $"{file}: {problem}");
                }
                break;
            case "InClusterConfig":
                document.Fail("type", "\"InClusterConfig\" is not supported: use KubeConfigFile");
                break;
            case { Length: > 0 }:
                document.Fail("type", $"\"{type}\" must be KubeConfigFile");
                break;
        }
        return WebhookConnection.Nowhere;
    }

    private static WebhookConnection Missing(ConfigurationDocument document, string key)
    {
        document.Fail(key, "must be set");
        return WebhookConnection.Nowhere;
    }

    private static TimeSpan Positive(ConfigurationDocument document, string key, TimeSpan max)
    {
        bool given = document.Has(key);
        TimeSpan? span = document.Span(key);
        if (!given)
            document.Fail(key, "must be set");
        else if (span is { } told && (told <= TimeSpan.Zero || told > max))
            document.Fail(key, max == TimeSpan.MaxValue ? "must be > 0s" : $"must be > 0s and <= {max.TotalSeconds}s");
        return span ?? TimeSpan.FromSeconds(1);
    }

    private static string Choice(ConfigurationDocument document, string key, params string[] choices)
    {
        string text = document.Text(key, required: true);
        if (text.Length > 0 && !choices.Contains(text))
            document.Fail(key, $"\"{text}\" must be one of {string.Join(", ", choices)}");
        return text;
    }

    private static IEnumerable<T> Twice<T>(IEnumerable<T> values) =>
        values.GroupBy(static value => value).Where(static same => same.Count() > 1).Select(static same => same.Key);

    private static bool IsDnsName(string text) => text.Length <= 253 && text.Split('.').All(static label =>
        label.Length > 0 && !label.StartsWith('-') && !label.EndsWith('-')
        && label.All(static character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character)
            || character == '-'));

    private static string NameOf(AuthorizerType type) => type == AuthorizerType.Rbac ? "RBAC" : type.ToString();

    private static AuthorizerType TypeOf(string name) =>
        name == "RBAC" ? AuthorizerType.Rbac : Enum.Parse<AuthorizerType>(name);
}
