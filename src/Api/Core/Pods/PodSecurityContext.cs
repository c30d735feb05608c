namespace Kubesharp.Api.Core;

/// <summary>A pod security context.</summary>
[Definition("io.k8s.api.core.v1.PodSecurityContext")]
public sealed partial record PodSecurityContext
{
    /// <summary>The value with nothing set.</summary>
    public static PodSecurityContext Empty { get; } = new();

    /// <summary>Se linux options.</summary>
    [Field(1, "seLinuxOptions")] public SELinuxOptions? SeLinuxOptions { get; init; }
    /// <summary>Windows options.</summary>
    [Field(8, "windowsOptions")] public WindowsSecurityContextOptions? WindowsOptions { get; init; }
    /// <summary>Run as user.</summary>
    [Field(2, "runAsUser")] public long? RunAsUser { get; init; }
    /// <summary>Run as group.</summary>
    [Field(6, "runAsGroup")] public long? RunAsGroup { get; init; }
    /// <summary>Run as non root.</summary>
    [Field(3, "runAsNonRoot")] public bool? RunAsNonRoot { get; init; }
    /// <summary>Supplemental groups.</summary>
    [Field(4, "supplementalGroups"), Atomic] public IReadOnlyList<long> SupplementalGroups { get; init; } = [];
    /// <summary>Supplemental groups policy. One of: Merge, Strict.</summary>
    [Field(12, "supplementalGroupsPolicy")] public string? SupplementalGroupsPolicy { get; init; }
    /// <summary>Fs group.</summary>
    [Field(5, "fsGroup")] public long? FsGroup { get; init; }
    /// <summary>Sysctls.</summary>
    [Field(7, "sysctls"), Atomic] public IReadOnlyList<Sysctl> Sysctls { get; init; } = [];
    /// <summary>Fs group change policy. One of: OnRootMismatch, Always.</summary>
    [Field(9, "fsGroupChangePolicy")] public string? FsGroupChangePolicy { get; init; }
    /// <summary>Seccomp profile.</summary>
    [Field(10, "seccompProfile")] public SeccompProfile? SeccompProfile { get; init; }
    /// <summary>App armor profile.</summary>
    [Field(11, "appArmorProfile")] public AppArmorProfile? AppArmorProfile { get; init; }
    /// <summary>Se linux change policy. One of: Recursive, MountOption.</summary>
    [Field(13, "seLinuxChangePolicy")] public string? SeLinuxChangePolicy { get; init; }
}
