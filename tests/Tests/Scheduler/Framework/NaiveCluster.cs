using Kubesharp.Api.Core;
using Kubesharp.Api.Policy;
using Kubesharp.Api.Storage;

namespace Kubesharp.Tests.Scheduler.Framework;

/// <summary>A cluster as a handful of lists: what the naive twin decides from.</summary>
internal sealed class NaiveCluster
{
    /// <summary>In the order in which nodes are tried.</summary>
    public List<Node> Nodes { get; } = [];
    public List<(Pod Pod, string Node)> Placed { get; } = [];
    public List<(Pod Pod, string Node)> Nominated { get; } = [];
    public Dictionary<string, Dictionary<string, string>> Namespaces { get; } = [];
    public List<Service> Services { get; } = [];
    public List<PodDisruptionBudget> Budgets { get; } = [];
    public List<PersistentVolumeClaim> Claims { get; } = [];
    public List<PersistentVolume> Volumes { get; } = [];
    public List<StorageClass> Classes { get; } = [];
    public List<CSINode> CsiNodes { get; } = [];

    public IEnumerable<Pod> On(Node node) =>
        Placed.Where(place => place.Node == node.Metadata.Name).Select(place => place.Pod);

    public Node? NodeOf(string name) => Nodes.Find(node => node.Metadata.Name == name);

    /// <summary>The same with other Pods on nodes: what preemption tries.</summary>
    public NaiveCluster With(IEnumerable<(Pod Pod, string Node)> placed)
    {
        NaiveCluster other = new();
        other.Nodes.AddRange(Nodes);
        other.Placed.AddRange(placed);
        other.Nominated.AddRange(Nominated);
        foreach ((string name, Dictionary<string, string> labels) in Namespaces)
            other.Namespaces[name] = labels;
        other.Services.AddRange(Services);
        other.Budgets.AddRange(Budgets);
        other.Claims.AddRange(Claims);
        other.Volumes.AddRange(Volumes);
        other.Classes.AddRange(Classes);
        other.CsiNodes.AddRange(CsiNodes);
        return other;
    }
}
