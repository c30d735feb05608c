using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Controllers.ServiceAccounts;

/// <summary>
/// Keeps the ConfigMap <c>kube-root-ca.crt</c> in every namespace: what Pods verify the API server with.
/// </summary>
public sealed class RootCaPublisher(ApiClient client, Cache cache, string rootCaPem) : IReconciler
{
    private const string Name = "kube-root-ca.crt";
    private const string Key = "ca.crt";
    private const string Description =
        "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the "
        + "internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of "
        + "Kubernetes clusters.";

    public static ControllerSpec Spec => ControllerSpec.For<Namespace>("root-ca-certificate-publisher-controller")
        .Watches<ConfigMap>(static map =>
            map.Metadata.Name == Name ? [new ObjectKey("", map.Metadata.Namespace)] : []);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<Namespace>(key) is not { Metadata.DeletionTimestamp: null })
            return Result.Done;
        ConfigMap? known = cache.Get<ConfigMap>(new(key.Name, Name));
        if (known is not null && known.Data.Count == 1 && known.Data.GetValueOrDefault(Key) == rootCaPem)
            return Result.Done;

        ConfigMap wanted = (known ?? new ConfigMap
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = Name,
                Namespace = key.Name,
                Annotations = new Dictionary<string, string> { ["kubernetes.io/description"] = Description },
            },
        }) with
        {
            Data = new Dictionary<string, string> { [Key] = rootCaPem },
        };
        ApiResult<ConfigMap> written = known is null
            ? await client.CreateAsync(wanted, cancellationToken)
            : await client.UpdateAsync(wanted, cancellationToken);
        return written.Error is null or { IsAlreadyExists: true } or { IsNamespaceTerminating: true }
            ? Result.Done : Result.Retry(written.Error);
    }
}
