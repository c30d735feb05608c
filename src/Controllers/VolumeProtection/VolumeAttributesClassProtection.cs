using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Storage;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Controllers.VolumeProtection;

/// <summary>
/// Keeps a VolumeAttributesClass that is being deleted as long as a claim or a volume has it, or is on the way to it.
/// </summary>
public sealed class VolumeAttributesClassProtection(ApiClient client, Cache cache) : IReconciler
{
    private const string ByAttributesClass = "attributes-class";

    public static ControllerSpec Spec => ControllerSpec.For<VolumeAttributesClass>(
            "volumeattributesclass-protection-controller")
        .Watches<PersistentVolumeClaim>(static claim => ClassesOf(claim).Select(static name => new ObjectKey("", name)))
        .Watches<PersistentVolume>(static volume => ClassesOf(volume).Select(static name => new ObjectKey("", name)));

    public static void AddIndex(Cache cache)
    {
        cache.Informer<PersistentVolumeClaim>().AddIndex(ByAttributesClass, ClassesOf);
        cache.Informer<PersistentVolume>().AddIndex(ByAttributesClass, ClassesOf);
    }

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<VolumeAttributesClass>(key) is not { } attributes)
            return Result.Done;
        bool isUsed = cache.Informer<PersistentVolume>().ByIndex(ByAttributesClass, key.Name).Count > 0
            || cache.Informer<PersistentVolumeClaim>().ByIndex(ByAttributesClass, key.Name).Count > 0;
        if (Protection.For(attributes.Metadata, Protection.OfAttributesClasses, isUsed) is not { } metadata)
            return Result.Done;
        ApiResult<VolumeAttributesClass> written = await client.UpdateAsync(
            attributes with { Metadata = metadata }, cancellationToken);
        return written.Error is { IsNotFound: true } ? Result.Done : Result.From(written.Error);
    }

    /// <summary>The classes that a claim asks for, has, and is on the way to; each once.</summary>
    internal static IEnumerable<string> ClassesOf(PersistentVolumeClaim claim) => ((string?[])
        [
            claim.Spec.VolumeAttributesClassName,
            claim.Status.CurrentVolumeAttributesClassName,
            claim.Status.ModifyVolumeStatus?.TargetVolumeAttributesClassName,
        ]).Where(static name => name is { Length: > 0 }).Select(static name => name!).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> ClassesOf(PersistentVolume volume) =>
        volume.Spec.VolumeAttributesClassName is { Length: > 0 } name ? [name] : [];
}
