using Kubesharp.Api.Core;

namespace Kubesharp.Controllers.Nodes;

/// <summary>How much of a zone is down.</summary>
internal enum ZoneState
{
    /// <summary>Less than much of it.</summary>
    Normal,
    /// <summary>Much of it, and more than two nodes.</summary>
    PartialDisruption,
    /// <summary>No node is ready.</summary>
    FullDisruption,
}

/// <summary>
/// How the zones are, and when the next node of each may be emptied: the less of a zone is well, the less likely is it
/// that its nodes are to blame. Guarded by one lock.
/// </summary>
internal sealed class Zones(NodeLifecycleOptions options, ControllerMetrics metrics)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (string Zone, bool Ready)> nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Zone> zones = new(StringComparer.Ordinal);
    private readonly MetricFamily size = metrics.Gauge(
        "node_collector_zone_size", "Gauge measuring number of registered Nodes per zones.");
    private readonly MetricFamily health = metrics.Gauge(
        "node_collector_zone_health", "Gauge measuring percentage of healthy nodes per zone.");
    private readonly MetricFamily unhealthy = metrics.Gauge(
        "node_collector_unhealthy_nodes_in_zone", "Gauge measuring number of not Ready Nodes per zones.");
    private readonly MetricFamily evictions = metrics.Counter(
        "node_collector_evictions_total",
        "Number of Node evictions that happened since current instance of NodeController started.");

    /// <summary>The zone of a node as upstream calls it: region, a separator and zone; empty without either.</summary>
    public static string Of(Node node)
    {
        string region = node.Metadata.Labels.GetValueOrDefault("topology.kubernetes.io/region", "");
        string zone = node.Metadata.Labels.GetValueOrDefault("topology.kubernetes.io/zone", "");
        return region.Length == 0 && zone.Length == 0 ? "" : $"{region}:\0:{zone}";
    }

    /// <summary>Notes how a node is; null when it has gone.</summary>
    public void Set(string name, Node? node)
    {
        lock (gate)
        {
            if (nodes.Remove(name, out (string Zone, bool Ready) before))
                Count(before.Zone, before.Ready, -1);
            // A node that is to be left out of this is counted nowhere.
            if (node is null || node.Metadata.Labels.ContainsKey("node.kubernetes.io/exclude-disruption"))
                return;
            (string Zone, bool Ready) now = (Of(node), NodeHealth.IsReady(node));
            nodes[name] = now;
            Count(now.Zone, now.Ready, 1);
        }
    }

    /// <summary>
    /// Whether no node anywhere is ready: then it is more likely that the control plane sees none, and nobody is
    /// evicted.
    /// </summary>
    public bool AllDown
    {
        get
        {
            lock (gate)
                return zones.Count > 0 && zones.Values.All(zone => StateOf(zone) == ZoneState.FullDisruption);
        }
    }

    /// <summary>
    /// Whether a node of the zone may be emptied now; if not, how long to wait, or null while that is stopped.
    /// </summary>
    public (bool Granted, TimeSpan? Wait) Take(string name, DateTimeOffset now)
    {
        lock (gate)
        {
            if (!zones.TryGetValue(name, out Zone? zone))
                return (true, null);
            double rate = StateOf(zone) == ZoneState.PartialDisruption
                ? zone.Ready + zone.NotReady > options.LargeZone ? options.SecondaryEvictionRate : 0
                : options.EvictionRate;
            if (rate <= 0)
                return (false, null);
            if (zone.Next > now)
                return (false, zone.Next - now);
            zone.Next = now + TimeSpan.FromSeconds(1 / rate);
            evictions.Add(1, "zone", name);
            return (true, null);
        }
    }

    public ZoneState StateOf(string name)
    {
        lock (gate)
            return zones.TryGetValue(name, out Zone? zone) ? StateOf(zone) : ZoneState.Normal;
    }

    private ZoneState StateOf(Zone zone) => zone.Ready == 0 && zone.NotReady > 0 ? ZoneState.FullDisruption
        : zone.NotReady > 2 && (double)zone.NotReady / (zone.NotReady + zone.Ready) >= options.UnhealthyShare
            ? ZoneState.PartialDisruption
        : ZoneState.Normal;

    private void Count(string name, bool ready, int change)
    {
        if (!zones.TryGetValue(name, out Zone? zone))
            zones[name] = zone = new();
        if (ready)
            zone.Ready += change;
        else
            zone.NotReady += change;
        int all = zone.Ready + zone.NotReady;
        size.Set(all, "zone", name);
        health.Set(all == 0 ? 100 : 100.0 * zone.Ready / all, "zone", name);
        unhealthy.Set(zone.NotReady, "zone", name);
        if (all == 0)
            zones.Remove(name);
    }

    private sealed class Zone
    {
        public int Ready { get; set; }
        public int NotReady { get; set; }
        public DateTimeOffset Next { get; set; } = DateTimeOffset.MinValue;
    }
}
