using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.HorizontalPodAutoscaling;
using Xunit;

namespace Kubesharp.Tests.Controllers.HorizontalPodAutoscaling;

/// <summary>
/// How many replicas measurements ask for. A row gives Pods that request 1000m each: a number is what a ready one
/// uses, in thousandths; <c>?</c> ready without a measurement, <c>p</c> pending, <c>t</c> on its way out with a
/// measurement of 5000, <c>s900</c> just started and using that, <c>n900</c> never ready and using that.
/// </summary>
public sealed class ReplicaCalculationTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(3, 30, "300 500 700", "5 50%")] // ratio 5/3: ceil of 5.0
    [InlineData(3, 50, "500 500 500", "3 50%")]
    [InlineData(3, 50, "540 540 540", "3 54%")] // within the tolerance of a tenth
    [InlineData(3, 50, "560 560 560", "4 56%")]
    [InlineData(5, 50, "100 300 500 250 250", "3 28%")]
    [InlineData(3, 100, "300 500 ?", "2 40%")] // who says nothing is busy when it would shrink: 1800 of 3000
    [InlineData(3, 50, "900 900 ?", "4 90%")] // and idle when it would grow: 1800/3 is 60 %
    [InlineData(3, 120, "300 300 ?", "2 30%")] // busy is what the target says, when that is more
    [InlineData(3, 30, "300 500 p", "3 40%")] // a pending one is idle when it would grow: 800/3 is 26 %
    [InlineData(3, 50, "100 100 p", "1 10%")] // and does not count when it would shrink
    [InlineData(3, 50, "500 s900 s900", "3 50%")] // processor time of a start does not count
    [InlineData(3, 50, "500 n900 n900", "3 50%")]
    [InlineData(2, 50, "500 500 t", "2 50%")] // who goes is not there
    public void By_utilization(int current, int target, string pods, string expected)
    {
        (List<Pod> all, Dictionary<string, PodMetric> measured) = Parse(pods);

        ReplicaCount count = Calculation().ByUtilization(current, target, "cpu", "", all, measured);

        Assert.Equal(expected, $"{count.Replicas} {count.Utilization}%{count.Error}");
    }

    [Theory]
    [InlineData(3, 300, "300 500 700", "5 500")]
    [InlineData(3, 500, "500 540 500", "3 513")]
    [InlineData(4, 1000, "300 300 ? ?", "3 300")] // 300+300+1000+1000
    [InlineData(3, 300, "600 600 p", "4 600")] // 1200 over three Pods: 400, four thirds of the target
    public void By_average(int current, int target, string pods, string expected)
    {
        (List<Pod> all, Dictionary<string, PodMetric> measured) = Parse(pods);

        ReplicaCount count = Calculation().ByAverage(current, target, "", all, measured);

        Assert.Equal(expected, $"{count.Replicas} {count.Milli}{count.Error}");
    }

    [Theory]
    [InlineData(3, 2000, 1000, "0 0 0", "6 2000")]
    [InlineData(3, 1050, 1000, "0 0 0", "3 1050")]
    [InlineData(3, 2000, 1000, "0 0 p", "4 2000")] // in proportion to those that are ready
    [InlineData(0, 2500, 1000, "", "3 2500")] // from nothing
    [InlineData(2, 2500, 1000, "", "0 0unable to calculate ready pods: no pods returned by selector while calculating "
        + "replica count")]
    public void By_value(int current, int value, int target, string pods, string expected)
    {
        ReplicaCount count = Calculation().ByValue(current, value, target, Parse(pods).Pods);

        Assert.Equal(expected, $"{count.Replicas} {count.Milli}{count.Error}");
    }

    [Theory]
    [InlineData(3, 9000, 1000, "9 3000")]
    [InlineData(3, 3100, 1000, "3 1034")]
    [InlineData(3, 500, 1000, "1 167")]
    public void By_share(int present, int value, int target, string expected)
    {
        ReplicaCount count = Calculation().ByShare(present, value, target);

        Assert.Equal(expected, $"{count.Replicas} {count.Milli}");
    }

    [Theory]
    [InlineData(0.5, 0.1, "700 700", 2)] // down by less than a half: nothing
    [InlineData(0.5, 0.1, "400 400", 1)]
    [InlineData(0.5, 0.1, "1200 1200", 3)]
    [InlineData(0.1, 0.5, "1200 1200", 2)]
    [InlineData(0.1, 0, "1010 1010", 3)]
    public void Tolerance_has_two_directions(double down, double up, string pods, int expected)
    {
        (List<Pod> all, Dictionary<string, PodMetric> measured) = Parse(pods);
        ReplicaCalculation calculation = new(new AutoscalerOptions(), new Tolerances(down, up), Now);

        Assert.Equal(expected, calculation.ByUtilization(2, 100, "cpu", "", all, measured).Replicas);
    }

    [Fact]
    public void Requests_of_one_container_count_when_it_is_named_and_have_to_be_there()
    {
        Pod pod = new()
        {
            Metadata = ObjectMeta.Empty with { Name = "a" },
            Spec = PodSpec.Empty with
            {
                Containers =
                [
                    Container.Empty with { Name = "main", Resources = Requests("200m") },
                    Container.Empty with { Name = "sidecar" },
                ],
            },
            Status = Ready(Now.AddHours(-1)),
        };
        Dictionary<string, PodMetric> measured = new() { ["a"] = new(300, Now, TimeSpan.FromMinutes(1)) };

        Assert.Equal(150, Calculation().ByUtilization(1, 50, "memory", "main", [With(pod, "memory")], measured)
            .Utilization);
        Assert.Equal("missing request for cpu in container sidecar of Pod a",
            Calculation().ByUtilization(1, 50, "cpu", "", [pod], measured).Error);
        Pod whole = pod with { Spec = pod.Spec with { Resources = Requests("1") } };
        Assert.Equal(30, Calculation().ByUtilization(1, 50, "cpu", "", [whole], measured).Utilization);
    }

    [Fact]
    public void Without_Pods_or_measurements_nothing_can_be_said()
    {
        (List<Pod> pods, _) = Parse("100");

        Assert.Equal("no pods returned by selector while calculating replica count",
            Calculation().ByUtilization(1, 50, "cpu", "", [], new Dictionary<string, PodMetric>()).Error);
        Assert.Equal("did not receive metrics for any ready pods",
            Calculation().ByUtilization(1, 50, "cpu", "", pods, new Dictionary<string, PodMetric>()).Error);
    }

    private static Pod With(Pod pod, string resource) => pod with
    {
        Spec = pod.Spec with
        {
            Containers =
            [
                .. pod.Spec.Containers.Select(one => one with
                {
                    Resources = ResourceRequirements.Empty with
                    {
                        Requests = new Dictionary<string, Quantity> { [resource] = Quantity.Parse("200m") },
                    },
                }),
            ],
        },
    };

    private static ReplicaCalculation Calculation() => new(new AutoscalerOptions(), new Tolerances(0.1, 0.1), Now);

    internal static (List<Pod> Pods, Dictionary<string, PodMetric> Measured) Parse(string text)
    {
        List<Pod> pods = [];
        Dictionary<string, PodMetric> measured = [];
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string name = $"pod-{pods.Count}";
            char kind = char.IsAsciiDigit(word[0]) ? 'r' : word[0];
            pods.Add(new Pod
            {
                Metadata = ObjectMeta.Empty with
                {
                    Name = name,
                    Labels = Workloads.Labels("web"),
                    DeletionTimestamp = kind == 't' ? new Time(Now) : null,
                },
                Spec = PodSpec.Empty with
                {
                    Containers = [Container.Empty with { Name = "main", Resources = Requests("1000m") }],
                },
                Status = kind switch
                {
                    'p' => PodStatus.Empty with { Phase = "Pending" },
                    's' => Ready(Now.AddSeconds(-30)),
                    'n' => Ready(Now.AddHours(-1)) with
                    {
                        Conditions = [Condition("False", Now.AddHours(-1).AddSeconds(5))],
                    },
                    _ => Ready(Now.AddHours(-1)),
                },
            });
            if (kind is not ('p' or '?'))
            {
                string digits = word.TrimStart('s', 'n', 't');
                measured[name] = new(digits.Length == 0 ? 5000 : int.Parse(
                    digits, System.Globalization.CultureInfo.InvariantCulture), Now, TimeSpan.FromMinutes(1));
            }
        }
        return (pods, measured);
    }

    private static PodStatus Ready(DateTimeOffset started) => PodStatus.Empty with
    {
        Phase = "Running", StartTime = new Time(started), Conditions = [Condition("True", started.AddSeconds(5))],
    };

    private static PodCondition Condition(string status, DateTimeOffset since) => PodCondition.Empty with
    {
        Type = "Ready", Status = status, LastTransitionTime = new Time(since),
    };

    private static ResourceRequirements Requests(string cpu) => ResourceRequirements.Empty with
    {
        Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse(cpu) },
    };
}
