using Kubesharp.Api.Core;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>E102. What the end of a container means: policies, rules, the whole Pod anew, a deadline.</summary>
[Collection("node")]
public sealed class RestartTests
{
    [Fact]
    public async Task Rules_and_policies_decide_what_starts_again()
    {
        await using NodeFixture node = await NodeFixture.StartAsync();
        string counts = Path.Combine(node.Root, "counts");
        // Exit 42 is retried, anything else is the end.
        node.Api.Put(NodePods.Of("rule", "Never", NodePods.Shell("main", Counted("rule", "exit 42", "exit 3")) with
        {
            RestartPolicy = ContainerRestartPolicy.Never, RestartPolicyRules = [Rule("Restart", "In", 42)],
        }).Sharing(counts));
        // A container's own policy wins over the Pod's.
        node.Api.Put(NodePods.Of("own", "Always", NodePods.Shell("main", "exit 0") with
        {
            RestartPolicy = ContainerRestartPolicy.OnFailure,
        }));
        node.Api.Put(NodePods.Of("init", "Never", NodePods.Shell("main", "true")).With(static spec => spec with
        {
            InitContainers =
            [
                NodePods.Shell("setup", Counted("init", "exit 1", "exit 0")) with
                {
                    RestartPolicy = ContainerRestartPolicy.OnFailure,
                },
            ],
        }).Sharing(counts));
        node.Api.Put(Whole().Sharing(counts));
        node.Api.Put(NodePods.Of("late", "Always", NodePods.Shell("main", NodePods.Stay)).With(static spec => spec with
        {
            ActiveDeadlineSeconds = 2,
        }));

        Pod rule = await node.WaitForPodAsync("rule", static pod => pod.Status.Phase == "Failed");
        Assert.Equal(1, NodePods.StatusOf(rule, "main").RestartCount);
        Assert.Equal(3, NodePods.StatusOf(rule, "main").State.Terminated?.ExitCode);
        await node.WaitForPodAsync("own", static pod => pod.Status.Phase == "Succeeded");
        Pod init = await node.WaitForPodAsync("init", static pod => pod.Status.Phase == "Succeeded");
        Assert.Equal(1, NodePods.StatusOf(init, "setup").RestartCount);

        Pod whole = await node.WaitForPodAsync(
            "whole", static pod => NodePods.IsReady(pod) && NodePods.StatusOf(pod, "other").RestartCount == 1);
        Assert.Equal(["setup", "start", "setup", "start"], File.ReadAllLines(Path.Combine(counts, "whole")));
        Assert.Equal(1, NodePods.StatusOf(whole, "setup").RestartCount);
        Assert.DoesNotContain(
            whole.Status.Conditions, static condition => condition.Type == PodConditionType.AllContainersRestarting);
        Assert.Equal(88, NodePods.StatusOf(whole, "main").LastState.Terminated?.ExitCode);

        Pod late = await node.WaitForPodAsync("late", static pod => pod.Status.Phase == "Failed");
        Assert.Equal("DeadlineExceeded", late.Status.Reason);
        Assert.Equal("Pod was active on the node longer than the specified deadline", late.Status.Message);
    }

    // Its first life ends with the code that starts all of it again.
    private static Pod Whole() => NodePods.Of(
        "whole", "Always",
        NodePods.Shell("main", "echo start >> /shared/whole; [ $(grep -c start /shared/whole) = 1 ] && "
            + $"{{ sleep 1; exit 88; }}; {NodePods.Stay}") with
        {
            RestartPolicy = ContainerRestartPolicy.Always,
            RestartPolicyRules = [Rule("RestartAllContainers", "In", 88)],
        },
        NodePods.Shell("other", NodePods.Stay)).With(static spec => spec with
        {
            InitContainers = [NodePods.Shell("setup", "echo setup >> /shared/whole")],
        });

    private static string Counted(string file, string first, string later) =>
        $"echo run >> /shared/{file}; [ $(wc -l < /shared/{file}) = 1 ] && {first}; {later}";

    private static ContainerRestartRule Rule(string action, string isIn, int code) => new()
    {
        Action = action, ExitCodes = new() { Operator = isIn, Values = [code] },
    };
}
