using System.Text;
using Xunit;
using k8s;
using k8s.Models;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>The KubernetesClient package, written by strangers, works against the cluster.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class KubernetesClientTests(NodeCluster cluster)
{
    private const string Namespace = "default";

    [Fact]
    public async Task APodIsCreatedListedWatchedPatchedAndEntered()
    {
        cluster.Require();
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using Kubernetes client = new(KubernetesClientConfiguration.BuildConfigFromConfigFile(cluster.Kubeconfig));
        V1Pod pod = new()
        {
            Metadata = new() { Name = "stranger", Labels = new Dictionary<string, string> { ["app"] = "stranger" } },
            Spec = new()
            {
                TerminationGracePeriodSeconds = 1,
                Containers = [new() { Name = "main", Image = "busybox:1.36", Command = ["sleep", "3600"] }],
            },
        };
        V1Pod created = await client.CoreV1.CreateNamespacedPodAsync(
            pod, Namespace, cancellationToken: cancellationToken);
        Assert.NotEmpty(created.Metadata.Uid);

        await WatchUntilRunningAsync(client, cancellationToken);
        V1PodList list = await client.CoreV1.ListNamespacedPodAsync(
            Namespace, labelSelector: "app=stranger", cancellationToken: cancellationToken);
        Assert.Equal(created.Metadata.Uid, Assert.Single(list.Items).Metadata.Uid);

        V1Patch patch = new("""{"metadata":{"labels":{"seen":"yes"}}}""", V1Patch.PatchType.StrategicMergePatch);
        V1Pod patched = await client.CoreV1.PatchNamespacedPodAsync(
            patch, "stranger", Namespace, cancellationToken: cancellationToken);
        Assert.Equal("yes", patched.Metadata.Labels["seen"]);

        string said = "";
        int code = await client.NamespacedPodExecAsync(
            "stranger", Namespace, "main", ["echo", "hello stranger"], tty: false,
            async (_, output, _) =>
            {
                using StreamReader reader = new(output, Encoding.UTF8);
                said = await reader.ReadToEndAsync(cancellationToken);
            }, cancellationToken);
        Assert.Equal(0, code);
        Assert.Equal("hello stranger\n", said);
        await client.CoreV1.DeleteNamespacedPodAsync("stranger", Namespace, cancellationToken: cancellationToken);
    }

    private static async Task WatchUntilRunningAsync(Kubernetes client, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        await foreach ((WatchEventType type, V1Pod pod) in client.CoreV1.WatchListNamespacedPodAsync(
            Namespace, labelSelector: "app=stranger", cancellationToken: limit.Token))
        {
            Assert.NotEqual(WatchEventType.Error, type);
            if (pod.Status.Phase == "Running")
                return;
        }
        Assert.Fail("The watch ended before the Pod ran.");
    }
}
