using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Storage;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>A claim grows only when it is bound and its class allows it.</summary>
public sealed class PersistentVolumeClaimResize : IAdmissionPlugin
{
    public string Name => "PersistentVolumeClaimResize";

    public bool Handles(AdmissionContext context) =>
        context.Verb == AdmissionVerb.Update && context.Is("", "persistentvolumeclaims");

    public ValueTask<Status?> ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        PersistentVolumeClaim old = (PersistentVolumeClaim)context.OldObject!;
        PersistentVolumeClaim next = (PersistentVolumeClaim)context.Object!;
        if (SizeOf(next) <= SizeOf(old))
            return default; // Shrinking is validation's business.
        if (old.Status.Phase != "Bound")
            return new(AdmissionErrors.Forbidden(context, "Only bound persistent volume claims can be expanded"));
        return new(AllowsExpansion(context, old)
            ? null
            : AdmissionErrors.Forbidden(
                context,
                "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must "
                + "support resize"));
    }

    private static Quantity SizeOf(PersistentVolumeClaim claim) =>
        claim.Spec.Resources.Requests.GetValueOrDefault("storage");

    private static bool AllowsExpansion(AdmissionContext context, PersistentVolumeClaim claim) =>
        claim.Spec.StorageClassName is { Length: > 0 } name
        && context.Objects.Get(Resources.StorageClasses, "", name) is StorageClass { AllowVolumeExpansion: true };
}
