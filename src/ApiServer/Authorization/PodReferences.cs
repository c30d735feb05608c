using Kubesharp.Api.Core;

namespace Kubesharp.ApiServer.Authorization;

/// <summary>Which other objects a Pod needs to run, and its node may therefore read. Pure.</summary>
internal static class PodReferences
{
    public static bool UsesSecret(Pod pod, string name)
    {
        PodSpec spec = pod.Spec;
        foreach (LocalObjectReference reference in spec.ImagePullSecrets)
        {
            if (reference.Name == name)
                return true;
        }
        foreach (Volume volume in spec.Volumes)
        {
            if (volume.Secret?.SecretName == name
                || volume.Csi?.NodePublishSecretRef?.Name == name
                || volume.FlexVolume?.SecretRef?.Name == name
                || volume.Iscsi?.SecretRef?.Name == name
                || volume.Cephfs?.SecretRef?.Name == name
                || volume.Rbd?.SecretRef?.Name == name
                || volume.AzureFile?.SecretName == name
                || (volume.Projected?.Sources.Any(source => source.Secret?.Name == name) ?? false))
            {
                return true;
            }
        }
        return AnyContainer(
            spec, (env, from) => env?.ValueFrom?.SecretKeyRef?.Name == name || from?.SecretRef?.Name == name);
    }

    /// <summary>Whether the volume's driver needs the secret, on the node or before it comes there.</summary>
    public static bool UsesSecret(PersistentVolume volume, string namespaceName, string name)
    {
        if (volume.Spec.Csi is not { } source)
            return false;
        SecretReference?[] references =
        [
            source.ControllerPublishSecretRef, source.NodeStageSecretRef, source.NodePublishSecretRef,
            source.ControllerExpandSecretRef, source.NodeExpandSecretRef,
        ];
        return references.Any(reference => reference?.Name == name && reference.Namespace == namespaceName);
    }

    public static bool UsesConfigMap(Pod pod, string name)
    {
        foreach (Volume volume in pod.Spec.Volumes)
        {
            if (volume.ConfigMap?.Name == name
                || (volume.Projected?.Sources.Any(source => source.ConfigMap?.Name == name) ?? false))
            {
                return true;
            }
        }
        return AnyContainer(
            pod.Spec, (env, from) => env?.ValueFrom?.ConfigMapKeyRef?.Name == name || from?.ConfigMapRef?.Name == name);
    }

    public static bool UsesClaim(Pod pod, string name)
    {
        foreach (Volume volume in pod.Spec.Volumes)
        {
            if (volume.PersistentVolumeClaim?.ClaimName == name)
                return true;
            // The claim of an ephemeral volume is named after Pod and volume.
            if (volume.Ephemeral is not null && $"{pod.Metadata.Name}-{volume.Name}" == name)
                return true;
        }
        return false;
    }

    public static IEnumerable<string> Claims(Pod pod)
    {
        foreach (Volume volume in pod.Spec.Volumes)
        {
            if (volume.PersistentVolumeClaim is { } claim)
                yield return claim.ClaimName;
            else if (volume.Ephemeral is not null)
                yield return $"{pod.Metadata.Name}-{volume.Name}";
        }
    }

    public static bool UsesResourceClaim(Pod pod, string name) =>
        pod.Spec.ResourceClaims.Any(claim => claim.ResourceClaimName == name)
        || pod.Status.ResourceClaimStatuses.Any(status => status.ResourceClaimName == name);

    /// <summary>Any reference to a Secret, ConfigMap, claim or token: a mirror Pod must have none.</summary>
    public static bool HasAny(PodSpec spec) =>
        spec.ImagePullSecrets.Count > 0
        || spec.ResourceClaims.Count > 0
        || spec.Volumes.Any(static volume =>
            volume.Secret is not null || volume.ConfigMap is not null || volume.PersistentVolumeClaim is not null
            || volume.Ephemeral is not null || volume.Csi?.NodePublishSecretRef is not null
            || (volume.Projected?.Sources.Any(static source =>
                source.Secret is not null || source.ConfigMap is not null || source.ServiceAccountToken is not null
                || source.ClusterTrustBundle is not null) ?? false))
        || AnyContainer(spec, static (env, from) =>
            env?.ValueFrom?.SecretKeyRef is not null || env?.ValueFrom?.ConfigMapKeyRef is not null
            || from?.SecretRef is not null || from?.ConfigMapRef is not null);

    private static bool AnyContainer(PodSpec spec, Func<EnvVar?, EnvFromSource?, bool> matches)
    {
        foreach (Container container in spec.InitContainers.Concat(spec.Containers))
        {
            if (container.Env.Any(env => matches(env, null)) || container.EnvFrom.Any(from => matches(null, from)))
                return true;
        }
        foreach (EphemeralContainer container in spec.EphemeralContainers)
        {
            if (container.Env.Any(env => matches(env, null)) || container.EnvFrom.Any(from => matches(null, from)))
                return true;
        }
        return false;
    }
}
