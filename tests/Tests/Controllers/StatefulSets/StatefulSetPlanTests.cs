using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.StatefulSets;
using Kubesharp.Controllers.Workloads;
using Xunit;

namespace Kubesharp.Tests.Controllers.StatefulSets;

/// <summary>
/// The next steps of a set called web. A row gives its Pods by ordinal: <c>r</c> ready and of the present revision,
/// <c>o</c> ready and of the one before, <c>b</c> of the one before and broken, <c>u</c> updated but not ready,
/// <c>t</c> on its way out, <c>f</c> failed, <c>.</c> absent.
/// </summary>
public sealed class StatefulSetPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("...", "+0")] // the first one first
    [InlineData("r..", "+1")]
    [InlineData("u..", "")] // nothing before the one before it is ready
    [InlineData("rt.", "")] // nor while one is on its way out
    [InlineData("r.r", "+1")]
    [InlineData("f..", "-0")] // a Pod of a set always runs
    [InlineData("rrr", "")]
    [InlineData("rrrrr", "-4")] // from the top, one at a time
    [InlineData("rrrrt", "")]
    [InlineData("rrrru", "-4")] // the one that is down itself may go
    [InlineData("rrrur", "-4")] // who goes is asked, not those below it
    [InlineData("urrrr", "")] // scaling down waits for the set to be well
    [InlineData("ooo", "-2")] // updates start at the top
    [InlineData("oou", "")]
    [InlineData("oor", "-1")]
    [InlineData("boo", "")] // a broken revision has to be helped by hand, as upstream documents
    public void In_order(string pods, string expected) =>
        Assert.Equal(expected, Plan(Set(replicas: 3), pods));

    [Theory]
    [InlineData("...", "+0 +1 +2")]
    [InlineData("u.t", "+1")]
    [InlineData("rrrrr", "-4 -3")]
    [InlineData("ooo", "-2")]
    [InlineData("oob", "-2")] // what is down anyway goes first and costs nothing
    [InlineData("bbo", "-1 -0")]
    [InlineData("oou", "")]
    [InlineData("fr.", "-0 +2")]
    public void In_parallel(string pods, string expected) =>
        Assert.Equal(expected, Plan(Set(replicas: 3, parallel: true), pods));

    [Theory]
    [InlineData("ooo", 1, "-2")]
    [InlineData("oor", 2, "")]
    [InlineData("oor", 3, "")]
    [InlineData(".or", 2, "+0:old")] // below the partition a Pod is made anew as it was
    [InlineData("oo.", 2, "+2")]
    public void Below_the_partition_nothing_is_updated(string pods, int partition, string expected) =>
        Assert.Equal(expected, Plan(Set(replicas: 3, partition: partition), pods));

    [Theory]
    [InlineData("ooooo", "2", "-4 -3")]
    [InlineData("ooooo", "50%", "-4 -3")]
    [InlineData("ooooo", "1%", "-4")] // never zero
    [InlineData("oooor", "2", "-3 -2")]
    public void maxUnavailable_lets_several_go_at_once(string pods, string maxUnavailable, string expected) =>
        Assert.Equal(expected, Plan(Set(replicas: 5, maxUnavailable: maxUnavailable), pods));

    [Fact]
    public void OnDelete_updates_nothing() =>
        Assert.Equal("", Plan(Set(replicas: 3, strategy: "OnDelete"), "ooo"));

    [Fact]
    public void Ordinals_start_where_they_are_told_to()
    {
        StatefulSet set = Set(replicas: 2) with { };
        set = set with { Spec = set.Spec with { Ordinals = new StatefulSetOrdinals { Start = 2 } } };

        Assert.Equal("+2", Plan(set, ""));
        Assert.Equal("+3", Plan(set, "..r"));
        Assert.Equal("-0", Plan(set, "r.rr")); // out of range now
    }

    [Fact] // E101
    public void A_Pod_carries_its_name_its_index_its_revision_and_its_claims()
    {
        StatefulSet set = WithClaims(Set(replicas: 1), "Retain", "Retain");
        StatefulSetPlan plan = StatefulSetPlan.For(View(set, "", static _ => null));

        var create = Assert.IsType<StatefulSetStep.CreatePod>(Assert.Single(plan.Steps));
        Assert.Equal("web-0", create.Pod.Metadata.Name);
        Assert.Equal("web-0", create.Pod.Spec.Hostname);
        Assert.Equal("web-svc", create.Pod.Spec.Subdomain);
        Assert.Equal("web-0", create.Pod.Metadata.Labels["statefulset.kubernetes.io/pod-name"]);
        Assert.Equal("0", create.Pod.Metadata.Labels["apps.kubernetes.io/pod-index"]);
        Assert.Equal("new", create.Pod.Metadata.Labels["controller-revision-hash"]);
        Assert.Equal("data-web-0", Assert.Single(create.Pod.Spec.Volumes).PersistentVolumeClaim!.ClaimName);
        PersistentVolumeClaim claim = Assert.Single(create.Claims);
        Assert.Equal("data-web-0", claim.Metadata.Name);
        Assert.Equal("web", claim.Metadata.Labels["app"]);
        Assert.Empty(claim.Metadata.OwnerReferences);
    }

    [Theory]
    [InlineData("Retain", "Retain", false, "")]
    [InlineData("Delete", "Retain", false, "StatefulSet")]
    [InlineData("Delete", "Retain", true, "StatefulSet")]
    [InlineData("Delete", "Delete", true, "Pod")]
    [InlineData("Retain", "Delete", false, "")]
    [InlineData("Retain", "Delete", true, "Pod")]
    public void The_retention_policy_says_who_owns_a_claim(
        string whenDeleted, string whenScaled, bool condemned, string owner)
    {
        StatefulSet set = WithClaims(Set(replicas: 1), whenDeleted, whenScaled);
        PersistentVolumeClaim claim = new()
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = "data-web-3", OwnerReferences = [Ownership.ReferenceTo(set)],
            },
        };

        PersistentVolumeClaim owned = ClaimRetention.Apply(set, PodOf(3, 'r'), condemned, claim);

        Assert.Equal(owner, string.Join(",", owned.Metadata.OwnerReferences.Select(static owner => owner.Kind)));
    }

    [Fact]
    public void A_claim_of_somebody_else_is_left_alone()
    {
        StatefulSet set = WithClaims(Set(replicas: 1), "Delete", "Delete");
        PersistentVolumeClaim foreign = new()
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = "data-web-0",
                OwnerReferences = [OwnerReference.Empty with { Kind = "Backup", Uid = "other", Controller = true }],
            },
        };

        Assert.Same(foreign, ClaimRetention.Apply(set, PodOf(0, 'r'), false, foreign));
    }

    [Fact]
    public void A_Pod_waits_for_a_claim_that_goes_with_its_predecessor()
    {
        StatefulSet set = WithClaims(Set(replicas: 1), "Retain", "Delete");
        PersistentVolumeClaim going = new()
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = "data-web-0", OwnerReferences = [Ownership.ReferenceTo(PodOf(0, 'r'))],
            },
        };

        Assert.Empty(StatefulSetPlan.For(View(set, "", _ => going)).Steps);
    }

    [Theory] // E100
    [InlineData("rrr", 3, 3, "new")] // all updated and ready: the update is the current revision now
    [InlineData("rro", 1, 2, "old")]
    [InlineData("rru", 0, 3, "old")]
    public void The_current_revision_follows_when_the_update_is_complete(
        string pods, int current, int updated, string revision)
    {
        StatefulSetStatus status = StatefulSetStatusPlan.For(View(Set(replicas: 3), pods, static _ => null), 0, 0);

        Assert.Equal(
            (current, updated, revision, "new"),
            (status.CurrentReplicas, status.UpdatedReplicas, status.CurrentRevision, status.UpdateRevision));
    }

    private static string Plan(StatefulSet set, string pods) => string.Join(
        " ", StatefulSetPlan.For(View(set, pods, static _ => null)).Steps.Select(step => step switch
        {
            StatefulSetStep.CreatePod create => "+" + create.Pod.Metadata.Name["web-".Length..]
                + (create.Pod.Metadata.Labels["controller-revision-hash"] == "old" ? ":old" : ""),
            StatefulSetStep.DeletePod delete => "-" + delete.Pod.Metadata.Name["web-".Length..],
            _ => step.GetType().Name,
        }));

    private static StatefulSetView View(StatefulSet set, string pods, Func<string, PersistentVolumeClaim?> claim) =>
        new(set, Revision("old"), Revision("new"),
            [.. pods.Select(static (state, ordinal) => (state, ordinal)).Where(static pod => pod.state != '.')
                .Select(static pod => PodOf(pod.ordinal, pod.state))],
            claim, Now);

    private static ControllerRevision Revision(string name) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = name },
        Data = Revisions.DataOf(PodTemplateSpec.Empty),
    };

    private static Pod PodOf(int ordinal, char state) => new()
    {
        Metadata = ObjectMeta.Empty with
        {
            Name = $"web-{ordinal}",
            Uid = $"uid-{ordinal}",
            DeletionTimestamp = state == 't' ? new Time(Now) : null,
            Labels = new Dictionary<string, string>
            {
                ["controller-revision-hash"] = state is 'o' or 'b' ? "old" : "new",
                ["statefulset.kubernetes.io/pod-name"] = $"web-{ordinal}",
            },
        },
        Status = PodStatus.Empty with
        {
            Phase = state == 'f' ? "Failed" : "Running",
            Conditions =
            [
                PodCondition.Empty with { Type = "Ready", Status = state is 'r' or 'o' or 't' ? "True" : "False" },
            ],
        },
    };

    private static StatefulSet Set(
        int replicas, bool parallel = false, int partition = 0, string? maxUnavailable = null,
        string strategy = "RollingUpdate") => new()
        {
            Metadata = ObjectMeta.Empty with { Name = "web", Namespace = "default", Uid = "set" },
            Spec = StatefulSetSpec.Empty with
            {
                Replicas = replicas,
                ServiceName = "web-svc",
                Selector = LabelSelector.Empty with
                {
                    MatchLabels = new Dictionary<string, string> { ["app"] = "web" },
                },
                PodManagementPolicy = parallel ? "Parallel" : "OrderedReady",
                UpdateStrategy = StatefulSetUpdateStrategy.Empty with
                {
                    Type = strategy,
                    RollingUpdate = strategy != "RollingUpdate" ? null : new RollingUpdateStatefulSetStrategy
                    {
                        Partition = partition,
                        MaxUnavailable = maxUnavailable is { } text ? IntOrString.Parse(text) : (IntOrString?)null,
                    },
                },
            },
        };

    private static StatefulSet WithClaims(StatefulSet set, string whenDeleted, string whenScaled) => set with
    {
        Spec = set.Spec with
        {
            VolumeClaimTemplates =
                [new PersistentVolumeClaim { Metadata = ObjectMeta.Empty with { Name = "data" } }],
            PersistentVolumeClaimRetentionPolicy = new StatefulSetPersistentVolumeClaimRetentionPolicy
            {
                WhenDeleted = whenDeleted,
                WhenScaled = whenScaled,
            },
        },
    };
}
