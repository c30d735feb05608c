using System.Text;
using System.Text.RegularExpressions;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Tests.Integration.EndToEnd;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>Images out of a real registry.</summary>
[Collection("node")]
public sealed class ImageTests
{
    [Fact]
    public async Task A_private_image_comes_with_the_secret_of_its_pod_and_is_nobody_elses()
    {
        await using LocalRegistry registry = await LocalRegistry.StartAsync(isPrivate: true);
        await registry.PushAsync("private/app", "1", "private");
        string image = $"{registry.Host}/private/app:1";
        await using NodeFixture node = await NodeFixture.StartAsync();
        node.Api.Put(SecretOf("good", registry.DockerConfiguration(LocalRegistry.Password)));
        node.Api.Put(SecretOf("bad", registry.DockerConfiguration("not this")));

        // Without: refused, with upstream's words, then a pause.
        node.Api.Put(PodOf("without", image));
        Pod without = await WaitsAsync(node, "without", "ImagePullBackOff");
        Assert.StartsWith(
            $"Back-off pulling image \"{image}\": ErrImagePull: rpc error: code = ",
            NodePods.StatusOf(without, "main").State.Waiting!.Message, StringComparison.Ordinal);
        await EventAsync(node, "without", "Pulling", $"Pulling image \"{image}\"");
        await EventAsync(node, "without", "Failed", $"Failed to pull image \"{image}\": rpc error: code = ");
        await EventAsync(node, "without", "Failed", "Error: ErrImagePull");
        await EventAsync(node, "without", "BackOff", $"Back-off pulling image \"{image}\"");
        await EventAsync(node, "without", "Failed", "Error: ImagePullBackOff");

        node.Api.Put(PodOf("wrong", image, "bad", "absent"));
        await WaitsAsync(node, "wrong", "ErrImagePull", "ImagePullBackOff");
        await EventAsync(
            node, "wrong", "FailedToRetrieveImagePullSecret",
            "Unable to retrieve some image pull secrets (absent); attempting to pull the image may not succeed.");

        // Of two secrets for one registry the second is right.
        node.Api.Put(PodOf("right", image, "bad", "good"));
        await node.WaitForPodAsync("right", NodePods.IsReady);
        string pulled = await EventAsync(node, "right", "Pulled", $"Successfully pulled image \"{image}\" in ");
        Assert.Matches(
            new Regex(@"in [\dm.]+s \([\dm.]+s including waiting\)\. Image size: [1-9]\d* bytes\.$"), pulled);

        // It is here now, for those who may have it.
        node.Api.Put(PodOf("again", image, "good"));
        await node.WaitForPodAsync("again", NodePods.IsReady);
        await EventAsync(
            node, "again", "Pulled",
            $"Container image \"{image}\" already present on machine and can be accessed by the pod");
        node.Api.Put(PodOf("thief", image));
        await WaitsAsync(node, "thief", "ErrImagePull", "ImagePullBackOff");
        node.Api.Put(PodOf("quiet", image).With(spec => spec with
        {
            Containers = [spec.Containers[0] with { ImagePullPolicy = "Never" }],
        }));
        Pod quiet = await WaitsAsync(node, "quiet", "ErrImageNeverPull");
        Assert.Equal(
            $"Container image \"{image}\" is not present with pull policy of Never",
            NodePods.StatusOf(quiet, "main").State.Waiting!.Message);

        // A kubelet that starts anew knows it still, and asks no registry for those whom it knows.
        await node.StopAsync();
        await registry.StopAsync();
        await node.RunAsync();
        node.Api.Put(PodOf("later", image, "good"));
        await node.WaitForPodAsync("later", NodePods.IsReady);
        node.Api.Put(PodOf("thief-later", image));
        await WaitsAsync(node, "thief-later", "ErrImagePull", "ImagePullBackOff");
    }

    [Fact]
    public async Task Policies_digests_and_tags_that_move()
    {
        await using LocalRegistry registry = await LocalRegistry.StartAsync(isPrivate: false);
        string first = await registry.PushAsync("app", "moving", "first");
        string image = $"{registry.Host}/app:moving";
        await using NodeFixture node = await NodeFixture.StartAsync();

        node.Api.Put(PodOf("one", image));
        Pod one = await node.WaitForPodAsync("one", NodePods.IsReady);
        Assert.EndsWith(first, NodePods.StatusOf(one, "main").ImageID, StringComparison.Ordinal);
        string second = await registry.PushAsync("app", "moving", "second");

        // What is there is enough for the one, not for the other.
        node.Api.Put(PodOf("content", image));
        Pod content = await node.WaitForPodAsync("content", NodePods.IsReady);
        Assert.EndsWith(first, NodePods.StatusOf(content, "main").ImageID, StringComparison.Ordinal);
        node.Api.Put(PodOf("eager", image).With(spec => spec with
        {
            Containers = [spec.Containers[0] with { ImagePullPolicy = "Always" }],
        }));
        Pod eager = await node.WaitForPodAsync("eager", NodePods.IsReady);
        Assert.EndsWith(second, NodePods.StatusOf(eager, "main").ImageID, StringComparison.Ordinal);
        node.Api.Put(PodOf("exact", $"{registry.Host}/app@{first}"));
        Pod exact = await node.WaitForPodAsync("exact", NodePods.IsReady);
        Assert.EndsWith(first, NodePods.StatusOf(exact, "main").ImageID, StringComparison.Ordinal);

        node.Api.Put(PodOf("never", $"{registry.Host}/app:other").With(spec => spec with
        {
            Containers = [spec.Containers[0] with { ImagePullPolicy = "Never" }],
        }));
        await WaitsAsync(node, "never", "ErrImageNeverPull");
        await EventAsync(
            node, "never", "ErrImageNeverPull",
            $"Container image \"{registry.Host}/app:other\" is not present with pull policy of Never");
        node.Api.Put(PodOf("absent", $"{registry.Host}/app:other"));
        await WaitsAsync(node, "absent", "ErrImagePull", "ImagePullBackOff");
        node.Api.Put(PodOf("nonsense", "Not/An:Image:Name"));
        await WaitsAsync(node, "nonsense", "InvalidImageName");
    }

    [Fact]
    public async Task Pulls_come_one_by_one_unless_the_node_is_told_otherwise()
    {
        await using LocalRegistry registry = await LocalRegistry.StartAsync(isPrivate: false);
        string[] names = ["a", "b", "c"];
        foreach (string name in names)
            await registry.PushAsync(name, "1", name);
        await using (RegistryFront front = await RegistryFront.StartAsync(registry))
        {
            await using NodeFixture node = await NodeFixture.StartAsync();
            foreach (string name in names)
                node.Api.Put(PodOf(name, $"{front.Host}/{name}:1"));
            foreach (string name in names)
                await EventAsync(node, name, "Pulling", "Pulling image");
            front.Open();
            foreach (string name in names)
                await node.WaitForPodAsync(name, NodePods.IsReady);
            // Each repository's requests are together: nobody came between.
            IReadOnlyList<string> order = front.Repositories;
            Assert.Equal(2, order.Zip(order.Skip(1)).Count(static pair => pair.First != pair.Second));
        }
        await using (RegistryFront front = await RegistryFront.StartAsync(registry))
        {
            await using NodeFixture node = await NodeFixture.StartAsync(static options => options with
            {
                Images = new() { SerializePulls = false, ParallelPullsMax = 2 },
            });
            foreach (string name in names)
                node.Api.Put(PodOf(name, $"{front.Host}/{name}:1"));
            foreach (string name in names)
                await EventAsync(node, name, "Pulling", "Pulling image");
            await node.WaitUntilAsync(
                "two pulls at a time", () => Task.FromResult(front.Repositories.Distinct().Count() >= 2));
            Assert.Equal(2, front.Repositories.Distinct().Count());
            front.Open();
            foreach (string name in names)
                await node.WaitForPodAsync(name, NodePods.IsReady);
        }
    }

    [Fact]
    public async Task A_program_of_the_node_gives_credentials_and_is_asked_once()
    {
        await using LocalRegistry registry = await LocalRegistry.StartAsync(isPrivate: true);
        await registry.PushAsync("team/one", "1", "one");
        await registry.PushAsync("team/two", "1", "two");
        string programs = Directory.CreateTempSubdirectory("ks-providers-").FullName;
        try
        {
            string asked = Path.Combine(programs, "asked");
            string program = Path.Combine(programs, "gives");
            await File.WriteAllTextAsync(program, $$"""
                #!/bin/sh
                cat >> "$ASKED"; echo " $1" >> "$ASKED"
                echo '{"kind":"CredentialProviderResponse","apiVersion":"credentialprovider.kubelet.k8s.io/v1",'
                echo '"cacheKeyType":"Registry","cacheDuration":"1h","auth":{"{{registry.Host}}":'
                echo '{"username":"{{LocalRegistry.User}}","password":"{{LocalRegistry.Password}}"} } }'

                """);
            File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
            string configuration = Path.Combine(programs, "config.yaml");
            await File.WriteAllTextAsync(configuration, $"""
                apiVersion: kubelet.config.k8s.io/v1
                kind: CredentialProviderConfig
                providers:
                - name: gives
                  matchImages: ["127.0.0.*:{registry.Host.Split(':')[1]}/team"]
                  defaultCacheDuration: 1m
                  apiVersion: credentialprovider.kubelet.k8s.io/v1
                  args: [word]
                  env: [{"{"} name: ASKED, value: {asked} {"}"}]
                """);
            await using NodeFixture node = await NodeFixture.StartAsync(options => options with
            {
                Images = new()
                {
                    CredentialProviderConfiguration = configuration, CredentialProviderDirectory = programs,
                },
            });
            node.Api.Put(PodOf("one", $"{registry.Host}/team/one:1"));
            await node.WaitForPodAsync("one", NodePods.IsReady);
            node.Api.Put(PodOf("two", $"{registry.Host}/team/two:1"));
            await node.WaitForPodAsync("two", NodePods.IsReady);
            // The second had the answer for the first: the same registry.
            Assert.Equal(
                "{\"kind\":\"CredentialProviderRequest\","
                + "\"apiVersion\":\"credentialprovider.kubelet.k8s.io/v1\","
                + $"\"image\":\"{registry.Host}/team/one\"}} word\n",
                await File.ReadAllTextAsync(asked));
            // What the node's own credentials have brought is for all its Pods.
            node.Api.Put(PodOf("also", $"{registry.Host}/team/one:1"));
            await node.WaitForPodAsync("also", NodePods.IsReady);
            await EventAsync(node, "also", "Pulled", "Container image");
        }
        finally
        {
            Directory.Delete(programs, recursive: true);
        }
    }

    [Fact]
    public async Task Unused_images_go_when_the_disk_is_full_and_used_and_built_in_ones_stay()
    {
        await using LocalRegistry registry = await LocalRegistry.StartAsync(isPrivate: false);
        await registry.PushAsync("used", "1", "used");
        await registry.PushAsync("unused", "1", "unused");
        // As if the disk were full at one percent.
        await using NodeFixture node = await NodeFixture.StartAsync(static options => options with
        {
            Images = new()
            {
                HighThresholdPercent = 1, LowThresholdPercent = 0, MinimumAge = TimeSpan.FromSeconds(5),
                GarbagePeriod = TimeSpan.FromSeconds(1),
            },
        });
        node.Api.Put(PodOf("used", $"{registry.Host}/used:1"));
        node.Api.Put(PodOf("unused", $"{registry.Host}/unused:1"));
        await node.WaitForPodAsync("used", NodePods.IsReady);
        await node.WaitForPodAsync("unused", NodePods.IsReady);
        await node.WaitUntilAsync("both in the status", () => Task.FromResult(
            Has(node, $"{registry.Host}/used:1") && Has(node, $"{registry.Host}/unused:1")));
        node.Api.Delete("unused", 0);
        await node.WaitUntilAsync(
            "the end of the unused image", () => Task.FromResult(!Has(node, $"{registry.Host}/unused:1")));
        Assert.True(Has(node, $"{registry.Host}/used:1"));
        Assert.True(Has(node, NodePods.Image));
        Assert.True(Has(node, node.Options.SandboxImage));
        await EventAsync(
            node, "node-a", "FreeDiskSpaceFailed",
            "Failed to garbage collect required amount of images. Attempted to free ");
    }

    [Fact]
    public async Task An_image_that_is_gone_when_its_container_restarts_is_pulled_again()
    {
        await using LocalRegistry registry = await LocalRegistry.StartAsync(isPrivate: false);
        await registry.PushAsync("app", "1", "app");
        string image = $"{registry.Host}/app:1";
        await using NodeFixture node = await NodeFixture.StartAsync();
        string signs = Path.Combine(node.Root, "signs");
        node.Api.Put(NodePods.Of("falls", "Always", NodePods.Shell(
            "main", "while [ ! -f /shared/fall ]; do sleep 0.1; done; rm /shared/fall; exit 3") with
        {
            Image = image,
        }).Sharing(signs));
        await node.WaitForPodAsync("falls", NodePods.IsReady);
        string socket = Path.Combine(node.Options.DataDirectory, "node", "containerd", "containerd.sock");
        string id = NodePods.StatusOf(node.Api.Get<Pod>("falls")!, "main").ImageID;
        foreach (string name in await NamesAsync(socket, registry))
            (await Commands.RunAsync("ctr", ["-a", socket, "-n", "k8s.io", "images", "rm", name])).Succeeded();
        Assert.Empty(await NamesAsync(socket, registry));
        await File.WriteAllTextAsync(Path.Combine(signs, "fall"), "");
        Pod falls = await node.WaitForPodAsync("falls", static pod =>
            NodePods.StatusOf(pod, "main") is { RestartCount: 1, State.Running: not null });
        Assert.Equal(id, NodePods.StatusOf(falls, "main").ImageID);
        Assert.NotEmpty(await NamesAsync(socket, registry));
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(string socket, LocalRegistry registry) =>
    [
        .. (await Commands.RunAsync("ctr", ["-a", socket, "-n", "k8s.io", "images", "ls", "-q"])).Succeeded()
            .Split('\n').Where(name => name.StartsWith(registry.Host, StringComparison.Ordinal)),
    ];

    private static bool Has(NodeFixture node, string image) => node.Api.Get<Node>("node-a", "") is { } self
        && self.Status.Images.Any(one => one.Names.Contains(image));

    private static Pod PodOf(string name, string image, params string[] secrets) =>
        NodePods.Of(name, "Always", NodePods.Shell("main", NodePods.Stay) with { Image = image }).With(
            spec => spec with
            {
                ImagePullSecrets = [.. secrets.Select(static secret => new LocalObjectReference { Name = secret })],
            });

    private static Secret SecretOf(string name, string configuration) => new()
    {
        Metadata = new() { Name = name, Namespace = "default" },
        Type = "kubernetes.io/dockerconfigjson",
        Data = new Dictionary<string, Bytes>
        {
            [".dockerconfigjson"] = new Bytes(Encoding.UTF8.GetBytes(configuration)),
        },
    };

    private static Task<Pod> WaitsAsync(NodeFixture node, string name, params string[] reasons) =>
        node.WaitForPodAsync(name, pod => pod.Status.ContainerStatuses.Count > 0
            && reasons.Contains(NodePods.StatusOf(pod, "main").State.Waiting?.Reason));

    private static Task<string> EventAsync(NodeFixture node, string name, string reason, string begins) =>
        node.WaitAsync($"the event {reason} of {name}", () => node.Api.Events.FirstOrDefault(
            entry => entry.InvolvedObject.Name == name && entry.Reason == reason
                && entry.Message.StartsWith(begins, StringComparison.Ordinal))?.Message);
}
