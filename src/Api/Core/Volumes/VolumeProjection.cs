namespace Kubesharp.Api.Core;

/// <summary>A volume projection.</summary>
[Definition("io.k8s.api.core.v1.VolumeProjection")]
public sealed partial record VolumeProjection
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeProjection Empty { get; } = new();

    /// <summary>Secret.</summary>
    [Field(1, "secret")] public SecretProjection? Secret { get; init; }
    /// <summary>Downward API.</summary>
    [Field(2, "downwardAPI")] public DownwardAPIProjection? DownwardAPI { get; init; }
    /// <summary>Config map.</summary>
    [Field(3, "configMap")] public ConfigMapProjection? ConfigMap { get; init; }
    /// <summary>Service account token.</summary>
    [Field(4, "serviceAccountToken")] public ServiceAccountTokenProjection? ServiceAccountToken { get; init; }
    /// <summary>Cluster trust bundle.</summary>
    [Field(5, "clusterTrustBundle")] public ClusterTrustBundleProjection? ClusterTrustBundle { get; init; }
    /// <summary>Pod certificate.</summary>
    [Field(6, "podCertificate")] public PodCertificateProjection? PodCertificate { get; init; }
}
