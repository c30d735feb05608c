using System.Security.Cryptography.X509Certificates;

namespace Kubesharp.ApiServer.Authentication;

/// <summary>What a client shows to prove who it is.</summary>
public readonly record struct AuthenticationRequest
{
    /// <summary>The certificate of the TLS handshake, not yet verified.</summary>
    public X509Certificate2? ClientCertificate { get; init; }
    /// <summary>What follows <c>Bearer </c> in the Authorization header; empty when there is none.</summary>
    public string? BearerToken { get; init; }
    /// <summary>The URL's path, decoded: some are open to those who show nothing.</summary>
    public string Path { get; init; } = "";
    /// <summary>The header is there but is no bearer token: such a request is refused, not anonymous.</summary>
    public bool HasOtherAuthorization { get; init; }

    public AuthenticationRequest()
    {
    }
}
