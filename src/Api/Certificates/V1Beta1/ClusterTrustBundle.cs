namespace Kubesharp.Api.Certificates.V1Beta1;

/// <summary>Certificates that Pods can trust. With a signer its name begins with the signer's, with : for /.</summary>
[ApiResource("certificates.k8s.io/v1beta1", "ClusterTrustBundle", "clustertrustbundles", Namespaced = false)]
[Definition("io.k8s.api.certificates.v1beta1.ClusterTrustBundle")]
public sealed partial record ClusterTrustBundle : ApiObject
{
    /// <summary>The certificates, and whose they are.</summary>
    [Field(2, "spec", Always = true), Required]
    public ClusterTrustBundleSpec Spec { get; init; } = ClusterTrustBundleSpec.Empty;
}

/// <summary>Certificates to trust.</summary>
[Definition("io.k8s.api.certificates.v1beta1.ClusterTrustBundleSpec")]
public sealed partial record ClusterTrustBundleSpec
{
    /// <summary>The value with nothing set.</summary>
    public static ClusterTrustBundleSpec Empty { get; } = new();

    /// <summary>
    /// The signer whose certificates they are: domain/path. Only who may attest for it can write the bundle. Empty:
    /// nobody's. Cannot be changed.
    /// </summary>
    [Field(1, "signerName")] public string SignerName { get; init; } = "";
    /// <summary>The certificates in PEM, without doubles and other blocks.</summary>
    [Field(2, "trustBundle", Always = true), Required] public string TrustBundle { get; init; } = "";
}
