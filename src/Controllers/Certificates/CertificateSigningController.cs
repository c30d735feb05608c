using System.Security.Cryptography;
using Kubesharp.Api;
using Kubesharp.Api.Certificates;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Controllers.Certificates;

/// <summary>
/// Signs what has been approved for one of the cluster's own signers, or says in the condition Failed why not. Signers
/// of other names are somebody else's.
/// </summary>
public sealed class CertificateSigningController(ApiClient client, Cache cache, CertificateSigner? signer) : IReconciler
{
    // Shorter ones would begin to be worthless before they arrive; the API takes none either.
    private static readonly TimeSpan LifetimeMin = TimeSpan.FromMinutes(10);

    public static ControllerSpec Spec =>
        ControllerSpec.For<CertificateSigningRequest>("certificatesigningrequest-signing-controller");

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (signer is null || cache.Get<CertificateSigningRequest>(key) is not { } request || !IsDue(request))
            return Result.Done;
        CertificateSigningRequest signed;
        try
        {
            signed = Sign(request, signer);
        }
        catch (CryptographicException exception)
        {
            return Result.Retry(new ApiError(0, "SigningFailed", $"error auto signing csr: {exception.Message}"));
        }
        ApiResult<CertificateSigningRequest> written = await client.UpdateStatusAsync(signed, cancellationToken);
        return written.Error is { IsNotFound: true } ? Result.Done : Result.From(written.Error);
    }

    /// <summary>Approved, for one of our signers, and neither signed nor given up. Pure.</summary>
    internal static bool IsDue(CertificateSigningRequest request) =>
        BuiltInSigners.All.Contains(request.Spec.SignerName) && !RequestConditions.IsIssued(request)
        && RequestConditions.Has(request, RequestConditionType.Approved)
        && !RequestConditions.Has(request, RequestConditionType.Denied)
        && !RequestConditions.Has(request, RequestConditionType.Failed);

    /// <summary>How long the certificate lives: as asked, but not longer than the signer gives. Pure.</summary>
    internal static TimeSpan LifetimeOf(int? expirationSeconds, TimeSpan lifetimeMax)
    {
        if (expirationSeconds is not { } seconds)
            return lifetimeMax;
        TimeSpan asked = TimeSpan.FromSeconds(seconds);
        return asked > lifetimeMax ? lifetimeMax : asked < LifetimeMin ? LifetimeMin : asked;
    }

    private static CertificateSigningRequest Sign(CertificateSigningRequest request, CertificateSigner signer)
    {
        RequestedCertificate requested = RequestedCertificate.Parse(request.Spec.Request?.ToUtf8String() ?? "");
        CertificateSigningRequestSpec spec = request.Spec;
        if (BuiltInSigners.Refusal(spec.SignerName, requested, spec.Usages) is { } refusal)
        {
            return RequestConditions.With(
                request, RequestConditionType.Failed, "SignerValidationFailure", refusal);
        }
        string certificate = signer.Sign(
            requested, spec.Usages, LifetimeOf(spec.ExpirationSeconds, signer.LifetimeMax));
        return request with { Status = request.Status with { Certificate = Bytes.FromUtf8(certificate) } };
    }
}

/// <summary>The authority's key, as the signing controller uses it.</summary>
/// <param name="Sign">
/// From what was requested, its usages and its lifetime to a certificate in PEM. Throws
/// <see cref="CryptographicException"/>.
/// </param>
/// <param name="LifetimeMax">What a request without a lifetime gets, and the most that any gets.</param>
public sealed record CertificateSigner(
    Func<RequestedCertificate, IReadOnlyList<string>, TimeSpan, string> Sign, TimeSpan LifetimeMax);
