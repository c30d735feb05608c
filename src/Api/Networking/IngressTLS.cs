namespace Kubesharp.Api.Networking;

/// <summary>The certificate for some hosts.</summary>
[Definition("io.k8s.api.networking.v1.IngressTLS")]
public sealed partial record IngressTLS
{
    /// <summary>The value with nothing set.</summary>
    public static IngressTLS Empty { get; } = new();

    /// <summary>The hosts that the certificate is shown for. Absent: the host of the rule.</summary>
    [Field(1, "hosts"), Atomic] public IReadOnlyList<string> Hosts { get; init; } = [];
    /// <summary>
    /// A Secret of type kubernetes.io/tls in the same namespace. Absent: the controller has a certificate of its own.
    /// </summary>
    [Field(2, "secretName")] public string SecretName { get; init; } = "";
}
