using Kubesharp.Api.Meta;

namespace Kubesharp.Controllers.VolumeProtection;

/// <summary>A finalizer that keeps an object while it is used (KEP-498). Pure.</summary>
internal static class Protection
{
    public const string OfClaims = "kubernetes.io/pvc-protection";
    public const string OfVolumes = "kubernetes.io/pv-protection";
    public const string OfAttributesClasses = "kubernetes.io/vac-protection";

    /// <summary>Whether the object waits for this finalizer to go.</summary>
    public static bool IsHeldBack(ObjectMeta metadata, string finalizer) =>
        metadata.DeletionTimestamp is not null && metadata.Finalizers.Contains(finalizer);

    /// <summary>Whether the object was made before anybody protected it.</summary>
    public static bool IsMissing(ObjectMeta metadata, string finalizer) =>
        metadata.DeletionTimestamp is null && !metadata.Finalizers.Contains(finalizer);

    /// <summary>The object's metadata as it should be; null: as it is.</summary>
    public static ObjectMeta? For(ObjectMeta metadata, string finalizer, bool isUsed)
    {
        if (IsMissing(metadata, finalizer))
            return metadata with { Finalizers = [.. metadata.Finalizers, finalizer] };
        return IsHeldBack(metadata, finalizer) && !isUsed
            ? metadata with { Finalizers = [.. metadata.Finalizers.Where(held => held != finalizer)] } : null;
    }
}
