namespace Kubesharp.Api.Core;

/// <summary>A container.</summary>
[Definition("io.k8s.api.core.v1.Container")]
public sealed partial record Container
{
    /// <summary>The value with nothing set.</summary>
    public static Container Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The image, as registry/name:tag or with a digest.</summary>
    [Field(2, "image")] public string Image { get; init; } = "";
    /// <summary>The program, in place of the image's entry point. $(NAME) is replaced from the environment.</summary>
    [Field(3, "command"), Atomic] public IReadOnlyList<string> Command { get; init; } = [];
    /// <summary>The arguments, in place of the image's.</summary>
    [Field(4, "args"), Atomic] public IReadOnlyList<string> Args { get; init; } = [];
    /// <summary>Working dir.</summary>
    [Field(5, "workingDir")] public string WorkingDir { get; init; } = "";
    /// <summary>Ports. A list keyed by containerPort and protocol.</summary>
    [Field(6, "ports"), MapList("containerPort", "protocol"), PatchStrategy("merge", "containerPort")]
    public IReadOnlyList<ContainerPort> Ports { get; init; } = [];
    /// <summary>Env from.</summary>
    [Field(19, "envFrom"), Atomic] public IReadOnlyList<EnvFromSource> EnvFrom { get; init; } = [];
    /// <summary>Env. A list keyed by name.</summary>
    [Field(7, "env"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<EnvVar> Env { get; init; } = [];
    /// <summary>Resources.</summary>
    [Field(8, "resources")] public ResourceRequirements Resources { get; init; } = ResourceRequirements.Empty;
    /// <summary>Resize policy.</summary>
    [Field(23, "resizePolicy"), Atomic] public IReadOnlyList<ContainerResizePolicy> ResizePolicy { get; init; } = [];
    /// <summary>Restart policy. One of: Always, Never, OnFailure.</summary>
    [Field(24, "restartPolicy")] public string? RestartPolicy { get; init; }
    /// <summary>Restart policy rules.</summary>
    [Field(25, "restartPolicyRules"), Atomic]
    public IReadOnlyList<ContainerRestartRule> RestartPolicyRules { get; init; } = [];
    /// <summary>Volume mounts. A list keyed by mountPath.</summary>
    [Field(9, "volumeMounts"), MapList("mountPath"), PatchStrategy("merge", "mountPath")]
    public IReadOnlyList<VolumeMount> VolumeMounts { get; init; } = [];
    /// <summary>Volume devices. A list keyed by devicePath.</summary>
    [Field(21, "volumeDevices"), MapList("devicePath"), PatchStrategy("merge", "devicePath")]
    public IReadOnlyList<VolumeDevice> VolumeDevices { get; init; } = [];
    /// <summary>Restarts the container when it fails.</summary>
    [Field(10, "livenessProbe")] public Probe? LivenessProbe { get; init; }
    /// <summary>Keeps the Pod out of Services while it fails.</summary>
    [Field(11, "readinessProbe")] public Probe? ReadinessProbe { get; init; }
    /// <summary>Holds the other probes back until it has succeeded once.</summary>
    [Field(22, "startupProbe")] public Probe? StartupProbe { get; init; }
    /// <summary>Lifecycle.</summary>
    [Field(12, "lifecycle")] public Lifecycle? Lifecycle { get; init; }
    /// <summary>Termination message path.</summary>
    [Field(13, "terminationMessagePath")] public string TerminationMessagePath { get; init; } = "";
    /// <summary>Termination message policy. One of: File, FallbackToLogsOnError.</summary>
    [Field(20, "terminationMessagePolicy")] public string TerminationMessagePolicy { get; init; } = "";
    /// <summary>
    /// When to pull. Defaults to Always for the tag latest, else IfNotPresent. One of: Always, Never, IfNotPresent.
    /// </summary>
    [Field(14, "imagePullPolicy")] public string ImagePullPolicy { get; init; } = "";
    /// <summary>Security context.</summary>
    [Field(15, "securityContext")] public SecurityContext? SecurityContext { get; init; }
    /// <summary>Stdin.</summary>
    [Field(16, "stdin")] public bool Stdin { get; init; }
    /// <summary>Stdin once.</summary>
    [Field(17, "stdinOnce")] public bool StdinOnce { get; init; }
    /// <summary>Tty.</summary>
    [Field(18, "tty")] public bool Tty { get; init; }
}
