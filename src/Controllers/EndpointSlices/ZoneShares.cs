using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Controllers.EndpointSlices;

/// <summary>
/// What share of the processors each zone has, over the nodes that are ready and are not the control plane's. Empty
/// when a node says too little.
/// </summary>
internal sealed record ZoneShares(IReadOnlyDictionary<string, double> ByZone)
{
    private static readonly ZoneShares Unknown = new(new Dictionary<string, double>());

    public static ZoneShares Of(IEnumerable<Node> nodes)
    {
        SortedDictionary<string, long> milli = new(StringComparer.Ordinal);
        foreach (Node node in nodes)
        {
            if (node.Metadata.Labels.ContainsKey("node-role.kubernetes.io/control-plane")
                || node.Metadata.Labels.ContainsKey("node-role.kubernetes.io/master")
                || !node.Status.Conditions.Any(static one => one is { Type: "Ready", Status: "True" }))
                continue;
            string? zone = node.Metadata.Labels.GetValueOrDefault("topology.kubernetes.io/zone");
            long cpu = node.Status.Allocatable.TryGetValue("cpu", out Quantity amount) ? amount.MilliValue : 0;
            if (string.IsNullOrEmpty(zone) || cpu == 0)
                return Unknown;
            milli[zone] = milli.GetValueOrDefault(zone) + cpu;
        }
        // One zone has nobody to share with.
        if (milli.Count < 2)
            return Unknown;
        double total = milli.Values.Sum();
        return new(milli.ToDictionary(static pair => pair.Key, pair => pair.Value / total, StringComparer.Ordinal));
    }
}
