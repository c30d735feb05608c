using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;
using Status = Kubesharp.Scheduler.Framework.Status;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>Binds a Pod to its node through the API (pods/binding).</summary>
public sealed class DefaultBinder(PluginContext context) : IBindPlugin
{
    public string Name => nameof(DefaultBinder);

    public async Task<Status> BindAsync(
        CycleState state, PodInfo pod, string nodeName, CancellationToken cancellationToken)
    {
        if (context.Client is not { } client)
            return Status.Error("there is no API to bind through");
        ObjectMeta metadata = pod.Pod.Metadata;
        ApiRequest request = client.Request<Pod>(Verb.Create, ObjectKey.Of(pod.Pod)) with
        {
            Subresource = "binding",
            Body = new Binding
            {
                Metadata = ObjectMeta.Empty with
                {
                    Name = metadata.Name, Namespace = metadata.Namespace, Uid = metadata.Uid,
                },
                Target = ObjectReference.Empty with { Kind = "Node", Name = nodeName },
            },
        };
        ApiResult<IKind> bound = await client.CallAsync<IKind>(request, cancellationToken);
        return bound.Error is null ? Status.Success : Status.Error(bound.Error.Message);
    }
}
