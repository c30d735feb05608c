using Kubesharp.Api.Core;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>E102. Hooks after a container's start and before its end.</summary>
[Collection("node")]
public sealed class HookTests
{
    [Fact]
    public async Task Hooks_run_in_time_and_a_failed_one_ends_its_container()
    {
        await using NodeFixture node = await NodeFixture.StartAsync();
        string notes = Path.Combine(node.Root, "notes");
        node.Api.Put(NodePods.Of("hooked", "Always", NodePods.Shell("main", Serving()) with
        {
            Lifecycle = new()
            {
                PostStart = new() { Exec = new() { Command = ["sh", "-c", "echo started >> /shared/notes"] } },
                PreStop = new() { Exec = new() { Command = ["sh", "-c", "echo stopping >> /shared/notes"] } },
            },
        }).Sharing(notes));
        node.Api.Put(NodePods.Of("web", "Always", NodePods.Shell("main", Serving()) with
        {
            // httpd answers with a script: the hook has run when the script has.
            Lifecycle = new() { PreStop = new() { HttpGet = new() { Path = "/cgi-bin/stop", Port = 8080 } } },
            ReadinessProbe = new() { TcpSocket = new() { Port = 8080 }, PeriodSeconds = 1 },
        }).Sharing(Path.Combine(node.Root, "web")));
        node.Api.Put(NodePods.Of("napping", "Always", NodePods.Shell("main", NodePods.Stay) with
        {
            Lifecycle = new() { PreStop = new() { Sleep = new() { Seconds = 2 } } },
        }));
        node.Api.Put(NodePods.Of("broken", "Always", NodePods.Shell("main", NodePods.Stay) with
        {
            Lifecycle = new() { PostStart = new() { Exec = new() { Command = ["sh", "-c", "echo secret; exit 9"] } } },
        }));

        await node.WaitForPodAsync("hooked", NodePods.IsReady);
        Assert.Equal("started\n", File.ReadAllText(Path.Combine(notes, "notes")));
        await node.WaitForPodAsync("web", NodePods.IsReady);
        await node.WaitForPodAsync("napping", NodePods.IsReady);
        Pod broken = await node.WaitForPodAsync("broken", static pod =>
            NodePods.StatusOf(pod, "main").State.Waiting?.Reason is "PostStartHookError" or "CrashLoopBackOff");
        Assert.False(NodePods.IsReady(broken));
        Event failed = node.Api.Events.First(static entry => entry.Reason == "FailedPostStartHook");
        Assert.Equal("PostStartHook failed", failed.Message);

        DateTimeOffset asked = TimeProvider.System.GetUtcNow();
        node.Api.Delete("hooked");
        node.Api.Delete("web");
        node.Api.Delete("napping");
        await node.WaitAsync("the end", () => node.Api.Get<Pod>("napping") is null ? "" : null);
        // Not a matter of speed: a hook that sleeps two seconds cannot have ended earlier.
        Assert.True(TimeProvider.System.GetUtcNow() - asked >= TimeSpan.FromSeconds(2));
        await node.WaitAsync("the end", () => node.Api.Get<Pod>("hooked") is null
            && node.Api.Get<Pod>("web") is null ? "" : null);
        Assert.Equal("started\nstopping\nterm\n", File.ReadAllText(Path.Combine(notes, "notes")));
        Assert.Equal("asked\nterm\n", File.ReadAllText(Path.Combine(node.Root, "web", "notes")));
    }

    private static string Serving() => """
        mkdir -p /www/cgi-bin
        printf '#!/bin/sh\necho asked >> /shared/notes\nprintf "Content-Type: text/plain\\r\\n\\r\\nok"\n' \
            > /www/cgi-bin/stop
        chmod +x /www/cgi-bin/stop
        httpd -p 8080 -h /www
        trap 'echo term >> /shared/notes; exit 0' TERM
        while :; do sleep 0.1; done
        """;
}
