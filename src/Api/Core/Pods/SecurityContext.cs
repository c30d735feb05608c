namespace Kubesharp.Api.Core;

/// <summary>With which rights a container runs. What stands here wins over the Pod's.</summary>
[Definition("io.k8s.api.core.v1.SecurityContext")]
public sealed partial record SecurityContext
{
    /// <summary>The value with nothing set.</summary>
    public static SecurityContext Empty { get; } = new();

    /// <summary>Capabilities of Linux that it has besides the runtime's default, or lacks. Not for Windows.</summary>
    [Field(1, "capabilities")] public Capabilities? Capabilities { get; init; }
    /// <summary>Runs with all rights of the node's root. Not for Windows. Defaults to false.</summary>
    [Field(2, "privileged")] public bool? Privileged { get; init; }
    /// <summary>The SELinux label. Absent: the Pod's, or the runtime chooses one. Not for Windows.</summary>
    [Field(3, "seLinuxOptions")] public SELinuxOptions? SeLinuxOptions { get; init; }
    /// <summary>Settings for Windows. Not for Linux.</summary>
    [Field(10, "windowsOptions")] public WindowsSecurityContextOptions? WindowsOptions { get; init; }
    /// <summary>The user ID. Defaults to the Pod's, or the image's. Not for Windows.</summary>
    [Field(4, "runAsUser")] public long? RunAsUser { get; init; }
    /// <summary>The primary group ID. Defaults to the Pod's, or the runtime's. Not for Windows.</summary>
    [Field(8, "runAsGroup")] public long? RunAsGroup { get; init; }
    /// <summary>When true it is not started if it would run as user 0.</summary>
    [Field(5, "runAsNonRoot")] public bool? RunAsNonRoot { get; init; }
    /// <summary>
    /// Whether it cannot write to its root file system, only to volumes. Not for Windows. Defaults to false.
    /// </summary>
    [Field(6, "readOnlyRootFilesystem")] public bool? ReadOnlyRootFilesystem { get; init; }
    /// <summary>
    /// Whether a process may get more rights than its parent, by setuid say. Always true with privileged or
    /// CAP_SYS_ADMIN. Not for Windows. Defaults to true.
    /// </summary>
    [Field(7, "allowPrivilegeEscalation")] public bool? AllowPrivilegeEscalation { get; init; }
    /// <summary>
    /// How /proc is mounted: with parts hidden, or whole, which needs hostUsers false. Not for Windows. Defaults to
    /// Default. One of: Default, Unmasked.
    /// </summary>
    [Field(9, "procMount")] public string? ProcMount { get; init; }
    /// <summary>Which system calls are allowed. Not for Windows.</summary>
    [Field(11, "seccompProfile")] public SeccompProfile? SeccompProfile { get; init; }
    /// <summary>The AppArmor profile. Not for Windows.</summary>
    [Field(12, "appArmorProfile")] public AppArmorProfile? AppArmorProfile { get; init; }
}
