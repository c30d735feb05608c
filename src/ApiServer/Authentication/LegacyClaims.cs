using System.Text.Json;

namespace Kubesharp.ApiServer.Authentication;

/// <summary>
/// What the token in a Secret of type <c>kubernetes.io/service-account-token</c> says: whose it is and in which Secret
/// it lies. It never expires; it is good as long as that Secret holds it.
/// </summary>
internal static class LegacyClaims
{
    public const string Issuer = "kubernetes/serviceaccount";
    private const string Prefix = "kubernetes.io/serviceaccount/";

    public static byte[] ToJson(string @namespace, string account, string uid, string secret)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("iss", Issuer);
            writer.WriteString(Prefix + "namespace", @namespace);
            writer.WriteString(Prefix + "secret.name", secret);
            writer.WriteString(Prefix + "service-account.name", account);
            writer.WriteString(Prefix + "service-account.uid", uid);
            writer.WriteString("sub", $"{Users.ServiceAccountPrefix}{@namespace}:{account}");
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }

    /// <summary>
    /// The claims in the shape of others; null when one is missing or the subject says something else.
    /// </summary>
    public static TokenClaims? FromJson(ReadOnlyMemory<byte> json, IReadOnlyList<string> audiences)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            if (Text(root, "iss") != Issuer)
                return null;
            TokenClaims claims = new()
            {
                Issuer = Issuer,
                Audiences = audiences,
                Namespace = Text(root, Prefix + "namespace"),
                ServiceAccount = new(
                    Text(root, Prefix + "service-account.name"), Text(root, Prefix + "service-account.uid")),
                Secret = new(Text(root, Prefix + "secret.name"), ""),
                IssuedAt = DateTimeOffset.UnixEpoch,
                Expires = DateTimeOffset.MaxValue,
                IsLegacy = true,
            };
            bool complete = claims is
            {
                Namespace.Length: > 0, ServiceAccount: { Name.Length: > 0, Uid.Length: > 0 }, Secret.Name.Length: > 0,
            };
            return complete && Text(root, "sub") == claims.Subject ? claims : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
}
