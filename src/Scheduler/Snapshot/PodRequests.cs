using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Scheduler.Snapshot;

/// <summary>
/// What a Pod asks of its node: the larger of the sum of its containers and the peak of its init containers, sidecars
/// counted where they run (KEP-753); requests of the Pod as a whole take the place of that (KEP-2837); while a resize
/// is
/// under way the largest of what was asked, granted and running counts (KEP-1287); plus overhead.
/// </summary>
internal static class PodRequests
{
    // What a container without a request counts as when nodes are scored (not when they are filtered): upstream's.
    private const long DefaultMilliCpu = 100;
    private const long DefaultMemory = 200L * 1024 * 1024;

    public static ResourceAmounts Of(Pod pod) => Sum(pod, defaultCpu: false, defaultMemory: false);

    public static ResourceAmounts ForScoring(Pod pod, ResourceAmounts requested)
    {
        bool whole = pod.Spec.Resources is { Requests.Count: > 0 };
        return Sum(
            pod, defaultCpu: !whole || requested.MilliCpu == 0, defaultMemory: !whole || requested.Memory == 0);
    }

    private static ResourceAmounts Sum(Pod pod, bool defaultCpu, bool defaultMemory)
    {
        PodSpec spec = pod.Spec;
        bool infeasible = IsResizeInfeasible(pod);
        ResourceAmounts sum = new();
        foreach (Container container in spec.Containers)
            sum.Add(Of(container, pod.Status.ContainerStatuses, infeasible, defaultCpu, defaultMemory));
        if (spec.InitContainers.Count > 0)
        {
            ResourceAmounts sidecars = new(), peak = new();
            foreach (Container container in spec.InitContainers)
            {
                ResourceAmounts request = Of(
                    container, pod.Status.InitContainerStatuses, infeasible, defaultCpu, defaultMemory);
                if (container.RestartPolicy == "Always")
                {
                    sum.Add(request);
                    sidecars.Add(request);
                    peak.RaiseTo(sidecars);
                    continue;
                }
                request.Add(sidecars);
                peak.RaiseTo(request);
            }
            sum.RaiseTo(peak);
        }
        if (spec.Resources is { Requests.Count: > 0 } whole)
            Override(sum, whole.Requests, pod.Status);
        if (spec.Overhead.Count > 0)
            sum.Add(ResourceAmounts.From(spec.Overhead));
        return sum;
    }

    // Only what can be shared among containers may be asked for as a whole.
    private static void Override(
        ResourceAmounts sum, IReadOnlyDictionary<string, Quantity> requests, PodStatus status)
    {
        foreach ((string name, Quantity quantity) in requests)
        {
            if (name is not ("cpu" or "memory") && !name.StartsWith("hugepages-", StringComparison.Ordinal))
                continue;
            long amount = ResourceAmounts.Of(name, quantity);
            if (status.AllocatedResources.TryGetValue(name, out Quantity granted))
                amount = Math.Max(amount, ResourceAmounts.Of(name, granted));
            if (status.Resources?.Requests.TryGetValue(name, out Quantity running) == true)
                amount = Math.Max(amount, ResourceAmounts.Of(name, running));
            sum[name] = amount;
        }
    }

    private static ResourceAmounts Of(
        Container container, IReadOnlyList<ContainerStatus> statuses, bool infeasible, bool defaultCpu,
        bool defaultMemory)
    {
        ResourceAmounts amounts = ResourceAmounts.From(container.Resources.Requests);
        foreach (ContainerStatus status in statuses)
        {
            if (status.Name != container.Name
                || (status.AllocatedResources.Count == 0 && status.Resources is not { Requests.Count: > 0 }))
                continue;
            ResourceAmounts actual = ResourceAmounts.From(status.AllocatedResources);
            if (status.Resources is { } running)
                actual.RaiseTo(ResourceAmounts.From(running.Requests));
            // A resize that can never happen on this node does not count.
            if (infeasible)
                amounts = actual;
            else
                amounts.RaiseTo(actual);
            break;
        }
        if (defaultCpu && !container.Resources.Requests.ContainsKey("cpu"))
            amounts.MilliCpu = Math.Max(amounts.MilliCpu, DefaultMilliCpu);
        if (defaultMemory && !container.Resources.Requests.ContainsKey("memory"))
            amounts.Memory = Math.Max(amounts.Memory, DefaultMemory);
        return amounts;
    }

    private static bool IsResizeInfeasible(Pod pod)
    {
        foreach (PodCondition condition in pod.Status.Conditions)
        {
            if (condition is { Type: "PodResizePending", Reason: "Infeasible" })
                return true;
        }
        return false;
    }
}
