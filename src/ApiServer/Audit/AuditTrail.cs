using Kubesharp.Api.Authentication;
using Kubesharp.ApiServer.Requests;

namespace Kubesharp.ApiServer.Audit;

/// <summary>Writes down what requests the server was asked, over HTTP and by components of the same process.</summary>
public sealed class AuditTrail(AuditPolicy policy, AuditLog log, TimeProvider time)
{
    /// <summary>A request that the policy wants to see, already written as received; null when it does not.</summary>
    /// <param name="request">The request, its user known.</param>
    /// <param name="id">What the answer's header Audit-Id says.</param>
    /// <param name="uri">Path and query as sent.</param>
    /// <param name="sources">The addresses that it came from, the nearest last; none for the same process.</param>
    internal AuditRecord? Begin(ServerRequest request, string id, string uri, IReadOnlyList<string> sources)
    {
        AuditDecision decision = policy.Decide(request.User, request.Info);
        if (decision.Level == AuditLevel.None)
            return null;
        AuditRecord record = new(decision, request, log, time) { Id = id, Uri = uri, Sources = sources };
        record.Write(AuditStage.RequestReceived);
        return record;
    }

}
