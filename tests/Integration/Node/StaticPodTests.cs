using Kubesharp.Api.Core;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>E102. Pods of the node's own folder and their mirrors at the API.</summary>
[Collection("node")]
public sealed class StaticPodTests
{
    [Fact]
    public async Task A_manifest_runs_is_mirrored_follows_its_file_and_cannot_be_deleted_at_the_api()
    {
        string folder = "";
        await using NodeFixture node = await NodeFixture.StartAsync(options =>
        {
            folder = Path.Combine(Path.GetDirectoryName(options.DataDirectory)!, "manifests");
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "web.yaml"), Manifest("one"));
            File.WriteAllText(Path.Combine(folder, "broken.yaml"), "kind: Pod\napiVersion: v1\nspec: {}\n");
            return options with { StaticPodDirectory = folder };
        });

        Pod mirror = await node.WaitForPodAsync("web-node-a", NodePods.IsReady);
        string hash = mirror.Metadata.Annotations["kubernetes.io/config.mirror"];
        Assert.Equal("file", mirror.Metadata.Annotations["kubernetes.io/config.source"]);
        Assert.Equal("Node", mirror.Metadata.OwnerReferences[0].Kind);
        string container = NodePods.StatusOf(mirror, "main").ContainerID;

        // Deleting the mirror deletes the image of the Pod, not the Pod.
        node.Api.Delete("web-node-a", 30);
        Pod again = await node.WaitForPodAsync("web-node-a", pod =>
            pod.Metadata.Uid != mirror.Metadata.Uid && NodePods.IsReady(pod));
        Assert.Equal(container, NodePods.StatusOf(again, "main").ContainerID);

        File.WriteAllText(Path.Combine(folder, "web.yaml"), Manifest("two"));
        Pod changed = await node.WaitForPodAsync("web-node-a", pod =>
            pod.Metadata.Annotations["kubernetes.io/config.mirror"] != hash && NodePods.IsReady(pod));
        Assert.NotEqual(container, NodePods.StatusOf(changed, "main").ContainerID);
        Assert.Equal("two", changed.Metadata.Labels["version"]);

        string running = NodePods.StatusOf(changed, "main").ContainerID;
        await node.StopAsync();
        await node.RunAsync();
        Pod kept = await node.WaitForPodAsync("web-node-a", NodePods.IsReady);
        Assert.Equal(running, NodePods.StatusOf(kept, "main").ContainerID);

        File.Delete(Path.Combine(folder, "web.yaml"));
        await node.WaitAsync("the end", () => node.Api.Get<Pod>("web-node-a") is null ? "" : null);
    }

    private static string Manifest(string version) => $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: { version: "{{version}}" }
        spec:
          terminationGracePeriodSeconds: 2
          containers:
          - name: main
            image: {{NodePods.Image}}
            command: ["sh", "-c", "{{NodePods.Stay}}"]
        """;
}
