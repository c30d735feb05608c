namespace Kubesharp.Kubelet;

/// <summary>Where things lie below the data directory. The one place that knows.</summary>
internal sealed record NodeFolders(string Root)
{
    public static NodeFolders Of(KubeletOptions options) => new(Path.Combine(options.DataDirectory, "node"));

    public string Containerd => Path.Combine(Root, "containerd");
    public string ContainerdSocket => Path.Combine(Containerd, "containerd.sock");
    public string ContainerdConfiguration => Path.Combine(Containerd, "config.toml");
    public string ContainerdProcessId => Path.Combine(Containerd, "containerd.pid");
    public string ContainerdLog => Path.Combine(Containerd, "containerd.log");
    public string Registries => Path.Combine(Containerd, "certs.d");
    /// <summary>What was pulled and with which credentials.</summary>
    public string PullRecords => Path.Combine(Root, "image_manager");
    /// <summary>Credentials of the node itself for registries, as docker writes them.</summary>
    public string RegistryConfiguration => Path.Combine(Root, "config.json");
    /// <summary>Which container has which processors for itself.</summary>
    public string CpuState => Path.Combine(Root, "cpu_manager_state");
    public string SeccompProfiles => Path.Combine(Root, "seccomp");

    /// <summary>Where plugins put the sockets by which they make themselves known.</summary>
    public string PluginRegistry => Path.Combine(Root, "plugins_registry");
    /// <summary>Where plugins keep what is theirs, and the kubelet what it must remember of their volumes.</summary>
    public string Plugins => Path.Combine(Root, "plugins");

    public string Pods => Path.Combine(Root, "pods");
    public string Checkpoints => Path.Combine(Root, "checkpoints");
    public string Logs => Path.Combine(Root, "logs");

    public string Pod(string uid) => Path.Combine(Pods, uid);
    public string Allocation(string uid) => Path.Combine(Pod(uid), "allocation.json");
    public string EtcHosts(string uid) => Path.Combine(Pod(uid), "etc-hosts");
    public string Volumes(string uid) => Path.Combine(Pod(uid), "volumes");
    public string Volume(string uid, string plugin, string name) => Path.Combine(Volumes(uid), plugin, name);
    /// <summary>Block devices of a Pod, as links to where the driver has published them.</summary>
    public string VolumeDevices(string uid) => Path.Combine(Pod(uid), "volumeDevices");
    public string SubPaths(string uid) => Path.Combine(Pod(uid), "volume-subpaths");
    public string Container(string uid, string container) => Path.Combine(Pod(uid), "containers", container);

    /// <summary>The folder of a pod's logs, named as <c>namespace_name_uid</c>.</summary>
    public string PodLogs(string namespaceName, string name, string uid) =>
        Path.Combine(Logs, $"{namespaceName}_{name}_{uid}");
}
