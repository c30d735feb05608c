using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Policy;
using Kubesharp.Controllers.Disruption;
using Kubesharp.Controllers.Workloads;
using Xunit;

namespace Kubesharp.Tests.Controllers.Disruption;

/// <summary>
/// What a budget allows. A row gives its Pods: <c>r</c> ready, <c>u</c> not ready, <c>t</c> ready and on its way out,
/// <c>e</c> ready and its eviction allowed a minute ago, <c>l</c> the same three minutes ago. Expected is what the
/// controllers of the Pods want.
/// </summary>
public sealed class BudgetPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    // minAvailable, Pods, expected: current/desired/expected, allowed
    [InlineData("2", "rrr", 3, "3/2/3 1")]
    [InlineData("2", "rr", 2, "2/2/2 0")]
    [InlineData("2", "rru", 3, "2/2/3 0")] // who is not ready keeps nothing up
    [InlineData("1", "rrt", 3, "2/1/3 1")] // who goes anyway does neither
    [InlineData("1", "rre", 3, "2/1/3 1")] // nor one that is about to
    [InlineData("1", "rrl", 3, "3/1/3 2")] // it was to be deleted and was not: it counts again
    [InlineData("0", "", 0, "0/0/0 0")] // without Pods nothing is allowed
    [InlineData("50%", "rrr", 3, "3/2/3 1")] // percentages are rounded up
    [InlineData("50%", "rrr", 10, "3/5/10 0")] // of what there should be, not of what there is
    [InlineData("100%", "rrr", 3, "3/3/3 0")]
    [InlineData("0%", "rrr", 3, "3/0/3 3")]
    public void At_least(string minAvailable, string pods, int expected, string outcome) => Assert.Equal(
        outcome, For(PodDisruptionBudgetSpec.Empty with { MinAvailable = IntOrString.Parse(minAvailable) },
            pods, expected));

    [Theory]
    // maxUnavailable, Pods, expected: current/desired/expected, allowed
    [InlineData("1", "rrr", 3, "3/2/3 1")]
    [InlineData("1", "rru", 3, "2/2/3 0")]
    [InlineData("5", "rrr", 3, "3/0/3 3")]
    [InlineData("0", "rrr", 3, "3/3/3 0")]
    [InlineData("30%", "rrr", 3, "3/2/3 1")] // 0.9, rounded up
    [InlineData("50%", "rrrrr", 5, "5/2/5 3")]
    [InlineData("1", "rrrrr", 3, "5/2/3 3")] // a surge may go
    public void At_most_missing(string maxUnavailable, string pods, int expected, string outcome) => Assert.Equal(
        outcome, For(PodDisruptionBudgetSpec.Empty with { MaxUnavailable = IntOrString.Parse(maxUnavailable) },
            pods, expected));

    [Theory]
    [InlineData("2", false)]
    [InlineData("50%", true)]
    public void A_number_that_must_stay_needs_no_controller(string minAvailable, bool needs) => Assert.Equal(
        needs, BudgetPlan.NeedsScale(Budget(PodDisruptionBudgetSpec.Empty with
        {
            MinAvailable = IntOrString.Parse(minAvailable),
        }, "")));

    [Fact]
    public void Conditions_say_whether_something_is_allowed_and_since_when()
    {
        PodDisruptionBudgetSpec spec = PodDisruptionBudgetSpec.Empty with { MinAvailable = 1 };
        PodDisruptionBudget budget = Budget(spec, "rr");
        PodDisruptionBudgetStatus allowed = BudgetPlan.For(budget, Pods("rr"), new(2), Now).Status;
        Assert.Equal(("DisruptionAllowed", "True", "SufficientPods", 7L), TextOf(allowed));

        PodDisruptionBudgetStatus same = BudgetPlan.For(
            budget with { Status = allowed }, Pods("rr"), new(2), Now.AddMinutes(1)).Status;
        Assert.Equal(allowed, same); // nothing to write

        PodDisruptionBudgetStatus refused = BudgetPlan.For(
            budget with { Status = allowed }, Pods("r"), new(2), Now.AddMinutes(1)).Status;
        Assert.Equal(("DisruptionAllowed", "False", "InsufficientPods", 7L), TextOf(refused));
        Assert.Equal(new Time(Now.AddMinutes(1)), refused.Conditions[0].LastTransitionTime);
    }

    [Fact]
    public void What_cannot_be_worked_out_allows_nothing()
    {
        PodDisruptionBudget budget = Budget(PodDisruptionBudgetSpec.Empty with { MaxUnavailable = 1 }, "rr");
        budget = budget with { Status = budget.Status with { DisruptionsAllowed = 1, ObservedGeneration = 6 } };

        PodDisruptionBudgetStatus failed = BudgetPlan.Failed(budget, "found no controllers for pod \"a\"", Now);

        Assert.Equal(0, failed.DisruptionsAllowed);
        Assert.Equal(6, failed.ObservedGeneration); // the newer generation has not been looked at
        Assert.Equal(("DisruptionAllowed", "False", "SyncFailed", 6L), TextOf(failed));
        Assert.Equal("found no controllers for pod \"a\"", failed.Conditions[0].Message);
    }

    [Fact]
    public void Evictions_that_were_allowed_are_waited_for()
    {
        PodDisruptionBudgetSpec spec = PodDisruptionBudgetSpec.Empty with { MinAvailable = 1 };

        BudgetPlan plan = BudgetPlan.For(Budget(spec, "rel"), Pods("rel"), new(3), Now);

        Assert.Equal(["pod-1"], plan.Status.DisruptedPods.Keys);
        Assert.Equal("pod-2", Assert.Single(plan.NotDeleted).Metadata.Name);
        Assert.Equal(TimeSpan.FromMinutes(1), plan.LookAgain);
    }

    [Theory]
    [InlineData("True", "EvictionByEvictionAPI", 30, false, "Running", 90.0)]
    [InlineData("True", "EvictionByEvictionAPI", 130, false, "Running", 0.0)]
    [InlineData("True", "EvictionByEvictionAPI", 130, true, "Running", null)] // it goes indeed
    [InlineData("True", "EvictionByEvictionAPI", 130, false, "Failed", null)]
    [InlineData("True", "TerminationByKubelet", 130, false, "Running", null)] // the kubelet takes its time
    [InlineData("False", "", 130, false, "Running", null)]
    public void A_disruption_that_did_not_happen_is_taken_back(
        string status, string reason, int secondsAgo, bool deleted, string phase, double? rest)
    {
        Pod pod = Pods(deleted ? "t" : "r")[0];
        pod = pod with
        {
            Status = pod.Status with
            {
                Phase = phase,
                Conditions =
                [
                    PodCondition.Empty with
                    {
                        Type = "DisruptionTarget",
                        Status = status,
                        Reason = reason,
                        LastTransitionTime = new Time(Now.AddSeconds(-secondsAgo)),
                    },
                ],
            },
        };

        Assert.Equal(rest, StaleDisruptionController.UntilStale(pod, Now)?.TotalSeconds);
    }

    [Fact]
    public void A_selector_is_written_as_Go_writes_it() => Assert.Equal(
        "&LabelSelector{MatchLabels:map[string]string{app: web,},MatchExpressions:[]LabelSelectorRequirement{"
        + "LabelSelectorRequirement{Key:tier,Operator:In,Values:[a b],},},}",
        SelectorText.Of(LabelSelector.Empty with
        {
            MatchLabels = Workloads.Labels("web"),
            MatchExpressions = [new() { Key = "tier", Operator = "In", Values = ["a", "b"] }],
        }));

    private static (string Type, string Status, string Reason, long Generation) TextOf(
        PodDisruptionBudgetStatus status)
    {
        Condition one = Assert.Single(status.Conditions);
        return (one.Type, one.Status, one.Reason, one.ObservedGeneration);
    }

    private static string For(PodDisruptionBudgetSpec spec, string pods, int expected)
    {
        PodDisruptionBudgetStatus status = BudgetPlan.For(Budget(spec, pods), Pods(pods), new(expected), Now).Status;
        Assert.Equal(7, status.ObservedGeneration);
        return $"{status.CurrentHealthy}/{status.DesiredHealthy}/{status.ExpectedPods} {status.DisruptionsAllowed}";
    }

    private static PodDisruptionBudget Budget(PodDisruptionBudgetSpec spec, string pods)
    {
        Dictionary<string, Time> disrupted = [];
        for (int i = 0; i < pods.Length; i++)
        {
            if (pods[i] is 'e' or 'l')
                disrupted[$"pod-{i}"] = new Time(Now.AddMinutes(pods[i] == 'e' ? -1 : -3));
        }
        return new PodDisruptionBudget
        {
            Metadata = ObjectMeta.Empty with { Name = "web", Namespace = "default", Generation = 7 },
            Spec = spec,
            Status = PodDisruptionBudgetStatus.Empty with { DisruptedPods = disrupted },
        };
    }

    private static List<Pod> Pods(string pods) =>
    [
        .. pods.Select(static (kind, ordinal) => new Pod
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = $"pod-{ordinal}", DeletionTimestamp = kind == 't' ? new Time(Now) : null,
            },
            Status = PodStatus.Empty with
            {
                Phase = "Running",
                Conditions = kind == 'u' ? [] : [PodCondition.Empty with { Type = "Ready", Status = "True" }],
            },
        }),
    ];
}
