using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>What a real kubelet reports of its Pods and of its node, in the words that tools look for.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class KubeletWordsTests(StreamPods pods) : IClassFixture<StreamPods>
{
    private const string Pulled =
        $"Container image \"{StreamPods.Image}\" already present on machine and can be accessed by the pod";

    // E103
    [Fact]
    public async Task EventsOfPodsThatWorkAndOfPodsThatDoNot()
    {
        Kubectl kubectl = pods.Kubectl;
        await pods.ApplyAsync(StreamPods.Pod(
            "healthy", "sleep 3600", "readinessProbe: { exec: { command: ['true'] } }"));
        await pods.ApplyAsync(StreamPods.Pod(
            "sick", "sleep 3600", "livenessProbe: { exec: { command: [sh, -c, 'echo so sick; exit 1'] }, "
                + "periodSeconds: 1, failureThreshold: 1 }")
            .Replace("restartPolicy: Never", "restartPolicy: Always", StringComparison.Ordinal));
        await pods.ApplyAsync(StreamPods.Pod("crashes", "exit 1")
            .Replace("restartPolicy: Never", "restartPolicy: Always", StringComparison.Ordinal));
        await pods.ApplyAsync(StreamPods.Pod("unmounted", "true", "volumeMounts: [{ name: v, mountPath: /v }]")
            + "\n  volumes: [{ name: v, secret: { secretName: none } }]");
        string node = await kubectl.RunAsync("get", "nodes", "-o", "jsonpath={.items[0].metadata.name}");

        await EventAsync("healthy", $"Normal Scheduled Successfully assigned {StreamPods.Namespace}/healthy to {node}");
        await EventAsync("healthy", $"Normal Pulled {Pulled}");
        await EventAsync("healthy", "Normal Created Container created");
        await EventAsync("healthy", "Normal Started Container started");
        await EventAsync("sick", "Warning Unhealthy Liveness probe failed: so sick\n");
        await EventAsync("sick", "Normal Killing Container main failed liveness probe, will be restarted");
        await EventAsync(
            "crashes", "Warning BackOff Back-off restarting failed container main in pod crashes_streams(");
        await EventAsync(
            "unmounted", "Warning FailedMount MountVolume.SetUp failed for volume \"v\" : secret \"none\" not found");
        await kubectl.RunAsync("delete", "pod", "healthy", "-n", StreamPods.Namespace, "--wait=false");
        await EventAsync("healthy", "Normal Killing Stopping container main");
        string described = await kubectl.RunAsync("describe", "pod", "crashes", "-n", StreamPods.Namespace);
        Assert.Matches(@"Warning +BackOff +\d+s.* +kubelet +Back-off restarting failed container", described);
    }

    // E102
    [Fact]
    public async Task TheStatusOfAPodThatRunsAndOfOneThatIsDone()
    {
        using JsonDocument document = JsonDocument.Parse(await pods.Kubectl.RunAsync(
            "get", "pod", StreamPods.Target, "-n", StreamPods.Namespace, "-o", "json"));
        JsonElement status = document.RootElement.GetProperty("status");
        Assert.Equal("Running", status.GetProperty("phase").GetString());
        Assert.Equal("BestEffort", status.GetProperty("qosClass").GetString());
        Dictionary<string, string?> conditions = status.GetProperty("conditions").EnumerateArray().ToDictionary(
            static one => one.GetProperty("type").GetString()!, static one => one.GetProperty("status").GetString());
        foreach (string type in (string[])
            ["PodScheduled", "PodReadyToStartContainers", "Initialized", "ContainersReady", "Ready"])
            Assert.Equal("True", conditions[type]);
        Assert.Equal(
            status.GetProperty("podIP").GetString(), status.GetProperty("podIPs")[0].GetProperty("ip").GetString());
        Assert.Equal(
            status.GetProperty("hostIP").GetString(), status.GetProperty("hostIPs")[0].GetProperty("ip").GetString());
        Assert.True(status.TryGetProperty("startTime", out _));
        JsonElement container = status.GetProperty("containerStatuses")[0];
        Assert.Matches("^containerd://[0-9a-f]{64}$", container.GetProperty("containerID").GetString());
        Assert.True(container.GetProperty("started").GetBoolean());
        Assert.Contains("sha256:", container.GetProperty("imageID").GetString(), StringComparison.Ordinal);
        Assert.True(container.GetProperty("state").GetProperty("running").TryGetProperty("startedAt", out _));

        const string limits = "resources: { limits: { cpu: 100m, memory: 32Mi } }";
        await pods.ApplyAsync(StreamPods.Pod("done", "echo why > /dev/termination-log; exit 3", limits));
        await pods.ApplyAsync(StreamPods.Pod("limited", "sleep 3600", limits));
        await pods.Kubectl.UntilAsync(static text => text == "Failed Guaranteed Error 3 why\n", "get", "pod", "done",
            "-n", StreamPods.Namespace, "-o", "jsonpath={.status.phase} {.status.qosClass} "
            + "{.status.containerStatuses[0].state.terminated['reason','exitCode','message']}");
        await pods.Kubectl.UntilAsync(static text => text == "100m", "get", "pod", "limited",
            "-n", StreamPods.Namespace, "-o", "jsonpath={.status.containerStatuses[0].allocatedResources.cpu}");
        string wide = await pods.Kubectl.RunAsync("get", "pods", "done", "-n", StreamPods.Namespace, "--no-headers");
        Assert.Matches(@"^done +0/1 +Error +0 +\d+s\n$", wide);
    }

    // E105
    [Fact]
    public async Task TheNodeSaysWhatItIsAndThatItLives()
    {
        using JsonDocument document = JsonDocument.Parse(await pods.Kubectl.RunAsync("get", "nodes", "-o", "json"));
        JsonElement node = document.RootElement.GetProperty("items")[0];
        JsonElement labels = node.GetProperty("metadata").GetProperty("labels");
        string name = node.GetProperty("metadata").GetProperty("name").GetString()!;
        Assert.Equal(name, labels.GetProperty("kubernetes.io/hostname").GetString());
        Assert.Equal("linux", labels.GetProperty("kubernetes.io/os").GetString());
        JsonElement status = node.GetProperty("status");
        JsonElement info = status.GetProperty("nodeInfo");
        Assert.Equal(
            labels.GetProperty("kubernetes.io/arch").GetString(), info.GetProperty("architecture").GetString());
        Assert.StartsWith("v1.36.", info.GetProperty("kubeletVersion").GetString(), StringComparison.Ordinal);
        Assert.StartsWith(
            "containerd://", info.GetProperty("containerRuntimeVersion").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            File.ReadAllText("/proc/sys/kernel/osrelease").Trim(), info.GetProperty("kernelVersion").GetString());
        Assert.Equal(
            File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), info.GetProperty("bootID").GetString());
        foreach (string resource in (string[])["cpu", "memory", "ephemeral-storage", "pods"])
        {
            Assert.True(status.GetProperty("capacity").TryGetProperty(resource, out _), resource);
            Assert.True(status.GetProperty("allocatable").TryGetProperty(resource, out _), resource);
        }
        Assert.Equal(Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
            status.GetProperty("capacity").GetProperty("cpu").GetString());
        Dictionary<string, string> conditions = status.GetProperty("conditions").EnumerateArray().ToDictionary(
            static one => one.GetProperty("type").GetString()!,
            static one => $"{one.GetProperty("status").GetString()} {one.GetProperty("reason").GetString()}");
        Assert.Equal("True KubeletReady", conditions["Ready"]);
        Assert.Equal("False KubeletHasSufficientMemory", conditions["MemoryPressure"]);
        Assert.Equal("False KubeletHasNoDiskPressure", conditions["DiskPressure"]);
        Assert.Equal("False KubeletHasSufficientPID", conditions["PIDPressure"]);
        Assert.Contains(status.GetProperty("addresses").EnumerateArray(),
            static address => address.GetProperty("type").GetString() == "InternalIP");
        Assert.Contains(status.GetProperty("addresses").EnumerateArray(),
            static address => address.GetProperty("type").GetString() == "Hostname");
        Assert.Contains(status.GetProperty("images").EnumerateArray(), static image =>
            image.GetProperty("names").EnumerateArray().Any(static one => one.GetString()!.Contains("busybox")));

        string lease = $"lease/{name}";
        string first = await pods.Kubectl.RunAsync(
            "get", lease, "-n", "kube-node-lease", "-o", "jsonpath={.spec.renewTime}");
        Assert.Equal($"{name} 40", await pods.Kubectl.RunAsync("get", lease, "-n", "kube-node-lease", "-o",
            "jsonpath={.spec.holderIdentity} {.spec.leaseDurationSeconds}"));
        await pods.Kubectl.UntilAsync(text => string.CompareOrdinal(text, first) > 0,
            "get", lease, "-n", "kube-node-lease", "-o", "jsonpath={.spec.renewTime}");
    }

    private Task<string> EventAsync(string pod, string wanted) => pods.Kubectl.UntilAsync(
        text => text.Contains(wanted, StringComparison.Ordinal), "get", "events", "-n", StreamPods.Namespace,
        "--field-selector", $"involvedObject.name={pod}", "-o",
        "jsonpath={range .items[*]}{.type} {.reason} {.message}{\"\\n\"}{end}");
}
