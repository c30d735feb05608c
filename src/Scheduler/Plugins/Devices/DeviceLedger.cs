using Kubesharp.Api.Resource;
using Kubesharp.Scheduler.Framework;
using Claim = Kubesharp.Api.Resource.ResourceClaim;
using ObjectKey = Kubesharp.Client.ObjectKey;

namespace Kubesharp.Scheduler.Plugins.Devices;

/// <summary>
/// Which devices are taken: by claims whose status says so, and by those whose Pod is on its way to a node. The
/// scheduling loop's own knowledge, ahead of the API.
/// </summary>
internal sealed class DeviceLedger(ClusterObjects objects)
{
    private readonly Dictionary<ObjectKey, (string Uid, AllocationResult Allocation)> pending = [];
    private readonly HashSet<DeviceId> taken = [];
    private long asOf = -1;
    private bool changed;

    /// <summary>Valid until the next call of any member.</summary>
    public IReadOnlySet<DeviceId> Taken
    {
        get
        {
            long version = objects.VersionOf<Claim>();
            if (version == asOf && !changed)
                return taken;
            asOf = version;
            changed = false;
            taken.Clear();
            foreach (Claim claim in objects.List<Claim>())
                Take(claim.Status.Allocation);
            foreach (ObjectKey key in pending.Keys.ToList())
            {
                if (IsPending(key))
                    Take(pending[key].Allocation);
            }
            return taken;
        }
    }

    public void Add(Claim claim, AllocationResult allocation)
    {
        pending[ObjectKey.Of(claim)] = (claim.Metadata.Uid, allocation);
        changed = true;
    }

    public void Remove(Claim claim)
    {
        if (pending.TryGetValue(ObjectKey.Of(claim), out (string Uid, AllocationResult Allocation) known)
            && known.Uid == claim.Metadata.Uid)
        {
            pending.Remove(ObjectKey.Of(claim));
            changed = true;
        }
    }

    /// <summary>Whether a Pod with this claim is on its way, and the API does not show it yet.</summary>
    public bool IsPending(Claim claim) => pending.Count > 0 && IsPending(ObjectKey.Of(claim));

    private bool IsPending(ObjectKey key)
    {
        if (!pending.TryGetValue(key, out (string Uid, AllocationResult Allocation) known))
            return false;
        if (objects.Get<Claim>(key.Namespace, key.Name) is { Status.Allocation: null } claim
            && claim.Metadata.Uid == known.Uid)
            return true;
        pending.Remove(key);
        changed = true;
        return false;
    }

    // Who only looks at a device, as an administrator, leaves it free.
    private void Take(AllocationResult? allocation)
    {
        foreach (DeviceRequestAllocationResult result in allocation?.Devices.Results ?? [])
        {
            if (result.AdminAccess != true)
                taken.Add(new(result.Driver, result.Pool, result.Device));
        }
    }
}
