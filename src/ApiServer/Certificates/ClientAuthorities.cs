using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kubesharp.ApiServer.Certificates;

/// <summary>
/// Whose client certificates are good: the cluster's own authority always, and others that may change while the server
/// runs. Who asks gets an immutable snapshot; safe from any thread.
/// </summary>
public sealed class ClientAuthorities
{
    private readonly X509Certificate2 own;
    private volatile IReadOnlyList<X509Certificate2> current;

    public ClientAuthorities(X509Certificate2 own)
    {
        this.own = own;
        current = [own];
    }

    /// <summary>The cluster's own authority first.</summary>
    public IReadOnlyList<X509Certificate2> Current => current;

    /// <summary>Called after each change, by whoever made it.</summary>
    public event Action? Changed;

    /// <summary>How long the certificates that these authorities signed still live, request by request.</summary>
    internal RemainingLifetimes Remaining { get; } = new();

    public static implicit operator ClientAuthorities(X509Certificate2 own) => new(own);

    /// <summary>
    /// The authorities beside the cluster's own, as a PEM bundle; empty text for none. Throws
    /// <see cref="CryptographicException"/> and changes nothing when the text holds no certificate or a broken one.
    /// </summary>
    /// <returns>Whether anything has changed.</returns>
    public bool Replace(string bundlePem)
    {
        X509Certificate2Collection bundle = [];
        if (bundlePem.Trim().Length > 0)
        {
            bundle.ImportFromPem(bundlePem);
            if (bundle.Count == 0)
                throw new CryptographicException("there is no CERTIFICATE in the bundle");
        }
        IReadOnlyList<X509Certificate2> next =
            [own, .. bundle.Where(one => one.Thumbprint != own.Thumbprint).DistinctBy(static one => one.Thumbprint)];
        if (next.Select(static one => one.Thumbprint).SequenceEqual(current.Select(static one => one.Thumbprint)))
            return false;
        current = next;
        Changed?.Invoke();
        return true;
    }
}
