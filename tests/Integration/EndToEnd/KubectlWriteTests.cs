using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>What people do to objects with a stock kubectl, against the server alone: no node, no containers.</summary>
public sealed class KubectlWriteTests(ServerAlone server) : IClassFixture<ServerAlone>
{
    private const string Web = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: web
                image: web:1
                ports: [{containerPort: 80}]
                env: [{name: A, value: '1'}, {name: B, value: '2'}]
        """;

    [Fact]
    public async Task E064_ApplyMergesWhatPeopleAndTheServerSay()
    {
        Kubectl kubectl = await InAsync("apply");
        Assert.Equal("deployment.apps/web created\n", await ApplyAsync(kubectl, Web));
        Assert.Equal("deployment.apps/web unchanged\n", await ApplyAsync(kubectl, Web));
        await kubectl.RunAsync("scale", "deployment/web", "--replicas=5", "-n", "apply");
        await kubectl.RunAsync("annotate", "deployment/web", "by=hand", "-n", "apply");
        // One variable changes, one goes, a container comes, and the replicas are nobody's business any more.
        string changed = Web.Replace("  replicas: 2\n", "").Replace("value: '1'}, {name: B, value: '2'", "value: '3'")
            + "\n      - {name: side, image: 'side:1'}";
        Assert.Equal("deployment.apps/web configured\n", await ApplyAsync(kubectl, changed));
        Assert.Equal("web=A:3, side= by=hand replicas=1", await kubectl.RunAsync(
            "get", "deployment/web", "-n", "apply", "-o",
            "go-template={{range $i, $c := .spec.template.spec.containers}}{{if $i}} {{end}}{{$c.name}}="
            + "{{range $c.env}}{{.name}}:{{.value}},{{end}}{{end}} by={{.metadata.annotations.by}} "
            + "replicas={{.spec.replicas}}"));
        await ApplyAsync(kubectl, Web);
        Assert.Equal("web", await kubectl.RunAsync(
            "get", "deployment/web", "-n", "apply", "-o", "jsonpath={.spec.template.spec.containers[*].name}"));

        async Task<string> ApplyAsync(Kubectl kubectl, string manifest) =>
            (await kubectl.TryWithInputAsync(manifest, "apply", "-n", "apply", "-f", "-")).Succeeded();
    }

    [Fact]
    public async Task E065_ApplyOnTheServerSideMeetsConflicts()
    {
        Kubectl kubectl = await InAsync("server-side");
        string[] apply = ["apply", "-n", "server-side", "--server-side", "-f", "-"];
        Assert.Equal("deployment.apps/web serverside-applied\n",
            (await kubectl.TryWithInputAsync(Web, apply)).Succeeded());
        await kubectl.RunAsync("scale", "deployment/web", "--replicas=5", "-n", "server-side");
        string refused = (await kubectl.TryWithInputAsync(Web, apply)).Failed();
        Assert.Contains(
            "Apply failed with 1 conflict: conflict with \"kubectl\" with subresource \"scale\" using apps/v1: "
            + ".spec.replicas", refused, StringComparison.Ordinal);
        (await kubectl.TryWithInputAsync(Web, [.. apply, "--force-conflicts", "--field-manager=boss"])).Succeeded();
        Assert.Equal("2", await kubectl.RunAsync(
            "get", "deployment/web", "-n", "server-side", "-o", "jsonpath={.spec.replicas}"));
        Assert.Contains("boss", await kubectl.RunAsync(
            "get", "deployment/web", "-n", "server-side", "--show-managed-fields", "-o",
            "jsonpath={.metadata.managedFields[*].manager}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task E068_FromClientSideToServerSideApply()
    {
        Kubectl kubectl = await InAsync("migrate");
        (await kubectl.TryWithInputAsync(Web, "apply", "-n", "migrate", "-f", "-")).Succeeded();
        (await kubectl.TryWithInputAsync(
            Web.Replace("web:1", "web:2"), "apply", "-n", "migrate", "--server-side", "-f", "-")).Succeeded();
        string managers = await kubectl.RunAsync(
            "get", "deployment/web", "-n", "migrate", "--show-managed-fields", "-o",
            "jsonpath={.metadata.managedFields[*].manager}");
        Assert.Contains("kubectl", managers.Split(' '));
        Assert.DoesNotContain("kubectl-client-side-apply", managers.Split(' '));
        // And what is left out goes, for kubectl is its only owner.
        (await kubectl.TryWithInputAsync(
            Web.Replace("  replicas: 2\n", ""), "apply", "-n", "migrate", "--server-side", "-f", "-")).Succeeded();
        Assert.Equal("1", await kubectl.RunAsync(
            "get", "deployment/web", "-n", "migrate", "-o", "jsonpath={.spec.replicas}"));
    }

    [Fact]
    public async Task E064_PatchReplaceEditLabelAndAnnotate()
    {
        Kubectl kubectl = await InAsync("change");
        await kubectl.RunAsync("create", "configmap", "a", "--from-literal=x=1", "-n", "change");
        string[] patch = ["patch", "configmap/a", "-n", "change"];
        await kubectl.RunAsync([.. patch, "--type=json", "-p", """[{"op":"add","path":"/data/y","value":"2"}]"""]);
        await kubectl.RunAsync([.. patch, "--type=merge", "-p", """{"data":{"x":null}}"""]);
        await kubectl.RunAsync([.. patch, "-p", """{"data":{"z":"3"}}"""]);
        Assert.Equal(
            "configmap/a patched (no change)\n", await kubectl.RunAsync([.. patch, "-p", """{"data":{"z":"3"}}"""]));
        Assert.Equal("""{"y":"2","z":"3"}""", await DataAsync());
        Assert.Contains(
            "The request is invalid: the server rejected our request due to an error in our request",
            (await kubectl.TryAsync(
                [.. patch, "--type=json", "-p", """[{"op":"test","path":"/data/y","value":"9"}]"""])).Failed(),
            StringComparison.Ordinal);

        await kubectl.RunAsync("label", "configmap/a", "l=1", "-n", "change");
        Assert.Contains("already has a value (1), and --overwrite is false",
            (await kubectl.TryAsync("label", "configmap/a", "l=2", "-n", "change")).Failed(), StringComparison.Ordinal);
        await kubectl.RunAsync("label", "configmap/a", "l=2", "--overwrite", "-n", "change");
        await kubectl.RunAsync("annotate", "configmap/a", "n=m", "-n", "change");
        string read = await kubectl.RunAsync("get", "configmap/a", "-n", "change", "-o", "json");
        (await kubectl.TryWithInputAsync(
            read.Replace("\"y\": \"2\"", "\"y\": \"4\""), "replace", "-n", "change", "-f", "-")).Succeeded();
        // The same again is based on a revision that has passed.
        Assert.Contains(
            "the object has been modified; please apply your changes to the latest version and try again",
            (await kubectl.TryWithInputAsync(
                read.Replace("\"y\": \"2\"", "\"y\": \"5\""), "replace", "-n", "change", "-f", "-")).Failed(),
            StringComparison.Ordinal);
        Assert.Equal("configmap/a edited\n", await kubectl.RunWithEditorAsync(
            """sed -i s/\"4\"/\"6\"/""", "edit", "configmap/a", "-n", "change"));
        Assert.Equal("""{"y":"6","z":"3"}""", await DataAsync());

        Task<string> DataAsync() =>
            kubectl.RunAsync("get", "configmap/a", "-n", "change", "-o", "jsonpath={.data}");
    }

    [Fact]
    public async Task E069_ADryRunOfTheServerChangesNothing()
    {
        Kubectl kubectl = await InAsync("dry");
        Assert.Equal("configmap/a created (server dry run)\n", await kubectl.RunAsync(
            "create", "configmap", "a", "--dry-run=server", "-n", "dry"));
        Assert.Equal("deployment.apps/web created (server dry run)\n", (await kubectl.TryWithInputAsync(
            Web, "apply", "--dry-run=server", "-n", "dry", "-f", "-")).Succeeded());
        Assert.Equal("deployment.apps/web serverside-applied (server dry run)\n", (await kubectl.TryWithInputAsync(
            Web, "apply", "--server-side", "--dry-run=server", "-n", "dry", "-f", "-")).Succeeded());
        Assert.Equal("", await kubectl.RunAsync(
            "get", "configmap/a", "deployment/web", "-n", "dry", "--ignore-not-found"));
    }

    [Fact]
    public async Task E070_WhatTheKindDoesNotHaveIsSaid()
    {
        Kubectl kubectl = await InAsync("strict");
        string wrong = Web.Replace("replicas: 2", "replicaz: 2");
        Assert.Contains(
            "strict decoding error: unknown field \"spec.replicaz\"",
            (await kubectl.TryWithInputAsync(wrong, "create", "-n", "strict", "-f", "-")).Failed(),
            StringComparison.Ordinal);
        CommandResult warned = await kubectl.TryWithInputAsync(
            wrong, "create", "--validate=warn", "-n", "strict", "-f", "-");
        Assert.Equal("deployment.apps/web created\n", warned.Succeeded());
        Assert.Contains("Warning: unknown field \"spec.replicaz\"", warned.Error, StringComparison.Ordinal);
        Assert.Contains(
            ".spec.replicaz: field not declared in schema",
            (await kubectl.TryWithInputAsync(
                wrong, "apply", "--server-side", "--validate=ignore", "-n", "strict", "-f", "-")).Failed(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("background", "")]
    [InlineData("foreground", "")]
    [InlineData("orphan", "replicaset.apps/")]
    public async Task E074_DeletionCascadesAsAsked(string cascade, string left)
    {
        Kubectl kubectl = await InAsync(cascade);
        (await kubectl.TryWithInputAsync(Web, "create", "-n", cascade, "-f", "-")).Succeeded();
        string[] sets = ["get", "replicasets", "-n", cascade, "-o", "name"];
        await kubectl.UntilAsync(
            static text => text.StartsWith("replicaset.apps/web-", StringComparison.Ordinal), sets);
        Assert.Equal("deployment.apps \"web\" deleted\n", await kubectl.RunAsync(
            "delete", "deployment/web", $"--cascade={cascade}", "-n", cascade));
        await kubectl.UntilAsync(
            text => left.Length == 0 ? text.Length == 0 : text.StartsWith(left, StringComparison.Ordinal), sets);
        Assert.Equal("", await kubectl.RunAsync("get", "deployment/web", "-n", cascade, "--ignore-not-found"));
        await kubectl.RunAsync("delete", "namespace", cascade); // E077: and with it all that is left.
    }

    private async Task<Kubectl> InAsync(string name)
    {
        await server.Kubectl.RunAsync("create", "namespace", name);
        return server.Kubectl;
    }
}
