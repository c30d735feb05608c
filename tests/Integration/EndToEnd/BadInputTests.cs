using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>Each mistake gives Kubernetes' own error, status or event, and nothing is lost.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class BadInputTests(NodeCluster cluster)
{
    [Theory]
    [InlineData("kind: [", "error converting YAML to JSON")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndatas: {a: b}", "unknown field \"datas\"")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: Not_Valid}", "RFC 1123")]
    [InlineData(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec: {replicas: many}", "spec.replicas")]
    [InlineData(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec: {replicas: -1, selector: {matchLabels: "
        + "{a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}",
        "must be greater than or equal to 0")]
    public async Task AManifestThatIsWrongIsRefusedWithTheReason(string manifest, string reason)
    {
        CommandResult result = await cluster.Kubectl.TryWithInputAsync(manifest, "apply", "-f", "-");
        Assert.Contains(reason, result.Failed(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnknownResourceIsSaidToBeUnknown() => Assert.Contains(
        "the server doesn't have a resource type \"nonsense\"",
        (await cluster.Kubectl.TryAsync("get", "nonsense")).Failed(), StringComparison.Ordinal);

    [Fact]
    public async Task AMissingObjectIsNotFound() => Assert.Contains(
        "Error from server (NotFound): pods \"nobody\" not found",
        (await cluster.Kubectl.TryAsync("get", "pod", "nobody")).Failed(), StringComparison.Ordinal);

    [Fact]
    public async Task AUserWithoutRightsIsForbidden()
    {
        Kubectl kubectl = cluster.Kubectl;
        CommandResult result = await kubectl.TryAsync("get", "secrets", "-n", "hello", "--as=somebody");
        Assert.Contains(
            "secrets is forbidden: User \"somebody\" cannot list resource \"secrets\" in API group \"\" "
            + "in the namespace \"hello\"", result.Failed(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWrongImageIsReportedAndTried()
    {
        Kubectl kubectl = cluster.Kubectl;
        await kubectl.RunAsync("run", "wrong-image", "--image=127.0.0.1:1/no/such:image", "--restart=Never");
        await kubectl.UntilAsync(text => text is "ErrImagePull" or "ImagePullBackOff",
            "get", "pod", "wrong-image", "-o", "jsonpath={.status.containerStatuses[0].state.waiting.reason}");
        await kubectl.UntilAsync(text => text.Contains("Failed to pull image", StringComparison.Ordinal),
            "get", "events", "--field-selector", "involvedObject.name=wrong-image");
        await kubectl.RunAsync("delete", "pod", "wrong-image");
    }

    [Fact]
    public async Task AFailingLivenessProbeRestartsTheContainer()
    {
        Kubectl kubectl = cluster.Kubectl;
        const string Manifest = """
            apiVersion: v1
            kind: Pod
            metadata: {name: sick}
            spec:
              terminationGracePeriodSeconds: 1
              containers:
              - name: sick
                image: busybox:1.36
                command: [sleep, "3600"]
                livenessProbe: {exec: {command: ["false"]}, periodSeconds: 1, failureThreshold: 1}
            """;
        (await kubectl.TryWithInputAsync(Manifest, "apply", "-f", "-")).Succeeded();
        await kubectl.UntilAsync(text => int.TryParse(text, out int restarts) && restarts > 0,
            "get", "pod", "sick", "-o", "jsonpath={.status.containerStatuses[0].restartCount}");
        await kubectl.UntilAsync(text => text.Contains("Liveness probe failed", StringComparison.Ordinal),
            "get", "events", "--field-selector", "involvedObject.name=sick,reason=Unhealthy");
        await kubectl.RunAsync("delete", "pod", "sick");
    }

    [Fact]
    public async Task APodThatFitsNowhereWaitsAndSaysWhy()
    {
        Kubectl kubectl = cluster.Kubectl;
        const string Manifest = """
            apiVersion: v1
            kind: Pod
            metadata: {name: giant}
            spec:
              containers:
              - {name: giant, image: "busybox:1.36", resources: {requests: {cpu: "1000"}}}
            """;
        (await kubectl.TryWithInputAsync(Manifest, "apply", "-f", "-")).Succeeded();
        await kubectl.UntilAsync(
            text => text.Contains("0/1 nodes are available: 1 Insufficient cpu.", StringComparison.Ordinal),
            "get", "events", "--field-selector", "involvedObject.name=giant,reason=FailedScheduling");
        Assert.Equal("Pending", await kubectl.RunAsync("get", "pod", "giant", "-o", "jsonpath={.status.phase}"));
        await kubectl.RunAsync("delete", "pod", "giant");
    }
}
