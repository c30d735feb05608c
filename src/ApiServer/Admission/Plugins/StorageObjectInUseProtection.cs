using Kubesharp.Api;
using Kubesharp.Api.Meta;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>
/// Claims, volumes and classes of volume attributes get a finalizer when they are made, so that none goes while
/// something uses it. Controllers take it away again.
/// </summary>
public sealed class StorageObjectInUseProtection : IAdmissionPlugin
{
    public const string ClaimFinalizer = "kubernetes.io/pvc-protection";
    public const string VolumeFinalizer = "kubernetes.io/pv-protection";
    public const string AttributesClassFinalizer = "kubernetes.io/vac-protection";

    public string Name => "StorageObjectInUseProtection";

    public bool Handles(AdmissionContext context) =>
        context.Verb == AdmissionVerb.Create && FinalizerOf(context) is { } finalizer
        && context.Object is { } created && !created.Metadata.Finalizers.Contains(finalizer);

    public ValueTask<AdmissionResult> AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        ApiObject created = context.Object!;
        ObjectMeta metadata = created.Metadata;
        return new(AdmissionResult.Changed(created with
        {
            Metadata = metadata with { Finalizers = [.. metadata.Finalizers, FinalizerOf(context)!] },
        }));
    }

    private static string? FinalizerOf(AdmissionContext context) =>
        context.Is("", "persistentvolumeclaims") ? ClaimFinalizer
        : context.Is("", "persistentvolumes") ? VolumeFinalizer
        : context.Is("storage.k8s.io", "volumeattributesclasses") ? AttributesClassFinalizer
        : null;
}
