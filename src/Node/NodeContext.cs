using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Kubelet.Containers;
using Kubesharp.Kubelet.Cri;
using Kubesharp.Kubelet.Probes;
using Kubesharp.Kubelet.Volumes;
using Kubesharp.Linux.Cgroups;

namespace Kubesharp.Kubelet;

/// <summary>What all Pods of a node share. Built once by the kubelet.</summary>
internal sealed record NodeContext
{
    public required KubeletOptions Options { get; init; }
    public required NodeFolders Folders { get; init; }
    public required TimeProvider Time { get; init; }
    public required ApiClient Client { get; init; }
    public required IContainerRuntime Runtime { get; init; }
    public required NodeEvents Events { get; init; }
    public required FollowedObjects Followed { get; init; }
    public required ReferencedObjects Objects { get; init; }
    public required EnvironmentVariables Environment { get; init; }
    public required PodVolumes Volumes { get; init; }
    public required StaticPods.MirrorPods Mirrors { get; init; }
    public required Images.ImagePulls Pulls { get; init; }
    public required Prober Prober { get; init; }
    /// <summary>The Services of the cluster as they are now.</summary>
    public required Func<IReadOnlyList<Service>> Services { get; init; }
    /// <summary>Null where the machine has none.</summary>
    public required CgroupTree? Cgroups { get; init; }
    /// <summary>Null when all containers share all processors.</summary>
    public Cpus.ExclusiveCpus? ExclusiveCpus { get; init; }
    public required long MemoryBytes { get; init; }
    public required IReadOnlyDictionary<string, Quantity> Allocatable { get; init; }
    /// <summary>What the node has to give and can do, now.</summary>
    public required Func<PodWorkers.NodeOffer> Offer { get; init; }
    /// <summary>Tells an operator; one line.</summary>
    public required Action<string> Log { get; init; }
}
