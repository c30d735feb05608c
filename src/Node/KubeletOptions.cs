using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Kubesharp.Kubelet;

/// <summary>
/// Everything that one node needs to be told. Checked by <see cref="Validate"/> before anything starts.
/// </summary>
public sealed record KubeletOptions
{
    /// <summary>The name of the Node object.</summary>
    public required string NodeName { get; init; }

    /// <summary>Absolute. Everything of this node that outlives the program lies below it.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>
    /// The node's own address: InternalIP of the Node, hostIP of its Pods, where the kubelet listens.
    /// </summary>
    public required IPAddress Address { get; init; }

    /// <summary>Where the cluster's DNS answers; null gives ClusterFirst Pods the machine's resolv.conf.</summary>
    public IPAddress? ClusterDns { get; init; }

    public string ClusterDomain { get; init; } = "cluster.local";

    /// <summary>The folder with the network configuration (conflist) that containerd reads.</summary>
    public required string CniConfigurationDirectory { get; init; }

    public string CniBinaryDirectory { get; init; } = "/usr/lib/cni";

    /// <summary>The socket of a runtime that somebody else runs. Empty: the kubelet runs containerd itself.</summary>
    public string RuntimeEndpoint { get; init; } = "";

    public string ContainerdProgram { get; init; } = "containerd";

    /// <summary>Must be on the node before the first Pod; nothing is pulled for it.</summary>
    public string SandboxImage { get; init; } = "registry.k8s.io/pause:3.10";

    /// <summary>Image archives, or folders of them, that are brought into the runtime before the first Pod.</summary>
    public IReadOnlyList<string> ImageArchives { get; init; } = [];

    /// <summary>
    /// Above all control groups of this node. Must differ between nodes on one machine: removing a node ends every
    /// process in it. Defaults to a name made from the data directory.
    /// </summary>
    public string CgroupRoot
    {
        get => field ?? CgroupRootFor(DataDirectory);
        init;
    }

    /// <summary>
    /// Where HTTPS listens for logs, exec and the like. 0: any free port, which the Node then reports.
    /// </summary>
    public int Port { get; init; } = 10250;

    /// <summary>
    /// What is shown to callers, asked for with each connection; while it is null, callers are turned away. Without the
    /// function nothing listens.
    /// </summary>
    public Func<X509Certificate2?>? ServingCertificate { get; init; }

    /// <summary>Who may sign client certificates of callers of the kubelet.</summary>
    public X509Certificate2Collection ClientAuthorities { get; init; } = [];

    /// <summary>
    /// Common names of client certificates that may call everything. Others are asked of the API server.
    /// </summary>
    public IReadOnlyList<string> TrustedCallers { get; init; } = ["kube-apiserver-kubelet-client"];

    /// <summary>Further text for /metrics.</summary>
    public Func<string>? ExtraMetrics { get; init; }

    /// <summary>The most Pods that run here at a time.</summary>
    public int PodsMax { get; init; } = 110;

    /// <summary>The most Pods for each processor; 0 for no such limit.</summary>
    public int PodsPerCore { get; init; }

    /// <summary>The most processes and threads of one Pod; -1 for no limit of its own.</summary>
    public long PodPidsMax { get; init; } = -1;

    /// <summary>
    /// Sysctls that Pods may set although they can reach beyond the Pod. A star at the end stands for the rest of a
    /// name, as in <c>net.core.*</c>.
    /// </summary>
    public IReadOnlyList<string> AllowedUnsafeSysctls { get; init; } = [];

    /// <summary>When Pods have to go for the node's sake.</summary>
    public Eviction.EvictionThresholds Eviction { get; init; } = new();

    /// <summary>What of the machine is not for Pods.</summary>
    public Registration.NodeReservations Reservations { get; init; } = new();

    /// <summary>How processors are given to containers.</summary>
    public Cpus.CpuOptions Cpu { get; init; } = new();

    /// <summary>How long containers' logs may get.</summary>
    public Streaming.ContainerLogOptions Logs { get; init; } = new();

    /// <summary>How Pods end when the machine goes down.</summary>
    public Shutdown.ShutdownOptions Shutdown { get; init; } = new();

    /// <summary>Containers without a seccomp profile get the runtime's own.</summary>
    public bool SeccompDefault { get; init; }

    /// <summary>The resolv.conf for Pods that use the machine's DNS; empty: they have none.</summary>
    public string ResolverConfiguration { get; init; } = "/etc/resolv.conf";

    /// <summary>The longest pause before a container that keeps failing starts again, from 1 s to 5 min.</summary>
    public TimeSpan RestartPauseMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How images come to this node and when they go.</summary>
    public Images.ImageOptions Images { get; init; } = new();

    /// <summary>A folder of manifests of Pods that this node runs by itself. Empty: none.</summary>
    public string StaticPodDirectory { get; init; } = "";

    /// <summary>Labels the Node has from its first moment, beside those of every node.</summary>
    public IReadOnlyDictionary<string, string> NodeLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>Taints that the Node has from its first moment.</summary>
    public IReadOnlyList<Api.Core.Taint> RegisterWithTaints { get; init; } = [];

    /// <summary>What a cloud knows this machine by; empty: no cloud does.</summary>
    public string ProviderId { get; init; } = "";

    /// <summary>How often the node's status is computed.</summary>
    public TimeSpan StatusPeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>An unchanged status is written this rarely; the Lease says meanwhile that the node lives.</summary>
    public TimeSpan StatusReportPeriod { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a Lease of this node holds, in seconds. It is renewed each quarter of that.</summary>
    public int LeaseSeconds { get; init; } = 40;

    /// <summary>As the Node reports it.</summary>
    public string Version { get; init; } = "v1.36.0";

    /// <summary>How often volumes follow their ConfigMaps and Secrets, and each Pod is looked over anyway.</summary>
    public TimeSpan ResyncPeriod { get; init; } = TimeSpan.FromSeconds(60);

    private static string CgroupRootFor(string dataDirectory)
    {
        // FNV-1a of 32 bits: short, and the same at each start.
        uint hash = 2166136261;
        foreach (char part in Path.TrimEndingDirectorySeparator(dataDirectory))
            hash = (hash ^ part) * 16777619;
        return $"/kubesharp-{hash.ToString("x8", System.Globalization.CultureInfo.InvariantCulture)}";
    }

    /// <summary>Every violation, each as a sentence.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> violations = [];
        if (NodeName.Length == 0)
            violations.Add("The node needs a name.");
        if (!Path.IsPathRooted(DataDirectory))
            violations.Add($"The data directory must be an absolute path, not \"{DataDirectory}\".");
        // A unix socket's path holds 107 bytes, and containerd adds ".ttrpc" to its own.
        else if (NodeFolders.Of(this).ContainerdSocket.Length > 100)
            violations.Add($"The path of the data directory is too long for a socket in it: \"{DataDirectory}\".");
        if (StaticPodDirectory.Length > 0 && !Path.IsPathRooted(StaticPodDirectory))
            violations.Add($"The folder of static Pods must be an absolute path, not \"{StaticPodDirectory}\".");
        if (PodPidsMax is not (-1 or > 0))
            violations.Add($"The limit of processes of a Pod must be -1 or more than 0, not {PodPidsMax}.");
        if (!CgroupRoot.StartsWith('/') || CgroupRoot.Trim('/').Length == 0)
            violations.Add($"The control group must be an absolute path below the root, not \"{CgroupRoot}\".");
        if (LeaseSeconds < 1)
            violations.Add($"The Lease of a node must last for a second at least, not {LeaseSeconds}.");
        violations.AddRange(Images.Validate());
        return violations;
    }
}
