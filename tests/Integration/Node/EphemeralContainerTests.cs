using Kubesharp.Api.Core;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>E102. What `kubectl debug` adds to a Pod that runs.</summary>
[Collection("node")]
public sealed class EphemeralContainerTests
{
    [Fact]
    public async Task An_ephemeral_container_sees_the_processes_of_its_target_and_is_never_restarted()
    {
        await using NodeFixture node = await NodeFixture.StartAsync();
        node.Api.Put(NodePods.Of("app", "Always", NodePods.Shell("main", "echo marker > /tmp/x; " + NodePods.Stay)));
        Pod app = await node.WaitForPodAsync("app", NodePods.IsReady);
        node.Api.Put(app.With(static spec => spec with
        {
            EphemeralContainers =
            [
                new()
                {
                    Name = "debugger", Image = NodePods.Image, ImagePullPolicy = "IfNotPresent",
                    TargetContainerName = "main", TerminationMessagePolicy = "File",
                    Command = ["sh", "-c", "cat /proc/1/root/tmp/x; exit 5"],
                },
                new()
                {
                    Name = "lost", Image = NodePods.Image, ImagePullPolicy = "IfNotPresent",
                    TargetContainerName = "nobody", Command = ["true"],
                },
            ],
        }));
        app = await node.WaitForPodAsync("app", static pod => pod.Status.EphemeralContainerStatuses.Count == 2
            && NodePods.StatusOf(pod, "debugger").State.Terminated is not null
            && NodePods.StatusOf(pod, "lost").State.Waiting?.Reason == "CreateContainerConfigError");
        ContainerStatus debugger = NodePods.StatusOf(app, "debugger");
        Assert.Equal(5, debugger.State.Terminated!.ExitCode);
        Assert.Contains("marker", node.LogOf(app, "debugger"), StringComparison.Ordinal);
        Assert.Equal("unable to find target container nobody", NodePods.StatusOf(app, "lost").State.Waiting!.Message);
        // Its end is nobody's concern: the Pod stays what it was.
        Assert.True(NodePods.IsReady(app));
        Assert.Equal("Running", app.Status.Phase);
        Assert.Equal(0, debugger.RestartCount);
    }
}
