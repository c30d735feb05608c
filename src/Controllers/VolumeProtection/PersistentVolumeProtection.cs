using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Controllers.VolumeProtection;

/// <summary>Keeps a volume that is being deleted as long as it is bound to a claim.</summary>
public sealed class PersistentVolumeProtection(ApiClient client, Cache cache) : IReconciler
{
    public static ControllerSpec Spec => ControllerSpec.For<PersistentVolume>(
        "persistentvolume-protection-controller");

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<PersistentVolume>(key) is not { } volume
            || Protection.For(volume.Metadata, Protection.OfVolumes, volume.Status.Phase == "Bound")
                is not { } metadata)
            return Result.Done;
        ApiResult<PersistentVolume> written = await client.UpdateAsync(
            volume with { Metadata = metadata }, cancellationToken);
        return written.Error is { IsNotFound: true } ? Result.Done : Result.From(written.Error);
    }
}
