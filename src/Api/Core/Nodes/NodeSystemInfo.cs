namespace Kubesharp.Api.Core;

/// <summary>What machine and system a node is.</summary>
[Definition("io.k8s.api.core.v1.NodeSystemInfo")]
public sealed partial record NodeSystemInfo
{
    /// <summary>The value with nothing set.</summary>
    public static NodeSystemInfo Empty { get; } = new();

    /// <summary>The content of /etc/machine-id.</summary>
    [Field(1, "machineID", Always = true), Required] public string MachineID { get; init; } = "";
    /// <summary>What the firmware calls the machine.</summary>
    [Field(2, "systemUUID", Always = true), Required] public string SystemUUID { get; init; } = "";
    /// <summary>Another value after each start of the machine.</summary>
    [Field(3, "bootID", Always = true), Required] public string BootID { get; init; } = "";
    /// <summary>The version of the kernel, as uname -r prints it.</summary>
    [Field(4, "kernelVersion", Always = true), Required] public string KernelVersion { get; init; } = "";
    /// <summary>The operating system, as /etc/os-release names it: Debian GNU/Linux 12 (bookworm).</summary>
    [Field(5, "osImage", Always = true), Required] public string OsImage { get; init; } = "";
    /// <summary>The container runtime with its version: containerd://1.7.2.</summary>
    [Field(6, "containerRuntimeVersion", Always = true), Required]
    public string ContainerRuntimeVersion { get; init; } = "";
    /// <summary>The kubelet's version.</summary>
    [Field(7, "kubeletVersion", Always = true), Required] public string KubeletVersion { get; init; } = "";
    /// <summary>No longer filled.</summary>
    [Field(8, "kubeProxyVersion", Always = true), Required] public string KubeProxyVersion { get; init; } = "";
    /// <summary>linux or windows.</summary>
    [Field(9, "operatingSystem", Always = true), Required] public string OperatingSystem { get; init; } = "";
    /// <summary>The processor's architecture: amd64, arm64.</summary>
    [Field(10, "architecture", Always = true), Required] public string Architecture { get; init; } = "";
    /// <summary>Its swap space.</summary>
    [Field(11, "swap")] public NodeSwapStatus? Swap { get; init; }
}
