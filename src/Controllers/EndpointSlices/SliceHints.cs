using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;

namespace Kubesharp.Controllers.EndpointSlices;

/// <summary>What to tell about the hints of a Service.</summary>
internal readonly record struct HintEvent(string Type, string Reason, string Message);

/// <summary>
/// From where each endpoint should be used: everywhere, close by (<c>trafficDistribution</c>) or shared out among zones
/// (<c>service.kubernetes.io/topology-mode: Auto</c>, which goes before). Pure.
/// </summary>
internal static class SliceHints
{
    private const string ModeAnnotation = "service.kubernetes.io/topology-mode";
    // The name before 1.27; it goes before the newer one.
    private const string OldModeAnnotation = "service.kubernetes.io/topology-aware-hints";

    /// <summary>Whether hints of the Service go by the capacities of zones.</summary>
    public static bool ByZones(Service service)
    {
        IReadOnlyDictionary<string, string> annotations = service.Metadata.Annotations;
        return (annotations.GetValueOrDefault(OldModeAnnotation) ?? annotations.GetValueOrDefault(ModeAnnotation))
            is "Auto" or "auto";
    }

    public static void Apply(
        SliceView view, string family, SliceChanges changes, List<HintEvent> events, HashSet<string> hinted)
    {
        if (ByZones(view.Service))
        {
            if (ZoneHints.Apply(view.Zones(), changes) is not { } problem)
            {
                if (!view.Hinted.Contains(family))
                {
                    events.Add(new("Normal", "TopologyAwareHintsEnabled",
                        $"Topology Aware Hints has been enabled, addressType: {family}"));
                }
                hinted.Add(family);
                return;
            }
            events.Add(new("Warning", "TopologyAwareHintsDisabled", $"{problem}, addressType: {family}"));
            Set(changes, static _ => null);
            return;
        }
        if (view.Hinted.Contains(family))
        {
            events.Add(new("Warning", "TopologyAwareHintsDisabled",
                $"Topology Aware Hints has been disabled, addressType: {family}"));
        }
        Set(changes, view.Service.Spec.TrafficDistribution switch
        {
            "PreferClose" or "PreferSameZone" => static endpoint => Near(endpoint, withNode: false),
            "PreferSameNode" => static endpoint => Near(endpoint, withNode: true),
            _ => static _ => null,
        });
    }

    /// <summary>Gives every endpoint its hint; slices that this changes are written.</summary>
    private static void Set(SliceChanges changes, Func<Endpoint, EndpointHints?> hintOf)
    {
        Replace(changes.Create, slice => Hinted(slice, hintOf));
        Replace(changes.Update, slice => Hinted(slice, hintOf));
        for (int i = changes.Unchanged.Count - 1; i >= 0; i--)
        {
            EndpointSlice before = changes.Unchanged[i], after = Hinted(before, hintOf);
            if (after.Equals(before))
                continue;
            changes.Unchanged.RemoveAt(i);
            changes.Update.Add(after);
        }
    }

    private static void Replace(List<EndpointSlice> slices, Func<EndpointSlice, EndpointSlice> change)
    {
        for (int i = 0; i < slices.Count; i++)
            slices[i] = change(slices[i]);
    }

    private static EndpointSlice Hinted(EndpointSlice slice, Func<Endpoint, EndpointHints?> hintOf) =>
        slice with { Endpoints = [.. slice.Endpoints.Select(endpoint => endpoint with { Hints = hintOf(endpoint) })] };

    private static EndpointHints? Near(Endpoint endpoint, bool withNode)
    {
        if (endpoint.Conditions.Ready != true)
            return null;
        string? node = withNode ? endpoint.NodeName : null;
        return endpoint.Zone is null && node is null ? null : new()
        {
            ForZones = endpoint.Zone is { } zone ? [new() { Name = zone }] : [],
            ForNodes = node is null ? [] : [new() { Name = node }],
        };
    }
}
