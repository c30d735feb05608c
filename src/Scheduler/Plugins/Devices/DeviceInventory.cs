using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Resource;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins.Devices;

/// <summary>A device by the three names that tell it from all others.</summary>
internal readonly record struct DeviceId(string Driver, string Pool, string Name);

/// <summary>A device that drivers offer, and where it can be used.</summary>
internal sealed record OfferedDevice(DeviceId Id, Device Device, ResourceSlice Slice, DevicePool Pool)
{
    private bool OfDevice => Slice.Spec.PerDeviceNodeSelection == true;

    /// <summary>The only node that has it; null: more than one may.</summary>
    public string? NodeName => OfDevice ? Device.NodeName : Slice.Spec.NodeName;
    public NodeSelector? NodeSelector => OfDevice ? Device.NodeSelector : Slice.Spec.NodeSelector;
    public bool IsEverywhere => (OfDevice ? Device.AllNodes : Slice.Spec.AllNodes) == true;

    public bool IsOn(Node node) => IsEverywhere
        || (NodeName is { } name ? name == node.Metadata.Name
            : NodeSelector is { } selector && NodeSelection.Matches(selector, node));
}

/// <summary>The slices of one generation of a driver's pool.</summary>
internal sealed class DevicePool
{
    /// <summary>Not all slices have been seen: it is being changed.</summary>
    public bool IsIncomplete { get; set; }
    /// <summary>What its devices share, by set and counter; partitions of one device take from it.</summary>
    public Dictionary<(string Set, string Counter), Quantity> Counters { get; } = [];
}

/// <summary>The devices of all ResourceSlices. Owned by the scheduling loop; made anew when slices changed.</summary>
internal sealed class DeviceInventory(ClusterObjects objects)
{
    private readonly Dictionary<string, List<OfferedDevice>> byNode = new(StringComparer.Ordinal);
    private readonly Dictionary<DeviceId, OfferedDevice> byId = [];
    private readonly List<OfferedDevice> shared = [];
    private long asOf = -1;

    /// <summary>The devices that can be used on the node, in the order of pools and slices.</summary>
    public IReadOnlyList<OfferedDevice> On(Node node)
    {
        Refresh();
        byNode.TryGetValue(node.Metadata.Name, out List<OfferedDevice>? local);
        if (shared.Count == 0)
            return local ?? (IReadOnlyList<OfferedDevice>)[];
        return [.. local ?? [], .. shared.Where(device => device.IsOn(node))];
    }

    public OfferedDevice? Find(DeviceId id)
    {
        Refresh();
        return byId.GetValueOrDefault(id);
    }

    private void Refresh()
    {
        if (asOf == objects.VersionOf<ResourceSlice>())
            return;
        asOf = objects.VersionOf<ResourceSlice>();
        byNode.Clear();
        byId.Clear();
        shared.Clear();
        foreach (IGrouping<(string Driver, string Pool), ResourceSlice> pool in objects.List<ResourceSlice>()
            .GroupBy(static slice => (slice.Spec.Driver, slice.Spec.Pool.Name))
            .OrderBy(static pool => pool.Key))
            Add(pool);
    }

    // Slices of older generations are leftovers of a change.
    private void Add(IGrouping<(string Driver, string Pool), ResourceSlice> slices)
    {
        long generation = slices.Max(static slice => slice.Spec.Pool.Generation);
        List<ResourceSlice> current =
        [
            .. slices.Where(slice => slice.Spec.Pool.Generation == generation)
                .OrderBy(static slice => slice.Metadata.Name, StringComparer.Ordinal),
        ];
        DevicePool pool = new() { IsIncomplete = current.Count < current[0].Spec.Pool.ResourceSliceCount };
        foreach (ResourceSlice slice in current)
        {
            foreach (CounterSet set in slice.Spec.SharedCounters)
            {
                foreach ((string name, Counter counter) in set.Counters)
                    pool.Counters[(set.Name, name)] = counter.Value;
            }
        }
        foreach (ResourceSlice slice in current)
        {
            foreach (Device device in slice.Spec.Devices)
            {
                OfferedDevice offered = new(
                    new(slices.Key.Driver, slices.Key.Pool, device.Name), device, slice, pool);
                byId[offered.Id] = offered;
                if (offered.NodeName is not { Length: > 0 } node)
                {
                    shared.Add(offered);
                    continue;
                }
                if (!byNode.TryGetValue(node, out List<OfferedDevice>? local))
                    byNode[node] = local = [];
                local.Add(offered);
            }
        }
    }
}
