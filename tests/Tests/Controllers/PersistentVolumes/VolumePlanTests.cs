using Kubesharp.Api.Core;
using Kubesharp.Controllers.PersistentVolumes;
using Xunit;

namespace Kubesharp.Tests.Controllers.PersistentVolumes;

public sealed class VolumePlanTests
{
    [Fact]
    public void A_volume_of_nobody_is_available()
    {
        PersistentVolumeClaim nameOnly = Volumes.Claim("data");
        nameOnly = nameOnly with { Metadata = nameOnly.Metadata with { Uid = "" } };

        Assert.Equal(new VolumeStep.Enter("Available"), VolumePlan.For(Volumes.Volume("v", phase: "Pending"), null));
        Assert.Equal(
            new VolumeStep.Enter("Available"),
            VolumePlan.For(Volumes.Volume("v", claim: nameOnly, phase: "Pending"), null));
        Assert.Equal(VolumeStep.None, VolumePlan.For(Volumes.Volume("v"), null));
    }

    [Fact]
    public void A_volume_whose_claim_names_it_is_bound()
    {
        PersistentVolumeClaim claim = Volumes.Claim("data", volume: "v");

        Assert.Equal(new VolumeStep.Enter("Bound"), VolumePlan.For(Volumes.Volume("v", claim: claim), claim));
        Assert.Equal(VolumeStep.None, VolumePlan.For(Volumes.Volume("v", claim: claim, phase: "Bound"), claim));
    }

    [Fact]
    public void A_promised_volume_waits_for_its_claim_unless_the_modes_differ()
    {
        PersistentVolumeClaim claim = Volumes.Claim("data");
        PersistentVolume volume = Volumes.Volume("v", claim: claim);
        PersistentVolume block = volume with { Spec = volume.Spec with { VolumeMode = "Block" } };

        Assert.Equal(VolumeStep.None, VolumePlan.For(volume, claim));
        Assert.Equal(new VolumeStep.Mismatch(claim), VolumePlan.For(block, claim));
    }

    [Theory]
    [InlineData("Retain")]
    [InlineData("Delete")]
    [InlineData("Recycle")]
    public void A_volume_whose_claim_is_gone_is_released_first(string policy)
    {
        PersistentVolumeClaim claim = Volumes.Claim("data", volume: "v");
        PersistentVolume volume = Volumes.Volume("v", claim: claim, phase: "Bound", policy: policy);
        PersistentVolumeClaim successor = claim with { Metadata = claim.Metadata with { Uid = "another" } };

        Assert.Equal(new VolumeStep.Enter("Released"), VolumePlan.For(volume, null));
        Assert.Equal(new VolumeStep.Enter("Released"), VolumePlan.For(volume, successor));
    }

    [Theory]
    [InlineData("Recycle", "VolumeFailedRecycle", "No recycler plugin found for the volume!")]
    [InlineData("Delete", "VolumeFailedDelete",
        "host_path deleter only supports /tmp/.+ but received provided /data/v")]
    [InlineData("Burn", "VolumeUnknownReclaimPolicy", "Volume has unrecognized PersistentVolumeReclaimPolicy")]
    public void What_nobody_reclaims_has_failed(string policy, string reason, string message)
    {
        PersistentVolume volume = Volumes.Volume(
            "v", claim: Volumes.Claim("data"), phase: "Released", policy: policy);

        Assert.Equal(new VolumeStep.Enter("Failed", reason, message), VolumePlan.For(volume, null));
        Assert.Equal(
            VolumeStep.None,
            VolumePlan.For(volume with { Status = volume.Status with { Phase = "Failed" } }, null));
    }

    [Fact]
    public void A_local_volume_has_nobody_who_deletes_it()
    {
        PersistentVolume volume = Volumes.Volume(
            "v", claim: Volumes.Claim("data"), phase: "Released", policy: "Delete");
        volume = volume with
        {
            Spec = volume.Spec with { HostPath = null, Local = new LocalVolumeSource { Path = "/data" } },
        };

        Assert.Equal(
            new VolumeStep.Enter("Failed", "VolumeFailedDelete",
                "error getting deleter volume plugin for volume \"v\": no deletable volume plugin matched"),
            VolumePlan.For(volume, null));
    }

    [Fact]
    public void A_released_volume_is_kept_or_left_to_its_provisioner()
    {
        PersistentVolumeClaim claim = Volumes.Claim("data");
        PersistentVolume provisioned = Volumes.Annotated(
            Volumes.Volume("v", claim: claim, phase: "Released", policy: "Delete"),
            ClaimBinding.ProvisionedBy, "example.com/disk");

        Assert.Equal(
            VolumeStep.None, VolumePlan.For(Volumes.Volume("v", claim: claim, phase: "Released"), null));
        Assert.Equal(VolumeStep.None, VolumePlan.For(provisioned, null));
    }

    [Fact]
    public void A_claim_that_went_elsewhere_leaves_its_volume_free()
    {
        PersistentVolumeClaim claim = Volumes.Claim("data", volume: "other");
        PersistentVolume byUser = Volumes.Volume("v", claim: claim);
        PersistentVolume byController = Volumes.Annotated(byUser, ClaimBinding.BoundByController, "yes");
        PersistentVolume spare = Volumes.Annotated(
            Volumes.Volume("v", claim: claim, phase: "Bound", policy: "Delete"),
            ClaimBinding.ProvisionedBy, "example.com/disk");

        Assert.Equal(new VolumeStep.Unbind(), VolumePlan.For(byUser, claim));
        Assert.Equal(new VolumeStep.Unbind(), VolumePlan.For(byController, claim));
        Assert.Equal(new VolumeStep.Enter("Released"), VolumePlan.For(spare, claim));
        Assert.Equal(("data", ""), (
            VolumePlan.Unbound(byUser).Spec.ClaimRef!.Name, VolumePlan.Unbound(byUser).Spec.ClaimRef!.Uid));
        Assert.Null(VolumePlan.Unbound(byController).Spec.ClaimRef);
        Assert.Empty(VolumePlan.Unbound(byController).Metadata.Annotations);
    }
}
