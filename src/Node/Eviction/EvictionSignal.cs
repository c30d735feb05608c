using Kubesharp.Api;

namespace Kubesharp.Kubelet.Eviction;

/// <summary>What a node may be short of, as configuration files name it.</summary>
public enum EvictionSignal
{
    MemoryAvailable,
    NodefsAvailable,
    NodefsInodesFree,
    ImagefsAvailable,
    ImagefsInodesFree,
    PidAvailable,
}

/// <summary>The words for signals. Pure.</summary>
internal static class EvictionSignals
{
    private static readonly (EvictionSignal Signal, string Name)[] Names =
    [
        (EvictionSignal.MemoryAvailable, "memory.available"),
        (EvictionSignal.NodefsAvailable, "nodefs.available"),
        (EvictionSignal.NodefsInodesFree, "nodefs.inodesFree"),
        (EvictionSignal.ImagefsAvailable, "imagefs.available"),
        (EvictionSignal.ImagefsInodesFree, "imagefs.inodesFree"),
        (EvictionSignal.PidAvailable, "pid.available"),
    ];

    public static string NameOf(EvictionSignal signal) => Names.First(pair => pair.Signal == signal).Name;

    /// <summary>Null: no signal of this name.</summary>
    public static EvictionSignal? Parse(string name) =>
        Names.Where(pair => pair.Name == name).Select(static pair => (EvictionSignal?)pair.Signal).FirstOrDefault();

    public static IEnumerable<string> All => Names.Select(static pair => pair.Name);

    /// <summary>The resource as messages name it.</summary>
    public static string ResourceOf(EvictionSignal signal) => signal switch
    {
        EvictionSignal.MemoryAvailable => "memory",
        EvictionSignal.NodefsAvailable or EvictionSignal.ImagefsAvailable => "ephemeral-storage",
        EvictionSignal.NodefsInodesFree or EvictionSignal.ImagefsInodesFree => "inodes",
        _ => "pids",
    };

    public static NodePressure PressureOf(EvictionSignal signal) => signal switch
    {
        EvictionSignal.MemoryAvailable => NodePressure.Memory,
        EvictionSignal.PidAvailable => NodePressure.Pids,
        _ => NodePressure.Disk,
    };

    /// <summary>Whether it is counted in bytes.</summary>
    public static bool IsBytes(EvictionSignal signal) =>
        signal is EvictionSignal.MemoryAvailable or EvictionSignal.NodefsAvailable or EvictionSignal.ImagefsAvailable;

    public static Quantity QuantityOf(EvictionSignal signal, long amount) =>
        IsBytes(signal) ? Quantity.FromBytes(amount) : new Quantity(amount);
}
