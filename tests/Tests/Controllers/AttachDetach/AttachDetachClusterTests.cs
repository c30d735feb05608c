using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Storage;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Simulation.Nodes;
using Kubesharp.Tests.Controllers.PersistentVolumes;
using Xunit;

namespace Kubesharp.Tests.Controllers.AttachDetach;

/// <summary>A volume of a CSI driver goes from node to node: in a whole cluster, with the test as the driver.</summary>
public sealed class AttachDetachClusterTests
{
    private const string Volume = "kubernetes.io/csi/example.com^handle";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact] // E103
    public async Task A_volume_follows_its_Pod_and_is_never_on_two_nodes()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(
            new InProcessClusterOptions { Nodes = new SimulatedNodesOptions { Count = 2 } }, patience.Token);
        foreach (string node in (string[])["node-0", "node-1"])
        {
            await cluster.UntilAsync<Node>("", node, static _ => true, patience.Token);
            Assert.Null((await cluster.Client.PatchAsync<Node>(new("", node), PatchType.Merge,
                """{"metadata":{"annotations":{"volumes.kubernetes.io/controller-managed-attach-detach":"true"}}}""",
                patience.Token)).Error);
        }
        using CancellationTokenSource driverEnds = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
        Driver driver = new(cluster, driverEnds.Token);
        await CreateDiskAsync(cluster, patience.Token);
        await CreateUnattachedAsync(cluster, patience.Token);
        await cluster.UntilAsync<ServiceAccount>("default", static _ => true, patience.Token);

        await CreateAsync(cluster, PodOn("first", "node-0", "data", "unattached"), patience.Token);
        Node owner = await cluster.UntilAsync<Node>(
            "", "node-0", static node => node.Status.VolumesAttached.Count == 1, patience.Token);
        Assert.Equal(Volume, owner.Status.VolumesAttached[0].Name);
        Event attached = await cluster.UntilAnyAsync<Event>(
            static happened => happened.Reason == "SuccessfulAttachVolume", patience.Token);
        Assert.Equal("AttachVolume.Attach succeeded for volume \"disk\" ", attached.Message);
        await SetInUseAsync(cluster, "node-0", Volume, patience.Token);
        // The Pod's other volume is of a driver that attaches nothing.
        (ObjectList<VolumeAttachment>? attachments, _) = await cluster.Client.ListAsync<VolumeAttachment>(
            "", patience.Token);
        Assert.Equal("example.com", Assert.Single(attachments!.Items).Spec.Attacher);

        await CreateAsync(cluster, PodOn("second", "node-1", "data"), patience.Token);
        Event refused = await cluster.UntilAnyAsync<Event>(
            static happened => happened.Reason == "FailedAttachVolume", patience.Token);
        Assert.Equal(
            "Multi-Attach error for volume \"disk\" Volume is already used by pod(s) first", refused.Message);
        Assert.Equal("second", refused.InvolvedObject.Name);

        // The Pod goes, but its node has the volume mounted still: nothing is detached before it says otherwise.
        Assert.Null(await cluster.Client.DeleteAsync<Pod>(
            new("default", "first"), new DeleteOptions { GracePeriodSeconds = 0 }, patience.Token));
        await SetInUseAsync(cluster, "node-0", null, patience.Token);
        await cluster.UntilAsync<Node>(
            "", "node-1", static node => node.Status.VolumesAttached.Count == 1, patience.Token);
        await cluster.UntilAsync<Node>(
            "", "node-0", static node => node.Status.VolumesAttached.Count == 0, patience.Token);

        await driverEnds.CancelAsync();
        Assert.Equal(1, driver.AtOnce);
    }

    private static async Task SetInUseAsync(
        InProcessCluster cluster, string node, string? volume, CancellationToken cancellationToken) =>
        Assert.Null((await cluster.Client.PatchAsync<Node>(new("", node), PatchType.Merge,
            volume is null ? """{"status":{"volumesInUse":null}}"""
                : $$$"""{"status":{"volumesInUse":["{{{volume}}}"]}}""",
            cancellationToken, "status")).Error);

    private static async Task CreateDiskAsync(InProcessCluster cluster, CancellationToken cancellationToken)
    {
        PersistentVolume disk = Volumes.Volume("disk");
        await CreateAsync(cluster, disk with
        {
            Spec = disk.Spec with
            {
                HostPath = null,
                Csi = new CSIPersistentVolumeSource { Driver = "example.com", VolumeHandle = "handle" },
            },
        }, cancellationToken);
        await CreateAsync(cluster, Volumes.Claim("data"), cancellationToken);
    }

    private static async Task CreateUnattachedAsync(InProcessCluster cluster, CancellationToken cancellationToken)
    {
        await CreateAsync(cluster, new CSIDriver
        {
            Metadata = ObjectMeta.Empty with { Name = "free.example.com" },
            Spec = CSIDriverSpec.Empty with { AttachRequired = false },
        }, cancellationToken);
        PersistentVolume disk = Volumes.Volume("free", className: "free");
        await CreateAsync(cluster, disk with
        {
            Spec = disk.Spec with
            {
                HostPath = null,
                Csi = new CSIPersistentVolumeSource { Driver = "free.example.com", VolumeHandle = "free" },
            },
        }, cancellationToken);
        await CreateAsync(cluster, Volumes.Claim("unattached", className: "free"), cancellationToken);
    }

    private static Pod PodOn(string name, string node, params string[] claims)
    {
        Pod pod = Workloads.Pod(name);
        return pod with
        {
            Spec = pod.Spec with
            {
                NodeSelector = new Dictionary<string, string> { ["kubernetes.io/hostname"] = node },
                Volumes =
                [
                    .. claims.Select(static claim => new Volume
                    {
                        Name = claim,
                        PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource { ClaimName = claim },
                    }),
                ],
            },
        };
    }

    private static async Task CreateAsync<T>(InProcessCluster cluster, T value, CancellationToken cancellationToken)
        where T : ApiObject
    {
        ApiResult<T> created = await cluster.Client.CreateAsync(
            (T)(ApiObject)(value with { Metadata = value.Metadata with { Uid = "" } }), cancellationToken);
        Assert.Null(created.Error);
    }

    /// <summary>Attaches at once, and counts on how many nodes a volume is.</summary>
    private sealed class Driver
    {
        private readonly HashSet<string> present = [];

        public Driver(InProcessCluster cluster, CancellationToken cancellationToken)
        {
            Informer<VolumeAttachment> informer = cluster.Watching<VolumeAttachment>(cancellationToken);
            informer.AddHandler((before, after) =>
            {
                if (after is null)
                {
                    present.Remove(before!.Metadata.Name);
                    return;
                }
                present.Add(after.Metadata.Name);
                AtOnce = Math.Max(AtOnce, present.Count);
                if (!after.Status.Attached && after.Metadata.DeletionTimestamp is null)
                {
                    _ = Loop.Run("test-driver", TimeProvider.System, async token =>
                    {
                        await cluster.Client.UpdateStatusAsync(
                            after with { Status = after.Status with { Attached = true } }, token);
                    }, cancellationToken);
                }
            });
        }

        public int AtOnce { get; private set; }
    }
}
