using System.Globalization;
using Kubesharp.Api.Core;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>What a container may do, read from the kernel's own view of its process.</summary>
[Collection("node")]
public sealed class SecurityTests
{
    private const string Report = "grep -E '^(CapEff|NoNewPrivs|Seccomp):' /proc/self/status; id;"
        + " touch /x 2>/dev/null && echo writable || echo locked; mkdir /tmp/d 2>/dev/null && echo made || echo denied;"
        + " echo masked $(mount | grep -c ' /proc/'); cat /proc/sys/net/ipv4/ip_unprivileged_port_start;"
        + " echo ready; " + NodePods.Stay;

    private const string DenyMkdir = """
        { "defaultAction": "SCMP_ACT_ALLOW",
          "syscalls": [ { "names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_ERRNO" } ] }
        """;

    [Fact]
    public async Task Users_capabilities_filters_and_mounts_are_as_the_contexts_say()
    {
        await using NodeFixture node = await NodeFixture.StartAsync();
        string profiles = Path.Combine(node.Options.DataDirectory, "node", "seccomp");
        Directory.CreateDirectory(profiles);
        File.WriteAllText(Path.Combine(profiles, "deny.json"), DenyMkdir);

        Put(node, "plain", null);
        Put(node, "tight", new()
        {
            RunAsUser = 1234, RunAsGroup = 5678, AllowPrivilegeEscalation = false, ReadOnlyRootFilesystem = true,
            Capabilities = new() { Drop = ["ALL"] }, SeccompProfile = new() { Type = "RuntimeDefault" },
        }, new() { SupplementalGroups = [4444], RunAsUser = 1, FsGroup = 5555 });
        Put(node, "binds", new() { Capabilities = new() { Drop = ["ALL"], Add = ["NET_BIND_SERVICE"] } },
            new() { Sysctls = [new() { Name = "net.ipv4.ip_unprivileged_port_start", Value = "80" }] });
        Put(node, "filtered", new() { SeccompProfile = new() { Type = "Localhost", LocalhostProfile = "deny.json" } });
        Put(node, "mighty", new() { Privileged = true });
        Put(node, "unmasked", new() { ProcMount = "Unmasked" });
        Put(node, "root", new() { RunAsNonRoot = true });
        Put(node, "lost", new() { SeccompProfile = new() { Type = "Localhost", LocalhostProfile = "none.json" } });

        string plain = await node.LogAsync("plain");
        // The fourteen capabilities of every container runtime.
        Assert.Equal(0xa80425fbUL, CapabilitiesOf(plain));
        Assert.Contains("NoNewPrivs:\t0", plain, StringComparison.Ordinal);
        Assert.Contains("Seccomp:\t0", plain, StringComparison.Ordinal);
        Assert.Contains("uid=0(root)", plain, StringComparison.Ordinal);
        Assert.Contains("writable\nmade", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("masked 0", plain, StringComparison.Ordinal);

        string tight = await node.LogAsync("tight");
        Assert.Equal(0UL, CapabilitiesOf(tight));
        Assert.Contains("NoNewPrivs:\t1", tight, StringComparison.Ordinal);
        Assert.Contains("Seccomp:\t2", tight, StringComparison.Ordinal);
        Assert.Contains("uid=1234 gid=5678", tight, StringComparison.Ordinal);
        Assert.Contains("4444", tight, StringComparison.Ordinal);
        Assert.Contains("5555", tight, StringComparison.Ordinal);
        Assert.Contains("locked", tight, StringComparison.Ordinal);

        string binds = await node.LogAsync("binds");
        Assert.Equal(1UL << 10, CapabilitiesOf(binds));
        Assert.Contains("\n80\n", binds, StringComparison.Ordinal);
        Assert.Contains("denied", await node.LogAsync("filtered"), StringComparison.Ordinal);
        Assert.NotEqual(0UL, CapabilitiesOf(await node.LogAsync("mighty")) & (1UL << 21));
        Assert.Contains("masked 0", await node.LogAsync("unmasked"), StringComparison.Ordinal);

        Pod root = await node.WaitForPodAsync("root", static pod => pod.Status.ContainerStatuses is
            [{ State.Waiting.Reason: "CreateContainerConfigError" }]);
        Assert.StartsWith(
            "container has runAsNonRoot and image will run as root",
            root.Status.ContainerStatuses[0].State.Waiting!.Message, StringComparison.Ordinal);
        Pod lost = await node.WaitForPodAsync("lost", static pod => pod.Status.ContainerStatuses is
            [{ State.Waiting.Reason: "CreateContainerError" or "CreateContainerConfigError" }]);
        Assert.Contains("none.json", lost.Status.ContainerStatuses[0].State.Waiting!.Message, StringComparison.Ordinal);
    }

    private static void Put(
        NodeFixture node, string name, SecurityContext? context, PodSecurityContext? whole = null) =>
        node.Api.Put(NodePods.Of(name, "Always", NodePods.Shell("main", Report) with { SecurityContext = context })
            .With(spec => spec with { SecurityContext = whole }));

    private static ulong CapabilitiesOf(string report)
    {
        string line = report.Split('\n').First(static line => line.StartsWith("CapEff:", StringComparison.Ordinal));
        return ulong.Parse(line["CapEff:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
