using Kubesharp.Api;
using Kubesharp.Api.Core;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>Pods that really run.</summary>
[Collection("node")]
public sealed class PodTests
{
    private const string Image = "docker.io/library/busybox:1.35";

    [Fact]
    public async Task A_pod_serves_with_volumes_environment_and_probes_and_ends_in_order()
    {
        await using NodeFixture node = await NodeFixture.StartAsync();
        node.Api.Put(new ConfigMap
        {
            Metadata = new() { Name = "site", Namespace = "default" },
            Data = new Dictionary<string, string> { ["index.html"] = "hello", ["COLOUR"] = "green" },
        });
        node.Api.Put(Web("web"));

        Pod pod = await node.WaitForPodAsync("web", static pod => pod.Status.Conditions.Any(
            static condition => condition is { Type: "Ready", Status: "True" }));
        Assert.Equal("Running", pod.Status.Phase);
        Assert.StartsWith("10.77.0.", pod.Status.PodIP, StringComparison.Ordinal);
        using HttpClient http = new();
        Assert.Equal("hello", await http.GetStringAsync($"http://{pod.Status.PodIP}:8080/index.html"));
        string log = node.LogOf(pod, "main");
        Assert.Contains("colour=green name=web ip=" + pod.Status.PodIP, log, StringComparison.Ordinal);
        Assert.Contains("search default.svc.cluster.local", log, StringComparison.Ordinal);
        Assert.Contains("token-web", log, StringComparison.Ordinal);
        Assert.Contains($"{pod.Status.PodIP}\tweb", log, StringComparison.Ordinal);

        node.Api.Put(node.Api.Get<ConfigMap>("site")! with
        {
            Data = new Dictionary<string, string> { ["index.html"] = "changed" },
        });
        await node.WaitUntilAsync("the new page", async () =>
            await http.GetStringAsync($"http://{pod.Status.PodIP}:8080/index.html") == "changed");

        node.Api.Delete("web");
        await node.WaitAsync("the end", () => node.Api.Get<Pod>("web") is null ? "" : null);
        Assert.False(Directory.Exists(Path.Combine(node.Options.DataDirectory, "node", "pods", pod.Metadata.Uid)));
        string[] reasons = [.. node.Api.Events.Where(static entry => entry.InvolvedObject.Name == "web")
            .Select(static entry => entry.Reason)];
        // The first probes may come before the server listens.
        Assert.Equal(["Pulled", "Created", "Started", "Killing"], reasons.Distinct()
            .Where(static reason => reason != "Unhealthy"));
    }

    [Fact]
    public async Task Containers_restart_with_pauses_and_finish()
    {
        await using NodeFixture node = await NodeFixture.StartAsync();
        node.Api.Put(Run("crash", "Always", "echo dying; exit 3"));
        node.Api.Put(Run("job", "Never", "echo done > /dev/termination-log"));
        node.Api.Put(Run("missing", "Never", "true") with
        {
            Spec = Run("missing", "Never", "true").Spec with
            {
                Containers = [Run("missing", "Never", "true").Spec.Containers[0] with { Image = "127.0.0.1:1/none:1" }],
            },
        });

        Pod job = await node.WaitForPodAsync("job", static pod => pod.Status.Phase == "Succeeded");
        Assert.Equal("done\n", job.Status.ContainerStatuses[0].State.Terminated?.Message);
        Assert.Equal("Completed", job.Status.ContainerStatuses[0].State.Terminated?.Reason);

        Pod crash = await node.WaitForPodAsync("crash", static pod =>
            pod.Status.ContainerStatuses is [{ State.Waiting.Reason: "CrashLoopBackOff", RestartCount: >= 1 }]);
        Assert.Equal(3, crash.Status.ContainerStatuses[0].LastState.Terminated?.ExitCode);
        Assert.Equal("Running", crash.Status.Phase);

        Pod missing = await node.WaitForPodAsync("missing", static pod =>
            pod.Status.ContainerStatuses is [{ State.Waiting.Reason: "ImagePullBackOff" or "ErrImagePull" }]);
        Assert.Equal("Pending", missing.Status.Phase);
        foreach (string name in (string[])["crash", "job", "missing"])
            node.Api.Delete(name, 1);
        await node.WaitAsync(
            "the end of all", () => node.Api.Get<Pod>("crash") is null && node.Api.Get<Pod>("job") is null
            && node.Api.Get<Pod>("missing") is null ? "" : null);
    }

    internal static Pod Run(string name, string restartPolicy, string script) => new()
    {
        Metadata = new() { Name = name, Namespace = "default" },
        Spec = new()
        {
            NodeName = "node-a",
            RestartPolicy = restartPolicy,
            TerminationGracePeriodSeconds = 2,
            Containers =
            [
                new()
                {
                    Name = "main", Image = Image, ImagePullPolicy = "IfNotPresent", Command = ["sh", "-c", script],
                    TerminationMessagePath = "/dev/termination-log", TerminationMessagePolicy = "File",
                },
            ],
        },
    };

    private static Pod Web(string name)
    {
        Pod pod = Run(name, "Always", """
            echo colour=$COLOUR name=$NAME ip=$IP; cat /etc/resolv.conf /etc/hosts; cat /var/run/secrets/token
            echo; touch /scratch/x; trap 'exit 0' TERM; httpd -p 8080 -h /site; while :; do sleep 0.2; done
            """);
        return pod with
        {
            Spec = pod.Spec with
            {
                Volumes =
                [
                    new() { Name = "site", ConfigMap = new() { Name = "site" } },
                    new() { Name = "scratch",
                        EmptyDir = new() { Medium = "Memory", SizeLimit = Quantity.Parse("4Mi") } },
                    new()
                    {
                        Name = "token",
                        Projected = new()
                        {
                            Sources =
                            [
                                new() { ServiceAccountToken = new() { Path = "token" } },
                                new() { ConfigMap = new() { Name = "kube-root-ca.crt" } },
                            ],
                        },
                    },
                ],
                Containers =
                [
                    pod.Spec.Containers[0] with
                    {
                        EnvFrom = [new() { ConfigMapRef = new() { Name = "site" } }],
                        Env =
                        [
                            new() { Name = "NAME",
                                ValueFrom = new() { FieldRef = new() { FieldPath = "metadata.name" } } },
                            new() { Name = "IP",
                                ValueFrom = new() { FieldRef = new() { FieldPath = "status.podIP" } } },
                        ],
                        VolumeMounts =
                        [
                            new() { Name = "site", MountPath = "/site" },
                            new() { Name = "scratch", MountPath = "/scratch" },
                            new() { Name = "token", MountPath = "/var/run/secrets", ReadOnly = true },
                        ],
                        Resources = new()
                        {
                            Limits = new Dictionary<string,
                                Quantity> { ["memory"] = Quantity.Parse("64Mi"), ["cpu"] = Quantity.Parse("500m") },
                        },
                        ReadinessProbe = new() { HttpGet = new() { Path = "/index.html", Port = 8080 },
                            PeriodSeconds = 1, FailureThreshold = 3 },
                        LivenessProbe =
                            new() { Exec = new() { Command = ["test", "-f", "/scratch/x"] }, PeriodSeconds = 1 },
                    },
                ],
            },
        };
    }
}
