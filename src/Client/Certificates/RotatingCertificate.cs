using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api;
using Kubesharp.Api.Pki;

namespace Kubesharp.Client.Certificates;

/// <summary>
/// A certificate of this machine that the cluster signs: kept in a file, and asked for anew before two thirds of its
/// life are over. Whoever opens a connection asks for <see cref="Current"/>; connections that are open keep theirs.
/// </summary>
/// <remarks>One loop renews; <see cref="Current"/> is swapped whole and read from any thread.</remarks>
public sealed class RotatingCertificate
{
    // Nodes that started together shall not ask together; the rest up to two thirds is for tries that fail.
    private const double RenewFrom = 0.60, RenewUntil = 0.65;
    // A signer may give certificates that are nearly over: it is not asked without end.
    private static readonly TimeSpan RestMin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryFirst = TimeSpan.FromSeconds(2), RetryMax = TimeSpan.FromMinutes(5);
    // Timers count the time that the machine is awake, and take 49 days at most.
    private static readonly TimeSpan SleepMax = TimeSpan.FromHours(12);

    private readonly string path;
    private readonly TimeProvider time;
    private readonly Entropy entropy;
    private volatile Held? held;
    private long errors;

    /// <summary>Takes over what the file holds, if that is a certificate which has not expired.</summary>
    /// <param name="path">Certificate and key in one file, readable by its owner only.</param>
    /// <param name="entropy">Spreads the renewals of many nodes.</param>
    public RotatingCertificate(string path, TimeProvider time, Entropy entropy)
    {
        this.path = path;
        this.time = time;
        this.entropy = entropy;
        try
        {
            if (PemFiles.ReadJoined(path) is { } stored)
            {
                X509Certificate2 certificate = stored.ToCertificate();
                held = new(
                    certificate, RenewAt(certificate.NotBefore, certificate.NotAfter, entropy.NextDouble()));
            }
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            // Of no use: another one is asked for.
        }
        if (held?.Certificate.NotAfter.ToUniversalTime() <= time.GetUtcNow().UtcDateTime)
            held = null;
    }

    /// <summary>With its private key; null before there is one.</summary>
    public X509Certificate2? Current => held?.Certificate;
    /// <summary>How long it is still good; null before there is one.</summary>
    public TimeSpan? Remaining => held is { } now ? now.Certificate.NotAfter - time.GetUtcNow() : null;
    /// <summary>Tries that failed.</summary>
    public long Errors => Interlocked.Read(ref errors);

    /// <summary>Called after each renewal, by the loop that renews.</summary>
    public event Action<X509Certificate2>? Renewed;

    /// <summary>Asks for one now, and takes it into use. An error: nothing has changed.</summary>
    public async Task<ApiError?> RenewAsync(
        CertificateOrder order, ApiClient client, CancellationToken cancellationToken)
    {
        ApiResult<CertificateAndKey> got;
        try
        {
            got = await order.PlaceAsync(client, time, cancellationToken);
            if (got.Value is { } pem)
            {
                Held next = Take(pem);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                PemFiles.WriteJoined(path, pem);
                held = next;
                Renewed?.Invoke(next.Certificate);
                return null;
            }
        }
        catch (Exception exception) when (exception is CryptographicException or IOException
            or UnauthorizedAccessException)
        {
            got = new ApiError(0, "Unusable", exception.Message);
        }
        Interlocked.Increment(ref errors);
        return got.Error!;
    }

    /// <summary>Renews until cancelled.</summary>
    /// <param name="order">What to ask for, looked at each time.</param>
    /// <param name="client">Asks as this machine.</param>
    /// <param name="onError">Told of each failed try: why, and until when the present one is good.</param>
    public async Task RunAsync(
        Func<CertificateOrder> order, ApiClient client, Func<ApiError, DateTimeOffset?, Task> onError,
        CancellationToken cancellationToken)
    {
        TimeSpan pause = TimeSpan.Zero;
        while (true)
        {
            TimeSpan rest = held is { } now ? now.RenewAt - time.GetUtcNow() : TimeSpan.Zero;
            if (pause > TimeSpan.Zero || rest > TimeSpan.Zero)
            {
                TimeSpan sleep = pause > TimeSpan.Zero ? pause : rest;
                await Task.Delay(sleep < SleepMax ? sleep : SleepMax, time, cancellationToken);
                if (pause == TimeSpan.Zero)
                    continue; // Due now, or the clock was set.
            }
            ApiError? error = await RenewAsync(order(), client, cancellationToken);
            pause = error is null ? TimeSpan.Zero
                : pause == TimeSpan.Zero ? RetryFirst
                : pause * 2 < RetryMax ? pause * 2 : RetryMax;
            if (error is not null)
                await onError(error, held?.Certificate.NotAfter);
        }
    }

    /// <summary>When one of this life is renewed. Pure.</summary>
    internal static DateTimeOffset RenewAt(DateTimeOffset from, DateTimeOffset until, double spread) =>
        from + (until - from) * (RenewFrom + (RenewUntil - RenewFrom) * spread);

    // What begins before it was given, for clocks that are behind, has its life from here on.
    private Held Take(CertificateAndKey pem)
    {
        X509Certificate2 certificate = pem.ToCertificate();
        DateTimeOffset now = time.GetUtcNow(), earliest = now + RestMin;
        DateTimeOffset due = RenewAt(now, certificate.NotAfter, entropy.NextDouble());
        return new(certificate, due > earliest ? due : earliest);
    }

    private sealed record Held(X509Certificate2 Certificate, DateTimeOffset RenewAt);
}
