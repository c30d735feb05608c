using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.PersistentVolumes;
using Xunit;

namespace Kubesharp.Tests.Controllers.PersistentVolumes;

public sealed class ClaimPlanTests
{
    [Fact]
    public void The_smallest_volume_that_fits_is_taken()
    {
        ClaimStep step = For(Volumes.Claim("data", "5Gi"), new()
        {
            Volumes = [Volumes.Volume("small", "1Gi"), Volumes.Volume("large", "50Gi"), Volumes.Volume("fit", "8Gi")],
        });

        Assert.Equal("fit", Assert.IsType<ClaimStep.Bind>(step).Volume.Metadata.Name);
    }

    [Fact]
    public void Few_access_modes_go_before_small_size()
    {
        ClaimStep step = For(Volumes.Claim("data"), new()
        {
            Volumes =
            [
                Volumes.Volume("shared", "1Gi", accessModes: ["ReadWriteOnce", "ReadWriteMany"]),
                Volumes.Volume("single", "2Gi"),
            ],
        });

        Assert.Equal("single", Assert.IsType<ClaimStep.Bind>(step).Volume.Metadata.Name);
    }

    [Fact]
    public void What_is_promised_goes_first_even_when_it_is_larger()
    {
        PersistentVolumeClaim claim = Volumes.Claim("data");
        ClaimStep step = For(claim, new()
        {
            Volumes = [Volumes.Volume("free"), Volumes.Volume("promised", "9Gi", claim: claim)],
        });

        Assert.Equal("promised", Assert.IsType<ClaimStep.Bind>(step).Volume.Metadata.Name);
    }

    public static TheoryData<string, PersistentVolume> Unfit => new()
    {
        { "smaller", Volumes.Volume("v", "500Mi") },
        { "of another class", Volumes.Volume("v", className: "other") },
        { "somebody else's", Volumes.Volume("v", claim: Volumes.Claim("other")) },
        { "not looked at yet", Volumes.Volume("v", phase: "Pending") },
        { "being deleted", Deleted(Volumes.Volume("v")) },
        { "a block device", With(static spec => spec with { VolumeMode = "Block" }) },
        { "for readers only", Volumes.Volume("v", accessModes: ["ReadOnlyMany"]) },
        { "of other attributes", With(static spec => spec with { VolumeAttributesClassName = "gold" }) },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void A_volume_does_not_fit_when_it_is(string what, PersistentVolume volume)
    {
        ClaimStep step = For(Volumes.Claim("data"), new() { Volumes = [volume] });

        ClaimStep.Wait wait = Assert.IsType<ClaimStep.Wait>(step);
        Assert.True(
            wait.Message == "no persistent volumes available for this claim and no storage class is set", what);
        Assert.Equal(("Normal", "FailedBinding"), (wait.Type, wait.Reason));
    }

    [Fact]
    public void A_selector_chooses_among_labels()
    {
        PersistentVolumeClaim claim = Volumes.Claim("data");
        claim = claim with
        {
            Spec = claim.Spec with
            {
                Selector = LabelSelector.Empty with
                {
                    MatchLabels = new Dictionary<string, string> { ["disk"] = "ssd" },
                },
            },
        };
        PersistentVolume fast = Volumes.Volume("fast", "9Gi");
        fast = fast with
        {
            Metadata = fast.Metadata with { Labels = new Dictionary<string, string> { ["disk"] = "ssd" } },
        };

        ClaimStep step = For(claim, new() { Volumes = [Volumes.Volume("slow"), fast] });

        Assert.Equal("fast", Assert.IsType<ClaimStep.Bind>(step).Volume.Metadata.Name);
    }

    [Fact]
    public void A_named_volume_may_come_later() =>
        Assert.Equal(new ClaimStep.Wait(), For(Volumes.Claim("data", volume: "v"), new()));

    [Fact]
    public void A_named_volume_is_taken_when_it_is_free_or_promised()
    {
        PersistentVolumeClaim claim = Volumes.Claim("data", volume: "v");

        Assert.IsType<ClaimStep.Bind>(For(claim, new() { Named = Volumes.Volume("v") }));
        Assert.IsType<ClaimStep.Bind>(For(claim, new() { Named = Volumes.Volume("v", claim: claim) }));
        Assert.Equal(
            new ClaimStep.Wait("Warning", "FailedBinding", "volume \"v\" already bound to a different claim."),
            For(claim, new() { Named = Volumes.Volume("v", claim: Volumes.Claim("other")) }));
    }

    public static TheoryData<PersistentVolume, string> Mismatches => new()
    {
        { Volumes.Volume("v", "500Mi"), "requested PV is too small" },
        { Volumes.Volume("v", className: "other"), "storageClassName does not match" },
        { Volumes.Volume("v", accessModes: ["ReadOnlyMany"]), "incompatible accessMode" },
        { With(static spec => spec with { VolumeMode = "Block" }), "incompatible volumeMode" },
        {
            With(static spec => spec with { VolumeAttributesClassName = "gold" }),
            "volumeAttributesClassName does not match"
        },
        { Deleted(Volumes.Volume("v")), "the volume is marked for deletion \"v\"" },
    };

    [Theory]
    [MemberData(nameof(Mismatches))]
    public void A_named_volume_that_does_not_fit_says_why(PersistentVolume volume, string why) =>
        Assert.Equal(
            new ClaimStep.Wait("Warning", "VolumeMismatch", $"Cannot bind to requested volume \"v\": {why}"),
            For(Volumes.Claim("data", volume: "v"), new() { Named = volume }));

    [Fact]
    public void A_class_has_its_provisioner_make_a_volume()
    {
        PersistentVolumeClaim claim = Volumes.Claim("data", className: "fast");

        Assert.Equal(new ClaimStep.Provision("example.com/disk"), For(claim, new() { Class = Volumes.Class("fast") }));
        Assert.Equal(new ClaimStep.Provision("ebs.csi.aws.com"),
            For(claim, new() { Class = Volumes.Class("fast", "kubernetes.io/aws-ebs") }));
    }

    [Theory]
    [InlineData(null, "storageclass.storage.k8s.io \"fast\" not found")]
    [InlineData("kubernetes.io/no-provisioner", "no volume plugin matched name: kubernetes.io/no-provisioner")]
    public void What_nobody_provisions_fails(string? provisioner, string message) =>
        Assert.Equal(
            new ClaimStep.Wait("Warning", "ProvisioningFailed", message),
            For(Volumes.Claim("data", className: "fast"), new()
            {
                Class = provisioner is null ? null : Volumes.Class("fast", provisioner),
            }));

    [Fact]
    public void A_delayed_class_waits_for_the_scheduler()
    {
        PersistentVolumeClaim claim = Volumes.Claim("data", className: "late");
        ClaimSurroundings around = new()
        {
            Class = Volumes.Class("late", delayed: true), Volumes = [Volumes.Volume("free", className: "late")],
        };

        Assert.Equal(
            new ClaimStep.Wait("Normal", "WaitForFirstConsumer",
                "waiting for first consumer to be created before binding"),
            For(claim, around));
        Assert.Equal(
            new ClaimStep.Wait("Normal", "WaitForPodScheduled", "waiting for pod a to be scheduled"),
            For(claim, around with { WaitingPods = ["a"] }));
        Assert.Equal(
            new ClaimStep.Wait("Normal", "WaitForPodScheduled", "waiting for pods a,b to be scheduled"),
            For(claim, around with { WaitingPods = ["a", "b"] }));
    }

    [Fact]
    public void A_delayed_class_takes_what_the_scheduler_has_promised()
    {
        PersistentVolumeClaim claim = Volumes.Claim("data", className: "late");

        ClaimStep step = For(claim, new()
        {
            Class = Volumes.Class("late", delayed: true),
            Volumes = [Volumes.Volume("v", className: "late", claim: claim)],
        });

        Assert.IsType<ClaimStep.Bind>(step);
    }

    [Fact]
    public void A_chosen_node_starts_provisioning()
    {
        PersistentVolumeClaim claim = Volumes.Annotated(
            Volumes.Claim("data", className: "late"), ClaimBinding.SelectedNode, "node-1");

        Assert.Equal(
            new ClaimStep.Provision("example.com/disk"),
            For(claim, new() { Class = Volumes.Class("late", delayed: true) }));
    }

    [Fact]
    public void An_old_claim_without_a_class_gets_the_default_one_when_no_volume_serves()
    {
        PersistentVolumeClaim old = Volumes.Claim("data", className: null);
        ClaimSurroundings around = new() { DefaultClass = Volumes.Class("std", isDefault: true) };

        Assert.Equal(new ClaimStep.AssignClass("std"), For(old, around));
        Assert.IsType<ClaimStep.Bind>(For(old, around with { Volumes = [Volumes.Volume("v")] }));
        Assert.IsType<ClaimStep.Wait>(For(Volumes.Claim("data", className: ""), around)); // It asked for none.
    }

    [Fact]
    public void A_bound_claim_stays_with_its_volume_or_is_lost()
    {
        PersistentVolumeClaim claim = Volumes.Claim("data", volume: "v", bound: true);

        Assert.IsType<ClaimStep.Bind>(For(claim, new() { Named = Volumes.Volume("v", claim: claim) }));
        Assert.IsType<ClaimStep.Bind>(For(claim, new() { Named = Volumes.Volume("v") }));
        Assert.Equal(
            new ClaimStep.Lose("ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!"),
            For(claim, new()));
        Assert.Equal(
            new ClaimStep.Lose(
                "ClaimLost", "Bound claim has lost reference to PersistentVolume. Data on the volume is lost!"),
            For(Volumes.Claim("data", bound: true), new()));
        Assert.Equal(
            new ClaimStep.Lose(
                "ClaimMisbound", "Two claims are bound to the same volume, this one is bound incorrectly"),
            For(claim, new() { Named = Volumes.Volume("v", claim: Volumes.Claim("other")) }));
    }

    [Fact]
    public void Size_and_attributes_follow_the_volume_only_on_the_way_to_Bound()
    {
        PersistentVolume volume = Volumes.Volume("v", "8Gi");
        PersistentVolumeClaim claim = Volumes.Claim("data");

        PersistentVolumeClaimStatus bound = ClaimStatus.For(claim, "Bound", volume);
        PersistentVolumeClaimStatus again = ClaimStatus.For(
            claim with { Status = bound }, "Bound", Volumes.Volume("v", "16Gi"));
        PersistentVolumeClaimStatus lost = ClaimStatus.For(claim with { Status = bound }, "Lost", null);

        Assert.Equal("8Gi", bound.Capacity["storage"].ToString());
        Assert.Equal(["ReadWriteOnce"], bound.AccessModes);
        Assert.Equal("8Gi", again.Capacity["storage"].ToString());
        Assert.Empty(lost.Capacity);
        Assert.Empty(lost.AccessModes);
    }

    private static ClaimStep For(PersistentVolumeClaim claim, ClaimSurroundings around) => ClaimPlan.For(claim, around);

    private static PersistentVolume With(Func<PersistentVolumeSpec, PersistentVolumeSpec> change)
    {
        PersistentVolume volume = Volumes.Volume("v");
        return volume with { Spec = change(volume.Spec) };
    }

    private static PersistentVolume Deleted(PersistentVolume volume) => volume with
    {
        Metadata = volume.Metadata with { DeletionTimestamp = new Time(DateTimeOffset.UnixEpoch) },
    };
}
