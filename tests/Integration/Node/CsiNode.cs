using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Storage;
using Kubesharp.Kubelet.Volumes.Csi;
using Kubesharp.Tests.CsiDriver;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>A kubelet with a storage driver beside it; the test does what controllers do elsewhere.</summary>
internal sealed class CsiNode : IAsyncDisposable
{
    public const string DriverName = "files.csi.test";

    private CsiNode(NodeFixture node) => Node = node;

    public NodeFixture Node { get; }
    public MemoryApi Api => Node.Api;
    public TestDriver Driver { get; private set; } = null!;

    /// <summary>Where plugins meet the kubelet.</summary>
    public string KubeletRoot => Path.Combine(Node.Options.DataDirectory, "node");

    private string Store => Path.Combine(Node.Root, "store");

    /// <param name="driverObject">What the cluster knows of the driver; null: nothing.</param>
    public static async Task<CsiNode> StartAsync(CSIDriverSpec? driverObject, TestDriverOptions? options = null)
    {
        CsiNode node = new(await NodeFixture.StartAsync(
            static options => options with { ResyncPeriod = TimeSpan.FromSeconds(1) }));
        if (driverObject is not null)
            node.Api.Put(new CSIDriver { Metadata = new() { Name = DriverName }, Spec = driverObject });
        await node.StartDriverAsync(options);
        await node.Node.WaitAsync("the registration", () => node.Driver.Registrations.LastOrDefault());
        return node;
    }

    public async Task StartDriverAsync(TestDriverOptions? options = null) =>
        Driver = await TestDriver.StartAsync(KubeletRoot, Store, options ?? new TestDriverOptions());

    /// <summary>A volume of the driver and a claim bound to it, both of the name.</summary>
    public async Task<PersistentVolume> ClaimAsync(
        string name, Func<PersistentVolumeSpec, PersistentVolumeSpec>? change = null, string size = "4Mi")
    {
        Quantity bytes = Quantity.Parse(size);
        Dictionary<string, Quantity> capacity = new() { ["storage"] = bytes };
        PersistentVolumeSpec spec = new()
        {
            Capacity = capacity,
            AccessModes = ["ReadWriteOnce"],
            VolumeMode = "Filesystem",
            ClaimRef = new() { Namespace = "default", Name = name },
            Csi = new() { Driver = DriverName, VolumeHandle = "handle-" + name },
        };
        spec = change?.Invoke(spec) ?? spec;
        await Driver.CreateVolumeAsync(spec.Csi!.VolumeHandle, bytes.Value, spec.VolumeMode == "Block");
        PersistentVolume volume =
            Api.Put(new PersistentVolume { Metadata = new() { Name = "pv-" + name }, Spec = spec });
        Api.Put(new PersistentVolumeClaim
        {
            Metadata = new() { Name = name, Namespace = "default" },
            Spec = new() { VolumeName = volume.Metadata.Name, VolumeMode = spec.VolumeMode },
            Status = new() { Phase = "Bound", Capacity = capacity },
        });
        return volume;
    }

    /// <summary>What the attach/detach controller and the driver's attacher do.</summary>
    public async Task AttachAsync(string handle)
    {
        IReadOnlyDictionary<string, string> context = await Driver.AttachAsync(handle, Driver.Options.NodeId);
        Api.Put(new VolumeAttachment
        {
            Metadata = new() { Name = CsiVolume.AttachmentName(DriverName, handle, "node-a") },
            Spec = new() { Attacher = DriverName, NodeName = "node-a" },
            Status = new() { Attached = true, AttachmentMetadata = context },
        });
        Kubesharp.Api.Core.Node self = Self;
        Api.Put(self with
        {
            Status = self.Status with
            {
                VolumesAttached =
                    [new() { Name = CsiVolume.UniqueNameOf(DriverName, handle), DevicePath = "" }],
            },
        });
    }

    public Kubesharp.Api.Core.Node Self => Api.Get<Kubesharp.Api.Core.Node>("node-a", "")!;

    public Task EventAsync(string reason, string text) => Node.WaitAsync(
        $"{reason}: {text}",
        () => Api.Events.FirstOrDefault(entry => entry.Reason == reason
            && entry.Message.Contains(text, StringComparison.Ordinal)));

    public Task GoneAsync(string pod) =>
        Node.WaitAsync($"the end of {pod}", () => Api.Get<Pod>(pod) is null ? "" : null);

    /// <summary>Nothing of a driver's volume is left in the kubelet's folders.</summary>
    public void AssertNothingMounted()
    {
        Assert.DoesNotContain(
            Kubesharp.Linux.Mounts.MountTable.Read(),
            mount => mount.Target.Contains("kubernetes.io~csi", StringComparison.Ordinal)
                || mount.Target.Contains("plugins/kubernetes.io/csi", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(
            Path.Combine(KubeletRoot, "plugins"), CsiVolumeRecord.FileName, SearchOption.AllDirectories));
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Node.StopAsync();
            await Driver.DisposeAsync();
        }
        finally
        {
            // The kubelet's mounts before the volumes: lazily, so nothing stands in the way.
            if (Directory.Exists(KubeletRoot))
                Kubesharp.Linux.Mounts.MountTable.UnmountAll(Path.Combine(KubeletRoot, "plugins"));
            Driver.Store.Clear();
            await Node.DisposeAsync();
        }
    }

    /// <summary>A Pod with the claim at /data.</summary>
    public static Pod Using(string pod, string claim, string script, bool readOnly = false) =>
        NodePods.Of(pod, "Always", NodePods.Shell("main", script) with
        {
            VolumeMounts = [new() { Name = "data", MountPath = "/data" }],
        }).With(spec => spec with
        {
            Volumes =
                [new() { Name = "data", PersistentVolumeClaim = new() { ClaimName = claim, ReadOnly = readOnly } }],
        });
}
