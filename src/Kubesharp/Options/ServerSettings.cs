using System.CommandLine;
using System.Net;
using Kubesharp.ApiServer.Discovery;
using Kubesharp.Controllers;

namespace Kubesharp.Options;

/// <summary>The settings of `kubesharp server`.</summary>
internal static class ServerSettings
{
    public static Setting<int> SecurePort { get; } = new("secure-port", 6443,
        "The port of the API. Default: 6443", Parse.Port);

    public static Setting<IPAddress?> BindAddress { get; } = new("bind-address", IPAddress.Loopback,
        "The address to listen on; 0.0.0.0 for all. Default: 127.0.0.1", Parse.Address);

    public static Setting<IPAddress?> AdvertiseAddress { get; } = new("advertise-address", null,
        "Where nodes and Pods reach this server. Default: the bind address, or this node's when that is 0.0.0.0",
        Parse.Address);

    public static ListSetting TlsNames { get; } = new("tls-san",
        "Further names and addresses that the server's certificate stands for.");

    public static Setting<PortRange> NodePorts { get; } = new("service-node-port-range", new PortRange(30000, 32767),
        "The ports of Services of type NodePort. Default: 30000-32767", Parse.Ports!);

    public static Setting<RuntimeConfig> RuntimeConfiguration { get; } = new("runtime-config", RuntimeConfig.Default,
        "Which versions of the API are served: api/beta=true,resource.k8s.io/v1beta1=false. "
        + "Default: all stable ones and no others",
        static text => new(RuntimeConfig.Parse(text, out string problem), problem.Length > 0 ? problem : null));

    public static Setting<string> SchedulerConfig { get; } = new("scheduler-config", "",
        "A KubeSchedulerConfiguration file (kubescheduler.config.k8s.io/v1). Default: upstream's default profile",
        Parse.Text);

    public static Setting<bool> Agent { get; } = new("agent", false,
        "Also be a node, in this same process. Needs root and containerd.", Parse.Switch, isSwitch: true);

    public static Setting<bool> TestMode { get; } = new("test-mode", false,
        "Serve /debug/test-mode, which lets administrators break watches and expire revisions. For tests of clients.",
        Parse.Switch, isSwitch: true);

    public static ListSetting Controllers { get; } = new("controllers",
        "Which controllers run: * for all, a name for one, -name to leave one out. Default: *");

    public static Setting<TimeSpan> SigningDuration { get; } = new("cluster-signing-duration",
        TimeSpan.FromDays(365),
        "How long certificates that the cluster signs live at most: 8760h, 30m. Default: 8760h", Parse.Duration);

    public static Setting<bool> LeaderElect { get; } = new("leader-elect", false,
        "Several servers share one store: run controllers and scheduler on one of them at a time. Default: false",
        Parse.Switch, isSwitch: true);

    public static IReadOnlyList<Setting> All { get; } =
    [
        .. CommonSettings.All, SecurePort, BindAddress, AdvertiseAddress, TlsNames, NodePorts, RuntimeConfiguration,
        SchedulerConfig, Agent, TestMode, Controllers, SigningDuration, LeaderElect, .. ControllerSettings.All,
        .. ApiServerSettings.All,
    ];

    /// <summary>Throws <see cref="OptionsException"/> with every violation.</summary>
    public static ServerOptions Read(ParseResult flags)
    {
        SettingReader reader = new(flags, All, CommonSettings.FileOf(flags));
        if (reader.Problems.Count > 0)
            throw new OptionsException(reader.Problems);
        ClusterNetwork network = CommonSettings.Network(reader);
        List<string> problems = [];
        if (!network.Services.Contains(network.Dns))
            problems.Add($"--cluster-dns {network.Dns} lies outside --service-cluster-ip-range {network.Services}");
        if (network.Services.Contains(network.Pods.BaseAddress) || network.Pods.Contains(network.Services.BaseAddress))
            problems.Add($"--cluster-cidr {network.Pods} and --service-cluster-ip-range {network.Services} overlap");
        ApiServerSettingValues apiServer = ApiServerSettings.From(reader, problems);
        ControllerTuning tuning = ControllerSettings.From(reader, network, problems);
        IReadOnlyList<string> controllers = reader.Get(Controllers) is { Count: > 0 } chosen
            ? chosen : ControllerSelection.All;
        problems.AddRange(
            ControllerSelection.Problems(controllers).Select(static problem => $"--controllers: {problem}"));
        if (problems.Count > 0)
            throw new OptionsException(problems);
        return new()
        {
            ApiServer = apiServer,
            DataDirectory = Path.GetFullPath(reader.Get(CommonSettings.DataDirectory)),
            BindAddress = reader.Get(BindAddress)!,
            SecurePort = reader.Get(SecurePort),
            AdvertiseAddress = reader.Get(AdvertiseAddress),
            TlsNames = reader.Get(TlsNames),
            Network = network,
            NodePorts = reader.Get(NodePorts),
            Controllers = controllers,
            SigningDuration = reader.Get(SigningDuration),
            Tuning = tuning,
            LeaderElect = reader.Get(LeaderElect),
            RuntimeConfig = reader.Get(RuntimeConfiguration),
            Scheduler = SchedulerConfigurationFile.Read(reader.Get(SchedulerConfig)),
            Agent = reader.Get(Agent) ? AgentSettings.From(reader, network) : null,
            TestMode = reader.Get(TestMode),
            Log = CommonSettings.Log(reader),
        };
    }
}
