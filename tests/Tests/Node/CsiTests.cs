using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Core;
using Kubesharp.Api.Storage;
using Kubesharp.Kubelet.Plugins;
using Kubesharp.Kubelet.Volumes.Csi;
using Xunit;
using Mode = Kubesharp.Kubelet.Volumes.Csi.Wire.VolumeCapability.Types.AccessMode.Types.Mode;

namespace Kubesharp.Tests.Nodes;

/// <summary>The pure parts of volumes of storage drivers.</summary>
public sealed class CsiTests
{
    private static readonly CsiVolume Volume = new()
    {
        Driver = "d.example.com", Handle = "h1", Name = "pv1", PodVolume = "data", FsType = "ext4",
        AccessModes = ["ReadWriteOnce"],
    };

    // Names that drivers' controllers and upstream's kubelet compute as well.
    [Fact]
    public void Names_are_those_that_others_compute()
    {
        Assert.Equal("kubernetes.io/csi/d.example.com^h1", Volume.UniqueName);
        Assert.Equal(
            "csi-" + Hash("h1d.example.comn1"), CsiVolume.AttachmentName("d.example.com", "h1", "n1"));
        Assert.Equal("csi-" + Hash("uid-1data"), CsiVolume.EphemeralHandle("uid-1", "data"));

        static string Hash(string text) => Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("ReadWriteOnce", false, Mode.SingleNodeWriter)]
    [InlineData("ReadWriteOnce", true, Mode.SingleNodeMultiWriter)]
    [InlineData("ReadWriteOncePod", false, Mode.SingleNodeWriter)]
    [InlineData("ReadWriteOncePod", true, Mode.SingleNodeSingleWriter)]
    [InlineData("ReadOnlyMany", true, Mode.MultiNodeReaderOnly)]
    [InlineData("ReadWriteMany", true, Mode.MultiNodeMultiWriter)]
    internal void Access_modes_have_their_names_in_the_interface(string mode, bool isPrecise, Mode wanted) =>
        Assert.Equal(wanted, CsiRequests.ModeOf(mode, isPrecise));

    [Theory]
    [InlineData(null, "ext4", "ReadWriteOnce", false, true)]
    [InlineData(null, "ext4", "ReadWriteOncePod", false, true)]
    [InlineData(null, "", "ReadWriteOnce", false, false)]
    [InlineData(null, "ext4", "ReadWriteMany", false, false)]
    [InlineData(null, "ext4", "ReadWriteOnce", true, false)]
    [InlineData("File", "", "ReadWriteMany", false, true)]
    [InlineData("File", "", "ReadWriteMany", true, false)]
    [InlineData("None", "ext4", "ReadWriteOnce", false, false)]
    [InlineData("ReadWriteOnceWithFSType", "ext4", "ReadWriteOnce", false, true)]
    public void Files_are_given_to_a_group_as_the_driver_wants(
        string? policy, string fsType, string mode, bool isReadOnly, bool given)
    {
        CSIDriver driver = new() { Spec = new() { FsGroupPolicy = policy } };
        CsiVolume volume = Volume with { FsType = fsType, AccessModes = [mode], IsReadOnly = isReadOnly };
        Assert.Equal(given, volume.IsOwnedByGroup(driver));
        if (policy is null)
            Assert.Equal(given, volume.IsOwnedByGroup(null));
    }

    [Fact]
    public void A_driver_serves_the_lives_that_it_lists()
    {
        CsiVolume own = Volume with { IsEphemeral = true };
        Assert.Null(Volume.RefuseLifecycle(null));
        Assert.Equal(
            "volume mode \"Ephemeral\" not supported by driver d.example.com (no CSIDriver object)",
            own.RefuseLifecycle(null));
        CSIDriver both = new() { Spec = new() { VolumeLifecycleModes = ["Persistent", "Ephemeral"] } };
        Assert.Null(own.RefuseLifecycle(both));
        CSIDriver ephemeral = new() { Spec = new() { VolumeLifecycleModes = ["Ephemeral"] } };
        Assert.Equal(
            "volume mode \"Persistent\" not supported by driver d.example.com (only supports [\"Ephemeral\"])",
            Volume.RefuseLifecycle(ephemeral));
        Assert.True(Volume.NeedsAttachment(null));
        Assert.False(Volume.NeedsAttachment(new() { Spec = new() { AttachRequired = false } }));
        Assert.False(own.NeedsAttachment(null));
    }

    [Fact]
    public void Tokens_are_text_that_drivers_parse() => Assert.Equal(
        """
        {"a":{"token":"t1","expirationTimestamp":"2026-01-02T03:04:05Z"},
        "b":{"token":"t2","expirationTimestamp":null}}
        """.ReplaceLineEndings(""),
        CsiRequests.TokensText(new Dictionary<string, TokenRequestStatus>
        {
            ["b"] = new() { Token = "t2" },
            ["a"] = new()
            {
                Token = "t1", ExpirationTimestamp = new Time(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)),
            },
        }));

    [Fact]
    public void A_driver_comes_into_the_nodes_objects_and_goes_from_them()
    {
        Kubesharp.Api.Core.Node node = new() { Metadata = new() { Name = "n1", Uid = "u1" } };
        CsiNodeInfo info = new("d.example.com", "id-1", 5, new Dictionary<string, string> { ["rack"] = "r1" });
        Kubesharp.Api.Core.Node with = CsiNodeObjects.With(node, info);
        Assert.Equal("""{"d.example.com":"id-1"}""", with.Metadata.Annotations[CsiNodeObjects.NodeIdAnnotation]);
        Assert.Equal("r1", with.Metadata.Labels["rack"]);
        Assert.Equal(with, CsiNodeObjects.With(with, info));
        Kubesharp.Api.Core.Node without = CsiNodeObjects.Without(with, "d.example.com");
        Assert.Empty(without.Metadata.Annotations);
        Assert.Equal("r1", without.Metadata.Labels["rack"]);
        IOException error = Assert.Throws<IOException>(() => CsiNodeObjects.With(
            with, info with { Topology = new Dictionary<string, string> { ["rack"] = "r2" } }));
        Assert.Equal(
            "detected topology value collision: driver reported \"rack\":\"r2\" but existing label is \"rack\":\"r1\"",
            error.Message);

        CSINode drivers = CsiNodeObjects.With(CsiNodeObjects.For(node), info);
        Assert.Equal("u1", drivers.Metadata.OwnerReferences[0].Uid);
        Assert.Equal(5, Assert.Single(drivers.Spec.Drivers).Allocatable!.Count);
        Assert.Same(drivers, CsiNodeObjects.With(drivers, info));
        Assert.Null(CsiNodeObjects.With(drivers, info with { VolumesMax = 0 }).Spec.Drivers[0].Allocatable);
        Assert.Empty(CsiNodeObjects.Without(drivers, "d.example.com").Spec.Drivers);
    }

    [Fact]
    public void A_claim_learns_its_volumes_size_when_the_node_has_done_its_part()
    {
        PersistentVolumeClaim claim = new()
        {
            Status = new()
            {
                Phase = "Bound",
                Capacity = Size("1Gi"),
                AllocatedResourceStatuses = new Dictionary<string, string> { ["storage"] = "NodeResizePending" },
                Conditions =
                    [new() { Type = "FileSystemResizePending", Status = "True" }, new() { Type = "Unused" }],
            },
        };
        PersistentVolume volume = new() { Spec = new() { Capacity = Size("2Gi") } };
        Quantity wanted = Assert.NotNull(ClaimExpansion.Wanted(claim, volume));
        PersistentVolumeClaim grown = claim with { Status = ClaimExpansion.Finished(claim.Status, wanted) };
        Assert.Equal("2Gi", grown.Status.Capacity["storage"].ToString());
        Assert.Equal("Unused", Assert.Single(grown.Status.Conditions).Type);
        Assert.Empty(grown.Status.AllocatedResourceStatuses);
        Assert.Null(ClaimExpansion.Wanted(grown, volume));
        PersistentVolumeClaim refused = claim with
        {
            Status = ClaimExpansion.Infeasible(claim.Status, "it is too large", DateTimeOffset.UnixEpoch),
        };
        Assert.Null(ClaimExpansion.Wanted(refused, volume));
        Assert.Equal("failed to expand pvc with it is too large", refused.Status.Conditions[^1].Message);

        static Dictionary<string, Quantity> Size(string text) => new() { ["storage"] = Quantity.Parse(text) };
    }

    [Fact]
    public void What_is_remembered_of_a_mount_is_read_again()
    {
        string folder = Directory.CreateTempSubdirectory("kubesharp-csi-").FullName;
        try
        {
            CsiVolumeRecord record = new()
            {
                Driver = "d.example.com", Handle = "h\"1", Name = "pv1", NodeName = "n1", AttachmentId = "csi-1",
                LifecycleMode = "Persistent",
            };
            record.Write(folder);
            Assert.Equal(record, CsiVolumeRecord.Read(folder));
            File.WriteAllText(Path.Combine(folder, CsiVolumeRecord.FileName), "{");
            Assert.Null(CsiVolumeRecord.Read(folder));
            Assert.Null(CsiVolumeRecord.Read(Path.Combine(folder, "nowhere")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("/a/b.sock", "/a/b.sock")]
    [InlineData("unix:///a/b.sock", "/a/b.sock")]
    [InlineData("unix:/a/b.sock", "/a/b.sock")]
    public void Endpoints_are_paths(string endpoint, string path) => Assert.Equal(path, UnixChannel.PathOf(endpoint));
}
