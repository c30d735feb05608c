using Kubesharp.Api.Core;

namespace Kubesharp.Scheduler.Snapshot;

/// <summary>A Pod with what every plugin would otherwise compute again.</summary>
public sealed class PodInfo(Pod pod)
{
    public Pod Pod { get; } = pod;
    public Resources Requested { get; } = Resources.Requested(pod);
    public Resources RequestedForScoring { get; } = Resources.Requested(pod, forScoring: true);
    public IReadOnlyList<HostPort> HostPorts { get; } = HostPortsOf(pod);

    private static IReadOnlyList<HostPort> HostPortsOf(Pod pod)
    {
        List<HostPort>? ports = null;
        foreach (Container container in pod.Spec.Containers)
        {
            foreach (ContainerPort port in container.Ports)
            {
                if (port.HostPort > 0)
                    (ports ??= []).Add(new(port.HostIP, port.Protocol, port.HostPort));
            }
        }
        return ports ?? (IReadOnlyList<HostPort>)[];
    }
}

/// <summary>A port taken on the node itself. An empty or all-zero address stands for every address.</summary>
public readonly record struct HostPort(string Address, string Protocol, int Port)
{
    public bool ConflictsWith(HostPort other) =>
        Port == other.Port
        && Normal(Protocol) == Normal(other.Protocol)
        && (IsAny || other.IsAny || Address == other.Address);

    private bool IsAny => Address is "" or "0.0.0.0";

    private static string Normal(string protocol) => protocol.Length == 0 ? "TCP" : protocol;
}
