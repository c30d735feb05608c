using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.VolumeProtection;
using Kubesharp.Tests.Controllers.PersistentVolumes;
using Xunit;

namespace Kubesharp.Tests.Controllers.VolumeProtection;

public sealed class ProtectionTests
{
    private const string Finalizer = "kubernetes.io/pvc-protection";

    [Theory]
    [InlineData(false, false, false, "added")]
    [InlineData(false, true, false, "kept")]
    [InlineData(true, true, true, "kept")]
    [InlineData(true, true, false, "removed")]
    [InlineData(true, false, false, "kept")] // Too late: it only waits for others.
    public void A_finalizer_is(bool isDeleted, bool isThere, bool isUsed, string expected)
    {
        ObjectMeta metadata = ObjectMeta.Empty with
        {
            DeletionTimestamp = isDeleted ? new Time(DateTimeOffset.UnixEpoch) : null,
            Finalizers = isThere ? ["example.com/other", Finalizer] : ["example.com/other"],
        };

        ObjectMeta? changed = Protection.For(metadata, Finalizer, isUsed);

        Assert.Equal(
            expected switch
            {
                "added" => ["example.com/other", Finalizer],
                "removed" => ["example.com/other"],
                _ => null,
            },
            changed?.Finalizers);
    }

    public static TheoryData<string, Pod, bool> Uses => new()
    {
        { "a Pod on a node", PodOf(), true },
        { "a Pod without a node", PodOf(node: ""), false },
        { "a Pod that has ended", PodOf(phase: "Succeeded"), true },
        { "a Pod of another claim", PodOf(claim: "other"), false },
        { "a Pod that it was made for", PodOf(ephemeral: true, uid: "owner"), true },
        { "a Pod with a volume of that name which it was not made for", PodOf(ephemeral: true, uid: "other"), false },
        { "a Pod that it was made for, shut down", PodOf(ephemeral: true, uid: "owner", isShut: true), false },
        { "a Pod that is shut down", PodOf(isShut: true), true },
    };

    [Theory]
    [MemberData(nameof(Uses))]
    public void A_claim_is_used_by(string what, Pod pod, bool expected)
    {
        PersistentVolumeClaim claim = Volumes.Claim("data");
        claim = claim with
        {
            Metadata = claim.Metadata with
            {
                Name = pod.Spec.Volumes[0].Ephemeral is null ? "data" : "pod-data",
                OwnerReferences = [OwnerReference.Empty with { Uid = "owner", Controller = true }],
            },
        };

        Assert.True(PersistentVolumeClaimProtection.Uses([pod], claim) == expected, what);
    }

    [Fact]
    public void A_claim_holds_the_classes_that_it_asks_for_has_and_is_on_the_way_to()
    {
        PersistentVolumeClaim claim = Volumes.Claim("data");
        claim = claim with
        {
            Spec = claim.Spec with { VolumeAttributesClassName = "gold" },
            Status = claim.Status with
            {
                CurrentVolumeAttributesClassName = "silver",
                ModifyVolumeStatus = ModifyVolumeStatus.Empty with { TargetVolumeAttributesClassName = "gold" },
            },
        };

        Assert.Equal(["gold", "silver"], VolumeAttributesClassProtection.ClassesOf(claim));
        Assert.Empty(VolumeAttributesClassProtection.ClassesOf(Volumes.Claim("data")));
    }

    private static Pod PodOf(
        string node = "node-0", string claim = "data", string phase = "Running", bool ephemeral = false,
        string uid = "pod", bool isShut = false) => new()
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = "pod",
                Namespace = "default",
                Uid = uid,
                DeletionTimestamp = isShut ? new Time(DateTimeOffset.UnixEpoch) : null,
                DeletionGracePeriodSeconds = isShut ? 0 : null,
            },
            Spec = PodSpec.Empty with
            {
                NodeName = node,
                Volumes =
                [
                    ephemeral
                        ? Volume.Empty with { Name = "data", Ephemeral = new EphemeralVolumeSource() }
                        : Volume.Empty with
                        {
                            Name = "data",
                            PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource { ClaimName = claim },
                        },
                ],
            },
            Status = PodStatus.Empty with { Phase = phase },
        };
}
