using System.Net;
using Kubesharp.Api.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>E102. Probes of every sort, what follows from them, and readiness gates.</summary>
[Collection("node")]
public sealed class ProbeTests
{
    [Fact]
    public async Task Probes_hold_back_restart_and_take_out_of_service()
    {
        await using NodeFixture node = await NodeFixture.StartAsync();
        await using WebApplication health = await HealthServer.StartAsync();
        string shared = Path.Combine(node.Root, "probes");
        node.Api.Put(NodePods.Of("grpc", "Always", NodePods.Shell("main", NodePods.Stay) with
        {
            ReadinessProbe = new() { Grpc = new() { Port = PortOf(health), Service = "ready" }, PeriodSeconds = 1 },
        }).With(static spec => spec with { HostNetwork = true }));
        node.Api.Put(NodePods.Of("refused", "Always", NodePods.Shell("main", NodePods.Stay) with
        {
            ReadinessProbe = new() { Grpc = new() { Port = PortOf(health), Service = "other" }, PeriodSeconds = 1 },
        }).With(static spec => spec with { HostNetwork = true }));
        // It does not answer SIGTERM: only the probe's own grace of a second explains that it is restarted.
        node.Api.Put(NodePods.Of("stubborn", "Always", NodePods.Shell(
            "main", "trap '' TERM; while :; do sleep 0.1; done") with
        {
            LivenessProbe = new()
            {
                Exec = new() { Command = ["false"] }, PeriodSeconds = 1, FailureThreshold = 1,
                TerminationGracePeriodSeconds = 1,
            },
        }).With(static spec => spec with { TerminationGracePeriodSeconds = 600 }));
        // The liveness probe would kill it at once, but the startup probe has not let it begin.
        node.Api.Put(NodePods.Of("slow", "Always", NodePods.Shell(
            "main", "sleep 2; touch /tmp/up /tmp/alive; " + NodePods.Stay) with
        {
            StartupProbe = new()
            {
                Exec = new() { Command = ["test", "-f", "/tmp/up"] }, PeriodSeconds = 1, FailureThreshold = 60,
            },
            LivenessProbe = new()
            {
                Exec = new() { Command = ["test", "-f", "/tmp/alive"] }, PeriodSeconds = 1, FailureThreshold = 1,
            },
        }));
        node.Api.Put(NodePods.Of("gated", "Always", NodePods.Shell("main", NodePods.Stay) with
        {
            ReadinessProbe = new()
            {
                Exec = new() { Command = ["test", "-f", "/shared/ready"] }, PeriodSeconds = 1, FailureThreshold = 1,
            },
        }).With(static spec => spec with { ReadinessGates = [new() { ConditionType = "example.com/fed" }] })
            .Sharing(shared));

        await node.WaitForPodAsync("grpc", NodePods.IsReady);
        await node.WaitAsync("the refusal", () => node.Api.Events.FirstOrDefault(static entry =>
            entry.Reason == "Unhealthy" && entry.InvolvedObject.Name == "refused"
            && entry.Message.Contains("service unhealthy", StringComparison.Ordinal)));
        Assert.False(NodePods.IsReady(node.Api.Get<Pod>("refused")!));

        Pod stubborn = await node.WaitForPodAsync(
            "stubborn", static pod => NodePods.StatusOf(pod, "main").RestartCount >= 1);
        Assert.Equal(137, NodePods.StatusOf(stubborn, "main").LastState.Terminated?.ExitCode);
        Assert.Contains(node.Api.Events, static entry => entry is
            { Reason: "Killing", Message: "Container main failed liveness probe, will be restarted" });
        node.Api.Delete("stubborn", 1);

        Pod slow = await node.WaitForPodAsync("slow", NodePods.IsReady);
        Assert.Equal(0, NodePods.StatusOf(slow, "main").RestartCount);
        Assert.True(NodePods.StatusOf(slow, "main").Started);

        Pod gated = await node.WaitForPodAsync("gated", static pod => pod.Status.Phase == "Running");
        Assert.Equal("containers with unready status: [main]", ConditionOf(gated, "Ready").Message);
        File.WriteAllText(Path.Combine(shared, "ready"), "");
        gated = await node.WaitForPodAsync("gated", static pod => NodePods.Has(pod, "ContainersReady", "True"));
        Assert.Equal("ReadinessGatesNotReady", ConditionOf(gated, "Ready").Reason);
        node.Api.Put(gated with
        {
            Status = gated.Status with
            {
                Conditions = [.. gated.Status.Conditions, new() { Type = "example.com/fed", Status = "True" }],
            },
        });
        await node.WaitForPodAsync("gated", NodePods.IsReady);
        File.Delete(Path.Combine(shared, "ready"));
        gated = await node.WaitForPodAsync("gated", static pod => !NodePods.IsReady(pod));
        Assert.Equal(0, NodePods.StatusOf(gated, "main").RestartCount);
        Assert.Equal("Running", gated.Status.Phase);
    }

    private static PodCondition ConditionOf(Pod pod, string type) =>
        pod.Status.Conditions.First(condition => condition.Type == type);

    private static int PortOf(WebApplication health) =>
        new Uri(health.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!
            .Addresses.First()).Port;

    /// <summary>grpc.health.v1.Health/Check by hand: healthy for the service "ready", not for others.</summary>
    private static class HealthServer
    {
        public static async Task<WebApplication> StartAsync()
        {
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(static options => options.Listen(
                IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2));
            WebApplication application = builder.Build();
            application.MapPost("/grpc.health.v1.Health/Check", static async context =>
            {
                using MemoryStream body = new();
                await context.Request.Body.CopyToAsync(body);
                bool isReady = System.Text.Encoding.UTF8.GetString(body.ToArray())
                    .EndsWith("ready", StringComparison.Ordinal);
                context.Response.ContentType = "application/grpc";
                context.Response.DeclareTrailer("grpc-status");
                // Five bytes of framing, then field 1 (status): SERVING = 1, NOT_SERVING = 2.
                await context.Response.Body.WriteAsync(new byte[] { 0, 0, 0, 0, 2, 8, (byte)(isReady ? 1 : 2) });
                context.Response.AppendTrailer("grpc-status", "0");
            });
            await application.StartAsync();
            return application;
        }
    }
}
