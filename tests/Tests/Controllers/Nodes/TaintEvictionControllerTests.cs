using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Controllers.Nodes;
using Xunit;

namespace Kubesharp.Tests.Controllers.Nodes;

public sealed class TaintEvictionControllerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Without_a_toleration_the_Pod_goes_at_once() =>
        Assert.Equal(Now, TaintEvictionController.DeadlineFor(PodWith(), Tainted(), Now));

    [Fact]
    public void A_limited_toleration_counts_from_when_the_taint_was_added() =>
        Assert.Equal(
            Now.AddSeconds(290),
            TaintEvictionController.DeadlineFor(PodWith(Tolerating(300)), Tainted(), Now));

    [Fact]
    public void An_unlimited_toleration_lets_it_stay() =>
        Assert.Null(TaintEvictionController.DeadlineFor(PodWith(Tolerating(null)), Tainted(), Now));

    private static Pod PodWith(params Toleration[] tolerations) =>
        new() { Spec = PodSpec.Empty with { Tolerations = tolerations } };

    private static Toleration Tolerating(long? seconds) => Toleration.Empty with
    {
        Key = NodeHealth.NotReadyTaint, Operator = "Exists", Effect = "NoExecute", TolerationSeconds = seconds,
    };

    private static Node Tainted() => new()
    {
        Spec = NodeSpec.Empty with
        {
            Taints =
            [
                Taint.Empty with
                {
                    Key = NodeHealth.NotReadyTaint, Effect = "NoExecute", TimeAdded = new Time(Now.AddSeconds(-10)),
                },
            ],
        },
    };
}
