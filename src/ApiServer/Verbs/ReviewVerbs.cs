using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Authorization;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>Creates that store nothing: questions about tokens and about what somebody may do.</summary>
internal sealed class ReviewVerbs(ApiServer server)
{
    private readonly AccessReviews? access = server.Authorizer is Authorizers authorizers ? new(authorizers) : null;

    /// <summary>The answer; null when the resource is one that is stored.</summary>
    public async ValueTask<Reply?> AnswerAsync(Call call, CancellationToken cancellationToken)
    {
        if (Caches.IsStored(call.Definition))
            return null;
        ResourceDefinition definition = call.Definition;
        (ApiObject? body, Status? error) = BodyReader.Read<ApiObject>(
            call.Request, definition.Codec, definition.ApiVersion, definition.Kind);
        if (body is null)
            return new StatusReply(error!);
        switch (body)
        {
            case SelfSubjectReview review:
                return Created(call, review with { Status = new() { UserInfo = call.Request.User } });
            case TokenReview { Spec.Token.Length: 0 }:
                return new StatusReply(
                    StatusErrors.BadRequest("token is required for TokenReview in authentication"));
            case TokenReview review when server.Authenticator is Authenticators authenticators:
                return Created(call, await authenticators.ReviewAsync(review, cancellationToken));
            case SelfSubjectAccessReview review when access is not null:
                return Refused(call, AccessReviews.Validate(review.Spec))
                    ?? Created(call, await access.AnswerAsync(review, call.Request.User, cancellationToken));
            case SubjectAccessReview review when access is not null:
                return Refused(call, AccessReviews.Validate(review.Spec, local: false, ""))
                    ?? Created(call, await access.AnswerAsync(review, cancellationToken));
            case LocalSubjectAccessReview review when access is not null:
                return Refused(call, AccessReviews.Validate(review.Spec, local: true, call.Namespace))
                    ?? Created(call, await access.AnswerAsync(review, cancellationToken));
            case SelfSubjectRulesReview review when access is not null:
                return Created(call, access.Answer(review, call.Request.User));
            default:
                return new StatusReply(StatusErrors.MethodNotAllowed());
        }
    }

    private static Reply? Refused(Call call, IReadOnlyList<StatusCause> causes) => causes.Count > 0
        ? new StatusReply(StatusErrors.Invalid(call.Definition.Group, call.Definition.Kind, "", causes))
        : null;

    private static Reply Created(Call call, ApiObject answer) =>
        new ObjectReply(new EncodedObject(call.Definition.Codec, answer), null) { Code = 201 };
}
