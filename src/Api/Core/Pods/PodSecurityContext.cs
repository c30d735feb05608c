namespace Kubesharp.Api.Core;

/// <summary>Rights and labels of all containers of a Pod. What a container says itself wins.</summary>
[Definition("io.k8s.api.core.v1.PodSecurityContext")]
public sealed partial record PodSecurityContext
{
    /// <summary>The value with nothing set.</summary>
    public static PodSecurityContext Empty { get; } = new();

    /// <summary>The SELinux label. Absent: the runtime chooses one. Not for Windows.</summary>
    [Field(1, "seLinuxOptions")] public SELinuxOptions? SeLinuxOptions { get; init; }
    /// <summary>Settings for Windows. Not for Linux.</summary>
    [Field(8, "windowsOptions")] public WindowsSecurityContextOptions? WindowsOptions { get; init; }
    /// <summary>The user ID. Defaults to the image's. Not for Windows.</summary>
    [Field(2, "runAsUser")] public long? RunAsUser { get; init; }
    /// <summary>The primary group ID. Defaults to the runtime's. Not for Windows.</summary>
    [Field(6, "runAsGroup")] public long? RunAsGroup { get; init; }
    /// <summary>When true a container that would run as user 0 is not started.</summary>
    [Field(3, "runAsNonRoot")] public bool? RunAsNonRoot { get; init; }
    /// <summary>Further groups of the containers' processes. Not for Windows.</summary>
    [Field(4, "supplementalGroups"), Atomic] public IReadOnlyList<long> SupplementalGroups { get; init; } = [];
    /// <summary>
    /// Whether groups that the image's /etc/group adds count too (Merge) or not (Strict). Not for Windows. Defaults to
    /// Merge. One of: Merge, Strict.
    /// </summary>
    [Field(12, "supplementalGroupsPolicy")] public string? SupplementalGroupsPolicy { get; init; }
    /// <summary>
    /// A group that all processes have and that volumes belong to: their files get it, readable and writable, and new
    /// files inherit it. Not for Windows.
    /// </summary>
    [Field(5, "fsGroup")] public long? FsGroup { get; init; }
    /// <summary>Settings of the kernel for the Pod. Not for Windows.</summary>
    [Field(7, "sysctls"), Atomic] public IReadOnlyList<Sysctl> Sysctls { get; init; } = [];
    /// <summary>
    /// Whether the owner of all files is changed on each mount, or only when the top folder does not fit. Not for
    /// Windows. Defaults to Always. One of: OnRootMismatch, Always.
    /// </summary>
    [Field(9, "fsGroupChangePolicy")] public string? FsGroupChangePolicy { get; init; }
    /// <summary>Which system calls are allowed. Not for Windows.</summary>
    [Field(10, "seccompProfile")] public SeccompProfile? SeccompProfile { get; init; }
    /// <summary>The AppArmor profile. Not for Windows.</summary>
    [Field(11, "appArmorProfile")] public AppArmorProfile? AppArmorProfile { get; init; }
    /// <summary>
    /// Whether volumes get their SELinux label by relabelling each file or by a mount option, which is fast and allows
    /// only Pods of one label. Not for Windows. Defaults to MountOption where the volume can. One of: Recursive,
    /// MountOption.
    /// </summary>
    [Field(13, "seLinuxChangePolicy")] public string? SeLinuxChangePolicy { get; init; }
}
