using System.Net;
using Kubesharp.ApiServer.Discovery;
using Kubesharp.Controllers;
using Kubesharp.Joining;
using Kubesharp.Scheduler.Configuration;
using Microsoft.Extensions.Logging;

namespace Kubesharp.Options;

/// <summary>What `kubesharp server` was told; defaults stand in <see cref="ServerSettings"/>.</summary>
internal sealed record ServerOptions
{
    public required string DataDirectory { get; init; }
    public required IPAddress BindAddress { get; init; }
    public required int SecurePort { get; init; }
    /// <summary>Where nodes and Pods reach this server. Null: the bind address, or the node's address.</summary>
    public IPAddress? AdvertiseAddress { get; init; }
    public required IReadOnlyList<string> TlsNames { get; init; }
    public required ClusterNetwork Network { get; init; }
    public required PortRange NodePorts { get; init; }
    /// <summary>Which controllers run.</summary>
    public required IReadOnlyList<string> Controllers { get; init; }
    /// <summary>How long certificates that the cluster signs live at most.</summary>
    public required TimeSpan SigningDuration { get; init; }
    /// <summary>How controllers work.</summary>
    public required ControllerTuning Tuning { get; init; }
    /// <summary>Several servers share the store: only one of them runs controllers, and one the scheduler.</summary>
    public required bool LeaderElect { get; init; }
    public required RuntimeConfig RuntimeConfig { get; init; }
    public SchedulerOptions Scheduler { get; init; } = new();
    /// <summary>The node in this same process; null when the server runs alone.</summary>
    public AgentOptions? Agent { get; init; }
    /// <summary>Administrators may make the API server misbehave.</summary>
    public bool TestMode { get; init; }
    public required LogOptions Log { get; init; }
    public required ApiServerSettingValues ApiServer { get; init; }
}

/// <summary>The address ranges and the names of a cluster.</summary>
internal sealed record ClusterNetwork
{
    public required IPNetwork Pods { get; init; }
    public required IPNetwork Services { get; init; }
    /// <summary>The Services' range of the other family. Null: they have addresses of one family only.</summary>
    public IPNetwork? SecondServices { get; init; }
    public required IPAddress Dns { get; init; }
    public required string Domain { get; init; }

    /// <summary>The address of the Service <c>kubernetes</c>: the first of the range, as everywhere.</summary>
    public IPAddress FirstService => ServiceAt(Services, 1);

    /// <summary>The address so far into a range.</summary>
    public static IPAddress ServiceAt(IPNetwork range, byte offset)
    {
        byte[] bytes = range.BaseAddress.GetAddressBytes();
        bytes[^1] += offset;
        return new(bytes);
    }
}

/// <summary>Which log lines are written, and how they look.</summary>
internal sealed record LogOptions(LogFormat Format, LogLevel Level);

/// <summary>What `kubesharp agent` was told, or the node's part of `kubesharp server --agent`.</summary>
internal sealed record AgentOptions
{
    public required string DataDirectory { get; init; }
    public required string NodeName { get; init; }
    /// <summary>Null: the address that the default route leaves from.</summary>
    public IPAddress? NodeAddress { get; init; }
    public required IReadOnlyList<string> NodeLabels { get; init; }
    /// <summary>Manifests of Pods that the node runs by itself; empty: none.</summary>
    public string StaticPodDirectory { get; init; } = "";
    /// <summary>The most Pods at a time. Null: what the KubeletConfiguration says, or its default.</summary>
    public int? PodsMax { get; init; }
    /// <summary>How long the node's Lease says that it lives. Null: as <see cref="PodsMax"/>.</summary>
    public int? LeaseSeconds { get; init; }
    /// <summary>The text of a KubeletConfiguration that can be followed; empty: none.</summary>
    public string KubeletConfiguration { get; init; } = "";
    /// <summary>A CredentialProviderConfig file; empty: none.</summary>
    public string CredentialProviderConfiguration { get; init; } = "";
    public string CredentialProviderDirectory { get; init; } = "";
    /// <summary>What Pods ask, where it was set; null: the KubeletConfiguration's, or the cluster's.</summary>
    public IPAddress? ClusterDns { get; init; }
    /// <summary>As <see cref="ClusterDns"/>; empty where it was not set.</summary>
    public string ClusterDomain { get; init; } = "";
    public IReadOnlyList<string> AllowedUnsafeSysctls { get; init; } = [];
    /// <summary>A kubeconfig to reach the server with; empty in the single process.</summary>
    public string Kubeconfig { get; init; } = "";
    /// <summary>The server to join, as <c>https://HOST:PORT</c>; empty: the one that was joined before.</summary>
    public string Server { get; init; } = "";
    /// <summary>What to join with; null: what the machine got when it joined before.</summary>
    public JoinToken? Join { get; init; }
    /// <summary>Believe whichever authority the token has signed for, without a hash.</summary>
    public bool SkipAuthorityHash { get; init; }
    public required ClusterNetwork Network { get; init; }
    public required LogOptions Log { get; init; }
}
