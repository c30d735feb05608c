namespace Kubesharp.Api.Core;

/// <summary>An ephemeral container.</summary>
[Definition("io.k8s.api.core.v1.EphemeralContainer")]
public sealed partial record EphemeralContainer
{
    /// <summary>The value with nothing set.</summary>
    public static EphemeralContainer Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true, Within = "1"), Required] public string Name { get; init; } = "";
    /// <summary>Image.</summary>
    [Field(2, "image", Within = "1")] public string Image { get; init; } = "";
    /// <summary>Command.</summary>
    [Field(3, "command", Within = "1"), Atomic] public IReadOnlyList<string> Command { get; init; } = [];
    /// <summary>Args.</summary>
    [Field(4, "args", Within = "1"), Atomic] public IReadOnlyList<string> Args { get; init; } = [];
    /// <summary>Working dir.</summary>
    [Field(5, "workingDir", Within = "1")] public string WorkingDir { get; init; } = "";
    /// <summary>Ports. A list keyed by containerPort and protocol.</summary>
    [Field(6, "ports", Within = "1"), MapList("containerPort", "protocol"), PatchStrategy("merge", "containerPort")]
    public IReadOnlyList<ContainerPort> Ports { get; init; } = [];
    /// <summary>Env from.</summary>
    [Field(19, "envFrom", Within = "1"), Atomic] public IReadOnlyList<EnvFromSource> EnvFrom { get; init; } = [];
    /// <summary>Env. A list keyed by name.</summary>
    [Field(7, "env", Within = "1"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<EnvVar> Env { get; init; } = [];
    /// <summary>Resources.</summary>
    [Field(8, "resources", Within = "1")]
    public ResourceRequirements Resources { get; init; } = ResourceRequirements.Empty;
    /// <summary>Resize policy.</summary>
    [Field(23, "resizePolicy", Within = "1"), Atomic]
    public IReadOnlyList<ContainerResizePolicy> ResizePolicy { get; init; } = [];
    /// <summary>Restart policy. One of: Always, Never, OnFailure.</summary>
    [Field(24, "restartPolicy", Within = "1")] public string? RestartPolicy { get; init; }
    /// <summary>Restart policy rules.</summary>
    [Field(25, "restartPolicyRules", Within = "1"), Atomic]
    public IReadOnlyList<ContainerRestartRule> RestartPolicyRules { get; init; } = [];
    /// <summary>Volume mounts. A list keyed by mountPath.</summary>
    [Field(9, "volumeMounts", Within = "1"), MapList("mountPath"), PatchStrategy("merge", "mountPath")]
    public IReadOnlyList<VolumeMount> VolumeMounts { get; init; } = [];
    /// <summary>Volume devices. A list keyed by devicePath.</summary>
    [Field(21, "volumeDevices", Within = "1"), MapList("devicePath"), PatchStrategy("merge", "devicePath")]
    public IReadOnlyList<VolumeDevice> VolumeDevices { get; init; } = [];
    /// <summary>Liveness probe.</summary>
    [Field(10, "livenessProbe", Within = "1")] public Probe? LivenessProbe { get; init; }
    /// <summary>Readiness probe.</summary>
    [Field(11, "readinessProbe", Within = "1")] public Probe? ReadinessProbe { get; init; }
    /// <summary>Startup probe.</summary>
    [Field(22, "startupProbe", Within = "1")] public Probe? StartupProbe { get; init; }
    /// <summary>Lifecycle.</summary>
    [Field(12, "lifecycle", Within = "1")] public Lifecycle? Lifecycle { get; init; }
    /// <summary>Termination message path.</summary>
    [Field(13, "terminationMessagePath", Within = "1")] public string TerminationMessagePath { get; init; } = "";
    /// <summary>Termination message policy. One of: File, FallbackToLogsOnError.</summary>
    [Field(20, "terminationMessagePolicy", Within = "1")] public string TerminationMessagePolicy { get; init; } = "";
    /// <summary>Image pull policy. One of: Always, Never, IfNotPresent.</summary>
    [Field(14, "imagePullPolicy", Within = "1")] public string ImagePullPolicy { get; init; } = "";
    /// <summary>Security context.</summary>
    [Field(15, "securityContext", Within = "1")] public SecurityContext? SecurityContext { get; init; }
    /// <summary>Stdin.</summary>
    [Field(16, "stdin", Within = "1")] public bool Stdin { get; init; }
    /// <summary>Stdin once.</summary>
    [Field(17, "stdinOnce", Within = "1")] public bool StdinOnce { get; init; }
    /// <summary>Tty.</summary>
    [Field(18, "tty", Within = "1")] public bool Tty { get; init; }
    /// <summary>Target container name.</summary>
    [Field(2, "targetContainerName")] public string TargetContainerName { get; init; } = "";
}
