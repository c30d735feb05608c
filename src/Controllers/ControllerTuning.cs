using System.Globalization;
using Kubesharp.Controllers.HorizontalPodAutoscaling;
using Kubesharp.Controllers.NodeIpam;
using Kubesharp.Controllers.Nodes;

namespace Kubesharp.Controllers;

/// <summary>What can be set about how controllers work; names and defaults are those of upstream's flags.</summary>
public sealed record ControllerTuning
{
    /// <summary>
    /// <c>--max-endpoints-per-slice</c>, 1 to 1000: endpoints that the EndpointSlice controller puts into one slice.
    /// </summary>
    public int MaxEndpointsPerSlice { get; init; } = 100;
    /// <summary>
    /// <c>--mirroring-max-endpoints-per-subset</c>, 1 to 1000: addresses of a subset of Endpoints that are mirrored.
    /// </summary>
    public int MirroringMaxEndpointsPerSubset { get; init; } = 1000;
    /// <summary>
    /// <c>--terminated-pod-gc-threshold</c>: finished Pods that may stay; 0: any number.
    /// </summary>
    public int TerminatedPodThreshold { get; init; } = 12500;
    /// <summary>When nodes count as lost and how fast they are emptied.</summary>
    public NodeLifecycleOptions NodeLifecycle { get; init; } = new();
    /// <summary>
    /// Where nodes get their networks from (<c>--allocate-node-cidrs</c>). Defaults to null: from nobody here.
    /// </summary>
    public NodeNetworkOptions? NodeNetworks { get; init; }
    /// <summary>How HorizontalPodAutoscalers work.</summary>
    public AutoscalerOptions Autoscaler { get; init; } = new();

    /// <summary>What is wrong with them; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (MaxEndpointsPerSlice is < 1 or > 1000)
            yield return Outside("max-endpoints-per-slice", MaxEndpointsPerSlice);
        if (MirroringMaxEndpointsPerSubset is < 1 or > 1000)
            yield return Outside("mirroring-max-endpoints-per-subset", MirroringMaxEndpointsPerSubset);
        if (TerminatedPodThreshold < 0)
            yield return $"terminated-pod-gc-threshold: {TerminatedPodThreshold} is negative";
        foreach (string problem in NodeLifecycle.Problems().Concat(NodeNetworks?.Problems() ?? [])
            .Concat(Autoscaler.Problems()))
            yield return problem;
    }

    private static string Outside(string flag, int value) =>
        string.Create(CultureInfo.InvariantCulture, $"{flag}: {value} is not from 1 to 1000");
}
