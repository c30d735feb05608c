using Kubesharp.Api;
using Kubesharp.Api.Certificates.V1Beta1;
using Kubesharp.Api.Core;
using Kubesharp.Linux.Mounts;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>Where the content of volumes may come from, beside what <see cref="VolumeTests"/> shows.</summary>
[Collection("node")]
public sealed class VolumeSourceTests
{
    private const string Ready = " echo ready; " + NodePods.Stay;

    [Fact]
    public async Task The_files_of_an_image_are_a_volume()
    {
        await using NodeFixture node = await NodeFixture.StartAsync();
        const string script =
            "ls /files/bin/busybox; touch /files/x 2>/dev/null || echo read-only; ls /part/busybox;" + Ready;
        node.Api.Put(NodePods.Of("main", "Always", NodePods.Shell("main", script) with
        {
            VolumeMounts =
            [
                new() { Name = "image", MountPath = "/files" },
                new() { Name = "image", MountPath = "/part", SubPath = "bin" },
            ],
        }).With(static spec => spec with
        {
            Volumes = [new() { Name = "image", Image = new() { Reference = NodePods.Image } }],
        }));
        node.Api.Put(NodePods.Of("none", "Always", NodePods.Shell("main", "true") with
        {
            VolumeMounts = [new() { Name = "image", MountPath = "/files" }],
        }).With(static spec => spec with
        {
            Volumes =
                [new() { Name = "image", Image = new() { Reference = "example.invalid/no:1", PullPolicy = "Never" } }],
        }));
        string text = await node.LogAsync("main");
        Assert.Contains("/files/bin/busybox", text, StringComparison.Ordinal);
        Assert.Contains("read-only", text, StringComparison.Ordinal);
        Assert.Contains("/part/busybox", text, StringComparison.Ordinal);
        Pod none = await node.WaitForPodAsync("none", static pod => pod.Status.ContainerStatuses.Count > 0
            && pod.Status.ContainerStatuses[0].State.Waiting?.Reason == "ErrImageNeverPull");
        Assert.Contains("example.invalid/no:1", none.Status.ContainerStatuses[0].State.Waiting!.Message,
            StringComparison.Ordinal);
        node.Api.Delete("main", 1);
        await node.WaitAsync("the end", () => node.Api.Get<Pod>("main") is null ? "" : null);
        Assert.DoesNotContain(MountTable.Read(), static mount =>
            mount.Target.Contains("kubernetes.io~image", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Trust_bundles_claims_and_what_a_runtime_cannot_do()
    {
        await using NodeFixture node = await NodeFixture.StartAsync(
            static options => options with { ResyncPeriod = TimeSpan.FromSeconds(1) });
        string first = TestCertificates.Create().Authority.ExportCertificatePem();
        string second = TestCertificates.Create().Authority.ExportCertificatePem();
        Bundle("one", "", first);
        Bundle("example.com:a", "example.com/s", first + "\n" + second, "yes");
        Bundle("example.com:b", "example.com/s", second, "yes");
        Bundle("example.com:c", "example.com/s", TestCertificates.Create().Authority.ExportCertificatePem(), "no");
        node.Api.Put(NodePods.Of("trust", "Always", NodePods.Shell(
            "main", "for f in one many none; do echo $f $(grep -c BEGIN /trust/$f); done;" + Ready) with
        {
            VolumeMounts = [new() { Name = "trust", MountPath = "/trust" }],
        }).With(static spec => spec with
        {
            Volumes =
            [
                Projected(
                    new() { Name = "one", Path = "one" },
                    new()
                    {
                        SignerName = "example.com/s", Path = "many",
                        LabelSelector = new() { MatchLabels = new Dictionary<string, string> { ["ok"] = "yes" } },
                    },
                    new() { Name = "nobody", Path = "none", Optional = true }),
            ],
        }));
        node.Api.Put(NodePods.Of("no-trust", "Always", NodePods.Shell("main", "true")).With(static spec => spec with
        {
            Volumes = [Projected(new ClusterTrustBundleProjection { SignerName = "example.com/s", Path = "x" })],
        }));
        string text = await node.LogAsync("trust");
        Assert.Contains("one 1", text, StringComparison.Ordinal);
        Assert.Contains("many 2", text, StringComparison.Ordinal);
        Assert.Contains("none 0", text, StringComparison.Ordinal);

        // A claim of a folder of the machine, for reading only; and one that is another Pod's.
        string folder = Path.Combine(node.Root, "shared");
        Directory.CreateDirectory(folder);
        node.Api.Put(new PersistentVolume
        {
            Metadata = new() { Name = "pv" },
            Spec = new() { HostPath = new() { Path = folder, Type = "Directory" } },
        });
        foreach (string claim in (string[])["claim", "stranger-own"])
        {
            node.Api.Put(new PersistentVolumeClaim
            {
                Metadata = new() { Name = claim, Namespace = "default" }, Spec = new() { VolumeName = "pv" },
            });
        }
        node.Api.Put(NodePods.Of("reader", "Always", NodePods.Shell(
            "main", "touch /data/x 2>/dev/null || echo refused;" + Ready) with
        {
            VolumeMounts = [new() { Name = "data", MountPath = "/data" }],
        }).With(static spec => spec with
        {
            Volumes = [new() { Name = "data", PersistentVolumeClaim = new() { ClaimName = "claim", ReadOnly = true } }],
        }));
        node.Api.Put(NodePods.Of("stranger", "Always", NodePods.Shell("main", "true")).With(static spec => spec with
        {
            Volumes = [new() { Name = "own", Ephemeral = new() }],
        }));
        node.Api.Put(NodePods.Of("recursive", "Always", NodePods.Shell("main", "true") with
        {
            VolumeMounts =
            [
                new() { Name = "data", MountPath = "/data", ReadOnly = true, RecursiveReadOnly = "Enabled" },
            ],
        }).With(static spec => spec with { Volumes = [new() { Name = "data", EmptyDir = new() }] }));
        Assert.Contains("refused", await node.LogAsync("reader"), StringComparison.Ordinal);
        await node.WaitAsync("the refusals", () =>
            Said("no-trust", "matched zero ClusterTrustBundles")
            && Said("stranger", "PVC default/stranger-own was not created for pod default/stranger (pod is not owner)")
            && Said("recursive", "volume \"data\" requested recursive read-only mount, but it is not supported")
                ? "" : null);

        // A generic ephemeral volume is a claim that the Pod owns.
        Pod owner = node.Api.Get<Pod>("stranger")!;
        node.Api.Put(node.Api.Get<PersistentVolumeClaim>("stranger-own")! with
        {
            Metadata = node.Api.Get<PersistentVolumeClaim>("stranger-own")!.Metadata with
            {
                OwnerReferences =
                    [new() { Kind = "Pod", Name = "stranger", Uid = owner.Metadata.Uid, Controller = true }],
            },
        });
        await node.WaitForPodAsync("stranger", static pod => pod.Status.ContainerStatuses.Count > 0
            && pod.Status.ContainerStatuses[0].ContainerID.Length > 0);

        bool Said(string pod, string cause) => node.Api.Events.Any(entry => entry.InvolvedObject.Name == pod
            && entry.Message.Contains(cause, StringComparison.Ordinal));

        void Bundle(string name, string signer, string pem, string label = "") => node.Api.Put(new ClusterTrustBundle
        {
            Metadata = new() { Name = name, Labels = new Dictionary<string, string> { ["ok"] = label } },
            Spec = new() { SignerName = signer, TrustBundle = pem },
        });
    }

    // What a driver that is a Pod needs: its mounts come out of it, below the kubelet's own root.
    [Fact]
    public async Task Mounts_of_a_container_propagate_below_the_kubelets_root()
    {
        await using NodeFixture node = await NodeFixture.StartAsync();
        string folder = Path.Combine(node.Options.DataDirectory, "node", "plugins", "driver");
        Directory.CreateDirectory(Path.Combine(folder, "mount"));
        node.Api.Put(Sharing("watcher", "HostToContainer",
            "echo ready; while [ ! -f /plugin/mount/file ]; do sleep 0.1; done; echo seen; " + NodePods.Stay));
        await node.LogAsync("watcher");
        node.Api.Put(Sharing("driver", "Bidirectional",
            "mount -t tmpfs none /plugin/mount && echo x > /plugin/mount/file; echo ready; " + NodePods.Stay));
        await node.LogAsync("driver");
        Assert.True(MountTable.IsMounted(Path.Combine(folder, "mount")));
        Pod watcher = node.Api.Get<Pod>("watcher")!;
        await node.WaitUntilAsync("the mount in the other container", () => Task.FromResult(
            node.LogOf(watcher, "main").Contains("seen", StringComparison.Ordinal)));
        MountTable.Unmount(Path.Combine(folder, "mount"));

        Pod Sharing(string name, string propagation, string script) =>
            NodePods.Of(name, "Always", NodePods.Shell("main", script) with
            {
                SecurityContext = new() { Privileged = true },
                VolumeMounts = [new() { Name = "plugin", MountPath = "/plugin", MountPropagation = propagation }],
            }).With(spec => spec with
            {
                Volumes = [new() { Name = "plugin", HostPath = new() { Path = folder, Type = "Directory" } }],
            });
    }

    private static Volume Projected(params ClusterTrustBundleProjection[] bundles) => new()
    {
        Name = "trust",
        Projected = new()
        {
            Sources = [.. bundles.Select(static bundle => new VolumeProjection { ClusterTrustBundle = bundle })],
        },
    };
}
