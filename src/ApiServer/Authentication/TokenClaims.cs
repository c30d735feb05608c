using System.Text.Json;

namespace Kubesharp.ApiServer.Authentication;

/// <summary>An object that a token is bound to: when it goes, the token is worth nothing.</summary>
public sealed record BoundObject(string Name, string Uid);

/// <summary>What a service account's token says, in upstream's shape.</summary>
public sealed record TokenClaims
{
    public required string Issuer { get; init; }
    public required IReadOnlyList<string> Audiences { get; init; }
    public required string Namespace { get; init; }
    public required BoundObject ServiceAccount { get; init; }
    public BoundObject? Pod { get; init; }
    public BoundObject? Secret { get; init; }
    public BoundObject? Node { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }
    public required DateTimeOffset Expires { get; init; }
    /// <summary>When a client that still uses the token should have fetched another.</summary>
    public DateTimeOffset? WarnAfter { get; init; }
    /// <summary>The token's own id (jti).</summary>
    public string Id { get; init; } = "";
    /// <summary>The token lies in its Secret and is good as long as it does; it has no end and no audience.</summary>
    public bool IsLegacy { get; init; }

    public string Subject => $"{Users.ServiceAccountPrefix}{Namespace}:{ServiceAccount.Name}";

    internal byte[] ToJson()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("aud");
            foreach (string audience in Audiences)
                writer.WriteStringValue(audience);
            writer.WriteEndArray();
            writer.WriteNumber("exp", Expires.ToUnixTimeSeconds());
            writer.WriteNumber("iat", IssuedAt.ToUnixTimeSeconds());
            writer.WriteString("iss", Issuer);
            if (Id.Length > 0)
                writer.WriteString("jti", Id);
            writer.WriteStartObject("kubernetes.io");
            writer.WriteString("namespace", Namespace);
            Write(writer, "node", Node);
            Write(writer, "pod", Pod);
            Write(writer, "secret", Secret);
            Write(writer, "serviceaccount", ServiceAccount);
            if (WarnAfter is { } warnAfter)
                writer.WriteNumber("warnafter", warnAfter.ToUnixTimeSeconds());
            writer.WriteEndObject();
            writer.WriteNumber("nbf", IssuedAt.ToUnixTimeSeconds());
            writer.WriteString("sub", Subject);
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }

    /// <summary>Null when a claim is missing or the subject says something else than the rest.</summary>
    internal static TokenClaims? FromJson(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            JsonElement kubernetes = root.GetProperty("kubernetes.io");
            JsonElement audiences = root.GetProperty("aud");
            TokenClaims claims = new()
            {
                Issuer = root.GetProperty("iss").GetString() ?? "",
                Audiences = audiences.ValueKind == JsonValueKind.String
                    ? [audiences.GetString() ?? ""]
                    : [.. audiences.EnumerateArray().Select(static audience => audience.GetString() ?? "")],
                Namespace = kubernetes.GetProperty("namespace").GetString() ?? "",
                ServiceAccount = Read(kubernetes, "serviceaccount")!,
                Pod = Read(kubernetes, "pod"),
                Secret = Read(kubernetes, "secret"),
                Node = Read(kubernetes, "node"),
                IssuedAt = Date(root, "iat")!.Value,
                Expires = Date(root, "exp")!.Value,
                WarnAfter = Date(kubernetes, "warnafter"),
                Id = root.TryGetProperty("jti", out JsonElement id) ? id.GetString() ?? "" : "",
            };
            return claims.ServiceAccount is not null && root.GetProperty("sub").GetString() == claims.Subject
                ? claims
                : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException
            or InvalidOperationException or FormatException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, BoundObject? bound)
    {
        if (bound is null)
            return;
        writer.WriteStartObject(name);
        writer.WriteString("name", bound.Name);
        writer.WriteString("uid", bound.Uid);
        writer.WriteEndObject();
    }

    private static BoundObject? Read(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement bound)
            ? new(bound.GetProperty("name").GetString() ?? "", bound.GetProperty("uid").GetString() ?? "")
            : null;

    private static DateTimeOffset? Date(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds.GetInt64())
            : null;
}
