using System.Net;
using Kubesharp.Linux.Interfaces;

namespace Kubesharp.Network.PodNetworks;

/// <summary>
/// Makes the kernel's routes, and the tunnel's neighbours, those of a plan. Looks at what is there each time, so that
/// what somebody else took away comes back, and what an earlier run left goes. Runs inside the node's network
/// namespace.
/// </summary>
internal static class KernelRoutes
{
    /// <summary>The protocol number of our routes: unused in iproute2's list.</summary>
    public const byte Protocol = 107;

    /// <summary>Throws the first refusal after all else was done.</summary>
    public static void Apply(RoutePlan plan, NodeLink link, IPAddress? ownEnd, string tunnelName)
    {
        List<Exception> refusals = [];
        List<Route> wanted =
        [
            .. plan.Direct.Select(peer => new Route(peer.Key, peer.Value, link.InterfaceIndex, false)),
        ];
        if (plan.Tunnel is { } tunnel)
        {
            int index = KeepTunnel(tunnel, ownEnd!);
            wanted.AddRange(plan.Tunnelled.Keys.Select(pods => new Route(pods, RoutePlan.EndOf(pods), index, true)));
            // Neighbours before routes: a packet in between would ask for an address that nobody answers for.
            Keep(NeighbourTable.Arp, index, plan.Tunnelled.Keys.Select(
                static pods => new Neighbour(RoutePlan.EndOf(pods), RoutePlan.HardwareOf(pods))), refusals);
            Keep(NeighbourTable.Forwarding, index, plan.Tunnelled.Select(
                static peer => new Neighbour(peer.Value, RoutePlan.HardwareOf(peer.Key))), refusals);
        }
        KeepRoutes(wanted, refusals);
        if (plan.Tunnel is null)
            InterfaceTable.Delete(tunnelName);
        if (refusals.Count > 0)
            throw refusals[0];
    }

    /// <summary>Removes all that <see cref="Apply"/> ever made.</summary>
    public static void Remove(string tunnelName)
    {
        KeepRoutes([], []);
        InterfaceTable.Delete(tunnelName);
    }

    // What an interface is cannot be changed, only what it is called: another address of the node means another one.
    private static int KeepTunnel(VxlanLink wanted, IPAddress ownEnd)
    {
        if (InterfaceTable.Vxlan(wanted.Name) is var present && present != wanted)
        {
            InterfaceTable.Delete(wanted.Name);
            InterfaceTable.CreateVxlan(wanted);
        }
        InterfaceTable.AddAddress(wanted.Name, ownEnd, 32);
        InterfaceTable.SetUp(wanted.Name);
        return InterfaceTable.IndexOf(wanted.Name)!.Value;
    }

    private static void Keep(
        NeighbourTable table, int index, IEnumerable<Neighbour> neighbours, List<Exception> refusals)
    {
        HashSet<Neighbour> wanted = [.. neighbours];
        IReadOnlyList<Neighbour> present = table.List(index);
        // First what goes: a far end that moved stands under the same hardware address.
        foreach (Neighbour gone in present.Where(one => !wanted.Contains(one)))
            Try(() => table.Remove(index, gone), refusals);
        foreach (Neighbour missing in wanted.Except(present))
            Try(() => table.Replace(index, missing), refusals);
    }

    private static void KeepRoutes(List<Route> wanted, List<Exception> refusals)
    {
        IReadOnlyList<Route> present = RouteTable.List(Protocol);
        foreach (Route missing in wanted.Except(present))
            Try(() => RouteTable.Replace(missing, Protocol), refusals);
        // By network: what was replaced just now is no longer there to be removed.
        HashSet<IPNetwork> kept = [.. wanted.Select(static route => route.Destination)];
        foreach (Route gone in present.Where(one => !kept.Contains(one.Destination)))
            Try(() => RouteTable.Remove(gone, Protocol), refusals);
    }

    // One refusal, such as of a gateway whose link is down, must not keep the other routes away.
    private static void Try(Action step, List<Exception> refusals)
    {
        try
        {
            step();
        }
        catch (IOException exception)
        {
            refusals.Add(exception);
        }
    }
}
