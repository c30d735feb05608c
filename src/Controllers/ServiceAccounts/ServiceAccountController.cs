using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Controllers.ServiceAccounts;

/// <summary>Sees to it that every living namespace has the ServiceAccount <c>default</c>.</summary>
public sealed class ServiceAccountController(ApiClient client, Cache cache) : IReconciler
{
    private const string Name = "default";

    public static ControllerSpec Spec => ControllerSpec.For<Namespace>("serviceaccount-controller")
        .Watches<ServiceAccount>(static account =>
            account.Metadata.Name == Name ? [new ObjectKey("", account.Metadata.Namespace)] : []);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<Namespace>(key) is not { Metadata.DeletionTimestamp: null }
            || cache.Get<ServiceAccount>(new(key.Name, Name)) is not null)
            return Result.Done;
        ServiceAccount account = new()
        {
            Metadata = ObjectMeta.Empty with { Name = Name, Namespace = key.Name },
        };
        ApiError? error = (await client.CreateAsync(account, cancellationToken)).Error;
        return error is null or { IsAlreadyExists: true } or { IsNamespaceTerminating: true }
            ? Result.Done : Result.Retry(error);
    }
}
