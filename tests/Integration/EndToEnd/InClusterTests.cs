using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>
/// A stranger's client inside a Pod: the Python client with its in-cluster configuration. Its interpreter is this
/// machine's own, mounted.
/// </summary>
[Collection(EndToEndCollection.Name)]
public sealed class InClusterTests(StreamPods pods) : IClassFixture<StreamPods>
{
    private const string Interpreter = "/usr/bin/python3";

    // E098
    [Fact]
    public async Task APodFindsTheApiByItself()
    {
        Kubectl kubectl = pods.Kubectl;
        if ((await Commands.RunAsync(Interpreter, ["-c", "import kubernetes"])).ExitCode != 0)
            Assert.Skip("The Debian package python3-kubernetes is not installed.");
        string script = Path.Combine(NodeCluster.Root, "tests/Integration/Clients/in_cluster.py");
        await kubectl.RunAsync("create", "configmap", "script", "-n", StreamPods.Namespace, $"--from-file={script}");
        await kubectl.RunAsync("create", "serviceaccount", "inside", "-n", StreamPods.Namespace);
        await kubectl.RunAsync("create", "rolebinding", "inside", "-n", StreamPods.Namespace, "--clusterrole=view",
            $"--serviceaccount={StreamPods.Namespace}:inside");
        await pods.ApplyAsync($$"""
            apiVersion: v1
            kind: Pod
            metadata: { name: inside, labels: { app: inside } }
            spec:
              restartPolicy: Never
              serviceAccountName: inside
              containers:
              - name: main
                image: {{StreamPods.Image}}
                command: [{{Interpreter}}, /script/in_cluster.py]
                volumeMounts:
                - { name: usr, mountPath: /usr, readOnly: true }
                - { name: lib, mountPath: /lib, readOnly: true }
                - { name: lib64, mountPath: /lib64, readOnly: true }
                - { name: script, mountPath: /script }
              volumes:
              - { name: usr, hostPath: { path: /usr } }
              - { name: lib, hostPath: { path: /usr/lib } }
              - { name: lib64, hostPath: { path: /usr/lib64 } }
              - { name: script, configMap: { name: script } }
            """);
        await kubectl.UntilAsync(static phase => phase is "Succeeded" or "Failed",
            "get", "pod", "inside", "-n", StreamPods.Namespace, "-o", "jsonpath={.status.phase}");
        Assert.Equal("pods: inside\nsecrets: 403\nby name: v1.36.\nwho: inside\n",
            await kubectl.RunAsync("logs", "inside", "-n", StreamPods.Namespace));
    }
}
