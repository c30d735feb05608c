using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.StaticPods;
using Xunit;

namespace Kubesharp.Tests.Nodes;

/// <summary>Manifests of static Pods.</summary>
public sealed class ManifestReaderTests
{
    private const string Good = """
        kind: Pod
        apiVersion: v1
        metadata: { name: web }
        spec: { containers: [ { name: main, image: nginx } ] }
        """;

    [Fact]
    public void A_manifest_gets_defaults_a_name_of_its_node_and_an_identity_of_its_content()
    {
        Pod pod = Read(Good, "/etc/a.yaml");
        Assert.Equal(("web-node-a", "default"), (pod.Metadata.Name, pod.Metadata.Namespace));
        Assert.Equal("node-a", pod.Spec.NodeName);
        Assert.Equal("Always", pod.Spec.RestartPolicy);
        Assert.Equal("/dev/termination-log", pod.Spec.Containers[0].TerminationMessagePath);
        Assert.Equal("file", pod.Metadata.Annotations["kubernetes.io/config.source"]);
        Assert.True(Manifests.IsStatic(pod));
        Assert.False(Manifests.IsMirror(pod));
        Assert.Equal(pod.Metadata.Uid, Read(Good, "/etc/a.yaml").Metadata.Uid);
        Assert.NotEqual(pod.Metadata.Uid, Read(Good, "/etc/b.yaml").Metadata.Uid);
        Assert.NotEqual(pod.Metadata.Uid, Read(Good.Replace("nginx", "apache"), "/etc/a.yaml").Metadata.Uid);
    }

    [Theory]
    [InlineData("kind: Pod\napiVersion: v1\nspec: {}\n", "metadata.name: Required value")]
    [InlineData("kind: Pod\napiVersion: v1\nmetadata: {name: x}\nspec: {}\n", "spec.containers: Required value")]
    [InlineData("kind: [", "yaml")]
    public void What_is_wrong_is_said(string text, string expected) => Assert.Contains(
        expected, Assert.Throws<DecodeException>(() => Read(text, "/etc/a.yaml")).Message, StringComparison.Ordinal);

    private static Pod Read(string text, string path) =>
        ManifestReader.Read(Encoding.UTF8.GetBytes(text), path, "node-A".ToLowerInvariant(), DateTimeOffset.UnixEpoch);
}
