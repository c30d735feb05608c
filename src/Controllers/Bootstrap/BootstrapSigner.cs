using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Controllers.Bootstrap;

/// <summary>
/// Signs the ConfigMap <c>kube-public/cluster-info</c> with every bootstrap token that is meant for signing, so that a
/// machine which has a token knows the cluster's authority for the right one. Without that ConfigMap it does nothing.
/// </summary>
public sealed class BootstrapSigner(ApiClient client, Cache cache, TimeProvider time) : IReconciler
{
    private const string Content = "kubeconfig";
    private const string SignaturePrefix = "jws-kubeconfig-";
    private static readonly ObjectKey Map = new("kube-public", "cluster-info");

    public static ControllerSpec Spec => ControllerSpec.For<ConfigMap>("bootstrap-signer-controller")
        .Watches<Secret>(static secret => secret.Type == BootstrapToken.SecretType ? [Map] : []);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (key != Map || cache.Get<ConfigMap>(Map) is not { } map)
            return Result.Done;
        (IReadOnlyDictionary<string, string>? signed, TimeSpan? ends) =
            Sign(map.Data, cache.List<Secret>(BootstrapToken.Namespace), time.GetUtcNow());
        if (signed is null)
            return Result.After(ends);
        ApiResult<ConfigMap> written = await client.UpdateAsync(map with { Data = signed }, cancellationToken);
        if (written.Error is { IsNotFound: false } error)
            return Result.Retry(error);
        return Result.After(ends);
    }

    /// <summary>
    /// The data with the signatures that are due; null when they are there already. And how long until the next token
    /// ends. Pure.
    /// </summary>
    internal static (IReadOnlyDictionary<string, string>? Data, TimeSpan? Ends) Sign(
        IReadOnlyDictionary<string, string> data, IReadOnlyList<Secret> secrets, DateTimeOffset now)
    {
        if (!data.TryGetValue(Content, out string? content))
            return (null, null);
        SortedDictionary<string, string> due = new(StringComparer.Ordinal);
        foreach ((string key, string value) in data)
        {
            if (!key.StartsWith(SignaturePrefix, StringComparison.Ordinal))
                due[key] = value;
        }
        TimeSpan? ends = null;
        foreach (Secret secret in secrets)
        {
            TimeSpan? rest = BootstrapToken.ExpiryOf(secret) - now;
            if (BootstrapToken.Of(secret) is not { } token || rest <= TimeSpan.Zero
                || BootstrapToken.Value(secret, BootstrapToken.SigningKey) != "true")
            {
                continue;
            }
            due[SignaturePrefix + token.Id] = token.SignatureOf(content);
            ends = rest is null || ends < rest ? ends : rest;
        }
        bool same = due.Count == data.Count
            && due.All(pair => data.TryGetValue(pair.Key, out string? value) && value == pair.Value);
        return (same ? null : due, ends);
    }
}
