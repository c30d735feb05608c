using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Kubesharp;

/// <summary>The address that a node goes by when it was not told one.</summary>
internal static class NodeAddress
{
    // A documentation address (RFC 5737): only the routing table is asked, nothing is sent.
    private static readonly IPEndPoint Elsewhere = new(IPAddress.Parse("203.0.113.1"), 9);

    /// <summary>Where the default route leaves from; without one, the first address that is not loopback.</summary>
    public static IPAddress? Find()
    {
        try
        {
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(Elsewhere);
            if (socket.LocalEndPoint is IPEndPoint { Address: var address } && !IPAddress.IsLoopback(address))
                return address;
        }
        catch (SocketException)
        {
            // No default route.
        }
        return NetworkInterface.GetAllNetworkInterfaces()
            // The loopback card carries the cluster's DNS address too, which is nobody's way here.
            .Where(static card => card.OperationalStatus == OperationalStatus.Up
                && card.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(static card => card.GetIPProperties().UnicastAddresses)
            .Select(static unicast => unicast.Address)
            .FirstOrDefault(static address =>
                address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
    }
}
