using Kubesharp.Api.Core;
using Kubesharp.Api.Storage;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>A claim that names no class gets the default one; of several the newest.</summary>
public sealed class DefaultStorageClass : IAdmissionPlugin
{
    private const string ClassAnnotation = "volume.beta.kubernetes.io/storage-class";
    private static readonly string[] DefaultAnnotations =
        ["storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class"];

    public string Name => "DefaultStorageClass";

    public bool Handles(AdmissionContext context) =>
        context.Verb == AdmissionVerb.Create && context.Is("", "persistentvolumeclaims")
        && context.Object is PersistentVolumeClaim { Spec.StorageClassName: null };

    public ValueTask<AdmissionResult> AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        PersistentVolumeClaim claim = (PersistentVolumeClaim)context.Object!;
        if (claim.Metadata.Annotations.ContainsKey(ClassAnnotation))
            return new(AdmissionResult.Unchanged);
        StorageClass? storageClass = context.Objects.List(Resources.StorageClasses, "").Cast<StorageClass>()
            .Where(static found => DefaultAnnotations.Any(annotation =>
                found.Metadata.Annotations.GetValueOrDefault(annotation) == "true"))
            .OrderByDescending(static found => found.Metadata.CreationTimestamp?.Value)
            .ThenBy(static found => found.Metadata.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return new(storageClass is null
            ? AdmissionResult.Unchanged
            : AdmissionResult.Changed(claim with
            {
                Spec = claim.Spec with { StorageClassName = storageClass.Metadata.Name },
            }));
    }
}
