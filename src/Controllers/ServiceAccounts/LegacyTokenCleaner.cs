using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Controllers.ServiceAccounts;

/// <summary>
/// Tokens that a former Kubernetes made by itself and that nobody has used for a year: first marked as invalid, and
/// deleted when nobody has missed them for a year. Tokens that somebody wrote by hand are left alone: those are not
/// named by their account.
/// </summary>
public sealed class LegacyTokenCleaner(ApiClient client, Cache cache, TimeProvider time) : IReconciler
{
    // Upstream's --legacy-service-account-token-clean-up-period, and how often it looks.
    internal static readonly TimeSpan UnusedFor = TimeSpan.FromDays(365);
    private static readonly TimeSpan LookAgain = TimeSpan.FromHours(24);
    private static readonly ObjectKey Tracking =
        new("kube-system", "kube-apiserver-legacy-service-account-token-tracking");

    public static ControllerSpec Spec => ControllerSpec.For<Secret>("legacy-serviceaccount-token-cleaner-controller")
        .Reads<ServiceAccount>().Reads<Pod>().WithWorkers(1);

    /// <summary>What becomes of a token.</summary>
    internal enum Fate { Stays, Invalid, Goes }

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<Secret>(key) is not { Metadata.DeletionTimestamp: null } secret || !LegacyTokens.Is(secret)
            || cache.Get<ServiceAccount>(new(key.Namespace, LegacyTokens.AccountOf(secret))) is not { } account)
        {
            return Result.Done;
        }
        DateTimeOffset now = time.GetUtcNow();
        if (FateOf(secret, account, cache.List<Pod>(key.Namespace), now) is var fate && fate == Fate.Stays)
            return Result.After(LookAgain);
        // The server writes down who uses a token since it began to, and not before.
        ApiResult<ConfigMap> tracking = await client.GetAsync<ConfigMap>(Tracking, cancellationToken);
        if (LegacyTokens.ReadDate(tracking.Value?.Data.GetValueOrDefault("since")) is not { } since
            || now < since.AddDays(1) + UnusedFor)
        {
            return Result.After(LookAgain);
        }
        ApiError? error = fate == Fate.Invalid
            ? (await client.PatchAsync<Secret>(
                key, PatchType.Merge, InvalidPatch(secret, now), cancellationToken)).Error
            : await client.DeleteAsync<Secret>(
                key,
                new DeleteOptions
                {
                    Preconditions = Preconditions.Empty with { ResourceVersion = secret.Metadata.ResourceVersion },
                },
                cancellationToken);
        return error is null or { IsConflict: true } or { IsNotFound: true }
            ? Result.After(LookAgain)
            : Result.Retry(error);
    }

    /// <summary>What becomes of a token if use was written down for long enough. Pure.</summary>
    internal static Fate FateOf(Secret secret, ServiceAccount account, IReadOnlyList<Pod> pods, DateTimeOffset now)
    {
        DateTimeOffset oldest = now - UnusedFor;
        string oldestDate = LegacyTokens.DateOf(oldest);
        if (!(secret.Metadata.CreationTimestamp?.Value < oldest) || !LegacyTokens.IsFor(secret, account)
            || account.Secrets.All(one => one.Name != secret.Metadata.Name)
            || pods.Any(pod => Mounts(pod, secret.Metadata.Name)))
        {
            return Fate.Stays;
        }
        if (secret.Metadata.Labels.TryGetValue(LegacyTokens.LastUsed, out string? used)
            && (LegacyTokens.ReadDate(used) is null || string.CompareOrdinal(used, oldestDate) >= 0))
        {
            return Fate.Stays; // Used, or nobody can say when.
        }
        string since = secret.Metadata.Labels.GetValueOrDefault(LegacyTokens.InvalidSince, "");
        if (LegacyTokens.ReadDate(since) is null)
            return Fate.Invalid;
        return string.CompareOrdinal(since, oldestDate) < 0 ? Fate.Goes : Fate.Stays;
    }

    private static string InvalidPatch(Secret secret, DateTimeOffset now) =>
        "{\"metadata\":{\"uid\":\"" + secret.Metadata.Uid + "\",\"labels\":{\"" + LegacyTokens.InvalidSince
        + "\":\"" + LegacyTokens.DateOf(now) + "\"}}}";

    // What a container reads of it, as a file or in its environment, or what its image is pulled with.
    private static bool Mounts(Pod pod, string name) =>
        pod.Spec.Volumes.Any(volume => volume.Secret?.SecretName == name
            || volume.Projected?.Sources.Any(source => source.Secret?.Name == name) == true)
        || pod.Spec.ImagePullSecrets.Any(one => one.Name == name)
        || pod.Spec.InitContainers.Concat(pod.Spec.Containers).Any(container =>
            container.EnvFrom.Any(from => from.SecretRef?.Name == name)
            || container.Env.Any(variable => variable.ValueFrom?.SecretKeyRef?.Name == name));
}
