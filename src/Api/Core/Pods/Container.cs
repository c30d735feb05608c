namespace Kubesharp.Api.Core;

/// <summary>A program that runs in a Pod, from an image.</summary>
[Definition("io.k8s.api.core.v1.Container")]
public sealed partial record Container
{
    /// <summary>The value with nothing set.</summary>
    public static Container Empty { get; } = new();

    /// <summary>The container's name, a DNS label, unique in the Pod. Cannot be changed.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>
    /// The image: [REGISTRY/]NAME[:TAG][@DIGEST]. Without a registry docker.io, without a tag latest. Changing it
    /// restarts the container.
    /// </summary>
    [Field(2, "image")] public string Image { get; init; } = "";
    /// <summary>
    /// The program with its first arguments, in place of the image's ENTRYPOINT. $(NAME) is a variable's value,
    /// $$(NAME) the text $(NAME). Cannot be changed.
    /// </summary>
    [Field(3, "command"), Atomic] public IReadOnlyList<string> Command { get; init; } = [];
    /// <summary>
    /// Arguments, in place of the image's CMD. $(NAME) is a variable's value, $$(NAME) the text $(NAME). Cannot be
    /// changed.
    /// </summary>
    [Field(4, "args"), Atomic] public IReadOnlyList<string> Args { get; init; } = [];
    /// <summary>The working directory. Defaults to the image's. Cannot be changed.</summary>
    [Field(5, "workingDir")] public string WorkingDir { get; init; } = "";
    /// <summary>
    /// Ports that it listens on. For information and for names: a port that is not listed can be reached just as well.
    /// Cannot be changed.
    /// </summary>
    [Field(6, "ports"), MapList("containerPort", "protocol"), PatchStrategy("merge", "containerPort"), Shared]
    public IReadOnlyList<ContainerPort> Ports { get; init; } = [];
    /// <summary>
    /// Where variables come from in bulk. Of the same name the last one counts, and env wins over all. Cannot be
    /// changed.
    /// </summary>
    [Field(19, "envFrom"), Atomic, Shared] public IReadOnlyList<EnvFromSource> EnvFrom { get; init; } = [];
    /// <summary>Environment variables. Cannot be changed.</summary>
    [Field(7, "env"), MapList("name"), PatchStrategy("merge", "name"), Shared]
    public IReadOnlyList<EnvVar> Env { get; init; } = [];
    /// <summary>
    /// What it needs and what it may use at most. CPU and memory can be changed through the subresource resize.
    /// </summary>
    [Field(8, "resources"), Shared] public ResourceRequirements Resources { get; init; } = ResourceRequirements.Empty;
    /// <summary>
    /// Whether a change of a resource restarts it. Defaults to NotRequired for each. Cannot be changed.
    /// </summary>
    [Field(23, "resizePolicy"), Atomic] public IReadOnlyList<ContainerResizePolicy> ResizePolicy { get; init; } = [];
    /// <summary>
    /// When it is started again, in place of the Pod's restartPolicy. An init container with Always is a sidecar: it
    /// starts in its turn, runs beside the others and ends after them. One of: Always, Never, OnFailure.
    /// </summary>
    [Field(24, "restartPolicy")] public string? RestartPolicy { get; init; }
    /// <summary>
    /// Looked at in order when it ends; the first that fits decides, otherwise restartPolicy. At most 20.
    /// </summary>
    [Field(25, "restartPolicyRules"), Atomic]
    public IReadOnlyList<ContainerRestartRule> RestartPolicyRules { get; init; } = [];
    /// <summary>Where volumes of the Pod appear in its file system. Cannot be changed.</summary>
    [Field(9, "volumeMounts"), MapList("mountPath"), PatchStrategy("merge", "mountPath")]
    public IReadOnlyList<VolumeMount> VolumeMounts { get; init; } = [];
    /// <summary>Where block volumes of the Pod appear as devices. Cannot be changed.</summary>
    [Field(21, "volumeDevices"), MapList("devicePath"), PatchStrategy("merge", "devicePath")]
    public IReadOnlyList<VolumeDevice> VolumeDevices { get; init; } = [];
    /// <summary>
    /// Asks whether it still works; when it does not, it is restarted. Absent: it works as long as it runs.
    /// </summary>
    [Field(10, "livenessProbe"), Shared] public Probe? LivenessProbe { get; init; }
    /// <summary>Asks whether it can serve; when it cannot, Services send it nothing. Absent: it can.</summary>
    [Field(11, "readinessProbe"), Shared] public Probe? ReadinessProbe { get; init; }
    /// <summary>
    /// Asks whether it has come up. Until it has, the other probes do not run; when it does not in time, it is
    /// restarted.
    /// </summary>
    [Field(22, "startupProbe"), Shared] public Probe? StartupProbe { get; init; }
    /// <summary>What happens after it has started and before it is ended. Cannot be changed.</summary>
    [Field(12, "lifecycle"), Shared] public Lifecycle? Lifecycle { get; init; }
    /// <summary>
    /// The file in the container that holds its last message, of which 4096 bytes are read. Defaults to
    /// /dev/termination-log. Cannot be changed.
    /// </summary>
    [Field(13, "terminationMessagePath")] public string TerminationMessagePath { get; init; } = "";
    /// <summary>
    /// Whether the message is only that file, or, when it is empty and the container failed, the end of the log.
    /// Defaults to File. Cannot be changed. One of: File, FallbackToLogsOnError.
    /// </summary>
    [Field(20, "terminationMessagePolicy")] public string TerminationMessagePolicy { get; init; } = "";
    /// <summary>
    /// When the image is pulled: each time, never, or when the node lacks it. Defaults to Always for the tag latest,
    /// otherwise to IfNotPresent. Cannot be changed. One of: Always, Never, IfNotPresent.
    /// </summary>
    [Field(14, "imagePullPolicy")] public string ImagePullPolicy { get; init; } = "";
    /// <summary>With which rights it runs; wins over the Pod's. Cannot be changed.</summary>
    [Field(15, "securityContext"), Shared] public SecurityContext? SecurityContext { get; init; }
    /// <summary>
    /// Keeps its standard input open, so that one can attach. Otherwise reading it gives the end at once. Defaults to
    /// false.
    /// </summary>
    [Field(16, "stdin")] public bool Stdin { get; init; }
    /// <summary>Closes its standard input after the first client that attached has gone. Defaults to false.</summary>
    [Field(17, "stdinOnce")] public bool StdinOnce { get; init; }
    /// <summary>Gives it a terminal; needs stdin. Defaults to false.</summary>
    [Field(18, "tty")] public bool Tty { get; init; }
}
