namespace Kubesharp.Api.Core;

/// <summary>One source of a projected volume. Exactly one field is set.</summary>
[Definition("io.k8s.api.core.v1.VolumeProjection")]
public sealed partial record VolumeProjection
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeProjection Empty { get; } = new();

    /// <summary>Keys of a Secret.</summary>
    [Field(1, "secret")] public SecretProjection? Secret { get; init; }
    /// <summary>Things about the Pod itself.</summary>
    [Field(2, "downwardAPI")] public DownwardAPIProjection? DownwardAPI { get; init; }
    /// <summary>Keys of a ConfigMap.</summary>
    [Field(3, "configMap")] public ConfigMapProjection? ConfigMap { get; init; }
    /// <summary>A token of the Pod's service account.</summary>
    [Field(4, "serviceAccountToken")] public ServiceAccountTokenProjection? ServiceAccountToken { get; init; }
    /// <summary>Certificates to trust.</summary>
    [Field(5, "clusterTrustBundle")] public ClusterTrustBundleProjection? ClusterTrustBundle { get; init; }
    /// <summary>A key pair and certificate for the Pod.</summary>
    [Field(6, "podCertificate")] public PodCertificateProjection? PodCertificate { get; init; }
}
