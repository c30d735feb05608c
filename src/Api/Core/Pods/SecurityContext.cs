namespace Kubesharp.Api.Core;

/// <summary>A security context.</summary>
[Definition("io.k8s.api.core.v1.SecurityContext")]
public sealed partial record SecurityContext
{
    /// <summary>The value with nothing set.</summary>
    public static SecurityContext Empty { get; } = new();

    /// <summary>Capabilities.</summary>
    [Field(1, "capabilities")] public Capabilities? Capabilities { get; init; }
    /// <summary>Privileged.</summary>
    [Field(2, "privileged")] public bool? Privileged { get; init; }
    /// <summary>Se linux options.</summary>
    [Field(3, "seLinuxOptions")] public SELinuxOptions? SeLinuxOptions { get; init; }
    /// <summary>Windows options.</summary>
    [Field(10, "windowsOptions")] public WindowsSecurityContextOptions? WindowsOptions { get; init; }
    /// <summary>Run as user.</summary>
    [Field(4, "runAsUser")] public long? RunAsUser { get; init; }
    /// <summary>Run as group.</summary>
    [Field(8, "runAsGroup")] public long? RunAsGroup { get; init; }
    /// <summary>Run as non root.</summary>
    [Field(5, "runAsNonRoot")] public bool? RunAsNonRoot { get; init; }
    /// <summary>Read only root filesystem.</summary>
    [Field(6, "readOnlyRootFilesystem")] public bool? ReadOnlyRootFilesystem { get; init; }
    /// <summary>Allow privilege escalation.</summary>
    [Field(7, "allowPrivilegeEscalation")] public bool? AllowPrivilegeEscalation { get; init; }
    /// <summary>Proc mount. One of: Default, Unmasked.</summary>
    [Field(9, "procMount")] public string? ProcMount { get; init; }
    /// <summary>Seccomp profile.</summary>
    [Field(11, "seccompProfile")] public SeccompProfile? SeccompProfile { get; init; }
    /// <summary>App armor profile.</summary>
    [Field(12, "appArmorProfile")] public AppArmorProfile? AppArmorProfile { get; init; }
}
