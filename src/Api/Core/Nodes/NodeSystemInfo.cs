namespace Kubesharp.Api.Core;

/// <summary>A node system info.</summary>
[Definition("io.k8s.api.core.v1.NodeSystemInfo")]
public sealed partial record NodeSystemInfo
{
    /// <summary>The value with nothing set.</summary>
    public static NodeSystemInfo Empty { get; } = new();

    /// <summary>Machine ID.</summary>
    [Field(1, "machineID", Always = true), Required] public string MachineID { get; init; } = "";
    /// <summary>System UUID.</summary>
    [Field(2, "systemUUID", Always = true), Required] public string SystemUUID { get; init; } = "";
    /// <summary>Boot ID.</summary>
    [Field(3, "bootID", Always = true), Required] public string BootID { get; init; } = "";
    /// <summary>Kernel version.</summary>
    [Field(4, "kernelVersion", Always = true), Required] public string KernelVersion { get; init; } = "";
    /// <summary>Os image.</summary>
    [Field(5, "osImage", Always = true), Required] public string OsImage { get; init; } = "";
    /// <summary>Container runtime version.</summary>
    [Field(6, "containerRuntimeVersion", Always = true), Required]
    public string ContainerRuntimeVersion { get; init; } = "";
    /// <summary>Kubelet version.</summary>
    [Field(7, "kubeletVersion", Always = true), Required] public string KubeletVersion { get; init; } = "";
    /// <summary>Kube proxy version.</summary>
    [Field(8, "kubeProxyVersion", Always = true), Required] public string KubeProxyVersion { get; init; } = "";
    /// <summary>Operating system.</summary>
    [Field(9, "operatingSystem", Always = true), Required] public string OperatingSystem { get; init; } = "";
    /// <summary>Architecture.</summary>
    [Field(10, "architecture", Always = true), Required] public string Architecture { get; init; } = "";
    /// <summary>Swap.</summary>
    [Field(11, "swap")] public NodeSwapStatus? Swap { get; init; }
}
