using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Core;
using Kubesharp.Api.Transport;
using Kubesharp.Client;

namespace Kubesharp.Kubelet.Volumes;

/// <summary>Tokens of service accounts, bound to their Pods, asked for anew before they end.</summary>
/// <remarks>Safe from any thread: <c>known</c> is guarded by its lock.</remarks>
internal sealed class ServiceAccountTokens(ApiClient client, TimeProvider time)
{
    // Upstream's rule: a token is renewed after 80 % of its life or a day, whichever comes first.
    private const double RenewAfter = 0.8;
    private const long ExpirationDefaultSeconds = 3600;
    private static readonly TimeSpan AgeMax = TimeSpan.FromHours(24);

    private readonly Lock gate = new();
    private readonly Dictionary<Key, (TokenRequestStatus Token, DateTimeOffset RenewAt)> known = [];

    /// <exception cref="SetupException">The API server refused.</exception>
    public async Task<string> GetAsync(
        Pod pod, ServiceAccountTokenProjection source, CancellationToken cancellationToken) =>
        (await GetStatusAsync(pod, source.Audience, source.ExpirationSeconds, cancellationToken)).Token;

    /// <param name="audience">Empty: the API server.</param>
    /// <exception cref="SetupException">The API server refused.</exception>
    public async Task<TokenRequestStatus> GetStatusAsync(
        Pod pod, string audience, long? expirationSeconds, CancellationToken cancellationToken)
    {
        long seconds = expirationSeconds ?? ExpirationDefaultSeconds;
        Key key = new(pod.Metadata.Uid, audience, seconds);
        DateTimeOffset now = time.GetUtcNow();
        lock (gate)
        {
            if (known.TryGetValue(key, out (TokenRequestStatus Token, DateTimeOffset RenewAt) entry)
                && now < entry.RenewAt)
                return entry.Token;
        }
        ApiResult<TokenRequest> result =
            await client.CallAsync<TokenRequest>(RequestFor(pod, audience, seconds), cancellationToken);
        if (result.Value is not { } granted)
            throw new SetupException(ProjectedFiles.Reason, $"failed to fetch token: {result.Error?.Message}");
        DateTimeOffset ends = granted.Status.ExpirationTimestamp?.Value ?? now.AddSeconds(seconds);
        TimeSpan life = (ends - now) * RenewAfter;
        lock (gate)
            known[key] = (granted.Status, now + (life < AgeMax ? life : AgeMax));
        return granted.Status;
    }

    /// <summary>The Pod is gone.</summary>
    public void Forget(string podUid)
    {
        lock (gate)
        {
            foreach (Key key in known.Keys.Where(key => key.PodUid == podUid).ToList())
                known.Remove(key);
        }
    }

    private static ApiRequest RequestFor(Pod pod, string audience, long seconds) => new()
    {
        Verb = Verb.Create,
        Resource = new GroupVersionResource("", "v1", "serviceaccounts"),
        Namespace = pod.Metadata.Namespace,
        Name = pod.Spec.ServiceAccountName.Length > 0 ? pod.Spec.ServiceAccountName : "default",
        Subresource = "token",
        Body = new TokenRequest
        {
            Spec = new TokenRequestSpec
            {
                Audiences = audience.Length > 0 ? [audience] : [],
                ExpirationSeconds = seconds,
                BoundObjectRef = new BoundObjectReference
                {
                    Kind = "Pod", ApiVersion = "v1", Name = pod.Metadata.Name, Uid = pod.Metadata.Uid,
                },
            },
        },
    };

    private readonly record struct Key(string PodUid, string Audience, long Seconds);
}
