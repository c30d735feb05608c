namespace Kubesharp.Kubelet.Runtime;

/// <summary>The configuration file of a containerd that belongs to one node, version 2 of the format.</summary>
internal static class ContainerdConfiguration
{
    public static string TextFor(KubeletOptions options)
    {
        NodeFolders folders = NodeFolders.Of(options);
        string directory = folders.Containerd;
        // restrict_oom_score_adj: without CAP_SYS_RESOURCE nobody may lower oom_score_adj, and sandboxes would die at
        // birth. disable_apparmor: profiles cannot be loaded where securityfs is missing. The streaming server serves
        // this program only. The plugins disabled need devices or services that no node of ours uses.
        return $"""
            version = 2
            root = "{directory}/root"
            state = "{directory}/state"
            disabled_plugins = [
              "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs",
              "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.devmapper",
              "io.containerd.internal.v1.tracing", "io.containerd.tracing.processor.v1.otlp",
            ]
            [grpc]
              address = "{folders.ContainerdSocket}"
            [ttrpc]
              address = "{folders.ContainerdSocket}.ttrpc"
            [debug]
              level = "warn"
            [plugins."io.containerd.internal.v1.opt"]
              path = "{directory}/opt"
            [plugins."io.containerd.grpc.v1.cri"]
              sandbox_image = "{options.SandboxImage}"
              stream_server_address = "127.0.0.1"
              stream_server_port = "0"
              netns_mounts_under_state_dir = true
              disable_apparmor = true
              restrict_oom_score_adj = true
              max_container_log_line_size = 16384
              [plugins."io.containerd.grpc.v1.cri".cni]
                bin_dir = "{options.CniBinaryDirectory}"
                conf_dir = "{options.CniConfigurationDirectory}"
              [plugins."io.containerd.grpc.v1.cri".containerd]
                snapshotter = "overlayfs"
                default_runtime_name = "runc"
                [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
                  runtime_type = "io.containerd.runc.v2"
                  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
                    SystemdCgroup = false
                    Root = "{directory}/state/runc"
              [plugins."io.containerd.grpc.v1.cri".registry]
                config_path = "{folders.Registries}"

            """;
    }
}
