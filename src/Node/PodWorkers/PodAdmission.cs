using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.PodWorkers;

/// <summary>
/// Whether a Pod may run on this node at all: the scheduler may have erred, or somebody went around it. Pure.
/// </summary>
internal static class PodAdmission
{
    /// <returns>Null when it may.</returns>
    public static PodEnding? Refuse(
        Pod pod, IEnumerable<Pod> others, IReadOnlyDictionary<string, Quantity> allocatable, Node? node)
    {
        if (node is not null && pod.Spec.NodeSelector.Any(
            pair => node.Metadata.Labels.GetValueOrDefault(pair.Key) != pair.Value))
            return new PodEnding("NodeAffinity",
                "Pod was rejected: Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector");

        Pod[] active = [.. others.Where(other => other.Metadata.Uid != pod.Metadata.Uid)];
        foreach ((string name, Quantity capacity) in allocatable)
        {
            bool isCount = name == "pods";
            long Amount(Quantity quantity) => name == "cpu" ? quantity.MilliValue : quantity.Value;
            long requested = isCount ? 1 : Amount(RequestOf(pod, name));
            if (requested == 0)
                continue;
            long used = isCount ? active.Length : active.Sum(other => Amount(RequestOf(other, name)));
            if (used + requested > Amount(capacity))
            {
                return new PodEnding(
                    $"OutOf{name}",
                    $"Pod was rejected: Node didn't have enough resource: {name}, "
                    + $"requested: {requested}, used: {used}, capacity: {Amount(capacity)}");
            }
        }
        return null;
    }

    // Init containers run one by one before the others, so their peak counts.
    private static Quantity RequestOf(Pod pod, string name)
    {
        Quantity sum = pod.Spec.Overhead.GetValueOrDefault(name);
        foreach (Container container in pod.Spec.Containers)
            sum += container.Resources.Requests.GetValueOrDefault(name);
        foreach (Container container in pod.Spec.InitContainers)
            sum = Quantity.Max(sum, container.Resources.Requests.GetValueOrDefault(name));
        return sum;
    }
}
