using System.Security.Cryptography;
using Google.Protobuf;

namespace Kubesharp.Kubelet.Images;

/// <summary>An object of the API that credentials came from or through.</summary>
internal sealed record CredentialSource(string Namespace, string Name, string Uid);

/// <summary>What a registry is told, and whose it is: what neither field names is the node's own.</summary>
internal sealed record PullCredential(Cri.AuthConfig Auth)
{
    public CredentialSource? Secret { get; init; }
    public CredentialSource? ServiceAccount { get; init; }

    /// <summary>By which the same credentials are known again without being kept.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Auth.ToByteArray()));
}
