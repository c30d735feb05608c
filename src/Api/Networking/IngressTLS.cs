namespace Kubesharp.Api.Networking;

/// <summary>An ingress TLS.</summary>
[Definition("io.k8s.api.networking.v1.IngressTLS")]
public sealed partial record IngressTLS
{
    /// <summary>The value with nothing set.</summary>
    public static IngressTLS Empty { get; } = new();

    /// <summary>Hosts.</summary>
    [Field(1, "hosts"), Atomic] public IReadOnlyList<string> Hosts { get; init; } = [];
    /// <summary>Secret name.</summary>
    [Field(2, "secretName")] public string SecretName { get; init; } = "";
}
