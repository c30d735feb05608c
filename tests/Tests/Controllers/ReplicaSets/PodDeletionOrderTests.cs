using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.ReplicaSets;
using Xunit;

namespace Kubesharp.Tests.Controllers.ReplicaSets;

public sealed class PodDeletionOrderTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_more_crowded_node_loses_one_first() =>
        Assert.True(Compare(PodOf(node: "full"), PodOf(node: "quiet"), ("full", 3), ("quiet", 1)) < 0);

    [Theory]
    [InlineData(10, 1000, -1)] // ready for a shorter time goes first
    [InlineData(1000, 10, 1)]
    [InlineData(600, 700, -1)] // about as long: by uid, so that not always the youngest goes
    [InlineData(700, 600, -1)]
    public void Time_since_ready(int secondsA, int secondsB, int expected) => Assert.Equal(expected, Math.Sign(Compare(
        PodOf(uid: "a", readyFor: secondsA), PodOf(uid: "b", readyFor: secondsB))));

    [Fact]
    public void More_restarts_go_first() =>
        Assert.True(Compare(PodOf(uid: "b", restarts: 5), PodOf(uid: "a", restarts: 1)) < 0);

    [Fact]
    public void The_younger_goes_first() =>
        Assert.True(Compare(PodOf(uid: "b", age: 10), PodOf(uid: "a", age: 10000)) < 0);

    private static int Compare(Pod a, Pod b, params (string Node, int Pods)[] nodes) =>
        new PodDeletionOrder(nodes.ToDictionary(static node => node.Node, static node => node.Pods), Now).Compare(a, b);

    private static Pod PodOf(
        string uid = "a", string node = "n", int? readyFor = null, int restarts = 0, int age = 100) => new()
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = uid, Uid = uid, CreationTimestamp = new Time(Now.AddSeconds(-age)),
            },
            Spec = PodSpec.Empty with { NodeName = node },
            Status = PodStatus.Empty with
            {
                Phase = "Running",
                Conditions = readyFor is not { } seconds ? [] :
                [
                    PodCondition.Empty with
                    {
                        Type = "Ready", Status = "True", LastTransitionTime = new Time(Now.AddSeconds(-seconds)),
                    },
                ],
                ContainerStatuses = [ContainerStatus.Empty with { RestartCount = restarts }],
            },
        };
}
