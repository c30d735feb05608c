using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>
/// A namespace with a Pod that others talk to: it serves /www on 8080, and its container takes commands.
/// </summary>
public sealed class StreamPods(NodeCluster cluster) : IAsyncLifetime
{
    public const string Namespace = "streams";
    public const string Target = "target";
    public const string Image = "busybox:1.36";

    internal NodeCluster Cluster => cluster;

    /// <summary>Kubectl of the machine; skips the test where none can run.</summary>
    internal Kubectl Kubectl => cluster.Kubectl;

    /// <summary>Kubectl 1.20, which speaks SPDY only.</summary>
    internal Kubectl Older
    {
        get
        {
            cluster.Require();
            return Kubectl.Older(cluster.Kubeconfig);
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (!cluster.CanRun)
            return;
        await Kubectl.RunAsync("create", "namespace", Namespace);
        await ApplyAsync(Pod(Target, """
            mkdir -p /www; echo a page of the target > /www/index.html
            httpd -p 8080 -h /www
            trap 'exit 0' TERM; while :; do sleep 0.2; done
            """));
        await Kubectl.RunAsync(
            "wait", "--for=condition=Ready", $"pod/{Target}", "-n", Namespace, "--timeout=60s");
    }

    public async ValueTask DisposeAsync()
    {
        if (cluster.CanRun)
            await Kubectl.RunAsync("delete", "namespace", Namespace, "--timeout=90s");
    }

    internal async Task ApplyAsync(string manifest) =>
        (await Kubectl.TryWithInputAsync(manifest, "apply", "-n", Namespace, "-f", "-")).Succeeded();

    /// <summary>Runs a shell's script in the target and returns what it printed.</summary>
    internal Task<string> ShellAsync(string script) =>
        Kubectl.RunAsync("exec", "-n", Namespace, Target, "--", "sh", "-c", script);

    /// <summary>A Pod of one container, "main", that runs a shell's script.</summary>
    /// <param name="more">More fields of the container, each a line.</param>
    internal static string Pod(string name, string script, string more = "") => $$"""
        apiVersion: v1
        kind: Pod
        metadata: { name: {{name}}, labels: { app: {{name}} } }
        spec:
          restartPolicy: Never
          terminationGracePeriodSeconds: 1
          containers:
          - name: main
            image: {{Image}}
            command: [sh, -c, {{System.Text.Json.JsonSerializer.Serialize(script)}}]
            {{more.ReplaceLineEndings("\n    ")}}
        """;
}
