using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Certificates.V1Beta1;

/// <summary>Asks a signer for a certificate for a Pod. Kubelets make it; it goes after an hour at the latest.</summary>
[ApiResource("certificates.k8s.io/v1beta1", "PodCertificateRequest", "podcertificaterequests",
    Subresources = ["status"])]
[Definition("io.k8s.api.certificates.v1beta1.PodCertificateRequest")]
public sealed partial record PodCertificateRequest : ApiObject
{
    /// <summary>What is asked for. Cannot be changed.</summary>
    [Field(2, "spec", Always = true), Required]
    public PodCertificateRequestSpec Spec { get; init; } = PodCertificateRequestSpec.Empty;
    /// <summary>The decision, and the certificate.</summary>
    [Field(3, "status")] public PodCertificateRequestStatus Status { get; init; } = PodCertificateRequestStatus.Empty;
}

/// <summary>A certificate for a Pod that is asked for.</summary>
[Definition("io.k8s.api.certificates.v1beta1.PodCertificateRequestSpec")]
public sealed partial record PodCertificateRequestSpec
{
    /// <summary>The value with nothing set.</summary>
    public static PodCertificateRequestSpec Empty { get; } = new();

    /// <summary>Who shall sign: domain/path.</summary>
    [Field(1, "signerName", Always = true), Required] public string SignerName { get; init; } = "";
    /// <summary>The Pod.</summary>
    [Field(2, "podName", Always = true), Required] public string PodName { get; init; } = "";
    /// <summary>The Pod's uid.</summary>
    [Field(3, "podUID", Always = true), Required] public string PodUID { get; init; } = "";
    /// <summary>The Pod's ServiceAccount.</summary>
    [Field(4, "serviceAccountName", Always = true), Required] public string ServiceAccountName { get; init; } = "";
    /// <summary>The ServiceAccount's uid.</summary>
    [Field(5, "serviceAccountUID", Always = true), Required] public string ServiceAccountUID { get; init; } = "";
    /// <summary>The Pod's node.</summary>
    [Field(6, "nodeName", Always = true), Required] public string NodeName { get; init; } = "";
    /// <summary>The node's uid.</summary>
    [Field(7, "nodeUID", Always = true), Required] public string NodeUID { get; init; } = "";
    /// <summary>
    /// The longest that it may be valid, in seconds; the signer may make it shorter. From 3600 to 7862400 (91 days).
    /// Defaults to 86400, a day.
    /// </summary>
    [Field(8, "maxExpirationSeconds"), DocumentedDefault("86400")] public int? MaxExpirationSeconds { get; init; }
    /// <summary>Deprecated in favour of stubPKCS10Request: the public key in PKIX form.</summary>
    [Field(9, "pkixPublicKey", Always = true)] public Bytes? PkixPublicKey { get; init; }
    /// <summary>Deprecated in favour of stubPKCS10Request: a signature by the key over the Pod's uid.</summary>
    [Field(10, "proofOfPossession", Always = true)] public Bytes? ProofOfPossession { get; init; }
    /// <summary>
    /// A request (PKCS #10, DER) with the public key, signed by the key; its other content has no meaning.
    /// </summary>
    [Field(12, "stubPKCS10Request", Always = true), Required] public Bytes? StubPKCS10Request { get; init; }
    /// <summary>What the Pod's volume says to the signer. Nobody has checked it.</summary>
    [Field(11, "unverifiedUserAnnotations")]
    public IReadOnlyDictionary<string, string> UnverifiedUserAnnotations { get; init; } = Maps.None<string>();
}

/// <summary>What became of a request.</summary>
[Definition("io.k8s.api.certificates.v1beta1.PodCertificateRequestStatus")]
public sealed partial record PodCertificateRequestStatus
{
    /// <summary>The value with nothing set.</summary>
    public static PodCertificateRequestStatus Empty { get; } = new();

    /// <summary>Issued, Denied or Failed, which exclude each other. One entry for each type.</summary>
    [Field(1, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
    /// <summary>
    /// The certificates in PEM, once issued; the first is the one that was asked for. Cannot be changed.
    /// </summary>
    [Field(2, "certificateChain")] public string CertificateChain { get; init; } = "";
    /// <summary>From when on it is valid.</summary>
    [Field(4, "notBefore")] public Time? NotBefore { get; init; }
    /// <summary>From when on the kubelet asks for the next one.</summary>
    [Field(5, "beginRefreshAt")] public Time? BeginRefreshAt { get; init; }
    /// <summary>Until when it is valid.</summary>
    [Field(6, "notAfter")] public Time? NotAfter { get; init; }
}
