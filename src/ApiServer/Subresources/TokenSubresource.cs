using Kubesharp.Api.Authentication;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Verbs;

namespace Kubesharp.ApiServer.Subresources;

/// <summary>Signs a token for a ServiceAccount.</summary>
internal sealed class TokenSubresource(ApiServer server)
{
    public async ValueTask<Reply> RunAsync(Call call, CancellationToken cancellationToken)
    {
        (TokenRequest? request, Status? error) = BodyReader.Read<TokenRequest>(
            call.Request, MessageCodecs.TokenRequest, "authentication.k8s.io/v1", "TokenRequest");
        if (request is null)
            return new StatusReply(error!);
        if (server.TokenRequests is not { } signer)
            return new StatusReply(StatusErrors.ServiceUnavailable("this server signs no tokens"));
        AdmissionContext admission = call.Admission(AdmissionVerb.Create, request, null, server.Objects);
        if (await server.Admission.ValidateAsync(admission, cancellationToken) is { } refused)
            return new StatusReply(refused);
        ReviewResult<TokenRequest> result = signer.Create(request, call.Namespace, call.Name);
        return result.Object is { } signed
            ? new ObjectReply(new EncodedObject(MessageCodecs.TokenRequest, signed), null) { Code = 201 }
            : new StatusReply(result.Error!);
    }
}
