using System.Runtime.CompilerServices;
using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Audit;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Requests;

namespace Kubesharp.ApiServer.InProcess;

/// <summary>
/// The way of a component in the same process: no HTTP and no JSON, the objects of the cache themselves; the same
/// authorization and admission as everyone's.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="user">Who the component is; authorization applies to it.</param>
/// <param name="userAgent">Names the component in managedFields.</param>
public sealed class InProcessTransport(ApiServer server, UserInfo user, string userAgent) : ITransport
{
    public async Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        ServerRequest call = Of(request);
        Reply reply = await RunAsync(call, cancellationToken);
        IReadOnlyList<string> warnings = call.Warnings.Count == 0 ? [] : call.Warnings;
        return reply switch
        {
            ObjectReply one => new() { Code = one.Code, Object = one.Object.Value, Warnings = warnings },
            ListReply list => new() { Code = list.Code, List = Listed(list), Warnings = warnings },
            StatusReply { Status.StatusValue: "Success" } done =>
                new() { Code = done.Code, Object = done.Status, Warnings = warnings },
            StatusReply refused => new() { Code = refused.Code, Error = refused.Status, Warnings = warnings },
            _ => new()
            {
                Code = 400,
                Error = StatusErrors.BadRequest("this request needs a connection of its own"),
            },
        };
    }

    public async IAsyncEnumerable<WatchEvent> WatchAsync(
        ApiRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Reply reply = await RunAsync(Of(request with { Verb = Verb.Watch }), cancellationToken);
        if (reply is not WatchReply watch)
        {
            Status status = reply is StatusReply refused ? refused.Status : StatusErrors.MethodNotAllowed();
            yield return new(WatchEventType.Error, null, status);
            yield break;
        }
        await foreach (WatchItem item in watch.Events.WithCancellation(cancellationToken))
        {
            yield return item.Type switch
            {
                WatchEventType.Error => new(item.Type, null, item.Error),
                WatchEventType.Bookmark => new(item.Type, Bookmark(item)),
                _ => new(item.Type, (ApiObject)item.Object!.Value),
            };
        }
    }

    private ValueTask<Reply> RunAsync(ServerRequest call, CancellationToken cancellationToken) =>
        server.Options.Audit is { } audit
            ? RunAuditedAsync(audit, call, cancellationToken)
            : AnswerAsync(call, cancellationToken);

    private async ValueTask<Reply> RunAuditedAsync(
        AuditTrail audit, ServerRequest call, CancellationToken cancellationToken)
    {
        call.Audit = audit.Begin(call, server.Entropy.NewUid(), InProcessUri.Of(call), []);
        Reply? reply = null;
        try
        {
            reply = await AnswerAsync(call, cancellationToken);
            return reply;
        }
        finally
        {
            AuditStage stage = reply is WatchReply ? AuditStage.ResponseStarted : AuditStage.ResponseComplete;
            call.Audit?.Write(stage, reply?.Code ?? 0, reply);
        }
    }

    private async ValueTask<Reply> AnswerAsync(ServerRequest call, CancellationToken cancellationToken)
    {
        if (await server.Pipeline.AuthorizeAsync(call, cancellationToken) is { } forbidden)
            return new StatusReply(forbidden);
        return await server.Pipeline.ExecuteAsync(call, cancellationToken);
    }

    private ServerRequest Of(ApiRequest request) => new()
    {
        Info = new()
        {
            IsResourceRequest = true,
            Verb = RequestOptions.NameOf(request.Verb),
            Group = request.Resource.Group,
            Version = request.Resource.Version,
            Resource = request.Resource.Resource,
            Namespace = request.Resource is { Group: "", Resource: "namespaces" } ? request.Name : request.Namespace,
            Name = request.Name.Length > 0
                ? request.Name
                : RequestInfoResolver.NameInSelector(RequestOptions.NameOf(request.Verb), request.FieldSelector),
            Subresource = request.Subresource,
        },
        Options = request,
        User = user,
        UserAgent = userAgent,
        Body = request.Body is null ? RequestBody.None : new(default, "", request.Body),
    };

    private static ObjectList<ApiObject> Listed(ListReply list)
    {
        ApiObject[] items = new ApiObject[list.Items.Count];
        for (int index = 0; index < items.Length; index++)
            items[index] = (ApiObject)list.Items[index].Value;
        return new(Verbs.Revisions.Text(list.Revision), items)
        {
            Continue = list.Continue,
            RemainingItemCount = list.RemainingItemCount,
        };
    }

    // A bookmark has no object to show: only a revision, on metadata that stands for one.
    private static PartialObjectMetadata Bookmark(WatchItem item) => new()
    {
        Metadata = new()
        {
            ResourceVersion = Verbs.Revisions.Text(item.Revision),
            Annotations = item.InitialEventsEnd ? InitialEventsEnd : Maps.None<string>(),
        },
    };

    private static readonly IReadOnlyDictionary<string, string> InitialEventsEnd =
        new Dictionary<string, string> { ["k8s.io/initial-events-end"] = "true" };
}
