using Kubesharp.Api;
using Kubesharp.Api.Configuration;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.Webhooks;

namespace Kubesharp.Options;

/// <summary>The settings of the API server about who is who and who may do what; upstream's names.</summary>
internal static class AccessSettings
{
    public static Setting<bool?> Anonymous { get; } = new("anonymous-auth", null,
        "Serve who shows nothing, as system:anonymous. Default: true", static text =>
            Parse.Switch(text) is var parsed && parsed.Problem is null
                ? new(parsed.Value, null) : new(null, parsed.Problem), isSwitch: true);

    public static Setting<string> TokenFile { get; } = new("token-auth-file", "",
        "A CSV file of tokens: token,user,uid,\"group1,group2\". Default: none", Parse.Text);

    public static Setting<string> AuthenticationFile { get; } = new("authentication-config", "",
        "An apiserver.config.k8s.io/v1 AuthenticationConfiguration: issuers of JSON Web Tokens, and who may be "
        + "anonymous. Followed while the server runs", Parse.Text);

    public static Setting<string> OidcIssuer { get; } = new("oidc-issuer-url", "",
        "The https URL of an OpenID Connect issuer. Default: none", Parse.Text);

    public static Setting<string> OidcClient { get; } = new("oidc-client-id", "",
        "The audience that the issuer's tokens must have", Parse.Text);

    public static Setting<string> OidcAuthority { get; } = new("oidc-ca-file", "",
        "PEM file: who signs the certificate of the issuer's server. Default: the machine's authorities", Parse.Text);

    public static Setting<string> OidcUser { get; } = new("oidc-username-claim", "sub",
        "The claim that names the user. Default: sub", Parse.Text);

    public static Setting<string> OidcUserPrefix { get; } = new("oidc-username-prefix", "",
        "What goes before user names; - for nothing. Default: the issuer's URL and #, nothing before email",
        Parse.Text);

    public static Setting<string> OidcGroups { get; } = new("oidc-groups-claim", "",
        "The claim that names the user's groups. Default: none", Parse.Text);

    public static Setting<string> OidcGroupsPrefix { get; } = new("oidc-groups-prefix", "",
        "What goes before names of groups. Default: nothing", Parse.Text);

    public static ListSetting OidcRequired { get; } = new("oidc-required-claim",
        "A claim that tokens must have, as name=value; may be given several times.");

    public static ListSetting OidcAlgorithms { get; } = new("oidc-signing-algs",
        "How tokens may be signed: RS, PS or ES with 256, 384 or 512. Default: RS256");

    public static Setting<string> TokenWebhookFile { get; } = new("authentication-token-webhook-config-file", "",
        "A kubeconfig file: the server that is asked whose a token is. Default: none", Parse.Text);

    public static Setting<bool> TokenWebhookBeta { get; } = new("authentication-token-webhook-version", true,
        "The version of authentication.k8s.io that it speaks: v1 or v1beta1. Default: v1beta1", Version);

    public static Setting<TimeSpan> TokenWebhookTtl { get; } = new("authentication-token-webhook-cache-ttl",
        TimeSpan.FromMinutes(2), "How long its answers hold. Default: 2m0s", Span);

    public static ListSetting Modes { get; } = new("authorization-mode",
        "Who decides, in order: AlwaysAllow, AlwaysDeny, Node, RBAC, Webhook. Default: Node,RBAC");

    public static Setting<string> AuthorizationFile { get; } = new("authorization-config", "",
        "An apiserver.config.k8s.io/v1 AuthorizationConfiguration: who decides, in order. Followed while the server "
        + "runs", Parse.Text);

    public static Setting<string> WebhookFile { get; } = new("authorization-webhook-config-file", "",
        "A kubeconfig file: the server that the mode Webhook asks. Default: none", Parse.Text);

    public static Setting<bool> WebhookBeta { get; } = new("authorization-webhook-version", true,
        "The version of authorization.k8s.io that it speaks: v1 or v1beta1. Default: v1beta1", Version);

    public static Setting<TimeSpan> WebhookAuthorizedTtl { get; } = new("authorization-webhook-cache-authorized-ttl",
        TimeSpan.FromMinutes(5), "How long its yes holds. Default: 5m0s", Span);

    public static Setting<TimeSpan> WebhookUnauthorizedTtl { get; } = new(
        "authorization-webhook-cache-unauthorized-ttl", TimeSpan.FromSeconds(30),
        "How long its no holds. Default: 30s", Span);

    public static ListSetting EnabledPlugins { get; } = new("enable-admission-plugins",
        "Admission plugins to run beside the default ones. All that are here run already.");

    public static ListSetting DisabledPlugins { get; } = new("disable-admission-plugins",
        $"Admission plugins to leave out: {string.Join(", ", AdmissionPlugins.Names)}.");

    public static Setting<string> AdmissionFile { get; } = new("admission-control-config-file", "",
        "An apiserver.config.k8s.io/v1 AdmissionConfiguration: what PodSecurity holds namespaces to. Default: none",
        Parse.Text);

    public static IReadOnlyList<Setting> All { get; } =
    [
        Anonymous, TokenFile, AuthenticationFile, OidcIssuer, OidcClient, OidcAuthority, OidcUser, OidcUserPrefix,
        OidcGroups, OidcGroupsPrefix, OidcRequired, OidcAlgorithms, TokenWebhookFile, TokenWebhookBeta,
        TokenWebhookTtl, Modes, AuthorizationFile, WebhookFile, WebhookBeta, WebhookAuthorizedTtl,
        WebhookUnauthorizedTtl, EnabledPlugins, DisabledPlugins, AdmissionFile,
    ];

    /// <summary>All of it; what is wrong goes into the problems.</summary>
    public static AccessOptions From(SettingReader reader, List<string> problems) => new()
    {
        Authentication = Authentication(reader, problems),
        Authorization = Authorization(reader, problems),
        AuthorizationFile = reader.Get(AuthorizationFile),
        Admission = Admission(reader, problems),
    };

    private static AdmissionOptions Admission(SettingReader reader, List<string> problems)
    {
        IReadOnlyList<string> disabled = reader.Get(DisabledPlugins);
        problems.AddRange(AdmissionPlugins.Problems(reader.Get(EnabledPlugins), disabled));
        string file = reader.Get(AdmissionFile);
        AdmissionOptions? options = file.Length == 0 ? new() : ApiServerSettings.Read(
            file, text => AdmissionOptions.Parse(text, Path.GetDirectoryName(Path.GetFullPath(file))!), problems);
        return (options ?? new()) with { Disabled = disabled };
    }

    private static AuthenticationOptions Authentication(SettingReader reader, List<string> problems)
    {
        string file = reader.Get(AuthenticationFile), webhook = reader.Get(TokenWebhookFile);
        if (file.Length > 0 && reader.Get(OidcIssuer).Length > 0)
            problems.Add("--authentication-config and the --oidc-* flags are mutually exclusive");
        AuthenticationConfiguration? configuration = file.Length > 0
            ? ApiServerSettings.Read(
                file, static text => AuthenticationConfiguration.Parse(text, ServiceAccountTokens.DefaultIssuer),
                problems)
            : Oidc(reader, problems);
        if (configuration?.Anonymous is not null && reader.Get(Anonymous) is not null)
        {
            problems.Add(
                $"--anonymous-auth cannot be set when {file} has a section anonymous: leave one of them out");
        }
        WebhookConnection? connection = Connection(webhook, problems);
        return new()
        {
            Anonymous = reader.Get(Anonymous) ?? true ? AnonymousPolicy.Everywhere : AnonymousPolicy.Nowhere,
            StaticTokens = reader.Get(TokenFile) is { Length: > 0 } tokens
                ? ApiServerSettings.Read(
                    tokens, static text => StaticTokens.Parse(text, [ServiceAccountTokens.DefaultIssuer]), problems)
                : null,
            Configuration = configuration,
            ConfigurationFile = file,
            Webhook = connection is null ? null : new()
            {
                Connection = connection,
                IsBeta = reader.Get(TokenWebhookBeta),
                CacheTtl = reader.Get(TokenWebhookTtl),
            },
        };
    }

    // Null: the default.
    private static AuthorizationConfiguration? Authorization(SettingReader reader, List<string> problems)
    {
        string file = reader.Get(AuthorizationFile), webhook = reader.Get(WebhookFile);
        IReadOnlyList<string> modes = reader.Get(Modes);
        if (file.Length > 0)
        {
            if (modes.Count > 0 || webhook.Length > 0)
            {
                problems.Add(
                    "--authorization-config takes the place of --authorization-mode and --authorization-webhook-*: "
                    + "leave one of them out");
            }
            return ApiServerSettings.Read(file, AuthorizationConfiguration.Parse, problems);
        }
        if (modes.Count == 0 && webhook.Length == 0)
            return null;
        int before = problems.Count;
        WebhookConnection? connection = Connection(webhook, problems);
        if (problems.Count > before)
            return null;
        try
        {
            return AuthorizationConfiguration.Of(modes.Count > 0 ? modes : ["Node", "RBAC"],
                connection is null ? null : new()
                {
                    Connection = connection,
                    IsBeta = reader.Get(WebhookBeta),
                    AuthorizedTtl = reader.Get(WebhookAuthorizedTtl),
                    UnauthorizedTtl = reader.Get(WebhookUnauthorizedTtl),
                });
        }
        catch (ConfigurationException exception)
        {
            problems.AddRange(exception.Problems.Select(static problem => $"--authorization-mode: {problem}"));
            return null;
        }
    }

    private static AuthenticationConfiguration? Oidc(SettingReader reader, List<string> problems)
    {
        if (reader.Get(OidcIssuer).Length == 0)
        {
            if (reader.Get(OidcClient).Length > 0)
                problems.Add("--oidc-client-id needs --oidc-issuer-url");
            return null;
        }
        Dictionary<string, string> required = new(StringComparer.Ordinal);
        foreach (string rule in reader.Get(OidcRequired))
        {
            string[] parts = rule.Split('=', 2);
            if (parts.Length != 2 || parts[0].Length == 0)
                problems.Add($"--oidc-required-claim is \"{rule}\": must be name=value");
            else if (!required.TryAdd(parts[0], parts[1]))
                problems.Add($"--oidc-required-claim names {parts[0]} twice");
        }
        string pem = reader.Get(OidcAuthority) is { Length: > 0 } file
            ? ApiServerSettings.Read(file, static text => text, problems) ?? ""
            : "";
        try
        {
            return AuthenticationConfiguration.Of(
                new()
                {
                    IssuerUrl = reader.Get(OidcIssuer),
                    ClientId = reader.Get(OidcClient),
                    AuthorityPem = pem,
                    UsernameClaim = reader.Get(OidcUser),
                    UsernamePrefix = reader.Get(OidcUserPrefix),
                    GroupsClaim = reader.Get(OidcGroups),
                    GroupsPrefix = reader.Get(OidcGroupsPrefix),
                    RequiredClaims = required,
                    Algorithms = reader.Get(OidcAlgorithms) is { Count: > 0 } chosen ? chosen : ["RS256"],
                },
                ServiceAccountTokens.DefaultIssuer);
        }
        catch (ConfigurationException exception)
        {
            problems.AddRange(exception.Problems);
            return null;
        }
    }

    private static WebhookConnection? Connection(string file, List<string> problems)
    {
        if (file.Length == 0)
            return null;
        try
        {
            return WebhookConnection.ReadFile(file);
        }
        catch (ConfigurationException exception)
        {
            problems.AddRange(exception.Problems.Select(problem => $"{file}: {problem}"));
            return null;
        }
    }

    private static Parsed<bool> Version(string text) => text switch
    {
        "v1" => new(false, null),
        "v1beta1" => new(true, null),
        _ => new(false, "must be v1 or v1beta1"),
    };

    private static Parsed<TimeSpan> Span(string text) =>
        Duration.TryParse(text, out Duration duration) && duration.Nanoseconds >= 0
            ? new(duration.ToTimeSpan(), null)
            : new(default, "must be a duration such as 30s or 5m");
}
