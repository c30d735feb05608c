using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kubesharp.Api.Core;

/// <summary>
/// A token that a machine joins with: <c>abcdef.0123456789abcdef</c>, an id that may be known and a secret that may
/// not. The cluster keeps it as the Secret <c>bootstrap-token-ID</c> in kube-system; see
/// https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/.
/// </summary>
public sealed record BootstrapToken(string Id, string Secret)
{
    public const string SecretType = "bootstrap.kubernetes.io/token";
    public const string Namespace = "kube-system";
    public const string SecretNamePrefix = "bootstrap-token-";
    public const string IdKey = "token-id", SecretKey = "token-secret", ExpirationKey = "expiration";
    public const string AuthenticationKey = "usage-bootstrap-authentication", SigningKey = "usage-bootstrap-signing";
    public const string GroupsKey = "auth-extra-groups", DescriptionKey = "description";
    public const int IdLength = 6, SecretLength = 16;
    public const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

    public string SecretName => SecretNamePrefix + Id;

    /// <summary>The whole token: for who is to have it, and for nobody else.</summary>
    public string ToText() => $"{Id}.{Secret}";

    /// <summary>The id only, so that no log line ever has the rest.</summary>
    public override string ToString() => Id;

    /// <summary>Null when the text is no token: <c>[a-z0-9]{6}.[a-z0-9]{16}</c>.</summary>
    public static BootstrapToken? TryParse(string text) =>
        text.Length == IdLength + 1 + SecretLength && text[IdLength] == '.'
        && text.AsSpan(0, IdLength).IndexOfAnyExcept(Alphabet) < 0
        && text.AsSpan(IdLength + 1).IndexOfAnyExcept(Alphabet) < 0
            ? new(text[..IdLength], text[(IdLength + 1)..])
            : null;

    public static bool IsId(string text) => text.Length == IdLength && text.AsSpan().IndexOfAnyExcept(Alphabet) < 0;

    public static BootstrapToken New(Entropy entropy) => new(Random(IdLength, entropy), Random(SecretLength, entropy));

    /// <summary>The Secret that makes it good, for authentication and for signing.</summary>
    /// <param name="until">When it ends; null: never.</param>
    /// <param name="groups">Further groups of who shows it; each begins with <c>system:bootstrappers:</c>.</param>
    public Core.Secret ToSecret(DateTimeOffset? until, IReadOnlyList<string> groups, string description = "")
    {
        Dictionary<string, Bytes> data = new(StringComparer.Ordinal)
        {
            [IdKey] = Bytes.FromUtf8(Id),
            [SecretKey] = Bytes.FromUtf8(Secret),
            [AuthenticationKey] = Bytes.FromUtf8("true"),
            [SigningKey] = Bytes.FromUtf8("true"),
        };
        if (until is { } end)
        {
            data[ExpirationKey] = Bytes.FromUtf8(
                end.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }
        if (groups.Count > 0)
            data[GroupsKey] = Bytes.FromUtf8(string.Join(',', groups));
        if (description.Length > 0)
            data[DescriptionKey] = Bytes.FromUtf8(description);
        return new()
        {
            Metadata = new() { Name = SecretName, Namespace = Namespace }, Type = SecretType, Data = data,
        };
    }

    /// <summary>The token in a Secret; null when it is none, or does not say the id of its name.</summary>
    public static BootstrapToken? Of(Core.Secret stored)
    {
        string id = Value(stored, IdKey), secret = Value(stored, SecretKey);
        return stored.Type == SecretType && IsId(id) && secret.Length > 0
            && stored.Metadata.Name == SecretNamePrefix + id
                ? new(id, secret)
                : null;
    }

    /// <summary>A text of the Secret; empty when it is missing.</summary>
    public static string Value(Core.Secret stored, string key) =>
        stored.Data.TryGetValue(key, out Bytes value) ? value.ToUtf8String() : "";

    /// <summary>
    /// When a stored token ends; null: never. One whose date cannot be read has ended already, as upstream has it.
    /// </summary>
    public static DateTimeOffset? ExpiryOf(Core.Secret stored)
    {
        string text = Value(stored, ExpirationKey);
        if (text.Length == 0)
            return null;
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset until)
            ? until
            : DateTimeOffset.MinValue;
    }

    /// <summary>
    /// The signature of a text by the token's secret: a JSON Web Signature with HS256 whose content is left out (RFC
    /// 7515, appendix F). Everybody who has the token makes the same one.
    /// </summary>
    public string SignatureOf(string content)
    {
        string header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"HS256","kid":"{{Id}}"}"""));
        string body = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(content));
        byte[] signature = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes($"{header}.{body}"));
        return $"{header}..{Base64Url.EncodeToString(signature)}";
    }

    private static string Random(int length, Entropy entropy) =>
        string.Create(length, entropy, static (span, entropy) =>
        {
            foreach (ref char character in span)
                character = Alphabet[entropy.Next(Alphabet.Length)];
        });
}
