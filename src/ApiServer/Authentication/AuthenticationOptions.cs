namespace Kubesharp.ApiServer.Authentication;

/// <summary>Further ways to say who one is, beside certificates and this cluster's own tokens.</summary>
public sealed record AuthenticationOptions
{
    /// <summary>Who may ask without showing anything. Defaults to everybody, everywhere.</summary>
    public AnonymousPolicy Anonymous { get; init; } = AnonymousPolicy.Everywhere;
    /// <summary>Tokens out of a file. Null: none.</summary>
    public StaticTokens? StaticTokens { get; init; }
    /// <summary>Issuers of JSON Web Tokens, and perhaps who may be anonymous. Null: none.</summary>
    public AuthenticationConfiguration? Configuration { get; init; }
    /// <summary>Where the configuration is read anew from whenever it changes. Empty: never.</summary>
    public string ConfigurationFile { get; init; } = "";
    /// <summary>A server elsewhere that knows tokens. Null: none.</summary>
    public TokenWebhookOptions? Webhook { get; init; }
}
