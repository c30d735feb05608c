using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api.Certificates;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Controllers.Certificates;

/// <summary>
/// Deletes signing requests that have had their time: an hour after they were issued, denied or failed, a day after
/// they were made when nobody decided, and whenever their certificate has expired.
/// </summary>
public sealed class CertificateCleanerController(ApiClient client, Cache cache, TimeProvider time) : IReconciler
{
    private static readonly TimeSpan DecidedLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan PendingLifetime = TimeSpan.FromHours(24);

    public static ControllerSpec Spec =>
        ControllerSpec.For<CertificateSigningRequest>("certificatesigningrequest-cleaner-controller");

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<CertificateSigningRequest>(key) is not { } request || DueAt(request) is not { } due)
            return Result.Done;
        TimeSpan rest = due - time.GetUtcNow();
        if (rest > TimeSpan.Zero)
            return Result.After(rest);
        DeleteOptions options = new()
        {
            Preconditions = Preconditions.Empty with { Uid = request.Metadata.Uid },
        };
        ApiError? error = await client.DeleteAsync<CertificateSigningRequest>(key, options, cancellationToken);
        return error is { IsConflict: true } ? Result.Done : Result.From(error);
    }

    /// <summary>When the request goes; null while that is not known. Pure.</summary>
    internal static DateTimeOffset? DueAt(CertificateSigningRequest request)
    {
        DateTimeOffset? due = null;
        if (request.Status.Conditions.Count == 0)
            due = request.Metadata.CreationTimestamp?.Value + PendingLifetime;
        foreach (CertificateSigningRequestCondition condition in request.Status.Conditions)
        {
            bool ends = condition.Type is RequestConditionType.Denied or RequestConditionType.Failed
                || (condition.Type == RequestConditionType.Approved && RequestConditions.IsIssued(request));
            if (ends)
                due = Earlier(due, condition.LastUpdateTime?.Value + DecidedLifetime);
        }
        return RequestConditions.Has(request, RequestConditionType.Approved)
            ? Earlier(due, ExpiryOf(request))
            : due;
    }

    private static DateTimeOffset? ExpiryOf(CertificateSigningRequest request)
    {
        if (request.Status.Certificate is not { Length: > 0 } pem)
            return null;
        try
        {
            using X509Certificate2 certificate = X509Certificate2.CreateFromPem(pem.ToUtf8String());
            return certificate.NotAfter;
        }
        catch (CryptographicException)
        {
            return null; // The API takes no such certificate.
        }
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null ? other : other is null || one <= other ? one : other;
}
