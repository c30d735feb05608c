using Kubesharp.Tests.Integration.Nodes;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>A private image, as a user has it: a secret, and a service account that names it.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class PrivateImageTests(NodeCluster cluster)
{
    private const string Namespace = "private-images";

    [Fact]
    public async Task Pods_of_a_service_account_pull_with_its_secrets()
    {
        Kubectl kubectl = cluster.Kubectl;
        await using LocalRegistry registry = await LocalRegistry.StartAsync(isPrivate: true);
        await registry.PushAsync("team/app", "1", "end-to-end");
        string image = $"{registry.Host}/team/app:1";
        await kubectl.RunAsync("create", "namespace", Namespace);
        try
        {
            await kubectl.UntilAsync(
                static text => text.Contains("default", StringComparison.Ordinal),
                "get", "serviceaccounts", "-n", Namespace);
            await kubectl.RunAsync(
                "run", "outsider", "-n", Namespace, $"--image={image}", "--restart=Never", "--command", "--", "sleep",
                "600");
            await kubectl.UntilAsync(
                static text => text is "ErrImagePull" or "ImagePullBackOff", "get", "pod", "outsider", "-n", Namespace,
                "-o", "jsonpath={.status.containerStatuses[0].state.waiting.reason}");

            await kubectl.RunAsync(
                "create", "secret", "docker-registry", "registry", "-n", Namespace,
                $"--docker-server={registry.Host}", $"--docker-username={LocalRegistry.User}",
                $"--docker-password={LocalRegistry.Password}");
            await kubectl.RunAsync(
                "patch", "serviceaccount", "default", "-n", Namespace, "-p",
                """{"imagePullSecrets":[{"name":"registry"}]}""");
            await kubectl.RunAsync(
                "run", "member", "-n", Namespace, $"--image={image}", "--restart=Never", "--command", "--", "sleep",
                "600");
            await kubectl.RunAsync("wait", "pod/member", "-n", Namespace, "--for=condition=Ready", "--timeout=60s");
            string events = await kubectl.RunAsync(
                "get", "events", "-n", Namespace, "--field-selector", "involvedObject.name=member");
            Assert.Contains($"Successfully pulled image \"{image}\" in ", events, StringComparison.Ordinal);
        }
        finally
        {
            await kubectl.RunAsync("delete", "namespace", Namespace);
        }
    }
}
