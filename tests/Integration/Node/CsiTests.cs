using System.Text.Json;
using Grpc.Core;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Storage;
using Kubesharp.Kubelet.Volumes.Csi;
using Kubesharp.Tests.CsiDriver;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>Volumes of storage drivers, with a driver that keeps real files.</summary>
[Collection("node")]
public sealed class CsiTests
{
    private const string Ready = "echo ready; " + NodePods.Stay;
    private static readonly CSIDriverSpec NoAttachment =
        new() { AttachRequired = false, VolumeLifecycleModes = ["Persistent", "Ephemeral"] };

    [Fact]
    public async Task A_driver_registers_and_goes_with_its_socket()
    {
        await using CsiNode node =
            await CsiNode.StartAsync(new CSIDriverSpec { NodeAllocatableUpdatePeriodSeconds = 10 });
        Assert.Equal([""], node.Driver.Registrations);
        CSINodeDriver known = Assert.Single(node.Api.Get<CSINode>("node-a", "")!.Spec.Drivers);
        Assert.Equal("files.csi.test", known.Name);
        Assert.Equal("node-by-driver", known.NodeID);
        Assert.Equal(["topology.csi.test/rack"], known.TopologyKeys);
        Assert.Equal(7, known.Allocatable!.Count);
        Assert.Equal("r1", node.Self.Metadata.Labels["topology.csi.test/rack"]);
        Assert.Equal(
            """{"files.csi.test":"node-by-driver"}""",
            node.Self.Metadata.Annotations["csi.volume.kubernetes.io/nodeid"]);
        Assert.Equal("node-a", node.Api.Get<CSINode>("node-a", "")!.Metadata.OwnerReferences[0].Name);

        // How many volumes fit is asked anew as often as the driver wants.
        node.Driver.Options.VolumesMax = 9;
        await node.Node.WaitAsync("another limit", () =>
            node.Api.Get<CSINode>("node-a", "")!.Spec.Drivers[0].Allocatable?.Count == 9 ? "" : null);

        await node.Driver.DisposeAsync();
        await node.Node.WaitAsync("the driver's end", () =>
            node.Api.Get<CSINode>("node-a", "")!.Spec.Drivers.Count == 0
            && !node.Self.Metadata.Annotations.ContainsKey("csi.volume.kubernetes.io/nodeid") ? "" : null);

        // One that fails is told why, and asked again.
        TestDriver failing = await TestDriver.StartAsync(
            node.KubeletRoot, Path.Combine(node.Node.Root, "other"), new() { Name = "other.csi.test" });
        await using (failing)
        {
            bool fails = true;
            failing.Fault = call => call.Method == "NodeGetInfo" && fails ? (StatusCode.Internal, "not yet") : null;
            await node.Node.WaitAsync("the refusal", () => failing.Registrations.FirstOrDefault(
                static error => error == "rpc error: code = Internal desc = not yet"));
            fails = false;
            await node.Node.WaitAsync("the second try", () => failing.Registrations.LastOrDefault() is ""
                ? "" : null);
        }
        await node.StartDriverAsync();
    }

    [Fact]
    public async Task A_volume_is_attached_staged_once_and_published_to_each_pod()
    {
        await using CsiNode node = await CsiNode.StartAsync(new CSIDriverSpec { AttachRequired = true });
        await node.ClaimAsync("data");
        string unique = CsiVolume.UniqueNameOf(CsiNode.DriverName, "handle-data");
        node.Api.Put(CsiNode.Using("first", "data", "echo kept > /data/file; " + Ready));
        await node.Node.WaitAsync("the use", () => node.Self.Status.VolumesInUse.Contains(unique) ? "" : null);
        Assert.Equal(0, node.Driver.Count("NodeStageVolume"));
        await node.AttachAsync("handle-data");

        await node.Node.LogAsync("first");
        Assert.Contains("\"attached-to\": \"node-by-driver\"", node.Driver.Last("NodeStageVolume").Request,
            StringComparison.Ordinal);
        node.Api.Put(CsiNode.Using("second", "data", "cat /data/file; " + Ready));
        Assert.Contains("kept", await node.Node.LogAsync("second"), StringComparison.Ordinal);
        Assert.Equal(1, node.Driver.Count("NodeStageVolume"));
        Assert.Equal(2, node.Driver.Count("NodePublishVolume"));
        string staging = Path.Combine(
            node.KubeletRoot, "plugins", "kubernetes.io", "csi", "files.csi.test",
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("handle-data"u8)));
        Assert.True(File.Exists(Path.Combine(staging, "globalmount", "file")));
        Assert.True(File.Exists(Path.Combine(staging, "vol_data.json")));

        node.Api.Delete("first", 0);
        await node.Node.WaitAsync("the first's end", () => node.Driver.Count("NodeUnpublishVolume") == 1 ? "" : null);
        Assert.Equal(0, node.Driver.Count("NodeUnstageVolume"));
        Assert.Contains(unique, node.Self.Status.VolumesInUse);
        node.Api.Delete("second", 1);
        await node.GoneAsync("second");
        Assert.Equal(1, node.Driver.Count("NodeUnstageVolume"));
        await node.Node.WaitAsync("the release", () => node.Self.Status.VolumesInUse.Count == 0 ? "" : null);
        node.AssertNothingMounted();
        Assert.Equal("kept\n", File.ReadAllText(Path.Combine(node.Driver.Store.FilesOf("handle-data"), "file")));
    }

    [Fact]
    public async Task A_driver_is_told_of_pods_secrets_tokens_modes_and_groups()
    {
        await using CsiNode node = await CsiNode.StartAsync(NoAttachment with
        {
            PodInfoOnMount = true, FsGroupPolicy = "File", RequiresRepublish = true,
            TokenRequests = [new() { Audience = "vault", ExpirationSeconds = 600 }],
        });
        node.Api.Put(new Secret
        {
            Metadata = new() { Name = "stage", Namespace = "storage" },
            Data = new Dictionary<string, Bytes> { ["key"] = Bytes.FromUtf8("for-stage") },
        });
        node.Api.Put(new Secret
        {
            Metadata = new() { Name = "inline", Namespace = "default" },
            Data = new Dictionary<string, Bytes> { ["key"] = Bytes.FromUtf8("for-inline") },
        });
        await node.ClaimAsync("data", static spec => spec with
        {
            AccessModes = ["ReadWriteMany"],
            MountOptions = ["noatime"],
            Csi = spec.Csi! with
            {
                FsType = "ext4",
                NodeStageSecretRef = new() { Namespace = "storage", Name = "stage" },
                VolumeAttributes = new Dictionary<string, string> { ["pool"] = "fast" },
            },
        });
        node.Api.Put(CsiNode.Using(
            "main", "data", "stat -c 'data %g %a' /data; touch /data/x && echo written; " + Ready).With(
            static spec => spec with { SecurityContext = new() { FsGroup = 2000 }, ServiceAccountName = "default" }));
        node.Api.Put(CsiNode.Using(
            "reader", "data", "touch /data/y 2>/dev/null || echo refused; " + Ready, readOnly: true));
        node.Api.Put(NodePods.Of("inline", "Always", NodePods.Shell("main", "ls /own; " + Ready) with
        {
            VolumeMounts = [new() { Name = "own", MountPath = "/own" }],
        }).With(static spec => spec with
        {
            ServiceAccountName = "default",
            Volumes =
            [
                new()
                {
                    Name = "own",
                    Csi = new()
                    {
                        Driver = CsiNode.DriverName,
                        VolumeAttributes = new Dictionary<string, string> { ["color"] = "red" },
                        NodePublishSecretRef = new() { Name = "inline" },
                    },
                },
            ],
        }));

        string main = await node.Node.LogAsync("main");
        Assert.Contains("data 2000 2777", main, StringComparison.Ordinal);
        Assert.Contains("written", main, StringComparison.Ordinal);
        Assert.Contains("refused", await node.Node.LogAsync("reader"), StringComparison.Ordinal);
        string inline = await node.Node.LogAsync("inline");
        Assert.Contains("csi.storage.k8s.io_serviceAccount.tokens", inline, StringComparison.Ordinal);
        Assert.Contains("color", inline, StringComparison.Ordinal);

        using JsonDocument stage = JsonDocument.Parse(node.Driver.Last("NodeStageVolume").Request);
        Assert.Equal("for-stage", Text(stage, "secrets", "key"));
        Assert.Equal("fast", Text(stage, "volumeContext", "pool"));
        Assert.Equal("MULTI_NODE_MULTI_WRITER", Text(stage, "volumeCapability", "accessMode", "mode"));
        Assert.Equal("ext4", Text(stage, "volumeCapability", "mount", "fsType"));
        Assert.Equal("noatime", stage.RootElement.GetProperty("volumeCapability").GetProperty("mount")
            .GetProperty("mountFlags")[0].GetString());
        Pod own = node.Api.Get<Pod>("inline")!;
        string handle = CsiVolume.EphemeralHandle(own.Metadata.Uid, "own");
        using JsonDocument publish = JsonDocument.Parse(node.Driver.Calls.Last(call =>
            call.Method == "NodePublishVolume" && call.VolumeId == handle).Request);
        Assert.Equal("for-inline", Text(publish, "secrets", "key"));
        Assert.Equal("inline", Text(publish, "volumeContext", "csi.storage.k8s.io/pod.name"));
        Assert.Equal("default", Text(publish, "volumeContext", "csi.storage.k8s.io/pod.namespace"));
        Assert.Equal(own.Metadata.Uid, Text(publish, "volumeContext", "csi.storage.k8s.io/pod.uid"));
        Assert.Equal("default", Text(publish, "volumeContext", "csi.storage.k8s.io/serviceAccount.name"));
        Assert.Equal("true", Text(publish, "volumeContext", "csi.storage.k8s.io/ephemeral"));
        Assert.StartsWith(
            """{"vault":{"token":"token-inline","expirationTimestamp":"2""",
            Text(publish, "volumeContext", CsiRequests.TokensKey), StringComparison.Ordinal);
        Assert.Equal(0, node.Driver.Count("NodeStageVolume", handle));

        // The driver wants to hear again and again; what it then says harms no Pod.
        int before = node.Driver.Count("NodePublishVolume", handle);
        node.Driver.Fault = call => call.Method == "NodePublishVolume" ? (StatusCode.Internal, "worn out") : null;
        await node.Node.WaitAsync("another publication", () =>
            node.Driver.Count("NodePublishVolume", handle) > before + 1 ? "" : null);
        await node.EventAsync(
            "FailedMount", "MountVolume.SetUp failed for volume \"own\" : rpc error: code = Internal desc = worn out");
        Assert.Equal("Running", node.Api.Get<Pod>("inline")!.Status.Phase);
        node.Driver.Fault = null;
        foreach (string pod in (string[])["main", "reader", "inline"])
            node.Api.Delete(pod, 1);
        foreach (string pod in (string[])["main", "reader", "inline"])
            await node.GoneAsync(pod);
        node.AssertNothingMounted();
    }

    [Fact]
    public async Task Failures_are_told_as_kubelets_do_and_tried_again()
    {
        await using CsiNode node = await CsiNode.StartAsync(
            new CSIDriverSpec { AttachRequired = false, VolumeLifecycleModes = ["Persistent"] });
        await node.ClaimAsync("data");
        bool fails = true;
        node.Driver.Fault = call => fails && call.Method == "NodeStageVolume" ? (StatusCode.Internal, "no disk") : null;
        node.Api.Put(CsiNode.Using("staged", "data", Ready));
        await node.EventAsync("FailedMount", "MountVolume.MountDevice failed for volume \"pv-data\" : "
            + "rpc error: code = Internal desc = no disk");
        fails = false;
        await node.Node.LogAsync("staged");

        node.Api.Put(Inline("wrong-life", CsiNode.DriverName));
        await node.EventAsync("FailedMount", "MountVolume.NewMounter initialization failed for volume \"own\" : "
            + "volume mode \"Ephemeral\" not supported by driver files.csi.test (only supports [\"Persistent\"])");
        node.Api.Put(new CSIDriver
        {
            Metadata = new() { Name = "absent.csi.test" }, Spec = new() { VolumeLifecycleModes = ["Ephemeral"] },
        });
        node.Api.Put(Inline("no-driver", "absent.csi.test"));
        await node.EventAsync("FailedMount", "MountVolume.SetUp failed for volume \"own\" : kubernetes.io/csi: "
            + "mounter.SetUpAt failed to get CSI client: driver name absent.csi.test not found in the list of "
            + "registered CSI drivers");

        // A Pod does not end before its volume is taken from it.
        node.Driver.Fault = static call =>
            call.Method == "NodeUnpublishVolume" ? (StatusCode.Internal, "still at it") : null;
        node.Api.Delete("staged", 1);
        await node.Node.WaitAsync("a second try", () => node.Driver.Count("NodeUnpublishVolume") > 1 ? "" : null);
        Assert.NotNull(node.Api.Get<Pod>("staged"));
        node.Driver.Fault = null;
        await node.GoneAsync("staged");
        foreach (string pod in (string[])["wrong-life", "no-driver"])
        {
            node.Api.Delete(pod, 1);
            await node.GoneAsync(pod);
        }
        node.AssertNothingMounted();
    }

    [Fact]
    public async Task A_volume_grows_while_it_is_used()
    {
        await using CsiNode node = await CsiNode.StartAsync(NoAttachment);
        PersistentVolume volume = await node.ClaimAsync("data");
        node.Api.Put(CsiNode.Using("main", "data", """
            echo ready; trap 'exit 0' TERM
            while :; do echo size $(df -k /data | tail -1 | awk '{print $2}'); sleep 0.2; done
            """));
        await node.Node.LogAsync("main");
        // The controller's part: the volume is larger, the claim waits for the node.
        await node.Driver.ExpandAsync("handle-data", 8 << 20);
        PersistentVolumeClaim claim = node.Api.Get<PersistentVolumeClaim>("data")!;
        node.Api.Put(claim with
        {
            Status = claim.Status with
            {
                AllocatedResources = new Dictionary<string, Quantity> { ["storage"] = Quantity.Parse("8Mi") },
                AllocatedResourceStatuses = new Dictionary<string, string> { ["storage"] = "NodeResizePending" },
                Conditions = [new() { Type = "FileSystemResizePending", Status = "True" }],
            },
        });
        node.Driver.Fault = static call => call.Method == "NodeExpandVolume" ? (StatusCode.Internal, "busy") : null;
        node.Api.Put(volume with
        {
            Spec = volume.Spec with
            {
                Capacity = new Dictionary<string, Quantity> { ["storage"] = Quantity.Parse("8Mi") },
            },
        });
        await node.EventAsync("VolumeResizeFailed", "NodeExpandVolume.NodeExpandVolume failed for volume \"pv-data\" : "
            + "Expander.NodeExpand failed to expand the volume : rpc error: code = Internal desc = busy");
        node.Driver.Fault = null;

        claim = await node.Node.WaitAsync("the claim", () => node.Api.Get<PersistentVolumeClaim>("data") is
            { Status.Conditions.Count: 0 } grown ? grown : null);
        Assert.Equal("8Mi", claim.Status.Capacity["storage"].ToString());
        Assert.Empty(claim.Status.AllocatedResourceStatuses);
        await node.EventAsync("FileSystemResizeSuccessful", "for volume \"pv-data\" node-a");
        Pod pod = node.Api.Get<Pod>("main")!;
        await node.Node.WaitUntilAsync("the size in the container", () => Task.FromResult(
            node.Node.LogOf(pod, "main").Contains("size 8192", StringComparison.Ordinal)));
        Assert.Contains("\"requiredBytes\": \"8388608\"", node.Driver.Last("NodeExpandVolume").Request,
            StringComparison.Ordinal);

        // What can never be is not asked again.
        node.Driver.Fault = static call =>
            call.Method == "NodeExpandVolume" ? (StatusCode.OutOfRange, "too large") : null;
        volume = node.Api.Get<PersistentVolume>("pv-data", "")!;
        node.Api.Put(volume with
        {
            Spec = volume.Spec with
            {
                Capacity = new Dictionary<string, Quantity> { ["storage"] = Quantity.Parse("1Gi") },
            },
        });
        claim = await node.Node.WaitAsync("the refusal", () => node.Api.Get<PersistentVolumeClaim>("data") is
            { Status.Conditions.Count: 1 } refused ? refused : null);
        Assert.Equal("NodeResizeInfeasible", claim.Status.AllocatedResourceStatuses["storage"]);
        Assert.Equal("NodeResizeError", claim.Status.Conditions[0].Type);
    }

    [Fact]
    public async Task What_is_mounted_outlives_the_kubelet_and_is_taken_away_by_the_next()
    {
        await using CsiNode node = await CsiNode.StartAsync(NoAttachment);
        foreach (string name in (string[])["stays", "goes"])
        {
            await node.ClaimAsync(name);
            node.Api.Put(CsiNode.Using(name, name, "echo $NAME > /data/file; " + Ready));
        }
        await node.Node.LogAsync("stays");
        await node.Node.LogAsync("goes");
        string id = node.Api.Get<Pod>("stays")!.Status.ContainerStatuses[0].ContainerID;

        await node.Node.StopAsync();
        Assert.Equal(0, node.Driver.Count("NodeUnpublishVolume"));
        node.Api.Delete("goes", 0);
        // Staged by a kubelet that was stopped before it could publish.
        await node.Driver.CreateVolumeAsync("forgotten", 1 << 20);
        new CsiVolumeRecord { Driver = CsiNode.DriverName, Handle = "forgotten" }.Write(Path.Combine(
            node.KubeletRoot, "plugins", "kubernetes.io", "csi", CsiNode.DriverName, "0123"));
        await node.Node.RunAsync();

        await node.Node.WaitAsync("what was left", () =>
            node.Driver.Count("NodeUnpublishVolume", "handle-goes") > 0
            && node.Driver.Count("NodeUnstageVolume", "handle-goes") > 0
            && node.Driver.Count("NodeUnstageVolume", "forgotten") > 0 ? "" : null);
        Assert.Equal(0, node.Driver.Count("NodeUnpublishVolume", "handle-stays"));
        Assert.Equal(id, node.Api.Get<Pod>("stays")!.Status.ContainerStatuses[0].ContainerID);
        node.Api.Delete("stays", 1);
        await node.GoneAsync("stays");
        Assert.Equal(1, node.Driver.Count("NodeUnstageVolume", "handle-stays"));
        node.AssertNothingMounted();
    }

    [Fact]
    public async Task A_block_device_comes_into_the_container()
    {
        if (!File.Exists("/dev/loop-control") || !File.Exists("/usr/sbin/losetup"))
            Assert.Skip("needs loop devices and losetup");
        await using CsiNode node = await CsiNode.StartAsync(NoAttachment);
        await node.ClaimAsync("raw", static spec => spec with { VolumeMode = "Block" });
        Pod pod = NodePods.Of("main", "Always", NodePods.Shell("main", """
            ls -l /dev/xvda
            echo block | dd of=/dev/xvda conv=notrunc 2>/dev/null && echo written
            head -c 5 /dev/xvda; echo
            echo ready; trap 'exit 0' TERM; while :; do sleep 0.1; done
            """) with
        {
            VolumeDevices = [new() { Name = "data", DevicePath = "/dev/xvda" }],
        }).With(static spec => spec with
        {
            Volumes = [new() { Name = "data", PersistentVolumeClaim = new() { ClaimName = "raw" } }],
        });
        node.Api.Put(pod);
        string text = await node.Node.LogAsync("main");
        Assert.Contains("brw", text, StringComparison.Ordinal);
        Assert.Contains("written", text, StringComparison.Ordinal);
        Assert.Contains("\"block\": { }", node.Driver.Last("NodePublishVolume").Request, StringComparison.Ordinal);
        node.Api.Delete("main", 1);
        await node.GoneAsync("main");
        Assert.Equal(1, node.Driver.Count("NodeUnstageVolume"));
        node.AssertNothingMounted();
        Assert.StartsWith("block", File.ReadAllText(node.Driver.Store.ImageOf("handle-raw")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_kubelet_tells_how_full_volumes_are()
    {
        TestCertificates certificates = TestCertificates.Create();
        await using CsiNode node = await CsiNode.StartAsync(NoAttachment);
        await node.Node.StopAsync();
        node.Node.Change(options => options with
        {
            ServingCertificate = () => certificates.Serving, ClientAuthorities = [certificates.Authority],
        });
        await node.Node.RunAsync();
        await node.ClaimAsync("data");
        node.Api.Put(CsiNode.Using("main", "data", "dd if=/dev/zero of=/data/file bs=1k count=1024; " + Ready));
        await node.Node.LogAsync("main");
        using HttpClient http = new(StreamingTests.Handler(certificates));
        string at = $"https://127.0.0.1:{await node.Node.PortAsync()}";
        JsonElement volume = default;
        await node.Node.WaitUntilAsync("the volume's use", async () =>
        {
            using JsonDocument summary = JsonDocument.Parse(await http.GetStringAsync($"{at}/stats/summary"));
            JsonElement pod = summary.RootElement.GetProperty("pods").EnumerateArray().FirstOrDefault(static one =>
                one.GetProperty("podRef").GetProperty("name").GetString() == "main");
            if (pod.ValueKind != JsonValueKind.Object || !pod.TryGetProperty("volume", out JsonElement volumes))
                return false;
            volume = volumes[0].Clone();
            return true;
        });
        Assert.Equal("data", volume.GetProperty("name").GetString());
        Assert.Equal("data", volume.GetProperty("pvcRef").GetProperty("name").GetString());
        Assert.Equal(4 << 20, volume.GetProperty("capacityBytes").GetInt64());
        Assert.Equal(1 << 20, volume.GetProperty("usedBytes").GetInt64());
        Assert.Equal(990, volume.GetProperty("inodesFree").GetInt64());
        Assert.False(volume.GetProperty("volumeHealthStats").GetProperty("abnormal").GetBoolean());
        Assert.Contains(
            "kubelet_volume_stats_capacity_bytes{namespace=\"default\",persistentvolumeclaim=\"data\"} 4194304\n",
            await http.GetStringAsync($"{at}/metrics"), StringComparison.Ordinal);
    }

    private static Pod Inline(string name, string driver) =>
        NodePods.Of(name, "Always", NodePods.Shell("main", "true")).With(spec => spec with
        {
            Volumes = [new() { Name = "own", Csi = new() { Driver = driver } }],
        });

    private static string Text(JsonDocument document, params string[] path)
    {
        JsonElement at = document.RootElement;
        foreach (string name in path)
            at = at.GetProperty(name);
        return at.GetString()!;
    }
}
