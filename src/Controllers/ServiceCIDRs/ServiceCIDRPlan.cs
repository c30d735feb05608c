using System.Net;
using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Networking;
using AddressObject = Kubesharp.Api.Networking.IPAddress;
using IPAddress = System.Net.IPAddress;

namespace Kubesharp.Controllers.ServiceCIDRs;

/// <summary>What a ServiceCIDR needs next. Pure.</summary>
internal static class ServiceCIDRPlan
{
    public const string Finalizer = "networking.k8s.io/service-cidr-finalizer";
    public const string Ready = "Ready";

    // Until every allocator has seen that nothing is to be taken from it any more; upstream's deletionGracePeriod.
    internal static readonly TimeSpan DeletionGrace = TimeSpan.FromSeconds(10);

    private const string ManagedByLabel = "ipaddress.kubernetes.io/managed-by";
    private const string Allocator = "ipallocator.k8s.io";

    /// <summary>
    /// Whether no address would be left without a network: all its networks lie in others, or none of the addresses in
    /// them lies in this one alone.
    /// </summary>
    public static bool MayGo(
        ServiceCIDR network, IReadOnlyList<ServiceCIDR> all, IEnumerable<AddressObject> addresses)
    {
        List<IPNetwork> own = NetworksOf(network);
        // One that goes as well covers nothing for long.
        List<IPNetwork> others = [.. all
            .Where(one => one.Metadata.Name != network.Metadata.Name && one.Metadata.DeletionTimestamp is null)
            .SelectMany(NetworksOf)];
        if (own.TrueForAll(cidr => others.Exists(other => Covers(other, cidr))))
            return true;
        foreach (AddressObject address in addresses)
        {
            if (address.Metadata.Labels.GetValueOrDefault(ManagedByLabel) == Allocator
                && IPAddress.TryParse(address.Metadata.Name, out IPAddress? parsed)
                && own.Exists(cidr => cidr.Contains(parsed))
                && !others.Exists(other => other.Contains(parsed)))
                return false;
        }
        return true;
    }

    /// <summary>The status that says that addresses may be taken, unless somebody has said something else.</summary>
    public static ServiceCIDRStatus MarkedReady(ServiceCIDR network, DateTimeOffset now) =>
        network.Status.Conditions.Any(static one => one is { Type: Ready, Status: "True" })
            ? network.Status
            : With(network, "True", "", "Kubernetes Service CIDR is ready", now);

    /// <summary>The status that says why it does not go.</summary>
    public static ServiceCIDRStatus MarkedTerminating(ServiceCIDR network, DateTimeOffset now) =>
        With(network, "False", "Terminating",
            "There are still IPAddresses referencing the ServiceCIDR, please remove them or create a new ServiceCIDR",
            now);

    private static ServiceCIDRStatus With(
        ServiceCIDR network, string status, string reason, string message, DateTimeOffset now)
    {
        Condition? known = network.Status.Conditions.FirstOrDefault(static one => one.Type == Ready);
        Condition wanted = Condition.Empty with
        {
            Type = Ready,
            Status = status,
            Reason = reason,
            Message = message,
            LastTransitionTime = known?.Status == status ? known.LastTransitionTime : new Time(now),
        };
        return network.Status with
        {
            Conditions = [.. network.Status.Conditions.Where(static one => one.Type != Ready), wanted],
        };
    }

    private static List<IPNetwork> NetworksOf(ServiceCIDR network)
    {
        List<IPNetwork> networks = [];
        foreach (string cidr in network.Spec.Cidrs)
        {
            if (IPNetwork.TryParse(cidr, out IPNetwork parsed))
                networks.Add(parsed);
        }
        return networks;
    }

    private static bool Covers(IPNetwork outer, IPNetwork inner) =>
        outer.BaseAddress.AddressFamily == inner.BaseAddress.AddressFamily
        && outer.PrefixLength <= inner.PrefixLength && outer.Contains(inner.BaseAddress);
}
