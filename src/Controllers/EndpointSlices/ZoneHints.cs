using System.Globalization;
using Kubesharp.Api.Discovery;

namespace Kubesharp.Controllers.EndpointSlices;

/// <summary>
/// Shares endpoints out among zones by what each zone's share of the processors is, so that no endpoint gets more than
/// a fifth above its part (KEP-2433). What is hinted well enough already stays. Pure.
/// </summary>
internal static class ZoneHints
{
    private const double OverloadMax = 0.2;

    /// <summary>Hints all ready endpoints; or returns why it cannot, and changes nothing.</summary>
    public static string? Apply(ZoneShares shares, SliceChanges changes)
    {
        int ready = changes.All.Sum(static slice => slice.Endpoints.Count(IsReady));
        (Dictionary<string, Allocation>? allocations, string problem) = Allocate(shares, ready);
        if (allocations is null)
            return problem;

        Dictionary<string, int> hinted = new(StringComparer.Ordinal);
        List<EndpointSlice> kept = [.. changes.Unchanged.Where(slice => Keeps(slice, allocations, hinted))];
        List<EndpointSlice> open = [.. changes.Update, .. changes.Unchanged.Except(kept)];
        if (changes.Create.Concat(open).SelectMany(static slice => slice.Endpoints)
            .Any(static endpoint => IsReady(endpoint) && endpoint.Zone is null))
            return "One or more endpoints do not have a zone specified";

        foreach (Endpoint endpoint in changes.Create.Concat(open).SelectMany(static slice => slice.Endpoints))
        {
            if (IsReady(endpoint))
                hinted[endpoint.Zone!] = hinted.GetValueOrDefault(endpoint.Zone!) + 1;
        }
        if (hinted.Count == 0)
            return "No hints allocated for zones";
        (Dictionary<string, int> giving, Dictionary<string, int> receiving) = Exchange(allocations, hinted);
        List<EndpointSlice> made = [.. changes.Create.Select(slice => Hinted(slice, giving, receiving))];
        List<EndpointSlice> written = [.. open.Select(slice => Hinted(slice, giving, receiving))];
        Replace(changes.Create, made);
        Replace(changes.Update, written);
        Replace(changes.Unchanged, kept);
        return null;
    }

    private static void Replace(List<EndpointSlice> list, List<EndpointSlice> with)
    {
        list.Clear();
        list.AddRange(with);
    }

    private static (Dictionary<string, Allocation>? Allocations, string Problem) Allocate(
        ZoneShares shares, int endpoints)
    {
        int zones = shares.ByZone.Count;
        string counts = string.Create(CultureInfo.InvariantCulture, $"({endpoints} endpoints, {zones} zones)");
        if (zones == 0)
        {
            return (null,
                "Insufficient Node information: allocatable CPU or zone not specified on one or more nodes");
        }
        if (zones > endpoints)
            return (null, $"Insufficient number of endpoints {counts}");
        Dictionary<string, Allocation> allocations = new(StringComparer.Ordinal);
        int least = 0;
        foreach ((string zone, double share) in shares.ByZone)
        {
            double desired = share * endpoints;
            int minimum = (int)Math.Ceiling(desired / (1 + OverloadMax));
            allocations[zone] = new(Math.Max(desired, minimum), minimum);
            least += minimum;
        }
        if (least > endpoints)
        {
            return (null, "Unable to allocate minimum required endpoints to each zone without exceeding overload "
                + $"threshold {counts}");
        }
        foreach ((string zone, Allocation allocation) in allocations.ToList())
            allocations[zone] = allocation with { Maximum = allocation.Minimum + endpoints - least };
        return (allocations, "");
    }

    /// <summary>Whether a slice's hints are good enough to stay; they are counted then.</summary>
    private static bool Keeps(
        EndpointSlice slice, Dictionary<string, Allocation> allocations, Dictionary<string, int> hinted)
    {
        Dictionary<string, int> own = new(StringComparer.Ordinal);
        foreach (Endpoint endpoint in slice.Endpoints.Where(IsReady))
        {
            if (endpoint.Hints is not { ForZones.Count: > 0 } hints)
                return false;
            foreach (ForZone zone in hints.ForZones)
                own[zone.Name] = own.GetValueOrDefault(zone.Name) + 1;
        }
        foreach ((string zone, int count) in own)
        {
            if (!allocations.TryGetValue(zone, out Allocation allocation)
                || count + hinted.GetValueOrDefault(zone) > allocation.Maximum)
                return false;
        }
        foreach ((string zone, int count) in own)
            hinted[zone] = hinted.GetValueOrDefault(zone) + count;
        return true;
    }

    // Whole endpoints from the zones that have most too many to those that have most too few.
    private static (Dictionary<string, int> Giving, Dictionary<string, int> Receiving) Exchange(
        Dictionary<string, Allocation> allocations, Dictionary<string, int> hinted)
    {
        SortedDictionary<string, double> surplus = new(StringComparer.Ordinal), lack = new(StringComparer.Ordinal);
        foreach ((string zone, Allocation allocation) in allocations)
        {
            double over = hinted.GetValueOrDefault(zone) - allocation.Desired;
            if (over > 0)
                surplus[zone] = over;
            else if (over < 0)
                lack[zone] = -over;
        }
        Dictionary<string, int> giving = new(StringComparer.Ordinal), receiving = new(StringComparer.Ordinal);
        while (surplus.Count > 0 && lack.Count > 0)
        {
            (string from, double gives) = surplus.MaxBy(static pair => pair.Value);
            (string to, double takes) = lack.MaxBy(static pair => pair.Value);
            if ((gives < 1 && takes < 1) || gives < 0.5 || takes < 0.5)
                break;
            giving[from] = giving.GetValueOrDefault(from) + 1;
            receiving[to] = receiving.GetValueOrDefault(to) + 1;
            surplus[from]--;
            lack[to]--;
        }
        return (giving, receiving);
    }

    private static EndpointSlice Hinted(
        EndpointSlice slice, Dictionary<string, int> giving, Dictionary<string, int> receiving) => slice with
        {
            Endpoints = [.. slice.Endpoints.Select(endpoint => endpoint with
            {
                Hints = IsReady(endpoint)
                    ? new() { ForZones = [new() { Name = ZoneFor(endpoint.Zone!, giving, receiving) }] }
                    : null,
            })],
        };

    private static string ZoneFor(string own, Dictionary<string, int> giving, Dictionary<string, int> receiving)
    {
        if (giving.GetValueOrDefault(own) == 0)
            return own;
        foreach ((string zone, int count) in receiving)
        {
            if (count == 0)
                continue;
            giving[own]--;
            receiving[zone]--;
            return zone;
        }
        return own;
    }

    private static bool IsReady(Endpoint endpoint) => endpoint.Conditions.Ready == true;

    private readonly record struct Allocation(double Desired, int Minimum, int Maximum = 0);
}
