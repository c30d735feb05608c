using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Certificates;

namespace Kubesharp.ApiServer.Subresources;

/// <summary>What a server writes into CertificateSigningRequests: who asks, and when it was decided. Pure.</summary>
internal static class CertificateRequests
{
    public static ApiObject Requested(ApiObject created, UserInfo user) =>
        created is CertificateSigningRequest request
            ? request with
            {
                Spec = request.Spec with
                {
                    Username = user.Username, Uid = user.Uid, Groups = user.Groups, Extra = user.Extra,
                },
            }
            : created;

    /// <summary>Approving changes the conditions and nothing else of the status.</summary>
    public static ApiObject Approved(ApiObject changed, ApiObject existing) =>
        changed is CertificateSigningRequest after && existing is CertificateSigningRequest before
            ? after with { Status = before.Status with { Conditions = after.Status.Conditions } }
            : changed;

    /// <summary>Conditions that came without times get them.</summary>
    public static ApiObject Timed(ApiObject changed, ApiObject existing, DateTimeOffset now)
    {
        if (changed is not CertificateSigningRequest after || existing is not CertificateSigningRequest before)
            return changed;
        if (!after.Status.Conditions.Any(
            static condition => condition.LastUpdateTime is null || condition.LastTransitionTime is null))
        {
            return after;
        }
        return after with
        {
            Status = after.Status with
            {
                Conditions =
                [
                    .. after.Status.Conditions.Select(
                        condition => Timed(condition, before.Status.Conditions, new Time(now))),
                ],
            },
        };
    }

    private static CertificateSigningRequestCondition Timed(
        CertificateSigningRequestCondition condition, IReadOnlyList<CertificateSigningRequestCondition> before,
        Time now)
    {
        if (condition is { LastUpdateTime: not null, LastTransitionTime: not null })
            return condition;
        CertificateSigningRequestCondition? same = before.FirstOrDefault(
            one => one.Type == condition.Type && one.Status == condition.Status);
        return condition with
        {
            LastUpdateTime = condition.LastUpdateTime ?? now,
            LastTransitionTime = condition.LastTransitionTime ?? same?.LastTransitionTime ?? now,
        };
    }
}
