using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Resource;
using Kubesharp.Controllers.ResourceClaims;
using Xunit;
using ResourceClaim = Kubesharp.Api.Resource.ResourceClaim;

namespace Kubesharp.Tests.Controllers.ResourceClaims;

public sealed class ResourceClaimPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    // reserved for, over, finalizer, deleted: what is left, allocated
    [InlineData("a b", "", true, false, "a b allocated")]
    [InlineData("a b", "a", true, false, "b allocated")]
    [InlineData("a b", "a b", true, false, " ")] // the last one gives it back
    [InlineData("a", "a", false, false, " allocated")] // somebody else's allocation
    [InlineData("", "", true, false, " allocated")] // allocated for somebody who is still to come
    [InlineData("", "", true, true, " ")]
    [InlineData("a", "", true, true, "a allocated")] // it is waited for
    public void Reservations(string reserved, string over, bool guarded, bool deleted, string expected)
    {
        ResourceClaim claim = Claim(reserved, guarded, deleted);

        ResourceClaim released = ResourceClaimPlan.Released(
            claim, one => over.Split(' ').Contains(one.Name));

        Assert.Equal(expected, string.Join(' ', released.Status.ReservedFor.Select(static one => one.Name))
            + (released.Status.Allocation is null ? " " : " allocated"));
    }

    [Theory]
    [InlineData("", true, false, true, false)] // allocated
    [InlineData("", false, true, false, true)] // given back just now
    [InlineData("", false, false, false, false)]
    [InlineData("", false, false, true, true)] // on its way out, and nothing to give back
    [InlineData("a", false, false, true, false)]
    public void Protection(string reserved, bool allocated, bool changed, bool deleted, bool expected)
    {
        ResourceClaim claim = Claim(reserved, guarded: true, deleted);
        claim = claim with
        {
            Status = claim.Status with { Allocation = allocated ? claim.Status.Allocation : null },
        };

        Assert.Equal(expected, ResourceClaimPlan.MayBeUnprotected(claim, changed));
    }

    [Fact]
    public void A_claim_from_a_template_belongs_to_its_Pod()
    {
        Pod pod = new() { Metadata = ObjectMeta.Empty with { Name = "train", Namespace = "default", Uid = "u" } };
        ResourceClaimTemplate template = new()
        {
            Spec = new()
            {
                Metadata = ObjectMeta.Empty with
                {
                    Labels = Workloads.Labels("x"), Annotations = new Dictionary<string, string> { ["a"] = "b" },
                },
            },
        };

        ResourceClaim claim = ResourceClaimPlan.FromTemplate(pod, new() { Name = "gpu" }, template);

        Assert.Equal(("train-gpu-", "default", "u"), (claim.Metadata.GenerateName, claim.Metadata.Namespace,
            ResourceClaimPlan.PodOf(claim)?.Uid));
        Assert.Equal(["a=b", "resource.kubernetes.io/pod-claim-name=gpu"],
            claim.Metadata.Annotations.Select(static pair => $"{pair.Key}={pair.Value}").Order());
        Assert.Equal("x", claim.Metadata.Labels["app"]);
    }

    [Fact]
    public void Long_names_are_cut_in_proportion()
    {
        string prefix = ResourceClaimPlan.PrefixOf(new string('p', 100), new string('c', 50));

        Assert.Equal(37 + 1 + 18, prefix.Length);
        Assert.StartsWith("p", prefix, StringComparison.Ordinal);
        Assert.EndsWith("c", prefix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Running", false, "node", false)]
    [InlineData("Running", true, "node", false)] // its containers may still run
    [InlineData("Pending", true, "", true)]
    [InlineData("Succeeded", false, "node", true)]
    public void A_Pod_is_done(string phase, bool deleted, string node, bool expected) =>
        Assert.Equal(expected, ResourceClaimPlan.IsDone(new Pod
        {
            Metadata = ObjectMeta.Empty with { DeletionTimestamp = deleted ? new Time(Now) : null },
            Spec = PodSpec.Empty with { NodeName = node },
            Status = PodStatus.Empty with { Phase = phase },
        }));

    private static ResourceClaim Claim(string reserved, bool guarded, bool deleted) => new()
    {
        Metadata = ObjectMeta.Empty with
        {
            Finalizers = guarded ? [ResourceClaimPlan.Finalizer] : [],
            DeletionTimestamp = deleted ? new Time(Now) : null,
        },
        Status = ResourceClaimStatus.Empty with
        {
            Allocation = new(),
            ReservedFor =
            [
                .. reserved.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static name =>
                    new ResourceClaimConsumerReference { Resource = "pods", Name = name, Uid = name }),
            ],
        },
    };
}
