using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.PodWorkers;

/// <summary>What a node has to give and can do, for the decision whether a Pod may run on it.</summary>
internal sealed record NodeOffer
{
    public required IReadOnlyDictionary<string, Quantity> Allocatable { get; init; }
    /// <summary>The Node object; null until the API server has answered with it.</summary>
    public Node? Node { get; init; }
    /// <summary>Sysctls beyond the safe ones; a star at the end stands for the rest of a name.</summary>
    public IReadOnlyList<string> UnsafeSysctls { get; init; } = [];
    public bool HasAppArmor { get; init; }
    public Eviction.NodePressure Pressure { get; init; }
    /// <summary>The machine goes down.</summary>
    public bool IsShuttingDown { get; init; }
    /// <summary>Whether the runtime can give a container exactly the groups of its Pod, no more (KEP-3619).</summary>
    public bool HasStrictGroups { get; init; }
}

/// <summary>
/// Whether a Pod may run on this node at all: the scheduler may have erred, or somebody went around it. Reasons and
/// messages are those that clients of Kubernetes match on. Pure.
/// </summary>
internal static class PodAdmission
{
    // What cannot reach beyond the Pod's own namespaces (documentation, "Using sysctls in a cluster").
    private static readonly string[] SafeSysctls =
    [
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies",
        "net.ipv4.ping_group_range", "net.ipv4.ip_unprivileged_port_start", "net.ipv4.ip_local_reserved_ports",
        "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl",
        "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
    ];

    // From here on are the priorities of what the node itself stands on.
    private const int CriticalPriority = 2_000_000_000;
    private static readonly Taint MemoryTaint =
        new() { Key = "node.kubernetes.io/memory-pressure", Effect = TaintEffect.NoSchedule };

    /// <param name="others">Pods that were let in and have not ended, with what they were allocated.</param>
    /// <returns>Null when it may.</returns>
    public static PodEnding? Refuse(Pod pod, IReadOnlyList<Pod> others, NodeOffer offer) =>
        RefuseByShutdown(offer) ?? RefuseByPressure(pod, offer.Pressure) ?? RefuseByNature(pod, offer)
        ?? Shortage(pod, others, offer.Allocatable) ?? RefuseByPlace(pod, others, offer);

    /// <summary>What the node lacks for the Pod, when that alone keeps it out; else nothing.</summary>
    public static IReadOnlyList<Missing> MissingFor(Pod pod, IReadOnlyList<Pod> others, NodeOffer offer)
    {
        if ((RefuseByShutdown(offer) ?? RefuseByPressure(pod, offer.Pressure) ?? RefuseByNature(pod, offer)
            ?? RefuseByPlace(pod, others, offer)) is not null)
            return [];
        return [.. Shortages(pod, others, offer.Allocatable)
            .Select(static one => new Missing(one.Resource, one.Taken + one.Requested - one.Capacity))];
    }

    private static PodEnding? RefuseByShutdown(NodeOffer offer) => offer.IsShuttingDown
        ? new("NodeShutdown", "Pod was rejected as the node is shutting down.")
        : null;

    /// <summary>
    /// Whether a running Pod may have other resources than it was allocated: null when it may; Infeasible when this
    /// node never has as much, Deferred when others have it now (KEP-1287).
    /// </summary>
    public static PodEnding? RefuseResize(Pod desired, IReadOnlyList<Pod> others, NodeOffer offer)
    {
        if (StaticPods.Manifests.IsStatic(desired))
            return new PodEnding("Infeasible", "In-place resize of static-pods is not supported");
        Dictionary<string, Quantity> requests = PodResourceSums.RequestsWithOverhead(desired.Spec);
        List<string> beyond = [];
        foreach (string name in (string[])["cpu", "memory"])
        {
            long requested = AmountOf(name, requests.GetValueOrDefault(name));
            long capacity = AmountOf(name, offer.Allocatable.GetValueOrDefault(name));
            if (requested > capacity)
            {
                beyond.Add(string.Create(
                    CultureInfo.InvariantCulture, $"{name}, requested: {requested}, capacity: {capacity}"));
            }
        }
        if (beyond.Count > 0)
            return new PodEnding("Infeasible", $"Node didn't have enough capacity: {string.Join("; ", beyond)}");
        return Shortage(desired, others, offer.Allocatable) is { } shortage
            ? new PodEnding("Deferred", shortage.Message)
            : null;
    }

    // A node short of memory still takes Pods that have said how much they need, or that tolerate the shortage.
    private static PodEnding? RefuseByPressure(Pod pod, Eviction.NodePressure pressure)
    {
        if (pressure == Eviction.NodePressure.None || pod.Spec.Priority >= CriticalPriority
            || StaticPods.Manifests.IsStatic(pod))
            return null;
        bool isTaken = pressure == Eviction.NodePressure.Memory
            && (PodQualityOfService.ClassOf(pod) != PodQualityOfService.BestEffort
                || NodeFit.Tolerates(pod.Spec.Tolerations, MemoryTaint));
        string[] names =
        [
            .. pressure.HasFlag(Eviction.NodePressure.Memory) ? [NodeConditionType.MemoryPressure] : (string[])[],
            .. pressure.HasFlag(Eviction.NodePressure.Disk) ? [NodeConditionType.DiskPressure] : (string[])[],
            .. pressure.HasFlag(Eviction.NodePressure.Pids) ? [NodeConditionType.PIDPressure] : (string[])[],
        ];
        return isTaken ? null : new("Evicted", $"The node had condition: [{string.Join(' ', names)}]. ");
    }

    private static PodEnding? RefuseByNature(Pod pod, NodeOffer offer)
    {
        if (pod.Metadata.Labels.TryGetValue("kubernetes.io/os", out string? os) && os != OSName.Linux)
        {
            return new("PodOSSelectorNodeLabelDoesNotMatch",
                "Failed to admit pod as the `kubernetes.io/os` label doesn't match node label");
        }
        if (pod.Spec.Os is { Name: not OSName.Linux })
            return new("PodOSNotSupported", "Failed to admit pod as the OS field doesn't match node OS");
        PodSecurityContext context = pod.Spec.SecurityContext ?? PodSecurityContext.Empty;
        if (context.SupplementalGroupsPolicy == SupplementalGroupsPolicy.Strict && !offer.HasStrictGroups)
        {
            return new("SupplementalGroupsPolicyNotSupported",
                "SupplementalGroupsPolicy=Strict is not supported in this node");
        }
        if (context.Sysctls.FirstOrDefault(sysctl => !IsAllowed(sysctl.Name, offer)) is { } forbidden)
            return new("SysctlForbidden", $"forbidden sysctl: \"{forbidden.Name}\" not allowlisted");
        bool wantsProfile = IsProfile(context.AppArmorProfile) || Containers.PodContainers.All(pod).Any(
            static container => IsProfile(container.SecurityContext?.AppArmorProfile));
        return wantsProfile && !offer.HasAppArmor
            ? new("AppArmor", "Cannot enforce AppArmor: AppArmor is not enabled on the host")
            : null;
    }

    private static bool IsAllowed(string sysctl, NodeOffer offer)
    {
        // Both separators name the same file of /proc/sys.
        string name = sysctl.Replace('/', '.');
        return SafeSysctls.Contains(name) || offer.UnsafeSysctls.Any(allowed =>
            allowed.EndsWith('*') ? name.StartsWith(allowed[..^1], StringComparison.Ordinal) : name == allowed);
    }

    private static bool IsProfile(AppArmorProfile? profile) =>
        profile is not null && profile.Type != AppArmorProfileType.Unconfined;

    private static PodEnding? RefuseByPlace(Pod pod, IReadOnlyList<Pod> others, NodeOffer offer)
    {
        if (offer.Node is { } node)
        {
            if (!NodeFit.MatchesAffinity(pod.Spec, node))
                return Failed("NodeAffinity", "node(s) didn't match Pod's node affinity/selector");
            // Static Pods belong to the node as its own processes do.
            if (!StaticPods.Manifests.IsStatic(pod) && node.Spec.Taints.Any(
                taint => taint.Effect == TaintEffect.NoExecute && !NodeFit.Tolerates(pod.Spec.Tolerations, taint)))
                return Failed("TaintToleration", "node(s) had taints that the pod didn't tolerate");
        }
        return HostPorts(pod).Any(port => others.Any(other => HostPorts(other).Any(used => Collide(port, used))))
            ? Failed("NodePorts", "node(s) didn't have free ports for the requested pod ports")
            : null;
    }

    private static PodEnding Failed(string predicate, string cause) =>
        new(predicate, $"Predicate {predicate} failed: {cause}");

    private static IEnumerable<ContainerPort> HostPorts(Pod pod) =>
        pod.Spec.InitContainers.Where(Containers.PodContainers.IsSidecar).Concat(pod.Spec.Containers)
            .SelectMany(static container => container.Ports).Where(static port => port.HostPort > 0);

    private static bool Collide(ContainerPort left, ContainerPort right) =>
        left.HostPort == right.HostPort && left.Protocol == right.Protocol
        && (IsAny(left.HostIP) || IsAny(right.HostIP) || left.HostIP == right.HostIP);

    private static bool IsAny(string address) => address is "" or "0.0.0.0" or "::";

    private static PodEnding? Shortage(
        Pod pod, IReadOnlyList<Pod> others, IReadOnlyDictionary<string, Quantity> allocatable) =>
        Shortages(pod, others, allocatable).Select(static one => new PodEnding($"OutOf{one.Resource}", string.Create(
            CultureInfo.InvariantCulture,
            $"Node didn't have enough resource: {one.Resource}, requested: {one.Requested}, used: {one.Taken}, "
            + $"capacity: {one.Capacity}"))).FirstOrDefault();

    private static IEnumerable<(string Resource, long Requested, long Taken, long Capacity)> Shortages(
        Pod pod, IReadOnlyList<Pod> others, IReadOnlyDictionary<string, Quantity> allocatable)
    {
        Pod[] active = [.. others.Where(other => other.Metadata.Uid != pod.Metadata.Uid)];
        Dictionary<string, Quantity> requests = PodResourceSums.RequestsWithOverhead(pod.Spec);
        Dictionary<string, Quantity>[] used =
            [.. active.Select(static other => PodResourceSums.RequestsWithOverhead(other.Spec))];
        // Pods first: it is what upstream looks at first and names first.
        foreach ((string name, Quantity capacity) in allocatable.OrderByDescending(static pair => pair.Key == "pods"))
        {
            bool isCount = name == "pods";
            long requested = isCount ? 1 : AmountOf(name, requests.GetValueOrDefault(name));
            if (requested == 0)
                continue;
            long taken = isCount
                ? active.Length
                : used.Sum(amounts => AmountOf(name, amounts.GetValueOrDefault(name)));
            if (taken + requested > AmountOf(name, capacity))
                yield return (name, requested, taken, AmountOf(name, capacity));
        }
    }

    internal static long AmountOf(string name, Quantity quantity) =>
        name == "cpu" ? quantity.MilliValue : quantity.Value;
}
