using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>Deletes every object that a list would show; answers with what was there.</summary>
internal sealed class DeleteCollectionVerb(ListVerb list, DeleteVerb delete)
{
    // Deletes in flight at once: they share commits of the store.
    private const int Parallel = 64;

    public async ValueTask<Reply> RunAsync(Call call, CancellationToken cancellationToken)
    {
        if (call.Definition.Namespaced && call.Namespace.Length == 0)
            return new StatusReply(StatusErrors.MethodNotAllowed());
        if (ListOptionRules.Violation(call.Options) is { } violated)
            return new StatusReply(violated);
        (DeleteOptions options, Status? error) = DeletionRequest.Read(call);
        if (error is not null)
            return new StatusReply(error);
        if (options.DryRun.Count > 0)
            call.Request.Options = call.Options with { DryRun = true };
        (ObjectFilter? filter, error) = ObjectFilter.Of(call);
        if (error is not null)
            return new StatusReply(error);
        (ListReply? found, error) = await list.ReadAsync(call, filter, cancellationToken);
        if (found is null)
            return new StatusReply(error!);

        Queue<Task<Reply>> running = new();
        foreach (EncodedObject item in found.Items)
        {
            if (running.Count == Parallel && await FirstAsync(running) is { } failed)
                return failed;
            string name = ((ApiObject)item.Value).Metadata.Name;
            running.Enqueue(delete.DeleteAsync(call, name, options, cancellationToken).AsTask());
        }
        while (running.Count > 0)
        {
            if (await FirstAsync(running) is { } failed)
                return failed;
        }
        return found;
    }

    // What is already gone, or goes by another hand meanwhile, is no failure.
    private static async Task<Reply?> FirstAsync(Queue<Task<Reply>> running)
    {
        Reply reply = await running.Dequeue();
        return reply.Code >= 400 && reply.Code != 404 ? reply : null;
    }
}
