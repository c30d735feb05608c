using Kubesharp.Tests.CsiDriver;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>Storage as a user has it: a class, a claim, Pods that come and go, more room, the end.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class CsiTests(NodeCluster cluster)
{
    private const string Manifests = """
        apiVersion: storage.k8s.io/v1
        kind: CSIDriver
        metadata: { name: files.csi.test }
        spec: { attachRequired: true }
        ---
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: { name: files }
        provisioner: files.csi.test
        allowVolumeExpansion: true
        volumeBindingMode: WaitForFirstConsumer
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: { name: csi-data }
        spec:
          storageClassName: files
          accessModes: [ReadWriteOnce]
          resources: { requests: { storage: 4Mi } }
        """;

    [Fact]
    public async Task DataOfAClaimOutlivesPodsAndTheClaimGrows()
    {
        Kubectl kubectl = cluster.Kubectl;
        using CancellationTokenSource stop = new();
        string store = Path.Combine(Path.GetTempPath(), "ks-" + Path.GetRandomFileName()[..6]);
        using ServerConnection connection = ServerConnection.Open(cluster.Kubeconfig);
        TestDriver driver =
            await TestDriver.StartAsync(Path.Combine(cluster.DataDirectory, "node"), store, new TestDriverOptions());
        Task controllers = new StorageControllers(connection.Transport, driver).RunAsync(stop.Token);
        try
        {
            (await kubectl.TryWithInputAsync(Manifests, "apply", "-f", "-")).Succeeded();
            await kubectl.UntilAsync(
                text => text.Contains("files.csi.test", StringComparison.Ordinal),
                "get", "csinodes", "-o", "jsonpath={.items[*].spec.drivers[*].name}");
            await RunAsync("csi-first");
            Assert.Matches(
                @"csi-data +Bound +pvc-\S+ +4Mi +RWO +files", await kubectl.RunAsync("get", "pvc", "csi-data"));
            Assert.Matches(
                @"csi-\S+ +files\.csi\.test +pvc-\S+ +\S+ +true", await kubectl.RunAsync("get", "volumeattachments"));
            await kubectl.RunAsync("exec", "csi-first", "--", "sh", "-c", "echo kept > /data/file");
            Assert.Contains(
                "SuccessfulAttachVolume", await kubectl.RunAsync("describe", "pod", "csi-first"),
                StringComparison.Ordinal);
            await kubectl.RunAsync("delete", "pod", "csi-first");

            await RunAsync("csi-second");
            Assert.Equal("kept\n", await kubectl.RunAsync("exec", "csi-second", "--", "cat", "/data/file"));

            await kubectl.RunAsync("patch", "pvc", "csi-data", "-p",
                """{"spec":{"resources":{"requests":{"storage":"8Mi"}}}}""");
            await kubectl.UntilAsync(
                text => text == "8Mi", "get", "pv", "-o", "jsonpath={.items[*].spec.capacity.storage}");
            // The kubelet looks at claims once a minute, and at once when a Pod's labels change.
            await kubectl.RunAsync("label", "pod", "csi-second", "look=now");
            await kubectl.UntilAsync(
                text => text == "8Mi", "get", "pvc", "csi-data", "-o", "jsonpath={.status.capacity.storage}");
            Assert.Contains(" 8192 ", await kubectl.RunAsync("exec", "csi-second", "--", "df", "-k", "/data"),
                StringComparison.Ordinal);
            Assert.Contains(
                "FileSystemResizeSuccessful", await kubectl.RunAsync("describe", "pvc", "csi-data"),
                StringComparison.Ordinal);

            await kubectl.RunAsync("delete", "pod", "csi-second");
            await kubectl.UntilAsync(
                text => text.Length == 0, "get", "volumeattachments", "-o", "jsonpath={.items[*].metadata.name}");
            await kubectl.RunAsync("delete", "pvc", "csi-data");
            await kubectl.UntilAsync(text => text.Length == 0, "get", "pv", "-o", "jsonpath={.items[*].metadata.name}");
            Assert.Empty(driver.Store.Volumes);
            Assert.Equal(driver.Count("NodeStageVolume"), driver.Count("NodeUnstageVolume"));
            Assert.DoesNotContain(driver.Calls, call => !IsInOrder(call));
        }
        finally
        {
            foreach (string what in (string[])["pod/csi-first", "pod/csi-second", "pvc/csi-data"])
                await kubectl.TryAsync("delete", what, "--ignore-not-found", "--wait=true", "--timeout=30s");
            await kubectl.TryAsync("delete", "csidriver/files.csi.test", "storageclass/files", "--ignore-not-found");
            await driver.DisposeAsync();
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => controllers);
            driver.Store.Clear();
            if (Directory.Exists(store))
                Directory.Delete(store, recursive: true);
        }

        // A volume is mounted only between its attachment and its detachment.
        bool IsInOrder(DriverCall call)
        {
            if (call.Method != "NodeStageVolume")
                return true;
            List<string> before = [.. driver.Calls.TakeWhile(other => !ReferenceEquals(other, call))
                .Where(other => other.VolumeId == call.VolumeId).Select(static other => other.Method)];
            return before.LastIndexOf("ControllerPublishVolume") > before.LastIndexOf("ControllerUnpublishVolume");
        }

        async Task RunAsync(string name)
        {
            string pod = $$"""
                apiVersion: v1
                kind: Pod
                metadata: { name: {{name}} }
                spec:
                  terminationGracePeriodSeconds: 1
                  containers:
                  - name: main
                    image: busybox:1.36
                    command: [sh, -c, "trap 'exit 0' TERM; while :; do sleep 0.1; done"]
                    volumeMounts: [{ name: data, mountPath: /data }]
                  volumes: [{ name: data, persistentVolumeClaim: { claimName: csi-data } }]
                """;
            (await kubectl.TryWithInputAsync(pod, "apply", "-f", "-")).Succeeded();
            await kubectl.RunAsync("wait", "--for=condition=Ready", $"pod/{name}", "--timeout=90s");
        }
    }
}
