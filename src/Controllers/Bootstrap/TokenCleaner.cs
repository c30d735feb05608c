using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Controllers.Bootstrap;

/// <summary>Deletes bootstrap tokens whose time is up, in the moment it is.</summary>
public sealed class TokenCleaner(ApiClient client, Cache cache, TimeProvider time) : IReconciler
{
    public static ControllerSpec Spec => ControllerSpec.For<Secret>("token-cleaner-controller");

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (key.Namespace != BootstrapToken.Namespace || cache.Get<Secret>(key) is not { } secret
            || secret.Type != BootstrapToken.SecretType || BootstrapToken.ExpiryOf(secret) is not { } until)
        {
            return Result.Done;
        }
        TimeSpan rest = until - time.GetUtcNow();
        if (rest > TimeSpan.Zero)
            return Result.After(rest);
        DeleteOptions options = new() { Preconditions = Preconditions.Empty with { Uid = secret.Metadata.Uid } };
        ApiError? error = await client.DeleteAsync<Secret>(key, options, cancellationToken);
        return error is { IsConflict: true } ? Result.Done : Result.From(error);
    }
}
