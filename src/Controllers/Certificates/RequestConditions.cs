using Kubesharp.Api.Certificates;

namespace Kubesharp.Controllers.Certificates;

/// <summary>What has been decided about a signing request. Pure.</summary>
internal static class RequestConditions
{
    public static bool Has(CertificateSigningRequest request, string type) => Find(request, type) is not null;

    public static CertificateSigningRequestCondition? Find(CertificateSigningRequest request, string type) =>
        request.Status.Conditions.FirstOrDefault(one => one.Type == type && one.Status == "True");

    public static bool IsIssued(CertificateSigningRequest request) =>
        request.Status.Certificate is { Length: > 0 };

    /// <summary>Nobody has said yes or no, and there is no certificate.</summary>
    public static bool IsUndecided(CertificateSigningRequest request) =>
        !IsIssued(request) && !Has(request, RequestConditionType.Approved)
        && !Has(request, RequestConditionType.Denied);

    /// <summary>The request with a further condition; the server fills in the times.</summary>
    public static CertificateSigningRequest With(
        CertificateSigningRequest request, string type, string reason, string message) => request with
        {
            Status = request.Status with
            {
                Conditions =
                [
                    .. request.Status.Conditions,
                    new() { Type = type, Status = "True", Reason = reason, Message = message },
                ],
            },
        };
}
