using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Storage;

namespace Kubesharp.Bench.Scheduler;

/// <summary>Bound CSI volumes, one for each Pod, and nodes that take 39 of them.</summary>
internal static class SchedulerVolumes
{
    private const string Driver = "csi.bench.example.com";

    private static readonly Dictionary<string, Quantity> Size = new() { ["storage"] = Quantity.Parse("1Gi") };

    public static IEnumerable<ApiObject> For(int nodes, int claims)
    {
        for (int i = 0; i < nodes; i++)
        {
            yield return new CSINode
            {
                Metadata = ObjectMeta.Empty with { Name = $"node-{i}" },
                Spec = new CSINodeSpec
                {
                    Drivers = [new() { Name = Driver, NodeID = $"node-{i}", Allocatable = new() { Count = 39 } }],
                },
            };
        }
        foreach (string prefix in (string[])["init", "pod"])
        {
            for (int i = 0; i < claims; i++)
            {
                yield return VolumeOf($"{prefix}-{i}");
                yield return ClaimOf($"{prefix}-{i}");
            }
        }
    }

    public static Pod WithClaim(Pod pod) => pod with
    {
        Spec = pod.Spec with
        {
            Volumes = [new Volume { Name = "data", PersistentVolumeClaim = new() { ClaimName = pod.Metadata.Name } }],
        },
    };

    private static PersistentVolume VolumeOf(string name) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = name },
        Spec = PersistentVolumeSpec.Empty with
        {
            Capacity = Size,
            AccessModes = ["ReadWriteOnce"],
            StorageClassName = "bench",
            ClaimRef = ObjectReference.Empty with
            {
                Kind = "PersistentVolumeClaim", Namespace = "default", Name = name,
            },
            Csi = new CSIPersistentVolumeSource { Driver = Driver, VolumeHandle = name },
        },
    };

    private static PersistentVolumeClaim ClaimOf(string name) => new()
    {
        Metadata = ObjectMeta.Empty with
        {
            Name = name,
            Namespace = "default",
            Annotations = new Dictionary<string, string> { ["pv.kubernetes.io/bind-completed"] = "true" },
        },
        Spec = PersistentVolumeClaimSpec.Empty with
        {
            AccessModes = ["ReadWriteOnce"],
            StorageClassName = "bench",
            VolumeName = name,
            Resources = new VolumeResourceRequirements { Requests = Size },
        },
    };
}
