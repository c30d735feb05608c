using Kubesharp.Api.Core;
using Kubesharp.Kubelet.PodWorkers;
using Xunit;

namespace Kubesharp.Tests.Nodes;

/// <summary>The phase of a Pod from the states of its containers.</summary>
public sealed class PodStateTests
{
    [Theory]
    [InlineData("Always", "waiting", false, "Pending")]
    [InlineData("Always", "running", false, "Running")]
    [InlineData("Always", "exit 1", false, "Running")]
    [InlineData("OnFailure", "exit 1", false, "Running")]
    [InlineData("OnFailure", "exit 0", false, "Succeeded")]
    [InlineData("Never", "exit 1", false, "Failed")]
    [InlineData("Never", "exit 0", false, "Succeeded")]
    [InlineData("Always", "exit 0", true, "Succeeded")]
    [InlineData("Always", "exit 137", true, "Failed")]
    [InlineData("Always", "waiting", true, "Failed")]
    public void One_container_decides_the_phase(string restartPolicy, string state, bool ends, string expected)
    {
        Pod pod = new() { Spec = new() { RestartPolicy = restartPolicy, Containers = [new() { Name = "c" }] } };
        ContainerStatus status = new() { Name = "c", State = StateOf(state) };
        Assert.Equal(expected, PodState.PhaseOf(pod, [], [status], ends));
    }

    [Fact]
    public void A_failed_init_container_fails_a_pod_that_never_restarts()
    {
        Pod pod = new()
        {
            Spec = new()
            {
                RestartPolicy = "Never", InitContainers = [new() { Name = "i" }], Containers = [new() { Name = "c" }],
            },
        };
        ContainerStatus init = new() { Name = "i", State = StateOf("exit 2") };
        ContainerStatus main = new() { Name = "c", State = StateOf("waiting") };
        Assert.Equal("Failed", PodState.PhaseOf(pod, [init], [main], ends: false));
        Pod patient = pod with { Spec = pod.Spec with { RestartPolicy = "Always" } };
        Assert.Equal("Pending", PodState.PhaseOf(patient, [init], [main], ends: false));
    }

    [Fact]
    public void A_pod_has_not_ended_while_a_sidecar_runs()
    {
        Container sidecar = new() { Name = "s", RestartPolicy = "Always" };
        Pod pod = new()
        {
            Spec = new()
            {
                RestartPolicy = "Never", InitContainers = [sidecar, new() { Name = "i" }],
                Containers = [new() { Name = "c" }],
            },
        };
        ContainerStatus runs = new() { Name = "s", Started = true, State = StateOf("running") };
        ContainerStatus stopped = runs with { Started = false, State = StateOf("exit 137") };
        ContainerStatus set = new() { Name = "i", State = StateOf("exit 0") };
        ContainerStatus done = new() { Name = "c", State = StateOf("exit 0") };
        Assert.Equal("Running", PodState.PhaseOf(pod, [runs, set], [done], ends: false));
        Assert.Equal("Succeeded", PodState.PhaseOf(pod, [stopped, set], [done], ends: true));

        // The same before the containers had their turn.
        ContainerStatus failed = set with { State = StateOf("exit 2") };
        ContainerStatus waits = new() { Name = "c", State = StateOf("waiting") };
        Assert.Equal("Pending", PodState.PhaseOf(pod, [runs, failed], [waits], ends: false));
        Assert.Equal("Failed", PodState.PhaseOf(pod, [stopped, failed], [waits], ends: true));
    }

    [Theory]
    [InlineData("Always", 0, true)]
    [InlineData("OnFailure", 0, false)]
    [InlineData("OnFailure", 1, true)]
    [InlineData("Never", 1, false)]
    public void The_restart_policy_decides(string policy, int exitCode, bool expected)
    {
        Pod pod = new() { Spec = new() { RestartPolicy = policy } };
        Assert.Equal(expected, PodState.ShouldRestart(pod, Container.Empty, exitCode));
    }

    [Theory]
    [InlineData("In", 42, "Never", 42, true)]
    [InlineData("In", 42, "Never", 41, false)]
    [InlineData("NotIn", 42, "Never", 41, true)]
    [InlineData("NotIn", 42, "Always", 42, true)]
    [InlineData("In", 42, "OnFailure", 0, false)]
    public void Rules_come_before_the_policy_of_a_container(
        string isIn, int listed, string policy, int exitCode, bool expected)
    {
        Pod pod = new() { Spec = new() { RestartPolicy = "Never" } };
        Container container = new()
        {
            RestartPolicy = policy,
            RestartPolicyRules =
                [new() { Action = "Restart", ExitCodes = new() { Operator = isIn, Values = [listed] } }],
        };
        Assert.Equal(expected, PodState.ShouldRestart(pod, container, exitCode));
        Assert.False(PodState.RestartsAll(container, exitCode));
    }

    [Fact]
    public void A_pod_in_which_some_container_starts_again_goes_on_running()
    {
        Container again = new() { Name = "again", RestartPolicy = "OnFailure" };
        Pod pod = new() { Spec = new() { RestartPolicy = "Never", Containers = [again, new() { Name = "once" }] } };
        ContainerStatus failed = new() { Name = "again", State = StateOf("exit 1") };
        ContainerStatus done = new() { Name = "once", State = StateOf("exit 0") };
        Assert.Equal("Running", PodState.PhaseOf(pod, [], [failed, done], ends: false));
        ContainerStatus succeeded = failed with { State = StateOf("exit 0") };
        Assert.Equal("Succeeded", PodState.PhaseOf(pod, [], [succeeded, done], ends: false));
    }

    private static ContainerState StateOf(string state) => state switch
    {
        "running" => new() { Running = new() },
        "waiting" => new() { Waiting = new() { Reason = "ContainerCreating" } },
        _ => new() { Terminated = new() { ExitCode = int.Parse(state[5..]) } },
    };
}
