using System.Security.Cryptography;
using Kubesharp.Api.Authorization;
using Kubesharp.Api.Certificates;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Controllers.Certificates;

/// <summary>
/// Approves the client certificates of kubelets: of a node for itself when who asks may create
/// <c>certificatesigningrequests/selfnodeclient</c>, of any node when he may create <c>.../nodeclient</c>.
/// </summary>
public sealed class CertificateApprovingController(ApiClient client, Cache cache, TimeProvider time) : IReconciler
{
    // Rights may be given later, and nothing here would hear of it: looked at again after as long as it waits already.
    private static readonly TimeSpan LookFirst = TimeSpan.FromSeconds(1), LookMax = TimeSpan.FromMinutes(15);

    public static ControllerSpec Spec =>
        ControllerSpec.For<CertificateSigningRequest>("certificatesigningrequest-approving-controller");

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<CertificateSigningRequest>(key) is not { } request || !RequestConditions.IsUndecided(request))
            return Result.Done;
        IReadOnlyList<Recognized> recognized = Recognize(request);
        foreach (Recognized one in recognized)
        {
            (bool allowed, ApiError? failure) = await MayAsync(request, one.Subresource, cancellationToken);
            if (failure is not null)
                return Result.Retry(failure);
            if (!allowed)
                continue;
            ApiResult<CertificateSigningRequest> approved = await client.UpdateAsync(
                RequestConditions.With(request, RequestConditionType.Approved, "AutoApproved", one.Message),
                cancellationToken, "approval");
            return approved.Error is { IsNotFound: true } ? Result.Done : Result.From(approved.Error);
        }
        return recognized.Count == 0 ? Result.Done : Result.After(NextLook(request, time.GetUtcNow()));
    }

    /// <summary>The rights by which the request could be approved, the narrowest first. Pure.</summary>
    internal static IReadOnlyList<Recognized> Recognize(CertificateSigningRequest request)
    {
        if (request.Spec.SignerName != BuiltInSigners.KubeletClient || request.Spec.Request is not { } pem)
            return [];
        RequestedCertificate requested;
        try
        {
            requested = RequestedCertificate.Parse(pem.ToUtf8String());
        }
        catch (CryptographicException)
        {
            return []; // The API takes none that cannot be read; an older one stays as it is.
        }
        if (BuiltInSigners.Refusal(BuiltInSigners.KubeletClient, requested, request.Spec.Usages) is not null)
            return [];
        Recognized any = new(
            "nodeclient", "Auto approving kubelet client certificate after SubjectAccessReview.");
        return request.Spec.Username != requested.CommonName
            ? [any]
            : [
                new("selfnodeclient", "Auto approving self kubelet client certificate after SubjectAccessReview."),
                any,
            ];
    }

    /// <summary>How long a request that nobody may have is left alone. Pure.</summary>
    internal static TimeSpan NextLook(CertificateSigningRequest request, DateTimeOffset now)
    {
        TimeSpan age = now - (request.Metadata.CreationTimestamp?.Value ?? now);
        return age < LookFirst ? LookFirst : age > LookMax ? LookMax : age;
    }

    private async Task<(bool Allowed, ApiError? Error)> MayAsync(
        CertificateSigningRequest request, string subresource, CancellationToken cancellationToken)
    {
        SubjectAccessReview review = new()
        {
            Spec = new()
            {
                User = request.Spec.Username,
                Uid = request.Spec.Uid,
                Groups = request.Spec.Groups,
                Extra = request.Spec.Extra,
                ResourceAttributes = new()
                {
                    Group = "certificates.k8s.io",
                    Resource = "certificatesigningrequests",
                    Subresource = subresource,
                    Verb = "create",
                },
            },
        };
        ApiResult<SubjectAccessReview> answer = await client.CreateAsync(review, cancellationToken);
        return (answer.Value?.Status.Allowed == true, answer.Error);
    }

    /// <summary>A right that is enough, and what the condition then says.</summary>
    internal sealed record Recognized(string Subresource, string Message);
}
