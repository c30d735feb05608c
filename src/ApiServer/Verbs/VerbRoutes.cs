using Kubesharp.Api;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Discovery;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Requests;
using Kubesharp.ApiServer.Subresources;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>Finds the resource and the verb of a request.</summary>
internal sealed class VerbRoutes
{
    private readonly ApiServer server;
    private readonly CreateVerb create;
    private readonly GetVerb get;
    private readonly ListVerb list;
    private readonly WatchVerb watch;
    private readonly UpdateVerb update;
    private readonly PatchVerb patch;
    private readonly DeleteVerb delete;
    private readonly DeleteCollectionVerb deleteCollection;
    private readonly ScaleSubresource scale;
    private readonly BindingSubresource binding;
    private readonly EvictionSubresource eviction;
    private readonly ConnectSubresources connect;
    private readonly TokenSubresource token;
    private readonly ReviewVerbs reviews;

    public VerbRoutes(ApiServer server)
    {
        this.server = server;
        create = new(server);
        get = new(server);
        list = new(server);
        watch = new(server);
        update = new(server, create);
        patch = new(server, create, update);
        delete = new(server);
        deleteCollection = new(list, delete);
        scale = new(server, get, update);
        binding = new(server, update);
        eviction = new(server, update, delete);
        connect = new(server);
        token = new(server);
        reviews = new(server);
    }

    public async ValueTask<Reply> AnswerAsync(ServerRequest request, CancellationToken cancellationToken)
    {
        RequestInfo info = request.Info;
        ResourceDefinition? definition = server.Registry.Find(new(info.Group, info.Version, info.Resource));
        if (definition is null)
            return new StatusReply(StatusErrors.PathNotFound());
        Call call = new(request, definition, StrategyRegistry.For(definition));
        if (WriteOptionRules.Violation(call) is { } violated)
            return new StatusReply(violated);
        if (info.Subresource.Length > 0)
            return await SubresourceAsync(call, cancellationToken);
        if (RequestOptions.VerbOf(info.Verb) is not { } verb || !definition.Verbs.Contains(info.Verb))
            return new StatusReply(StatusErrors.MethodNotAllowed());
        // A collection is there to be listed and, in a namespace, added to.
        if (info.Name.Length == 0 && (verb is Verb.Update or Verb.Patch
            || (verb == Verb.Create && definition.Namespaced && info.Namespace.Length == 0
                && definition.Verbs.Contains("list"))))
        {
            return new StatusReply(StatusErrors.MethodNotAllowed());
        }
        bool one = verb is Verb.Get or Verb.Create or Verb.Update or Verb.Patch or Verb.Delete;
        if (definition.Namespaced && one && info.Namespace.Length == 0)
            return new StatusReply(StatusErrors.PathNotFound());
        if (definition is { Group: "", Plural: "bindings" })
            return await binding.RunAsync(call, cancellationToken);
        if (MetricsApi.ResourceMetrics.Owns(definition))
            return await server.ResourceMetrics.RunAsync(call, cancellationToken);
        if (await reviews.AnswerAsync(call, cancellationToken) is { } answer)
            return answer;
        return verb switch
        {
            Verb.Get => await get.RunAsync(call, cancellationToken),
            Verb.List => await list.RunAsync(call, cancellationToken),
            Verb.Watch => await watch.RunAsync(call, cancellationToken),
            Verb.Create when request.Info.Name.Length > 0 => new StatusReply(StatusErrors.MethodNotAllowed()),
            Verb.Create => await create.RunAsync(call, cancellationToken),
            Verb.Update => await update.RunAsync(call, cancellationToken),
            Verb.Patch => await patch.RunAsync(call, cancellationToken),
            Verb.Delete => await delete.RunAsync(call, cancellationToken),
            _ => await deleteCollection.RunAsync(call, cancellationToken),
        };
    }

    private async ValueTask<Reply> SubresourceAsync(Call call, CancellationToken cancellationToken)
    {
        RequestInfo info = call.Request.Info;
        if (!call.Definition.Has(info.Subresource))
            return new StatusReply(StatusErrors.PathNotFound());
        SubresourceShape shape = SubresourceShape.Of(call.Definition, info.Subresource);
        if (!shape.Verbs.Contains(info.Verb))
            return new StatusReply(StatusErrors.MethodNotAllowed());
        switch ((call.Definition.Plural, info.Subresource))
        {
            case (_, "scale"):
                return await scale.RunAsync(call, cancellationToken);
            case ("pods", "binding"):
                return await binding.RunAsync(call, cancellationToken);
            case ("pods", "eviction"):
                return await eviction.RunAsync(call, cancellationToken);
            case ("pods" or "nodes" or "services", "log" or "exec" or "attach" or "portforward" or "proxy"):
                return await connect.RunAsync(call, cancellationToken);
            case ("serviceaccounts", "token"):
                return await token.RunAsync(call, cancellationToken);
            default:
                return info.Verb switch
                {
                    "get" => await get.RunAsync(call, cancellationToken),
                    "update" => await update.RunAsync(call, cancellationToken),
                    _ => await patch.RunAsync(call, cancellationToken),
                };
        }
    }
}
