using System.Globalization;
using Kubesharp.Tests.Integration.EndToEnd;
using Kubesharp.Tests.Integration.Network;
using Xunit;

namespace Kubesharp.Tests.Integration.SeveralNodes;

/// <summary>
/// Several nodes, each on a machine of its own, joined to the first one's server by token; and the world outside, which
/// is the switch between them, or a router when each is on a link of its own.
/// </summary>
public class TestCluster : IAsyncLifetime
{
    private const string Image = "docker.io/library/busybox:1.35";

    private readonly string folder = Path.Combine(
        "/tmp", $"kn-{Environment.ProcessId}-{Path.GetRandomFileName()[..4]}");
    private readonly List<TestMachine> machines = [];
    private readonly bool sharedLink;
    private readonly int count;
    private TestNamespace? outside;
    private string skip = "";
    private string token = "";

    public TestCluster(bool sharedLink, int count) => (this.sharedLink, this.count) = (sharedLink, count);

    /// <summary>Says the Pod's name and whose address the caller has; beside it a large file.</summary>
    internal const string Web =
        "mkdir -p /www/cgi-bin; printf '#!/bin/sh\\necho; echo $(hostname) $REMOTE_ADDR\\n' > /www/cgi-bin/who; "
        + "chmod +x /www/cgi-bin/who; head -c 1000000 /dev/zero > /www/large; echo serving; "
        + "trap 'exit 0' TERM; httpd -f -p 8080 -h /www & wait";

    internal Kubectl Kubectl { get; private set; } = null!;

    /// <summary>The network outside of all nodes.</summary>
    internal TestNamespace Outside => outside!;

    /// <summary>Skips the test where this machine cannot be several.</summary>
    internal IReadOnlyList<TestMachine> Machines
    {
        get
        {
            if (skip.Length > 0)
                Assert.Skip(skip);
            return machines;
        }
    }

    /// <summary>How long the server waits for a silent node, and how often nodes speak: short.</summary>
    internal static string[] NodeFlags { get; } = ["--node-lease-duration-seconds", "4"];

    public async ValueTask InitializeAsync()
    {
        skip = Missing();
        if (skip.Length > 0)
            return;
        Directory.CreateDirectory(folder);
        outside = new TestNamespace("outside");
        if (sharedLink)
        {
            outside.Run("ip link add sw0 type bridge; ip addr add 172.31.0.1/24 dev sw0; ip link set sw0 up");
            outside.Run("sysctl -qw net.bridge.bridge-nf-call-iptables=0 || true");
        }
        outside.Run("sysctl -qw net.ipv4.ip_forward=1");
        for (int i = 1; i <= count; i++)
            machines.Add(Connect(i));
        Kubectl = new(Path.Combine(machines[0].Data, "admin.kubeconfig"), "/run/netns/" + machines[0].Network.Name);
        machines[0].Start(
        [
            "server", "--agent", "--bind-address", "0.0.0.0", "--node-monitor-grace-period", "6s", .. NodeFlags,
        ]);
        while (!File.Exists(Path.Combine(machines[0].Data, "admin.kubeconfig")))
            await Task.Delay(50);
        await Kubectl.UntilAsync(static text => text == "ok", "get", "--raw", "/readyz");
        token = (await machines[0].RunAsync("token", "create")).Trim();
        foreach (TestMachine machine in machines.Skip(1))
            Join(machine);
        await Task.WhenAll(machines.Select(static machine => machine.ImportImagesAsync()));
        await ReadyAsync(count);
    }

    /// <summary>Starts the agent of a machine: with the token when it is new, with what it has otherwise.</summary>
    internal void Join(TestMachine machine)
    {
        string[] join = Directory.Exists(Path.Combine(machine.Data, "node"))
            ? [] : ["--server", $"https://{machines[0].Address}:6443", "--token", token];
        machine.Start(["agent", .. join, .. NodeFlags]);
    }

    /// <summary>Waits until so many nodes are ready and take Pods.</summary>
    internal Task ReadyAsync(int wanted) => Kubectl.UntilAsync(
        text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Count(static one => one == "True,") == wanted,
        "get", "nodes", "-o",
        "jsonpath={range .items[*]}{.status.conditions[?(@.type=='Ready')].status},{.spec.taints[*].key}{' '}{end}");

    /// <summary>Takes the cable out, or puts it back.</summary>
    internal void SetLink(TestMachine machine, bool up) =>
        Outside.Run($"ip link set e{machines.IndexOf(machine) + 1} {(up ? "up" : "down")}");

    internal async Task ApplyAsync(string manifest) =>
        (await Kubectl.TryWithInputAsync(manifest, "apply", "-f", "-")).Succeeded();

    /// <summary>A workload of web servers; each Pod on a node of its own, and gone from a lost one soon.</summary>
    internal static string Workload(string kind, string name, int replicas, string more = "")
    {
        string count = kind == "DaemonSet" ? "" : "replicas: " + replicas.ToString(CultureInfo.InvariantCulture);
        string service = kind == "StatefulSet" ? "serviceName: " + name : "";
        string script = Web.Replace("\\", "\\\\", StringComparison.Ordinal);
        return $$$"""
            apiVersion: apps/v1
            kind: {{{kind}}}
            metadata: {name: {{{name}}}}
            spec:
              {{{count}}}
              {{{service}}}
              selector: {matchLabels: {app: {{{name}}}}}
              template:
                metadata: {labels: {app: {{{name}}}}}
                spec:
                  terminationGracePeriodSeconds: 2
                  {{{more}}}
            {{{(kind == "DaemonSet" ? "" : Spread(name))}}}
                  tolerations:
                  - {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 2}
                  - {key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 2}
                  containers:
                  - name: main
                    image: {{{Image}}}
                    command: [sh, -c, "{{{script}}}"]
                    readinessProbe:
                      httpGet: {path: /cgi-bin/who, port: 8080}
                      periodSeconds: 1
            ---

            """;
    }

    private static string Spread(string name) => $$$"""
              topologySpreadConstraints:
              - maxSkew: 1
                topologyKey: kubernetes.io/hostname
                whenUnsatisfiable: ScheduleAnyway
                labelSelector: {matchLabels: {app: {{{name}}}}}
        """;

    internal static string Service(string name, string app, string more) => $$$"""
        apiVersion: v1
        kind: Service
        metadata: {name: {{{name}}}}
        spec:
          selector: {app: {{{app}}}}
          ports: [{port: 80, targetPort: 8080}]
          {{{more}}}
        ---

        """;

    /// <summary>The Pods of a workload that run, in the order of their nodes.</summary>
    internal async Task<IReadOnlyList<TestPod>> PodsAsync(string app, int wanted)
    {
        string list = await Kubectl.UntilAsync(
            text => Parse(text).Count(static pod => pod.IsReady && !pod.IsEnding) == wanted,
            "get", "pods", "-l", $"app={app}", "-o",
            "jsonpath={range .items[*]}{.metadata.name}|{.metadata.uid}|{.spec.nodeName}|{.status.podIP}|"
            + "{.status.conditions[?(@.type=='Ready')].status}|{.metadata.deletionTimestamp}|"
            + "{.status.containerStatuses[0].restartCount}{' '}{end}");
        return [.. Parse(list).OrderBy(static pod => pod.Node, StringComparer.Ordinal)];

        static IEnumerable<TestPod> Parse(string text) =>
            text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static one => one.Split('|'))
                .Select(static part => new TestPod(
                    part[0], part[1], part[2], part[3], part[4] == "True", part[5].Length > 0, part[6]));
    }

    /// <summary>What a Pod gets from an address by HTTP, or what went wrong.</summary>
    internal async Task<string> FetchAsync(TestPod from, string address, string path = "cgi-bin/who")
    {
        CommandResult result = await Kubectl.TryAsync(
            "exec", from.Name, "--", "timeout", "5", "wget", "-qO-", $"http://{address}/{path}");
        return Plain(result.Output + result.Error);
    }

    /// <summary>Httpd writes IPv4 addresses as those of IPv6 that stand for them.</summary>
    internal static string Plain(string answer) => answer.Trim()
        .Replace("[::ffff:", "", StringComparison.Ordinal).TrimEnd(']');

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Task.WhenAll(machines.Select(async machine => await machine.DisposeAsync()));
        }
        finally
        {
            outside?.Dispose();
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private TestMachine Connect(int number)
    {
        TestNamespace network = new("n" + number.ToString(CultureInfo.InvariantCulture));
        TestNamespace.Shell(string.Create(CultureInfo.InvariantCulture,
            $"ip link add e{number} netns {Outside.Name} type veth peer name eth0 netns {network.Name}"));
        string own = string.Create(CultureInfo.InvariantCulture, $"172.31.{number}.1");
        Outside.Run(sharedLink
            ? string.Create(CultureInfo.InvariantCulture, $"ip link set e{number} master sw0 up")
            : string.Create(
                CultureInfo.InvariantCulture, $"ip addr add {own}/24 dev e{number}; ip link set e{number} up"));
        return sharedLink
            ? new($"n{number}", network, $"172.31.0.{10 + number}/24", "172.31.0.1", folder)
            : new($"n{number}", network, $"172.31.{number}.2/24", own, folder);
    }

    private static string Missing()
    {
        if (NodeCluster.MissingOnThisMachine() is { Length: > 0 } missing)
            return missing;
        if (ServerAlone.Missing() is { Length: > 0 } program)
            return program;
        foreach (string tool in (string[])["ip", "nsenter", "unshare", "ctr", "bridge"])
        {
            if (!Commands.Exists(tool))
                return $"{tool} is not installed.";
        }
        return File.Exists(Path.Combine(NodeCluster.Root, "artifacts/images/busybox-1.35.tar"))
            ? "" : "needs the images of `dotnet make.cs images`";
    }
}

/// <summary>A Pod as the tests look at it.</summary>
internal sealed record TestPod(
    string Name, string Uid, string Node, string Address, bool IsReady, bool IsEnding, string Restarts);

/// <summary>Three nodes on one link.</summary>
public sealed class SharedLinkCluster() : TestCluster(sharedLink: true, count: 3);

/// <summary>Two nodes, each behind the router on a link of its own.</summary>
public sealed class RoutedCluster() : TestCluster(sharedLink: false, count: 2);

/// <summary>What these tests start takes both cores: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SeveralNodesCollection
{
    public const string Name = "SeveralNodes";
}
