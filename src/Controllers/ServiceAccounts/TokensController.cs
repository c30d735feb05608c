using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Controllers.ServiceAccounts;

/// <summary>
/// Fills Secrets of type <c>kubernetes.io/service-account-token</c> with a token that lasts as long as they do, and
/// deletes them with their account. Nothing makes such Secrets by itself any more: who wants one writes it.
/// </summary>
/// <param name="sign">The token for an account and a Secret; null: none are made here.</param>
public sealed class TokensController(
    ApiClient client, Cache cache, Func<ServiceAccount, Secret, string>? sign, string rootCaPem) : IReconciler
{
    // No name has a slash: such a key means that the Secret behind it has gone and the account before it may name it.
    private const char Gone = '/';

    public static ControllerSpec Spec => ControllerSpec.For<Secret>("serviceaccount-token-controller")
        .WatchesChanges<Secret>(static (_, before, after) => before is not null && after is null
            && LegacyTokens.Is(before)
                ? [new ObjectKey(before.Metadata.Namespace,
                    $"{LegacyTokens.AccountOf(before)}{Gone}{before.Metadata.Name}")]
                : [])
        .Watches<ServiceAccount>(static (cache, account) => cache.List<Secret>(account.Metadata.Namespace)
            .Where(secret => LegacyTokens.Is(secret) && LegacyTokens.AccountOf(secret) == account.Metadata.Name)
            .Select(static secret => ObjectKey.Of(secret)));

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        int slash = key.Name.IndexOf(Gone, StringComparison.Ordinal);
        if (slash >= 0)
        {
            return await ForgetAsync(
                new(key.Namespace, key.Name[..slash]), key.Name[(slash + 1)..], cancellationToken);
        }
        if (cache.Get<Secret>(key) is not { Metadata.DeletionTimestamp: null } secret || !LegacyTokens.Is(secret))
            return Result.Done;
        ObjectKey owner = new(key.Namespace, LegacyTokens.AccountOf(secret));
        if (cache.Get<ServiceAccount>(owner) is not { } account || !LegacyTokens.IsFor(secret, account))
        {
            // The cache may lag; the account itself decides.
            ApiResult<ServiceAccount> live = await client.GetAsync<ServiceAccount>(owner, cancellationToken);
            if (live.Error is { IsNotFound: false } error)
                return Result.Retry(error);
            if (live.Value is null || !LegacyTokens.IsFor(secret, live.Value))
                return await DeleteAsync(secret, cancellationToken);
            account = live.Value;
        }
        if (sign is null || Fill(secret, account, sign, rootCaPem) is not { } filled)
            return Result.Done;
        ApiResult<Secret> written = await client.UpdateAsync(filled, cancellationToken);
        return written.Error is null or { IsConflict: true } or { IsNotFound: true }
            ? Result.Done // Somebody else has written it: that comes by again.
            : Result.Retry(written.Error);
    }

    /// <summary>The Secret with what it lacks; null when it lacks nothing. Pure but for the signature.</summary>
    internal static Secret? Fill(
        Secret secret, ServiceAccount account, Func<ServiceAccount, Secret, string> sign, string rootCaPem)
    {
        Dictionary<string, Bytes> data = new(secret.Data, StringComparer.Ordinal);
        bool changed = false;
        if (rootCaPem.Length > 0 && Text(LegacyTokens.Authority) != rootCaPem)
            Set(LegacyTokens.Authority, rootCaPem);
        if (Text(LegacyTokens.NamespaceKey).Length == 0)
            Set(LegacyTokens.NamespaceKey, secret.Metadata.Namespace);
        if (Text(LegacyTokens.Token).Length == 0)
            Set(LegacyTokens.Token, sign(account, secret));
        if (!changed)
            return null;
        Dictionary<string, string> annotations = new(secret.Metadata.Annotations, StringComparer.Ordinal)
        {
            [LegacyTokens.AccountName] = account.Metadata.Name,
            [LegacyTokens.AccountUid] = account.Metadata.Uid,
        };
        return secret with { Data = data, Metadata = secret.Metadata with { Annotations = annotations } };

        string Text(string name) => data.TryGetValue(name, out Bytes value) ? value.ToUtf8String() : "";

        void Set(string name, string value)
        {
            data[name] = Bytes.FromUtf8(value);
            changed = true;
        }
    }

    private async Task<Result> DeleteAsync(Secret secret, CancellationToken cancellationToken)
    {
        DeleteOptions options = new() { Preconditions = Preconditions.Empty with { Uid = secret.Metadata.Uid } };
        ApiError? error = await client.DeleteAsync<Secret>(ObjectKey.Of(secret), options, cancellationToken);
        return error is { IsConflict: true } ? Result.Done : Result.From(error);
    }

    // An account that named the Secret does so no longer.
    private async Task<Result> ForgetAsync(ObjectKey owner, string name, CancellationToken cancellationToken)
    {
        if (cache.Get<Secret>(new(owner.Namespace, name)) is not null
            || cache.Get<ServiceAccount>(owner) is not { Metadata.DeletionTimestamp: null } account
            || account.Secrets.All(one => one.Name != name))
        {
            return Result.Done;
        }
        ApiResult<ServiceAccount> written = await client.UpdateAsync(
            account with { Secrets = [.. account.Secrets.Where(one => one.Name != name)] }, cancellationToken);
        return written.Error is { IsNotFound: true } ? Result.Done : Result.From(written.Error);
    }
}
