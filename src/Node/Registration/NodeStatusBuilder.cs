using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.Registration;

/// <summary>The Node object of this machine. Pure.</summary>
internal static class NodeStatusBuilder
{
    // What the scheduler must know before it sends a Pod that needs it (KEP-5328).
    private static readonly IReadOnlyList<string> DeclaredFeatures = ["RestartAllContainersOnContainerExits"];

    /// <summary>The object as it is first created. Its Pod network is given to it by the server.</summary>
    public static Node Create(KubeletOptions options)
    {
        Dictionary<string, string> labels = new(options.NodeLabels, StringComparer.Ordinal)
        {
            ["kubernetes.io/hostname"] = options.NodeName,
            ["kubernetes.io/os"] = "linux",
            ["kubernetes.io/arch"] = Machine.Architecture,
            ["beta.kubernetes.io/os"] = "linux",
            ["beta.kubernetes.io/arch"] = Machine.Architecture,
        };
        return new Node
        {
            Metadata = new()
            {
                Name = options.NodeName,
                Labels = labels,
                Annotations = new Dictionary<string, string>
                {
                    ["volumes.kubernetes.io/controller-managed-attach-detach"] = "true",
                },
            },
            Spec = new()
            {
                ProviderID = options.ProviderId, Taints = options.RegisterWithTaints,
            },
        };
    }

    /// <param name="notReady">Why Pods cannot start now; empty when they can.</param>
    public static NodeStatus Status(
        Node node, KubeletOptions options, Machine machine, int port, IReadOnlyList<ContainerImage> images,
        string notReady, Eviction.NodePressure pressure, DateTimeOffset now)
    {
        IReadOnlyDictionary<string, Quantity> capacity = machine.Capacity(options);
        NodeCondition[] ours =
        [
            Pressed(
                node, NodeConditionType.MemoryPressure, pressure.HasFlag(Eviction.NodePressure.Memory),
                "InsufficientMemory", "insufficient memory available", "SufficientMemory",
                "sufficient memory available", now),
            Pressed(
                node, NodeConditionType.DiskPressure, pressure.HasFlag(Eviction.NodePressure.Disk),
                "DiskPressure", "disk pressure", "NoDiskPressure", "no disk pressure", now),
            Pressed(
                node, NodeConditionType.PIDPressure, pressure.HasFlag(Eviction.NodePressure.Pids),
                "InsufficientPID", "insufficient PID available", "SufficientPID", "sufficient PID available", now),
            notReady.Length == 0
                ? Condition(node, NodeConditionType.Ready, true, "KubeletReady", "kubelet is posting ready status", now)
                : Condition(node, NodeConditionType.Ready, false, "KubeletNotReady", notReady, now),
        ];
        return node.Status with
        {
            Capacity = capacity,
            Allocatable = machine.Allocatable(options),
            Conditions =
                [.. node.Status.Conditions.Where(condition => ours.All(own => own.Type != condition.Type)), .. ours],
            Addresses =
            [
                new() { Type = NodeAddressType.InternalIP, Address = options.Address.ToString() },
                new() { Type = NodeAddressType.Hostname, Address = machine.Hostname },
            ],
            DaemonEndpoints = new() { KubeletEndpoint = new() { Port = port } },
            NodeInfo = machine.Info,
            DeclaredFeatures = DeclaredFeatures,
            Features = new() { SupplementalGroupsPolicy = false },
            Images = images,
        };
    }

    private static NodeCondition Pressed(
        Node node, string type, bool held, string badReason, string bad, string goodReason, string good,
        DateTimeOffset now) =>
        Condition(
            node, type, held, "KubeletHas" + (held ? badReason : goodReason), "kubelet has " + (held ? bad : good),
            now);

    /// <summary>Whether two statuses differ in more than the time of the last heartbeat.</summary>
    public static bool Differ(NodeStatus left, NodeStatus right) =>
        WithoutHeartbeats(left) != WithoutHeartbeats(right);

    private static NodeStatus WithoutHeartbeats(NodeStatus status) => status with
    {
        Conditions = [.. status.Conditions.Select(static condition => condition with { LastHeartbeatTime = null })],
    };

    private static NodeCondition Condition(
        Node node, string type, bool held, string reason, string message, DateTimeOffset now)
    {
        string status = held ? ConditionStatus.True : ConditionStatus.False;
        NodeCondition? before = node.Status.Conditions.FirstOrDefault(condition => condition.Type == type);
        return new NodeCondition
        {
            Type = type,
            Status = status,
            Reason = reason,
            Message = message,
            LastHeartbeatTime = new Time(now),
            LastTransitionTime = before?.Status == status ? before.LastTransitionTime : new Time(now),
        };
    }
}
