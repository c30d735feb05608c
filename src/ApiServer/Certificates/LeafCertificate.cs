using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api.Pki;

namespace Kubesharp.ApiServer.Certificates;

/// <summary>Where a certificate is kept, and how the next one is made.</summary>
/// <param name="Name">In lists, metrics and log lines: <c>kube-apiserver</c>.</param>
/// <param name="Place">The file, for people; empty when it is kept in memory only.</param>
public sealed record LeafSource(string Name, string Place)
{
    /// <summary>Makes a new one.</summary>
    public required Func<CertificateAndKey> Issue { get; init; }
    /// <summary>What lies in its place; null when nothing does, or nothing of use. Defaults to null.</summary>
    public Func<CertificateAndKey?> Read { get; init; } = static () => null;
    /// <summary>Puts a new one in its place. Defaults to nothing.</summary>
    public Action<CertificateAndKey> Write { get; init; } = static _ => { };
    /// <summary>What is in its place may be used by this cluster. Defaults to whatever is there.</summary>
    public Func<X509Certificate2, bool> Accepts { get; init; } = static _ => true;
}

/// <summary>
/// A certificate that this program made and renews while it runs: whoever opens a connection asks for the present one,
/// and connections that are open keep theirs.
/// </summary>
/// <remarks>What is held is one snapshot, swapped by reference; changed by one loop, read from any thread.</remarks>
public sealed class LeafCertificate
{
    // Two thirds of its life are the latest; the rest up to there is for tries that fail.
    private const double DueShare = 0.6;

    private readonly LeafSource source;
    private volatile Held held;

    private LeafCertificate(LeafSource source, Held held)
    {
        this.source = source;
        this.held = held;
    }

    public string Name => source.Name;
    public string Place => source.Place;
    /// <summary>With its private key.</summary>
    public X509Certificate2 Certificate => held.Certificate;
    public CertificateAndKey Pem => held.Pem;
    public DateTimeOffset Expires => held.Certificate.NotAfter;
    /// <summary>When it is renewed: after three fifths of its life.</summary>
    public DateTimeOffset RenewAt => DueAt(held.Certificate);

    /// <summary>
    /// Takes the one that is there, or makes it when there is none, none of this cluster's, or one that is due.
    /// </summary>
    public static LeafCertificate Open(LeafSource source, TimeProvider time)
    {
        if (TryRead(source) is { } stored)
        {
            if (source.Accepts(stored.Certificate) && DueAt(stored.Certificate) > time.GetUtcNow())
                return new(source, stored);
            stored.Certificate.Dispose();
        }
        return new(source, Make(source));
    }

    /// <summary>Makes a new one, puts it in its place, and then shows it to whoever asks.</summary>
    public void Renew() => held = Make(source);

    /// <summary>
    /// Takes over what somebody else has put in its place. False when that is what is held already, or cannot be used:
    /// half of a pair, say, whose other half is on its way.
    /// </summary>
    public bool Reload()
    {
        if (TryRead(source) is not { } stored)
            return false;
        if (stored.Certificate.Thumbprint == held.Certificate.Thumbprint || !source.Accepts(stored.Certificate))
        {
            stored.Certificate.Dispose();
            return false;
        }
        held = stored;
        return true;
    }

    /// <summary>When a certificate of this cluster is renewed. Pure.</summary>
    public static DateTimeOffset DueAt(X509Certificate2 certificate)
    {
        DateTimeOffset from = certificate.NotBefore, until = certificate.NotAfter;
        return from + (until - from) * DueShare;
    }

    private static Held Make(LeafSource source)
    {
        CertificateAndKey pem = source.Issue();
        source.Write(pem);
        return new(pem, pem.ToCertificate());
    }

    private static Held? TryRead(LeafSource source)
    {
        try
        {
            return source.Read() is { } pem ? new(pem, pem.ToCertificate()) : null;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException
            or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private sealed record Held(CertificateAndKey Pem, X509Certificate2 Certificate);
}
