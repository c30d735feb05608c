using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Requests;
using Microsoft.AspNetCore.Http;

namespace Kubesharp.ApiServer;

/// <summary>
/// The ordered list that every request passes, whichever front it came through: authentication (HTTP only; an
/// in-process caller is who it was made as), impersonation, authorization, and then the verb or the document. Admission
/// runs inside the verbs that write.
/// </summary>
internal sealed class Pipeline(ApiServer server)
{
    /// <summary>Sets the request's user; a refusal when the credentials are wrong.</summary>
    public async ValueTask<Status?> AuthenticateAsync(
        AuthenticationRequest credentials, ServerRequest request, CancellationToken cancellationToken)
    {
        AuthenticationResult result = await server.Authenticator.AuthenticateAsync(credentials, cancellationToken);
        if (result.User is not { } user)
            return StatusErrors.Unauthorized();
        request.User = user;
        return null;
    }

    /// <summary>Acts as another user when the headers ask for it and the caller may.</summary>
    public async ValueTask<Status?> ImpersonateAsync(
        ServerRequest request, IHeaderDictionary headers, CancellationToken cancellationToken)
    {
        if (Impersonation.Of(headers, request.User) is not { } asked)
            return null;
        if (asked.User is not { } user)
            return StatusErrors.BadRequest("requested impersonation without impersonating a user");
        foreach (AuthorizationAttributes attributes in asked.Needed)
        {
            AuthorizationResult result = await server.Authorizer.AuthorizeAsync(attributes, cancellationToken);
            if (!result.Allowed)
                return Refusal.Of(attributes, result);
        }
        request.User = user;
        if (request.Audit is { } audit)
            audit.Impersonated = request.User;
        return null;
    }

    /// <summary>An update or apply that finds nothing to change makes the object, and needs the right to.</summary>
    public async ValueTask<Status?> AuthorizeCreateAsync(ServerRequest request, CancellationToken cancellationToken)
    {
        AuthorizationAttributes attributes = AttributesOf(request) with { Verb = "create" };
        AuthorizationResult result = await server.Authorizer.AuthorizeAsync(attributes, cancellationToken);
        return result.Allowed ? null : Refusal.Of(attributes, result);
    }

    public async ValueTask<Status?> AuthorizeAsync(ServerRequest request, CancellationToken cancellationToken)
    {
        RequestInfo info = request.Info;
        AuthorizationAttributes attributes = AttributesOf(request);
        AuthorizationResult result = await server.Authorizer.AuthorizeAsync(attributes, cancellationToken);
        request.Audit?.Annotate("authorization.k8s.io/decision", result.Allowed ? "allow" : "forbid");
        bool failed = result.Error.Length > 0 && !result.Allowed;
        request.Audit?.Annotate("authorization.k8s.io/reason", failed ? "internal error" : result.Reason);
        if (!result.Allowed)
            return Refusal.Of(attributes, result);
        if (!request.IsUpgrade || info.Verb != "get" || !info.IsResourceRequest || info.Resource != "pods"
            || info.Subresource is not ("exec" or "attach" or "portforward"))
        {
            return null;
        }
        // A stream opened by a GET must not need less than one opened by a POST.
        attributes = attributes with { Verb = "create" };
        result = await server.Authorizer.AuthorizeAsync(attributes, cancellationToken);
        return result.Allowed ? null : Refusal.Of(attributes, result);
    }

    private static AuthorizationAttributes AttributesOf(ServerRequest request)
    {
        RequestInfo info = request.Info;
        return new()
        {
            User = request.User,
            Verb = info.Verb,
            Group = info.Group,
            Version = info.Version,
            Resource = info.Resource,
            Subresource = info.Subresource,
            Name = info.Name,
            Namespace = info.Namespace,
            Path = info.Path,
            IsResourceRequest = info.IsResourceRequest,
            FieldSelector = request.Options.FieldSelector,
        };
    }

    /// <summary>The verb or the document itself. The caller has been let in.</summary>
    public async ValueTask<Reply> ExecuteAsync(ServerRequest request, CancellationToken cancellationToken)
    {
        if (!request.Info.IsResourceRequest)
            return await server.Documents.AnswerAsync(request, cancellationToken);
        if (request.OptionsError is { } error)
            return new StatusReply(error);
        if (server.WriteDelay > TimeSpan.Zero && request.Info.Verb is not ("get" or "list" or "watch"))
            await Task.Delay(server.WriteDelay, server.Time, cancellationToken);
        return await server.Verbs.AnswerAsync(request, cancellationToken);
    }
}
