using System.Security.Cryptography;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Authentication;

/// <summary>
/// Tokens that a machine joins with, as upstream keeps them: Secrets bootstrap-token-ID of type
/// bootstrap.kubernetes.io/token in kube-system. Their users may ask for a node's certificate and nothing else.
/// </summary>
public sealed class BootstrapTokens(IObjectReader objects, TimeProvider time)
{
    public const string SecretType = "bootstrap.kubernetes.io/token";
    public const string Namespace = "kube-system";
    private const int IdLength = 6, SecretLength = 16;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>A new token and the Secret that makes it valid.</summary>
    public static (string Token, Secret Secret) Create(TimeSpan lifetime, TimeProvider time, Entropy entropy)
    {
        string id = Random(IdLength, entropy), secret = Random(SecretLength, entropy);
        DateTimeOffset until = time.GetUtcNow() + lifetime;
        return ($"{id}.{secret}", new()
        {
            Metadata = new() { Name = $"bootstrap-token-{id}", Namespace = Namespace },
            Type = SecretType,
            Data = new Dictionary<string, Bytes>(StringComparer.Ordinal)
            {
                ["token-id"] = Text(id),
                ["token-secret"] = Text(secret),
                ["expiration"] = Text(until.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null)),
                ["usage-bootstrap-authentication"] = Text("true"),
                ["usage-bootstrap-signing"] = Text("true"),
            },
        });
    }

    internal static bool IsCandidate(string token) =>
        token.Length == IdLength + 1 + SecretLength && token[IdLength] == '.'
        && token.AsSpan().IndexOfAnyExcept(Alphabet + ".") < 0;

    internal AuthenticationResult Authenticate(string token)
    {
        string id = token[..IdLength], secret = token[(IdLength + 1)..];
        if (objects.Get(Resources.Secrets, Namespace, $"bootstrap-token-{id}") is not Secret stored
            || stored.Type != SecretType || stored.Metadata.DeletionTimestamp is not null)
        {
            return AuthenticationResult.Failed("unknown bootstrap token");
        }
        // The comparison takes the same time wherever the first difference is.
        if (!CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Value(stored, "token-secret")))
            || Value(stored, "token-id") != id)
        {
            return AuthenticationResult.Failed("wrong bootstrap token");
        }
        if (Value(stored, "usage-bootstrap-authentication") != "true")
            return AuthenticationResult.Failed("bootstrap token is not meant for authentication");
        string expiration = Value(stored, "expiration");
        if (expiration.Length > 0
            && (!DateTimeOffset.TryParse(expiration, null, out DateTimeOffset until) || time.GetUtcNow() >= until))
        {
            return AuthenticationResult.Failed("bootstrap token has expired");
        }
        string[] groups =
        [
            Users.Bootstrappers,
            .. Value(stored, "auth-extra-groups").Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Where(static group => group.StartsWith(Users.Bootstrappers + ":", StringComparison.Ordinal)),
        ];
        return AuthenticationResult.Of(Users.Of($"system:bootstrap:{id}", groups));
    }

    private static string Value(Secret secret, string key) =>
        secret.Data.TryGetValue(key, out Bytes value) ? Encoding.UTF8.GetString(value.Span) : "";

    private static Bytes Text(string text) => new(Encoding.UTF8.GetBytes(text));

    private static string Random(int length, Entropy entropy) =>
        string.Create(length, entropy, static (span, entropy) =>
        {
            foreach (ref char character in span)
                character = Alphabet[entropy.Next(Alphabet.Length)];
        });
}
