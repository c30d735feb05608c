using Kubesharp.Api.Core;

namespace Kubesharp.Scheduler.Snapshot;

/// <summary>A port taken on the node itself. An empty or all-zero address stands for every address.</summary>
public readonly record struct HostPort(string Address, string Protocol, int Port)
{
    public bool ConflictsWith(HostPort other) =>
        Port == other.Port
        && Normal(Protocol) == Normal(other.Protocol)
        && (IsAny || other.IsAny || Address == other.Address);

    private bool IsAny => Address is "" or "0.0.0.0";

    internal static IReadOnlyList<HostPort> Of(Pod pod)
    {
        List<HostPort>? ports = null;
        foreach (Container container in pod.Spec.Containers)
            Collect(container, ref ports);
        foreach (Container container in pod.Spec.InitContainers)
        {
            if (container.RestartPolicy == "Always")
                Collect(container, ref ports);
        }
        return ports ?? (IReadOnlyList<HostPort>)[];
    }

    private static void Collect(Container container, ref List<HostPort>? ports)
    {
        foreach (ContainerPort port in container.Ports)
        {
            if (port.HostPort > 0)
                (ports ??= []).Add(new(port.HostIP, port.Protocol, port.HostPort));
        }
    }

    private static string Normal(string protocol) => protocol.Length == 0 ? "TCP" : protocol;
}
