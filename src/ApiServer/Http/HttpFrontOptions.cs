using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Kubesharp.ApiServer.Http;

/// <summary>Where and as whom the HTTPS front listens.</summary>
public sealed record HttpFrontOptions
{
    /// <summary>Defaults to loopback: nothing is open to the network unless asked for.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;
    /// <summary>0: any free port; read it from <see cref="HttpFront.Port"/>. Defaults to 6443.</summary>
    public int Port { get; init; } = 6443;
    /// <summary>
    /// The serving certificate for a server name (null when the client gave none); may change at run time.
    /// </summary>
    public required Func<string?, X509Certificate2> Certificate { get; init; }
    /// <summary>How long requests in flight may take to end when the front stops.</summary>
    public TimeSpan StopGrace { get; init; } = Limits.StopGrace;
}
