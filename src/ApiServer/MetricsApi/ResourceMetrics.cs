using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Metrics;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Verbs;

namespace Kubesharp.ApiServer.MetricsApi;

/// <summary>
/// metrics.k8s.io/v1beta1, which elsewhere metrics-server is installed for: what nodes and Pods use, for `kubectl top`
/// and for autoscaling. Nothing is stored: each answer is made of what the kubelets say then.
/// </summary>
internal sealed class ResourceMetrics(ApiServer server) : IDisposable
{
    public const string Group = "metrics.k8s.io";

    // Kubelets sample this often, and measure CPU from one sample on.
    private static readonly Duration Window = TimeSpan.FromSeconds(10);
    private static readonly GroupVersionResource Nodes = new("", "v1", "nodes");
    private static readonly GroupVersionResource Pods = new("", "v1", "pods");

    private readonly KubeletSummaries summaries = new(server);

    public static bool Owns(ResourceDefinition definition) => definition.Group == Group;

    public async ValueTask<Reply> RunAsync(Call call, CancellationToken cancellationToken)
    {
        (ObjectFilter? filter, Status? error) = ObjectFilter.Of(call);
        if (error is not null)
            return new StatusReply(error);
        IReadOnlyList<ApiObject> found = call.Definition.Codec.Type == typeof(NodeMetrics)
            ? await OfNodesAsync(call.Name, cancellationToken)
            : await OfPodsAsync(call.Namespace, call.Name, cancellationToken);
        EncodedObject[] items =
        [
            .. found.OrderBy(static one => one.Metadata.Namespace, StringComparer.Ordinal)
                .ThenBy(static one => one.Metadata.Name, StringComparer.Ordinal)
                .Select(one => new EncodedObject(call.Definition.Codec, one))
                .Where(item => filter is null || filter.Matches(item)),
        ];
        if (call.Name.Length == 0)
            return new ListReply(call.Definition, 0, items);
        return items.Length == 0 ? new StatusReply(call.NotFound()) : new ObjectReply(items[0], call.Definition);
    }

    public void Dispose() => summaries.Dispose();

    private async Task<IReadOnlyList<ApiObject>> OfNodesAsync(string name, CancellationToken cancellationToken)
    {
        Node[] nodes = [.. server.Caches.List(Nodes, "").Cast<Node>()
            .Where(node => name.Length == 0 || node.Metadata.Name == name)];
        NodeUse[] uses = await Task.WhenAll(nodes.Select(node => summaries.OfAsync(node, cancellationToken)));
        List<ApiObject> metrics = [];
        for (int index = 0; index < nodes.Length; index++)
        {
            if (uses[index].Node is not { } use)
                continue;
            metrics.Add(new NodeMetrics
            {
                Metadata = About(nodes[index].Metadata, use.At),
                Timestamp = new Time(use.At),
                Window = Window,
                Usage = Amounts(use),
            });
        }
        return metrics;
    }

    private async Task<IReadOnlyList<ApiObject>> OfPodsAsync(
        string namespaceName, string name, CancellationToken cancellationToken)
    {
        Dictionary<(string, string), Pod> pods = server.Caches.List(Pods, namespaceName).Cast<Pod>()
            .Where(pod => pod.Spec.NodeName.Length > 0 && (name.Length == 0 || pod.Metadata.Name == name))
            .ToDictionary(static pod => (pod.Metadata.Namespace, pod.Metadata.Name));
        HashSet<string> nodeNames = [.. pods.Values.Select(static pod => pod.Spec.NodeName)];
        Node[] nodes = [.. nodeNames.Select(node => server.Caches.Get(Nodes, "", node)).OfType<Node>()];
        NodeUse[] uses = await Task.WhenAll(nodes.Select(node => summaries.OfAsync(node, cancellationToken)));
        List<ApiObject> metrics = [];
        foreach (PodUse use in uses.SelectMany(static use => use.Pods))
        {
            if (!pods.TryGetValue((use.Namespace, use.Name), out Pod? pod))
                continue;
            DateTimeOffset at = use.Containers.Max(static container => container.Use.At);
            metrics.Add(new PodMetrics
            {
                Metadata = About(pod.Metadata, at),
                Timestamp = new Time(at),
                Window = Window,
                Containers =
                [
                    .. use.Containers.Select(static container =>
                        new ContainerMetrics { Name = container.Name, Usage = Amounts(container.Use) }),
                ],
            });
        }
        return metrics;
    }

    private static ObjectMeta About(ObjectMeta metadata, DateTimeOffset at) => new()
    {
        Name = metadata.Name,
        Namespace = metadata.Namespace,
        Labels = metadata.Labels,
        CreationTimestamp = new Time(at),
    };

    private static Dictionary<string, Quantity> Amounts(Use use) => new(StringComparer.Ordinal)
    {
        ["cpu"] = Quantity.Parse(use.NanoCores.ToString(CultureInfo.InvariantCulture) + "n"),
        ["memory"] = Quantity.Parse((use.WorkingSetBytes / 1024).ToString(CultureInfo.InvariantCulture) + "Ki"),
    };
}
