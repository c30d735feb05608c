using System.Text.Json;
using Kubesharp.Tests.Integration.EndToEnd;
using Xunit;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Kubesharp.Tests.Integration.Clients;

/// <summary>
/// Clients that others wrote, against a real server over HTTPS: list, watch, create, patch, apply, delete, errors.
/// </summary>
public sealed class StrangersTests(ServerProcess server) : IClassFixture<ServerProcess>
{
    // Debian's own interpreter: the package is not there for another one.
    private const string Interpreter = "/usr/bin/python3";

    private static string Folder { get; } = Path.Combine(ServerProcess.Root, "tests/Integration/Clients");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Python()
    {
        server.Require("python3");
        if ((await Commands.RunAsync(Interpreter, ["-c", "import kubernetes"])).ExitCode != 0)
            Assert.Skip("The Debian package python3-kubernetes is not installed.");
        CommandResult result = await Commands.RunAsync(
            Interpreter, [Path.Combine(Folder, "python_client.py"), "python"],
            environment: new Dictionary<string, string> { ["KUBECONFIG"] = server.Kubeconfig });
        Assert.Equal("python: all holds\n", result.Succeeded());
    }

    [Fact]
    public async Task JavaScript()
    {
        server.Require("node");
        // A module is looked for beside the script, so the script goes where make.cs has put the modules.
        string modules = Path.Combine(ServerProcess.Root, "artifacts/clients/javascript");
        if (!Directory.Exists(Path.Combine(modules, "node_modules/@kubernetes/client-node")))
            Assert.Skip($"{modules} has no @kubernetes/client-node; `dotnet make.cs test` installs it.");
        string script = Path.Combine(modules, "javascript_client.mjs");
        File.Copy(Path.Combine(Folder, "javascript_client.mjs"), script, overwrite: true);
        CommandResult result = await Commands.RunAsync(
            "node", [script, "javascript"],
            environment: new Dictionary<string, string> { ["KUBECONFIG"] = server.Kubeconfig });
        Assert.Equal("javascript: all holds\n", result.Succeeded());
    }

    [Fact]
    public async Task DotNet()
    {
        server.Require();
        using Kubernetes client = new(KubernetesClientConfiguration.BuildConfigFromConfigFile(server.Kubeconfig));
        const string name = "dotnet";
        await client.CoreV1.CreateNamespaceAsync(new() { Metadata = new() { Name = name } }, cancellationToken: Token);
        V1ConfigMapList empty = await client.CoreV1.ListNamespacedConfigMapAsync(
            name, labelSelector: "app=x", cancellationToken: Token);
        Assert.Empty(empty.Items);
        await using IAsyncEnumerator<(WatchEventType, V1ConfigMap)> watch = client.CoreV1
            .WatchListNamespacedConfigMapAsync(
                name, labelSelector: "app=x", resourceVersion: empty.Metadata.ResourceVersion,
                cancellationToken: Token)
            .GetAsyncEnumerator(Token);

        V1ConfigMap map = new()
        {
            Metadata = new() { Name = "a", Labels = new Dictionary<string, string> { ["app"] = "x" } },
            Data = new Dictionary<string, string> { ["k"] = "v" },
        };
        V1ConfigMap made =
            await client.CoreV1.CreateNamespacedConfigMapAsync(map, name, cancellationToken: Token);
        Assert.NotEmpty(made.Metadata.Uid);
        V1Patch patch = new("""{"data":{"k":"w"}}""", V1Patch.PatchType.MergePatch);
        V1ConfigMap patched = await client.CoreV1.PatchNamespacedConfigMapAsync(
            patch, "a", name, cancellationToken: Token);
        Assert.Equal("w", patched.Data["k"]);
        V1Patch apply = new("""
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"l":"m"}}
            """, V1Patch.PatchType.ApplyPatch);
        V1ConfigMap applied = await client.CoreV1.PatchNamespacedConfigMapAsync(
            apply, "a", name, fieldManager: "dotnet", cancellationToken: Token);
        Assert.Equal(("w", "m"), (applied.Data["k"], applied.Data["l"]));
        patched.Data["k"] = "too late";
        Assert.Equal("Conflict", await ReasonAsync(() =>
            client.CoreV1.ReplaceNamespacedConfigMapAsync(patched, "a", name, cancellationToken: Token)));
        Assert.Equal("NotFound", await ReasonAsync(() =>
            client.CoreV1.ReadNamespacedConfigMapAsync("none", name, cancellationToken: Token)));
        await client.CoreV1.DeleteNamespacedConfigMapAsync("a", name, cancellationToken: Token);

        foreach (WatchEventType type in (WatchEventType[])
            [WatchEventType.Added, WatchEventType.Modified, WatchEventType.Modified, WatchEventType.Deleted])
        {
            Assert.True(await watch.MoveNextAsync());
            Assert.Equal((type, "a"), (watch.Current.Item1, watch.Current.Item2.Metadata.Name));
        }
        await client.CoreV1.DeleteNamespaceAsync(name, cancellationToken: Token);
    }

    [Fact]
    public async Task KubectlReads()
    {
        server.Require("kubectl");
        Kubectl kubectl = server.Kubectl;
        await kubectl.RunAsync("create", "namespace", "kubectl");
        foreach (string name in (string[])["a", "b", "c"])
            await kubectl.RunAsync("create", "configmap", name, "-n", "kubectl", "--from-literal=k=v");
        // The namespace also has the map that every namespace gets.
        await kubectl.RunAsync("label", "configmap", "a", "b", "c", "-n", "kubectl", "page=yes");

        string table = await kubectl.RunAsync("get", "configmaps", "-n", "kubectl", "-l", "page", "--chunk-size=1");
        Assert.Matches(@"^NAME +DATA +AGE\na +1 +\d+s\nb +1 +\d+s\nc +1 +\d+s\n$", table);
        Assert.Equal("a b c", await kubectl.RunAsync(
            "get", "configmaps", "-n", "kubectl", "-l", "page=yes", "-o", "jsonpath={.items[*].metadata.name}"));
        string yaml = await kubectl.RunAsync("get", "configmap", "a", "-n", "kubectl", "-o", "yaml");
        Assert.StartsWith("apiVersion: v1\ndata:\n  k: v\nkind: ConfigMap\n", yaml, StringComparison.Ordinal);
        Assert.Contains("\nData\n====\nk:\n----\nv\n",
            await kubectl.RunAsync("describe", "configmap", "a", "-n", "kubectl"));
        Assert.Equal("configmap/b\n", await kubectl.RunAsync(
            "get", "cm", "-n", "kubectl", "--field-selector=metadata.name=b", "-o", "name"));
        Assert.Contains("not found", (await kubectl.TryAsync("get", "cm", "none", "-n", "kubectl")).Failed());
        Assert.Contains("field label not supported: spec.x",
            (await kubectl.TryAsync("get", "pods", "-n", "kubectl", "--field-selector=spec.x=y")).Failed());

        string resources = await kubectl.RunAsync("api-resources");
        Assert.Matches(@"deployments +deploy +apps/v1 +true +Deployment", resources);
        Assert.Contains("apps/v1\n", await kubectl.RunAsync("api-versions"));
        Assert.Matches(@"FIELD: replicas <integer>", await kubectl.RunAsync("explain", "deployment.spec.replicas"));
        Assert.Contains("maxSurge", await kubectl.RunAsync("explain", "deployment.spec", "--recursive"));
        using JsonDocument version = JsonDocument.Parse(await kubectl.RunAsync("version", "-o", "json"));
        Assert.StartsWith("v1.36.",
            version.RootElement.GetProperty("serverVersion").GetProperty("gitVersion").GetString(),
            StringComparison.Ordinal);
        await kubectl.RunAsync("delete", "configmap", "a", "b", "c", "-n", "kubectl");
    }

    [Fact]
    public async Task KubectlWatches()
    {
        server.Require("kubectl");
        Kubectl kubectl = server.Kubectl;
        await kubectl.RunAsync("create", "namespace", "watching");
        using System.Diagnostics.Process watch =
            kubectl.Start("get", "configmaps", "-n", "watching", "--field-selector=metadata.name=a", "--watch",
                "--output-watch-events", "--no-headers");
        try
        {
            await kubectl.RunAsync("create", "configmap", "a", "-n", "watching");
            Assert.StartsWith("ADDED", await watch.StandardOutput.ReadLineAsync(Token), StringComparison.Ordinal);
            await kubectl.RunAsync("label", "configmap", "a", "-n", "watching", "x=y");
            Assert.StartsWith("MODIFIED", await watch.StandardOutput.ReadLineAsync(Token), StringComparison.Ordinal);
            await kubectl.RunAsync("delete", "configmap", "a", "-n", "watching");
            Assert.StartsWith("DELETED", await watch.StandardOutput.ReadLineAsync(Token), StringComparison.Ordinal);
        }
        finally
        {
            watch.Kill();
        }
    }

    private static async Task<string> ReasonAsync(Func<Task> call)
    {
        HttpOperationException refused = await Assert.ThrowsAsync<HttpOperationException>(call);
        return KubernetesJson.Deserialize<V1Status>(refused.Response.Content).Reason;
    }
}
