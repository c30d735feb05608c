using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Core;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Authentication.Jwt;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Authentication;

/// <summary>
/// Makes and checks the tokens of service accounts. A token is good while its signature is ours, its time has not run
/// out, and all that it is bound to (account, Pod, Secret, Node) exists with the same uid.
/// </summary>
public sealed class ServiceAccountTokens(
    ECDsa key, IObjectReader objects, TimeProvider time, Entropy entropy,
    string issuer = ServiceAccountTokens.DefaultIssuer) : ITokenAuthenticator
{
    public const string DefaultIssuer = "https://kubernetes.default.svc.cluster.local";
    // Signatures are checked once a token, the bound objects each time. Emptied when full: tokens live for an hour.
    private const int KnownTokensMax = 8192;
    // A Pod that is about to go may finish its work with the token it has.
    private static readonly TimeSpan DeletionLeeway = TimeSpan.FromSeconds(60);

    private readonly TokenSigner signer = new(key);
    private readonly ConcurrentDictionary<string, TokenClaims> known = new(StringComparer.Ordinal);

    public string Issuer { get; } = issuer;
    /// <summary>Who this server is to tokens.</summary>
    public IReadOnlyList<string> Audiences { get; } = [issuer];

    public string Issue(TokenClaims claims) =>
        signer.Sign((claims.Id.Length > 0 ? claims : claims with { Id = entropy.NewUid() }).ToJson());

    /// <summary>The user of a token that one of the audiences may accept.</summary>
    public AuthenticationResult Authenticate(string token, IReadOnlyList<string> audiences) =>
        Check(token, audiences, out TokenClaims? claims) is { } failure
            ? AuthenticationResult.Failed(failure)
            : AuthenticationResult.Of(UserOf(claims!));

    ValueTask<TokenResult> ITokenAuthenticator.AuthenticateAsync(
        string token, IReadOnlyList<string> audiences, CancellationToken cancellationToken)
    {
        // Whose a token wants to be is read before anything is checked: others may know it.
        if (!known.ContainsKey(token) && JsonWebToken.TryRead(token)?.Issuer is var from
            && from != Issuer && from != LegacyClaims.Issuer)
            return new(TokenResult.Unknown);
        return new(Check(token, audiences, out TokenClaims? claims) is { } failure
            ? TokenResult.Failed(failure)
            : TokenResult.Of(UserOf(claims!), [.. audiences.Intersect(claims!.Audiences)]));
    }

    /// <summary>The claims of a good token and null, or why it is not good.</summary>
    internal string? Check(string token, IReadOnlyList<string> audiences, out TokenClaims? claims)
    {
        if (!known.TryGetValue(token, out claims))
        {
            if (signer.Verify(token) is not { } json
                || (TokenClaims.FromJson(json) ?? LegacyClaims.FromJson(json, Audiences)) is not { } read)
            {
                return "the token is not signed by this cluster";
            }
            claims = read;
            if (known.Count >= KnownTokensMax)
                known.Clear();
            known[token] = claims;
        }
        if (!claims.IsLegacy && claims.Issuer != Issuer)
            return "the token has another issuer";
        DateTimeOffset now = time.GetUtcNow();
        if (now >= claims.Expires)
        {
            known.TryRemove(token, out _);
            return "the token has expired";
        }
        if (now < claims.IssuedAt - TimeSpan.FromSeconds(1))
            return "the token is not yet valid";
        if (!claims.Audiences.Any(audiences.Contains))
            return "the token is meant for another audience";
        return claims.IsLegacy ? CheckStored(token, claims, now) : CheckBound(claims, now);
    }

    /// <summary>The token for a Secret of type <c>kubernetes.io/service-account-token</c>; it never expires.</summary>
    public string IssueLegacy(ServiceAccount account, Secret secret) => signer.Sign(LegacyClaims.ToJson(
        account.Metadata.Namespace, account.Metadata.Name, account.Metadata.Uid, secret.Metadata.Name));

    /// <summary>Told of each use of a token that never expires.</summary>
    internal Action<Secret>? LegacyUsed { get; set; }

    /// <summary>The document at /openid/v1/jwks: the public key.</summary>
    public byte[] KeySet() => signer.ToKeySet();

    /// <summary>The document at /.well-known/openid-configuration (OpenID Connect Discovery 1.0).</summary>
    public byte[] Configuration(string keySetUrl)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("issuer", Issuer);
            writer.WriteString("jwks_uri", keySetUrl);
            WriteOne(writer, "response_types_supported", "id_token");
            WriteOne(writer, "subject_types_supported", "public");
            WriteOne(writer, "id_token_signing_alg_values_supported", "ES256");
            writer.WriteEndObject();
        }
        return stream.ToArray();

        static void WriteOne(Utf8JsonWriter writer, string name, string value)
        {
            writer.WriteStartArray(name);
            writer.WriteStringValue(value);
            writer.WriteEndArray();
        }
    }

    private string? CheckBound(TokenClaims claims, DateTimeOffset now)
    {
        if (!Exists(Resources.ServiceAccounts, claims.Namespace, claims.ServiceAccount, now))
            return "the token's service account is gone";
        if (claims.Pod is { } pod && !Exists(Resources.Pods, claims.Namespace, pod, now))
            return "the token's Pod is gone";
        if (claims.Secret is { } secret && !Exists(Resources.Secrets, claims.Namespace, secret, now))
            return "the token's Secret is gone";
        // A token of a Pod names the Node for information; only one bound to the Node itself dies with it.
        if (claims.Pod is null && claims.Node is { } node && !Exists(Resources.Nodes, "", node, now))
            return "the token's Node is gone";
        return null;
    }

    private string? CheckStored(string token, TokenClaims claims, DateTimeOffset now)
    {
        if (objects.Get(Resources.Secrets, claims.Namespace, claims.Secret!.Name) is not
            Secret { Metadata.DeletionTimestamp: null } secret)
        {
            return "Token has been invalidated";
        }
        if (!secret.Data.TryGetValue("token", out Bytes stored) || !CryptographicOperations.FixedTimeEquals(
            stored.Span, System.Text.Encoding.UTF8.GetBytes(token)))
        {
            return "Token does not match server's copy";
        }
        if (!Exists(Resources.ServiceAccounts, claims.Namespace, claims.ServiceAccount, now))
            return "the token's service account is gone";
        if (secret.Metadata.Labels.ContainsKey("kubernetes.io/legacy-token-invalid-since"))
            return "the token in the Secret has been marked invalid";
        LegacyUsed?.Invoke(secret);
        return null;
    }

    private bool Exists(GroupVersionResource resource, string @namespace, BoundObject bound, DateTimeOffset now) =>
        objects.Get(resource, @namespace, bound.Name) is { } found
        && found.Metadata.Uid == bound.Uid
        && (found.Metadata.DeletionTimestamp is not { } deletion || now <= deletion.Value + DeletionLeeway);

    private static UserInfo UserOf(TokenClaims claims)
    {
        Dictionary<string, IReadOnlyList<string>> extra = new(StringComparer.Ordinal);
        if (claims.Id.Length > 0)
            extra["authentication.kubernetes.io/credential-id"] = [$"JTI={claims.Id}"];
        Add("node", claims.Node);
        Add("pod", claims.Pod);
        return Users.ServiceAccount(claims.Namespace, claims.ServiceAccount.Name, claims.ServiceAccount.Uid)
            with { Extra = extra };

        void Add(string what, BoundObject? bound)
        {
            if (bound is null)
                return;
            extra[$"authentication.kubernetes.io/{what}-name"] = [bound.Name];
            extra[$"authentication.kubernetes.io/{what}-uid"] = [bound.Uid];
        }
    }
}
