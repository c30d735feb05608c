using Kubesharp.Linux.Processes;
using Xunit;

namespace Kubesharp.Tests.Programs;

/// <summary>How a node hears that its machine goes down.</summary>
public sealed class MachineShutdownTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kubesharp-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "this node does not end its Pods: its KubeletConfiguration sets no shutdownGracePeriod")]
    public async Task The_node_is_told_and_answers_when_its_pods_have_ended(bool ends, string expected)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("needs Linux");
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken);
        TaskCompletionSource podsEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using (MachineShutdown shutdown = new(folder))
        {
            bool told = false;
            Task running = shutdown.RunAsync(
                async _ =>
                {
                    told = true;
                    await podsEnded.Task;
                    return ends;
                },
                stop.Token);
            // The signal comes to this very process, which listens.
            Task<string> answer = MachineShutdown.TellAsync(folder, stop.Token);
            Assert.False(answer.IsCompleted);
            podsEnded.SetResult();
            Assert.Equal(expected, await answer);
            Assert.True(told);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        }
        Assert.Equal(
            $"no node runs in {folder}",
            await MachineShutdown.TellAsync(folder, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_number_that_another_program_has_by_now_is_no_node()
    {
        Directory.CreateDirectory(Path.Combine(folder, "node"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "node", "agent.pid"),
            $"{Environment.ProcessId} {ProcessInfo.Read(Environment.ProcessId)?.StartTicks + 1}",
            TestContext.Current.CancellationToken);
        Assert.StartsWith(
            "no node runs", await MachineShutdown.TellAsync(folder, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }
}
