namespace Kubesharp.Api.Core;

/// <summary>A pod certificate projection.</summary>
[Definition("io.k8s.api.core.v1.PodCertificateProjection")]
public sealed partial record PodCertificateProjection
{
    /// <summary>The value with nothing set.</summary>
    public static PodCertificateProjection Empty { get; } = new();

    /// <summary>Signer name.</summary>
    [Field(1, "signerName"), Required] public string SignerName { get; init; } = "";
    /// <summary>Key type.</summary>
    [Field(2, "keyType"), Required] public string KeyType { get; init; } = "";
    /// <summary>Max expiration seconds.</summary>
    [Field(3, "maxExpirationSeconds")] public int? MaxExpirationSeconds { get; init; }
    /// <summary>Credential bundle path.</summary>
    [Field(4, "credentialBundlePath")] public string CredentialBundlePath { get; init; } = "";
    /// <summary>Key path.</summary>
    [Field(5, "keyPath")] public string KeyPath { get; init; } = "";
    /// <summary>Certificate chain path.</summary>
    [Field(6, "certificateChainPath")] public string CertificateChainPath { get; init; } = "";
    /// <summary>User annotations.</summary>
    [Field(7, "userAnnotations")]
    public IReadOnlyDictionary<string, string> UserAnnotations { get; init; } = Maps.None<string>();
}
