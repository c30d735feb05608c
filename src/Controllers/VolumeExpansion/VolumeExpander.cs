using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Controllers.VolumeExpansion;

/// <summary>
/// Tells whoever made a claim larger that its driver's resizer has to do it. Upstream's controller grew volumes of
/// plugins that were part of Kubernetes; none is left that can grow.
/// </summary>
public sealed class VolumeExpander(Cache cache, EventRecorder events) : IReconciler
{
    public static ControllerSpec Spec => ControllerSpec.Named("persistentvolume-expander-controller")
        .WatchesChanges<PersistentVolumeClaim>(static (_, before, after) =>
            after is not null && IsExpanded(after)
            && (before is null || ClaimBinding.SizeOf(after).CompareTo(ClaimBinding.SizeOf(before)) > 0)
                ? [ObjectKey.Of(after)] : []);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<PersistentVolumeClaim>(key) is { } claim && IsExpanded(claim))
        {
            await events.RecordAsync(claim, "Normal", "ExternalExpanding",
                "waiting for an external controller to expand this PVC", cancellationToken);
        }
        return Result.Done;
    }

    /// <summary>Whether a bound claim asks for more than it has. Pure.</summary>
    internal static bool IsExpanded(PersistentVolumeClaim claim) =>
        claim.Status.Phase == "Bound" && claim.Spec.VolumeName.Length > 0
        && ClaimBinding.SizeOf(claim).CompareTo(claim.Status.Capacity.GetValueOrDefault("storage")) > 0;
}
