namespace Kubesharp.Api.Certificates;

/// <summary>Asks a signer for a certificate. Somebody approves or denies it.</summary>
[ApiResource("certificates.k8s.io/v1", "CertificateSigningRequest", "certificatesigningrequests", Namespaced = false,
    ShortNames = ["csr"],
    Subresources = ["approval", "status"])]
[Definition("io.k8s.api.certificates.v1.CertificateSigningRequest")]
public sealed partial record CertificateSigningRequest : ApiObject
{
    /// <summary>What is asked for. Cannot be changed.</summary>
    [Field(2, "spec", Always = true), Required]
    public CertificateSigningRequestSpec Spec { get; init; } = CertificateSigningRequestSpec.Empty;
    /// <summary>The decision, and the certificate.</summary>
    [Field(3, "status")]
    public CertificateSigningRequestStatus Status { get; init; } = CertificateSigningRequestStatus.Empty;
}

/// <summary>A certificate that is asked for.</summary>
[Definition("io.k8s.api.certificates.v1.CertificateSigningRequestSpec")]
public sealed partial record CertificateSigningRequestSpec
{
    /// <summary>The value with nothing set.</summary>
    public static CertificateSigningRequestSpec Empty { get; } = new();

    /// <summary>The request (PKCS #10) in PEM.</summary>
    [Field(1, "request", Always = true), Required] public Bytes? Request { get; init; }
    /// <summary>
    /// Who shall sign: domain/path. The cluster signs for kubernetes.io/kube-apiserver-client,
    /// kubernetes.io/kube-apiserver-client-kubelet and kubernetes.io/kubelet-serving.
    /// </summary>
    [Field(7, "signerName", Always = true), Required] public string SignerName { get; init; } = "";
    /// <summary>How long it shall be valid, in seconds; the signer may make it shorter. At least 600.</summary>
    [Field(8, "expirationSeconds")] public int? ExpirationSeconds { get; init; }
    /// <summary>
    /// What the key is for. One of: signing, digital signature, content commitment, key encipherment, key agreement,
    /// data encipherment, cert sign, crl sign, encipher only, decipher only, any, server auth, client auth, code
    /// signing, email protection, s/mime, ipsec end system, ipsec tunnel, ipsec user, timestamping, ocsp signing,
    /// microsoft sgc, netscape sgc.
    /// </summary>
    [Field(5, "usages"), Atomic] public IReadOnlyList<string> Usages { get; init; } = [];
    /// <summary>Who asks. Filled in by the server.</summary>
    [Field(2, "username")] public string Username { get; init; } = "";
    /// <summary>The uid of who asks. Filled in by the server.</summary>
    [Field(3, "uid")] public string Uid { get; init; } = "";
    /// <summary>The groups of who asks. Filled in by the server.</summary>
    [Field(4, "groups"), Atomic] public IReadOnlyList<string> Groups { get; init; } = [];
    /// <summary>Further attributes of who asks. Filled in by the server.</summary>
    [Field(6, "extra", Wrapped = true)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = Maps.None<IReadOnlyList<string>>();
}

/// <summary>What became of a request.</summary>
[Definition("io.k8s.api.certificates.v1.CertificateSigningRequestStatus")]
public sealed partial record CertificateSigningRequestStatus
{
    /// <summary>The value with nothing set.</summary>
    public static CertificateSigningRequestStatus Empty { get; } = new();

    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(1, "conditions"), MapList("type")]
    public IReadOnlyList<CertificateSigningRequestCondition> Conditions { get; init; } = [];
    /// <summary>
    /// The certificates in PEM, once approved and signed; the first is the one that was asked for. Cannot be changed.
    /// </summary>
    [Field(2, "certificate")] public Bytes? Certificate { get; init; }
}

/// <summary>One observed condition of a CertificateSigningRequest.</summary>
[Definition("io.k8s.api.certificates.v1.CertificateSigningRequestCondition")]
public sealed partial record CertificateSigningRequestCondition
{
    /// <summary>The value with nothing set.</summary>
    public static CertificateSigningRequestCondition Empty { get; } = new();

    /// <summary>
    /// It was approved or denied, or the signer could not sign. Approved and Denied exclude each other and stay. One
    /// of: Approved, Denied, Failed.
    /// </summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Whether it holds. True for all three of these. One of: True, False, Unknown.</summary>
    [Field(6, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(2, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(3, "message")] public string Message { get; init; } = "";
    /// <summary>When the condition was last written.</summary>
    [Field(4, "lastUpdateTime", Always = true)] public Time? LastUpdateTime { get; init; }
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(5, "lastTransitionTime", Always = true)] public Time? LastTransitionTime { get; init; }
}
