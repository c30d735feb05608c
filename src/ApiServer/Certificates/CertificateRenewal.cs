using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kubesharp.ApiServer.Certificates;

/// <summary>Something about a certificate that an administrator should hear of.</summary>
/// <param name="Reason">One word for the Event: <c>CertificateRenewalFailed</c>, <c>CertificateExpiresSoon</c>.</param>
public sealed record CertificateWarning(string Reason, string Message);

/// <summary>
/// Renews the leaves of <see cref="ClusterCertificates"/> while the server runs, each before two thirds of its life. It
/// sleeps until the next one is due; one that cannot be renewed is tried again after a minute, then two, up to an hour.
/// </summary>
/// <remarks>One instance, run once. <see cref="Wake"/> may be called from any thread.</remarks>
public sealed class CertificateRenewal(
    ClusterCertificates certificates, TimeProvider time, Action<string, Exception?> log,
    Func<CertificateWarning, CancellationToken, Task> warn)
{
    // Timers count the time that the machine is awake, not the clock's, and take 49 days at most.
    private static readonly TimeSpan SleepMax = TimeSpan.FromDays(1);
    private static readonly TimeSpan RetryFirst = TimeSpan.FromMinutes(1), RetryMax = TimeSpan.FromHours(1);
    // The authority is not renewed by itself: every node and kubeconfig would have to learn of the new one.
    private static readonly TimeSpan AuthorityNotice = TimeSpan.FromDays(90), NoticeAgain = TimeSpan.FromDays(1);

    private readonly Dictionary<LeafCertificate, (TimeSpan Pause, DateTimeOffset Next)> failed = [];
    private readonly SemaphoreSlim woken = new(0, 1);
    private DateTimeOffset noticeAt;

    /// <summary>The files in the data directory may have changed, or there is a new leaf.</summary>
    public void Wake()
    {
        try
        {
            woken.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody has woken it already.
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            DateTimeOffset next = await StepAsync(cancellationToken);
            TimeSpan rest = next - time.GetUtcNow();
            await WaitAsync(rest < SleepMax ? rest : SleepMax, cancellationToken);
        }
    }

    /// <summary>Takes over changed files, renews what is due, and says when there is something to do again.</summary>
    internal async Task<DateTimeOffset> StepAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset next = now + SleepMax;
        foreach (LeafCertificate leaf in certificates.Leaves)
        {
            if (leaf.Reload())
            {
                failed.Remove(leaf);
                log($"took over the certificate {leaf.Name}, valid until {leaf.Expires.UtcDateTime:u}", null);
            }
            DateTimeOffset due = failed.TryGetValue(leaf, out var failure) ? failure.Next : leaf.RenewAt;
            if (due <= now)
                due = await RenewAsync(leaf, now, cancellationToken);
            next = due < next ? due : next;
        }
        await NoticeAuthorityAsync(now, cancellationToken);
        return next;
    }

    private async Task<DateTimeOffset> RenewAsync(
        LeafCertificate leaf, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            leaf.Renew();
            failed.Remove(leaf);
            log($"renewed the certificate {leaf.Name}, valid until {leaf.Expires.UtcDateTime:u}", null);
            if (leaf.RenewAt > now)
                return leaf.RenewAt;
            // Cut short by the end of the authority's own life: a newer one would not live longer.
        }
        catch (Exception exception) when (exception is CryptographicException or IOException
            or UnauthorizedAccessException)
        {
            string message = $"The certificate {leaf.Name} could not be renewed and is valid until "
                + $"{leaf.Expires.UtcDateTime:u}: {exception.Message}";
            log(message, null);
            await warn(new("CertificateRenewalFailed", message), cancellationToken);
        }
        TimeSpan pause = failed.TryGetValue(leaf, out var before) ? before.Pause * 2 : RetryFirst;
        pause = pause < RetryMax ? pause : RetryMax;
        failed[leaf] = (pause, now + pause);
        return now + pause;
    }

    private async Task NoticeAuthorityAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        X509Certificate2 authority = certificates.Authority.Certificate;
        DateTimeOffset until = authority.NotAfter;
        if (until - now > AuthorityNotice || now < noticeAt)
            return;
        noticeAt = now + NoticeAgain;
        string message = $"The cluster's certificate authority is valid until {until.UtcDateTime:u}.";
        log(message, null);
        await warn(new("CertificateExpiresSoon", message), cancellationToken);
    }

    private async Task WaitAsync(TimeSpan rest, CancellationToken cancellationToken)
    {
        if (rest <= TimeSpan.Zero)
            return;
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task sleep = Task.Delay(rest, time, either.Token);
        await Task.WhenAny(sleep, woken.WaitAsync(either.Token));
        await either.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
