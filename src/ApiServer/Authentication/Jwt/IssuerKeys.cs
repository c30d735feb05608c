using System.Text.Json;
using Kubesharp.ApiServer.Webhooks;

namespace Kubesharp.ApiServer.Authentication.Jwt;

/// <summary>
/// The public keys of an issuer, fetched when they are first needed: its configuration (OpenID Connect Discovery 1.0),
/// then its key set. They are fetched anew when a token names a key that is not among them, and every hour, so that a
/// key that the issuer has dropped is not trusted for ever; but at most once in ten seconds, whoever asks.
/// </summary>
/// <remarks>Safe from any thread; one of those who wait does the fetching.</remarks>
internal sealed class IssuerKeys(JwtIssuer issuer, TimeProvider time)
{
    internal static readonly TimeSpan FetchesApartMin = TimeSpan.FromSeconds(10);
    internal static readonly TimeSpan KeysAgeMax = TimeSpan.FromHours(1);
    private static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(10);
    private const int DocumentBytesMax = 1024 * 1024;
    private const string WellKnown = "/.well-known/openid-configuration";

    private readonly HttpClient client = NewClient(issuer);
    private readonly SemaphoreSlim gate = new(1);
    private State state = State.Nothing;

    /// <summary>The issuer's keys of that name, or all when the token names none; or why there are none.</summary>
    public async ValueTask<(IReadOnlyList<JsonWebKey> Keys, string Failure)> FindAsync(
        string keyId, CancellationToken cancellationToken)
    {
        State current = Volatile.Read(ref state);
        if (!Suffices(current, keyId))
        {
            await gate.WaitAsync(cancellationToken);
            try
            {
                current = state;
                if (!Suffices(current, keyId))
                {
                    current = await FetchAsync(current, cancellationToken);
                    Volatile.Write(ref state, current);
                }
            }
            finally
            {
                gate.Release();
            }
        }
        IReadOnlyList<JsonWebKey> keys = Named(current, keyId);
        return keys.Count > 0
            ? (keys, "")
            : ([], current.Failure.Length > 0 ? current.Failure : "the issuer has no such key");
    }

    // Good enough: the key is known and was seen lately, or it is too early to ask again.
    private bool Suffices(State current, string keyId)
    {
        TimeSpan age = time.GetUtcNow() - current.TriedAt;
        return age < FetchesApartMin
            || (Named(current, keyId).Count > 0 && time.GetUtcNow() - current.FetchedAt < KeysAgeMax);
    }

    private static IReadOnlyList<JsonWebKey> Named(State current, string keyId) =>
        keyId.Length == 0 ? current.Keys : [.. current.Keys.Where(key => key.Id == keyId)];

    // Keys that cannot be fetched now stay good: an issuer that is down must not lock out who has a token already.
    private async Task<State> FetchAsync(State before, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        using CancellationTokenSource expiry = new(FetchTimeout, time);
        using CancellationTokenSource both =
            CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, expiry.Token);
        try
        {
            Uri keys = await KeysUrlAsync(both.Token);
            return new(JsonWebKey.ReadSet(await client.GetByteArrayAsync(keys, both.Token)), now, now, "");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return before with { TriedAt = now, Failure = $"the issuer does not answer within {FetchTimeout}" };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException)
        {
            return before with { TriedAt = now, Failure = $"the issuer's keys cannot be fetched: {exception.Message}" };
        }
    }

    private async Task<Uri> KeysUrlAsync(CancellationToken cancellationToken)
    {
        string url = issuer.DiscoveryUrl.Length > 0 ? issuer.DiscoveryUrl : issuer.Url.TrimEnd('/') + WellKnown;
        byte[] json = await client.GetByteArrayAsync(new Uri(url), cancellationToken);
        using JsonDocument document = JsonDocument.Parse(json);
        string named = TextOf(document, "issuer"), keys = TextOf(document, "jwks_uri");
        if (named != issuer.Url)
            throw new JsonException($"its configuration is that of \"{named}\"");
        return Uri.TryCreate(keys, UriKind.Absolute, out Uri? uri) && uri.Scheme is ("https" or "http")
            ? uri
            : throw new JsonException($"its jwks_uri \"{keys}\" is no URL");
    }

    private static string TextOf(JsonDocument document, string name) =>
        document.RootElement.ValueKind == JsonValueKind.Object
        && document.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    private static HttpClient NewClient(JwtIssuer issuer)
    {
        HttpClient client = OutgoingTls.Client(issuer.Authorities);
        client.MaxResponseContentBufferSize = DocumentBytesMax;
        return client;
    }

    private sealed record State(
        IReadOnlyList<JsonWebKey> Keys, DateTimeOffset FetchedAt, DateTimeOffset TriedAt, string Failure)
    {
        public static State Nothing { get; } = new([], DateTimeOffset.MinValue, DateTimeOffset.MinValue, "");
    }
}
