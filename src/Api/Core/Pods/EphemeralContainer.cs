namespace Kubesharp.Api.Core;

/// <summary>
/// A container that is added to a running Pod to look at it, through the subresource ephemeralcontainers. It is never
/// restarted, has no guaranteed resources and cannot be taken away.
/// </summary>
[Definition("io.k8s.api.core.v1.EphemeralContainer")]
public sealed partial record EphemeralContainer
{
    /// <summary>The value with nothing set.</summary>
    public static EphemeralContainer Empty { get; } = new();

    /// <summary>The container's name, a DNS label, unique in the Pod. Cannot be changed.</summary>
    [Field(1, "name", Always = true, Within = "1"), Required] public string Name { get; init; } = "";
    /// <summary>
    /// The image: [REGISTRY/]NAME[:TAG][@DIGEST]. Without a registry docker.io, without a tag latest. Changing it
    /// restarts the container.
    /// </summary>
    [Field(2, "image", Within = "1")] public string Image { get; init; } = "";
    /// <summary>
    /// The program with its first arguments, in place of the image's ENTRYPOINT. $(NAME) is a variable's value,
    /// $$(NAME) the text $(NAME). Cannot be changed.
    /// </summary>
    [Field(3, "command", Within = "1"), Atomic] public IReadOnlyList<string> Command { get; init; } = [];
    /// <summary>
    /// Arguments, in place of the image's CMD. $(NAME) is a variable's value, $$(NAME) the text $(NAME). Cannot be
    /// changed.
    /// </summary>
    [Field(4, "args", Within = "1"), Atomic] public IReadOnlyList<string> Args { get; init; } = [];
    /// <summary>The working directory. Defaults to the image's. Cannot be changed.</summary>
    [Field(5, "workingDir", Within = "1")] public string WorkingDir { get; init; } = "";
    /// <summary>Not allowed.</summary>
    [Field(6, "ports", Within = "1"), MapList("containerPort", "protocol"), PatchStrategy("merge", "containerPort")]
    public IReadOnlyList<ContainerPort> Ports { get; init; } = [];
    /// <summary>
    /// Where variables come from in bulk. Of the same name the last one counts, and env wins over all. Cannot be
    /// changed.
    /// </summary>
    [Field(19, "envFrom", Within = "1"), Atomic] public IReadOnlyList<EnvFromSource> EnvFrom { get; init; } = [];
    /// <summary>Environment variables. Cannot be changed.</summary>
    [Field(7, "env", Within = "1"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<EnvVar> Env { get; init; } = [];
    /// <summary>Not allowed.</summary>
    [Field(8, "resources", Within = "1")]
    public ResourceRequirements Resources { get; init; } = ResourceRequirements.Empty;
    /// <summary>Not allowed.</summary>
    [Field(23, "resizePolicy", Within = "1"), Atomic]
    public IReadOnlyList<ContainerResizePolicy> ResizePolicy { get; init; } = [];
    /// <summary>Not allowed. One of: Always, Never, OnFailure.</summary>
    [Field(24, "restartPolicy", Within = "1")] public string? RestartPolicy { get; init; }
    /// <summary>Not allowed.</summary>
    [Field(25, "restartPolicyRules", Within = "1"), Atomic]
    public IReadOnlyList<ContainerRestartRule> RestartPolicyRules { get; init; } = [];
    /// <summary>Where volumes of the Pod appear in its file system. Cannot be changed.</summary>
    [Field(9, "volumeMounts", Within = "1"), MapList("mountPath"), PatchStrategy("merge", "mountPath")]
    public IReadOnlyList<VolumeMount> VolumeMounts { get; init; } = [];
    /// <summary>Where block volumes of the Pod appear as devices. Cannot be changed.</summary>
    [Field(21, "volumeDevices", Within = "1"), MapList("devicePath"), PatchStrategy("merge", "devicePath")]
    public IReadOnlyList<VolumeDevice> VolumeDevices { get; init; } = [];
    /// <summary>Not allowed.</summary>
    [Field(10, "livenessProbe", Within = "1")] public Probe? LivenessProbe { get; init; }
    /// <summary>Not allowed.</summary>
    [Field(11, "readinessProbe", Within = "1")] public Probe? ReadinessProbe { get; init; }
    /// <summary>Not allowed.</summary>
    [Field(22, "startupProbe", Within = "1")] public Probe? StartupProbe { get; init; }
    /// <summary>Not allowed.</summary>
    [Field(12, "lifecycle", Within = "1")] public Lifecycle? Lifecycle { get; init; }
    /// <summary>
    /// The file in the container that holds its last message, of which 4096 bytes are read. Defaults to
    /// /dev/termination-log. Cannot be changed.
    /// </summary>
    [Field(13, "terminationMessagePath", Within = "1")] public string TerminationMessagePath { get; init; } = "";
    /// <summary>
    /// Whether the message is only that file, or, when it is empty and the container failed, the end of the log.
    /// Defaults to File. Cannot be changed. One of: File, FallbackToLogsOnError.
    /// </summary>
    [Field(20, "terminationMessagePolicy", Within = "1")] public string TerminationMessagePolicy { get; init; } = "";
    /// <summary>
    /// When the image is pulled: each time, never, or when the node lacks it. Defaults to Always for the tag latest,
    /// otherwise to IfNotPresent. Cannot be changed. One of: Always, Never, IfNotPresent.
    /// </summary>
    [Field(14, "imagePullPolicy", Within = "1")] public string ImagePullPolicy { get; init; } = "";
    /// <summary>With which rights it runs; wins over the Pod's. Cannot be changed.</summary>
    [Field(15, "securityContext", Within = "1")] public SecurityContext? SecurityContext { get; init; }
    /// <summary>
    /// Keeps its standard input open, so that one can attach. Otherwise reading it gives the end at once. Defaults to
    /// false.
    /// </summary>
    [Field(16, "stdin", Within = "1")] public bool Stdin { get; init; }
    /// <summary>Closes its standard input after the first client that attached has gone. Defaults to false.</summary>
    [Field(17, "stdinOnce", Within = "1")] public bool StdinOnce { get; init; }
    /// <summary>Gives it a terminal; needs stdin. Defaults to false.</summary>
    [Field(18, "tty", Within = "1")] public bool Tty { get; init; }
    /// <summary>
    /// The container whose processes it sees, where the runtime can do that. Empty: those of the Pod.
    /// </summary>
    [Field(2, "targetContainerName")] public string TargetContainerName { get; init; } = "";
}
