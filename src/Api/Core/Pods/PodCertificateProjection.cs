namespace Kubesharp.Api.Core;

/// <summary>A key pair and certificate for the Pod, renewed before they expire.</summary>
[Definition("io.k8s.api.core.v1.PodCertificateProjection")]
public sealed partial record PodCertificateProjection
{
    /// <summary>The value with nothing set.</summary>
    public static PodCertificateProjection Empty { get; } = new();

    /// <summary>Who signs the certificate.</summary>
    [Field(1, "signerName"), Required] public string SignerName { get; init; } = "";
    /// <summary>What sort of key is made. One of: RSA3072, RSA4096, ECDSAP256, ECDSAP384, ECDSAP521, ED25519.</summary>
    [Field(2, "keyType"), Required] public string KeyType { get; init; } = "";
    /// <summary>
    /// The longest that the certificate may be valid, in seconds; the signer may make it shorter. From 3600 to 7862400
    /// (91 days). Defaults to 86400, a day.
    /// </summary>
    [Field(3, "maxExpirationSeconds")] public int? MaxExpirationSeconds { get; init; }
    /// <summary>A file with the key and the certificates in PEM, changed in one step. Relative to the volume.</summary>
    [Field(4, "credentialBundlePath")] public string CredentialBundlePath { get; init; } = "";
    /// <summary>
    /// A file with the key alone. Prefer credentialBundlePath: two files may not fit together for a moment.
    /// </summary>
    [Field(5, "keyPath")] public string KeyPath { get; init; } = "";
    /// <summary>A file with the certificates alone. Prefer credentialBundlePath.</summary>
    [Field(6, "certificateChainPath")] public string CertificateChainPath { get; init; } = "";
    /// <summary>Annotations for the signer, put into the request; the signer says which it understands.</summary>
    [Field(7, "userAnnotations")]
    public IReadOnlyDictionary<string, string> UserAnnotations { get; init; } = Maps.None<string>();
}
