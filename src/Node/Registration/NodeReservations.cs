using Kubesharp.Api;
using Kubesharp.Kubelet.Cpus;
using Kubesharp.Kubelet.Eviction;

namespace Kubesharp.Kubelet.Registration;

/// <summary>What of the machine is not for Pods.</summary>
public sealed record NodeReservations
{
    private static readonly Dictionary<string, Quantity> Nothing = [];

    /// <summary>For the operating system: cpu, memory, ephemeral-storage, pid.</summary>
    public IReadOnlyDictionary<string, Quantity> System { get; init; } = Nothing;

    /// <summary>For Kubernetes itself.</summary>
    public IReadOnlyDictionary<string, Quantity> Kubernetes { get; init; } = Nothing;

    /// <summary>Processors for both, by number: then what both say of CPU does not count.</summary>
    public CpuSet Processors { get; init; } = CpuSet.Empty;

    /// <summary>Whether the group of all Pods is held to what is left. Defaults to true.</summary>
    public bool AreEnforced { get; init; } = true;

    /// <summary>Both together.</summary>
    internal Quantity Of(string resource) => resource == "cpu" && !Processors.IsEmpty
        ? new Quantity(Processors.Count)
        : System.GetValueOrDefault(resource) + Kubernetes.GetValueOrDefault(resource);

    /// <summary>
    /// What Pods can have: the capacity without what is reserved and what evictions keep free; huge pages are not
    /// ordinary memory (documentation, "Reserve Compute Resources for System Daemons"). Pure.
    /// </summary>
    internal IReadOnlyDictionary<string, Quantity> AllocatableOf(
        IReadOnlyDictionary<string, Quantity> capacity, EvictionThresholds eviction)
    {
        Dictionary<string, Quantity> allocatable = new(StringComparer.Ordinal);
        foreach ((string resource, Quantity amount) in capacity)
        {
            Quantity left = amount - Of(resource);
            EvictionSignal? signal = resource switch
            {
                "memory" => EvictionSignal.MemoryAvailable,
                "ephemeral-storage" => EvictionSignal.NodefsAvailable,
                _ => null,
            };
            if (signal is { } kept)
                left -= Quantity.FromBytes(eviction.KeptFree(kept, amount.Value));
            if (resource == "memory")
            {
                foreach ((string pages, Quantity bytes) in capacity)
                {
                    if (pages.StartsWith("hugepages-", StringComparison.Ordinal))
                        left -= bytes;
                }
            }
            allocatable[resource] = left.Sign < 0 ? Quantity.Zero : left;
        }
        return allocatable;
    }
}
