using Kubesharp.Api.Core;
using Kubesharp.Api.Storage;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>A claim that names no class gets the default one; of several the newest.</summary>
public sealed class DefaultStorageClass : IAdmissionPlugin
{
    public string Name => "DefaultStorageClass";

    public bool Handles(AdmissionContext context) =>
        context.Verb == AdmissionVerb.Create && context.Is("", "persistentvolumeclaims")
        && context.Object is PersistentVolumeClaim { Spec.StorageClassName: null };

    public ValueTask<AdmissionResult> AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        PersistentVolumeClaim claim = (PersistentVolumeClaim)context.Object!;
        if (ClaimBinding.HasClass(claim))
            return new(AdmissionResult.Unchanged);
        StorageClass? storageClass = ClaimBinding.DefaultOf(
            context.Objects.List(Resources.StorageClasses, "").Cast<StorageClass>());
        return new(storageClass is null
            ? AdmissionResult.Unchanged
            : AdmissionResult.Changed(claim with
            {
                Spec = claim.Spec with { StorageClassName = storageClass.Metadata.Name },
            }));
    }
}
