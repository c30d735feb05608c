using Kubesharp.Api;
using Kubesharp.Api.Core;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>E109. Volumes as containers see them.</summary>
[Collection("node")]
public sealed class VolumeTests
{
    private const string Report = " echo ready; " + NodePods.Stay;

    [Fact]
    public async Task Content_modes_owners_and_parts_of_volumes_are_as_the_spec_says()
    {
        // So long that only a watch can explain that content follows its source.
        await using NodeFixture node = await NodeFixture.StartAsync(
            static options => options with { ResyncPeriod = TimeSpan.FromHours(1) });
        node.Api.Put(new ConfigMap
        {
            Metadata = new() { Name = "site", Namespace = "default" },
            Data = new Dictionary<string, string> { ["a"] = "one", ["b"] = "two" },
        });
        node.Api.Put(new Secret
        {
            Metadata = new() { Name = "keys", Namespace = "default" },
            Data = new Dictionary<string, Bytes> { ["key"] = Bytes.FromUtf8("secret") },
        });
        string shared = Path.Combine(node.Root, "shared");
        Directory.CreateDirectory(Path.Combine(shared, "inside"));
        File.WriteAllText(Path.Combine(shared, "inside", "file"), "kept");
        File.CreateSymbolicLink(Path.Combine(shared, "out"), "/etc");
        File.CreateSymbolicLink(Path.Combine(shared, "in"), "inside");
        string local = Path.Combine(node.Root, "local");
        Directory.CreateDirectory(local);
        File.WriteAllText(Path.Combine(local, "data"), "");
        node.Api.Put(new PersistentVolume
        {
            Metadata = new() { Name = "pv" }, Spec = new() { Local = new() { Path = local } },
        });
        node.Api.Put(new PersistentVolumeClaim
        {
            Metadata = new() { Name = "claim", Namespace = "default" }, Spec = new() { VolumeName = "pv" },
        });
        node.Api.Put(Showing());
        node.Api.Put(Parts(shared));
        node.Api.Put(Parts(shared, "escape", "out"));
        node.Api.Put(NodePods.Of("owned", "Always", NodePods.Shell(
            "main", "id; stat -c '%n %u %g %a' /empty /local /local/data; df /memory | tail -1;" + Report) with
        {
            VolumeMounts =
            [
                new() { Name = "empty", MountPath = "/empty" }, new() { Name = "local", MountPath = "/local" },
                new() { Name = "memory", MountPath = "/memory" },
            ],
        }).With(static spec => spec with
        {
            SecurityContext = new() { RunAsUser = 1000, RunAsGroup = 3000, FsGroup = 2000 },
            Volumes =
            [
                new() { Name = "empty", EmptyDir = new() },
                new() { Name = "local", PersistentVolumeClaim = new() { ClaimName = "claim" } },
                new()
                {
                    Name = "memory",
                    EmptyDir = new() { Medium = "Memory", SizeLimit = Quantity.Parse("8Mi") },
                },
            ],
        }));
        foreach ((string name, string path, string type) in (IEnumerable<(string, string, string)>)
            [("not-a-socket", "/etc/hostname", "Socket"), ("not-there", "/nonexistent", "Directory"),
                ("no-device", "/etc", "CharDevice")])
        {
            node.Api.Put(NodePods.Of(name, "Always", NodePods.Shell("main", "true")).With(spec => spec with
            {
                Volumes = [new() { Name = "v", HostPath = new() { Path = path, Type = type } }],
            }));
        }
        node.Api.Put(NodePods.Of("device", "Always", NodePods.Shell("main", "ls -l /dev/null2;" + Report) with
        {
            VolumeMounts = [new() { Name = "v", MountPath = "/dev/null2" }],
        }).With(static spec => spec with
        {
            Volumes = [new() { Name = "v", HostPath = new() { Path = "/dev/null", Type = "CharDevice" } }],
        }));

        string owned = await node.LogAsync("owned");
        Assert.Contains("uid=1000 gid=3000", owned, StringComparison.Ordinal);
        Assert.Contains("2000", owned.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("/empty 0 2000 2777", owned, StringComparison.Ordinal);
        Assert.Contains("/local/data 0 2000 664", owned, StringComparison.Ordinal);
        Assert.Contains(" 8192 ", owned, StringComparison.Ordinal);
        Assert.Contains("crw", await node.LogAsync("device"), StringComparison.Ordinal);

        string showing = await node.LogAsync("showing");
        Assert.Contains("/config/renamed 400 one", showing, StringComparison.Ordinal);
        Assert.Contains("/all/key 440 secret", showing, StringComparison.Ordinal);
        Assert.Contains("/all/labels 644 app=\"x\"", showing, StringComparison.Ordinal);
        Assert.Contains("empty optional", showing, StringComparison.Ordinal);
        Assert.Contains("read-only", showing, StringComparison.Ordinal);

        string parts = await node.LogAsync("parts");
        Assert.Contains("linked kept", parts, StringComparison.Ordinal);
        Assert.Contains("expanded parts", parts, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(shared, "made", "deep")));
        Assert.True(File.Exists(Path.Combine(shared, "pods", "parts", "mark")));
        await node.WaitAsync("the refusals", () => Refused("escape", "failed to prepare subPath")
            && Refused("not-a-socket", "/etc/hostname is not a socket file")
            && Refused("not-there", "/nonexistent is not a directory")
            && Refused("no-device", "/etc is not a character device") ? "" : null);

        // The files change together and at once; a part that was mounted by itself stays what it was.
        node.Api.Put(node.Api.Get<ConfigMap>("site")! with
        {
            Data = new Dictionary<string, string> { ["a"] = "new", ["b"] = "newer" },
        });
        Pod watching = node.Api.Get<Pod>("showing")!;
        await node.WaitUntilAsync("the change", () => Task.FromResult(
            node.LogOf(watching, "main").Contains("changed new part one", StringComparison.Ordinal)));

        bool Refused(string pod, string cause) => node.Api.Events.Any(entry => entry.InvolvedObject.Name == pod
            && entry.Message.Contains(cause, StringComparison.Ordinal));
    }

    private static Pod Showing()
    {
        Pod pod = NodePods.Of("showing", "Always", NodePods.Shell("main", """
            for f in /config/renamed /all/key /all/labels; do echo "$f $(stat -Lc %a $f) $(cat $f)"; done
            [ -z "$(ls /none)" ] && echo empty optional
            touch /config/x 2>/dev/null || echo read-only
            echo ready
            trap 'exit 0' TERM
            while [ "$(cat /config/renamed)" = one ]; do sleep 0.1; done
            echo changed $(cat /config/renamed) part $(cat /part)
            while :; do sleep 0.1; done
            """) with
        {
            VolumeMounts =
            [
                new() { Name = "config", MountPath = "/config" }, new() { Name = "all", MountPath = "/all" },
                new() { Name = "none", MountPath = "/none" },
                new() { Name = "config", MountPath = "/part", SubPath = "renamed" },
            ],
        });
        return pod with
        {
            Metadata = pod.Metadata with { Labels = new Dictionary<string, string> { ["app"] = "x" } },
            Spec = pod.Spec with
            {
                Volumes =
                [
                    new()
                    {
                        Name = "config",
                        ConfigMap = new()
                        {
                            Name = "site", Items = [new() { Key = "a", Path = "renamed", Mode = 0b100_000_000 }],
                        },
                    },
                    new()
                    {
                        Name = "all",
                        Projected = new()
                        {
                            Sources =
                            [
                                new()
                                {
                                    Secret = new()
                                    {
                                        Name = "keys",
                                        Items = [new() { Key = "key", Path = "key", Mode = 0b100_100_000 }],
                                    },
                                },
                                new()
                                {
                                    DownwardAPI = new()
                                    {
                                        Items =
                                        [
                                            new()
                                            {
                                                Path = "labels", FieldRef = new() { FieldPath = "metadata.labels" },
                                            },
                                        ],
                                    },
                                },
                            ],
                        },
                    },
                    new() { Name = "none", ConfigMap = new() { Name = "nobody", Optional = true } },
                ],
            },
        };
    }

    private static Pod Parts(string shared, string name = "parts", string link = "in") =>
        NodePods.Of(name, "Always", NodePods.Shell(
            "main", "echo linked $(cat /linked/file); touch /own/mark; echo expanded $(basename $(readlink -f /own));"
                + " echo expanded $NAME;" + Report) with
        {
            Env = [new() { Name = "NAME", ValueFrom = new() { FieldRef = new() { FieldPath = "metadata.name" } } }],
            VolumeMounts =
            [
                new() { Name = "shared", MountPath = "/linked", SubPath = link },
                new() { Name = "shared", MountPath = "/made", SubPath = "made/deep" },
                new() { Name = "shared", MountPath = "/own", SubPathExpr = "pods/$(NAME)" },
            ],
        }).With(spec => spec with
        {
            Volumes = [new() { Name = "shared", HostPath = new() { Path = shared, Type = "Directory" } }],
        });
}
