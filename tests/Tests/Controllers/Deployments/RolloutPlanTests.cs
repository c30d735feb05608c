using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.Deployments;
using Xunit;

namespace Kubesharp.Tests.Controllers.Deployments;

public sealed class RolloutPlanTests
{
    [Theory]
    // wanted, surge, unavailable, new size, old size -> next new size
    [InlineData(10, "25%", "25%", 0, 10, 3)] // 25 % of ten rounds up to three Pods of surge
    [InlineData(10, "1", "0", 0, 10, 1)]
    [InlineData(10, "0", "1", 0, 10, 0)] // no room until an old Pod has gone
    [InlineData(10, "0", "1", 0, 9, 1)]
    [InlineData(3, "100%", "0", 0, 3, 3)]
    [InlineData(3, "5", "0", 1, 3, 3)] // never more than wanted
    public void The_new_ReplicaSet_grows_into_the_surge(
        int wanted, string surge, string unavailable, int newSize, int oldSize, int expected)
    {
        Rollout rollout = RolloutOf(
            wanted, surge, unavailable, ReplicaSet("new", newSize, 0), ReplicaSet("old", oldSize, oldSize));

        Assert.Equal(expected, RolloutPlan.NewReplicas(rollout));
    }

    [Fact]
    public void The_new_ReplicaSet_waits_for_Pods_that_are_still_there()
    {
        ReplicaSet told = ReplicaSet("old", 8, 8) with { };
        told = told with { Status = told.Status with { Replicas = 10 } };
        Assert.Equal(0, RolloutPlan.NewReplicas(RolloutOf(10, "0", "2", ReplicaSet("new", 0, 0), told)));

        ReplicaSet unaware = ReplicaSet("old", 8, 8);
        unaware = unaware with { Metadata = unaware.Metadata with { Generation = 5 } };
        Assert.Equal(0, RolloutPlan.NewReplicas(RolloutOf(10, "0", "2", ReplicaSet("new", 0, 0), unaware)));
    }

    [Fact]
    public void Old_Pods_stay_while_the_new_ones_are_not_available()
    {
        Rollout rollout = RolloutOf(3, "1", "0", ReplicaSet("new", 1, 0), ReplicaSet("old", 3, 3));

        Assert.Empty(RolloutPlan.ScaleDownOld(rollout));
    }

    [Fact]
    public void An_available_new_Pod_lets_one_old_Pod_go()
    {
        Rollout rollout = RolloutOf(3, "1", "0", ReplicaSet("new", 1, 1), ReplicaSet("old", 3, 3));

        Resize resize = Assert.Single(RolloutPlan.ScaleDownOld(rollout));
        Assert.Equal(("old", 2), (resize.ReplicaSet.Metadata.Name, resize.Replicas));
    }

    [Fact]
    public void Unhealthy_old_Pods_go_first_and_all_at_once()
    {
        Rollout rollout = RolloutOf(
            4, "0", "1", ReplicaSet("new", 0, 0), ReplicaSet("broken", 2, 0), ReplicaSet("serving", 2, 2));

        Resize resize = Assert.Single(RolloutPlan.ScaleDownOld(rollout));
        Assert.Equal("broken", resize.ReplicaSet.Metadata.Name);
        Assert.Equal(1, resize.Replicas); // one of four may be unavailable
    }

    [Fact]
    public void Scaling_in_the_middle_of_a_rollout_is_shared_in_proportion()
    {
        Rollout rollout = RolloutOf(20, "0", "1", ReplicaSet("new", 4, 4, max: 10), ReplicaSet("old", 6, 6, max: 10));

        Dictionary<string, int> sizes = RolloutPlan.Scale(rollout)
            .ToDictionary(resize => resize.ReplicaSet.Metadata.Name, resize => resize.Replicas);

        Assert.Equal(8, sizes["new"]);
        Assert.Equal(12, sizes["old"]);
    }

    [Fact]
    public void A_changed_size_is_noticed_by_the_annotation_of_an_active_ReplicaSet()
    {
        Assert.True(RolloutPlan.IsScaling(RolloutOf(5, "1", "1", ReplicaSet("new", 3, 3, desired: 3))));
        Assert.False(RolloutPlan.IsScaling(RolloutOf(3, "1", "1", ReplicaSet("new", 3, 3, desired: 3))));
    }

    private static Rollout RolloutOf(
        int wanted, string surge, string unavailable, ReplicaSet current, params ReplicaSet[] old) =>
        new(
            new Deployment
            {
                Spec = DeploymentSpec.Empty with
                {
                    Replicas = wanted,
                    Strategy = DeploymentStrategy.Empty with
                    {
                        Type = "RollingUpdate",
                        RollingUpdate = RollingUpdateDeployment.Empty with
                        {
                            MaxSurge = IntOrString.Parse(surge),
                            MaxUnavailable = IntOrString.Parse(unavailable),
                        },
                    },
                },
            },
            current, old);

    private static ReplicaSet ReplicaSet(string name, int size, int available, int? max = null, int? desired = null)
    {
        Dictionary<string, string> annotations = [];
        if (max is not null)
            annotations[Rollout.MaxAnnotation] = $"{max}";
        if (desired is not null)
            annotations[Rollout.DesiredAnnotation] = $"{desired}";
        return new ReplicaSet
        {
            Metadata = ObjectMeta.Empty with { Name = name, Annotations = annotations },
            Spec = ReplicaSetSpec.Empty with { Replicas = size },
            Status = ReplicaSetStatus.Empty with { Replicas = size, AvailableReplicas = available },
        };
    }
}
