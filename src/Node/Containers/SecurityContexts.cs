using System.Globalization;
using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.Containers;

/// <summary>What a container may do, from the contexts of the Pod and its own, which wins.</summary>
internal static class SecurityContexts
{
    private const string Reason = "CreateContainerConfigError";

    private static readonly string[] MaskedPaths =
    [
        "/proc/asound", "/proc/acpi", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats",
        "/proc/timer_list", "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi", "/sys/firmware",
        "/sys/devices/virtual/powercap",
    ];

    private static readonly string[] ReadOnlyPaths =
        ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];

    private static readonly SeccompProfile RuntimeProfile = new() { Type = SeccompProfileType.RuntimeDefault };

    /// <param name="seccompDefault">A container that names no profile gets the runtime's own.</param>
    public static Cri.LinuxContainerSecurityContext ForContainer(
        Pod pod, Container container, string seccompRoot, bool seccompDefault = false)
    {
        PodSecurityContext podContext = pod.Spec.SecurityContext ?? PodSecurityContext.Empty;
        SecurityContext context = container.SecurityContext ?? SecurityContext.Empty;
        bool privileged = context.Privileged == true;
        Cri.LinuxContainerSecurityContext result = new()
        {
            Privileged = privileged,
            ReadonlyRootfs = context.ReadOnlyRootFilesystem == true,
            NoNewPrivs = context.AllowPrivilegeEscalation == false,
            NamespaceOptions = Namespaces(pod),
            Seccomp = Seccomp(
                context.SeccompProfile ?? podContext.SeccompProfile ?? (seccompDefault ? RuntimeProfile : null),
                privileged, seccompRoot),
            Apparmor = new() { ProfileType = Cri.SecurityProfile.Types.ProfileType.Unconfined },
            Capabilities = new(),
        };
        if ((context.RunAsUser ?? podContext.RunAsUser) is { } user)
            result.RunAsUser = new() { Value = user };
        if ((context.RunAsGroup ?? podContext.RunAsGroup) is { } group)
            result.RunAsGroup = new() { Value = group };
        // The runtime takes no group without a user.
        if (result.RunAsGroup is not null && result.RunAsUser is null)
            result.RunAsUser = new() { Value = 0 };
        result.SupplementalGroups.AddRange(podContext.SupplementalGroups);
        if (podContext.FsGroup is { } fsGroup)
            result.SupplementalGroups.Add(fsGroup);
        result.Capabilities.AddCapabilities.AddRange((context.Capabilities?.Add ?? []).Select(CapabilityName));
        result.Capabilities.DropCapabilities.AddRange((context.Capabilities?.Drop ?? []).Select(CapabilityName));
        if (context.ProcMount != ProcMountType.Unmasked)
        {
            result.MaskedPaths.AddRange(MaskedPaths);
            result.ReadonlyPaths.AddRange(ReadOnlyPaths);
        }
        return result;
    }

    public static Cri.LinuxSandboxSecurityContext ForSandbox(Pod pod, string seccompRoot)
    {
        PodSecurityContext podContext = pod.Spec.SecurityContext ?? PodSecurityContext.Empty;
        bool privileged = PodContainers.All(pod).Any(
            static container => container.SecurityContext?.Privileged == true);
        Cri.LinuxSandboxSecurityContext result = new()
        {
            Privileged = privileged,
            NamespaceOptions = Namespaces(pod),
            // The pause process of a Pod needs nothing that the default profile forbids.
            Seccomp = Seccomp(
                podContext.SeccompProfile ?? RuntimeProfile,
                privileged, seccompRoot),
            Apparmor = new() { ProfileType = Cri.SecurityProfile.Types.ProfileType.Unconfined },
        };
        if (podContext.RunAsUser is { } user)
            result.RunAsUser = new() { Value = user };
        if (podContext.RunAsUser is not null && podContext.RunAsGroup is { } group)
            result.RunAsGroup = new() { Value = group };
        result.SupplementalGroups.AddRange(podContext.SupplementalGroups);
        if (podContext.FsGroup is { } fsGroup)
            result.SupplementalGroups.Add(fsGroup);
        return result;
    }

    /// <summary>Refuses a container that would run as root where it must not.</summary>
    /// <exception cref="SetupException">It would, or nobody can tell.</exception>
    public static void VerifyNonRoot(Pod pod, Container container, Cri.Image image)
    {
        bool? required = container.SecurityContext?.RunAsNonRoot ?? pod.Spec.SecurityContext?.RunAsNonRoot;
        if (required != true)
            return;
        string about = $"(pod: \"{PodContainers.Describe(pod)}\", container: {container.Name})";
        if ((container.SecurityContext?.RunAsUser ?? pod.Spec.SecurityContext?.RunAsUser) is { } user)
        {
            if (user == 0)
                throw new SetupException(Reason, $"container's runAsUser breaks non-root policy {about}");
            return;
        }
        if (image.Username.Length > 0 && !long.TryParse(image.Username, CultureInfo.InvariantCulture, out _))
        {
            throw new SetupException(
                Reason,
                $"container has runAsNonRoot and image has non-numeric user ({image.Username}), "
                + $"cannot verify user is non-root {about}");
        }
        if ((image.Uid?.Value ?? 0) == 0)
            throw new SetupException(Reason, $"container has runAsNonRoot and image will run as root {about}");
    }

    private static Cri.NamespaceOption Namespaces(Pod pod) => new()
    {
        Network = pod.Spec.HostNetwork ? Cri.NamespaceMode.Node : Cri.NamespaceMode.Pod,
        Pid = pod.Spec.HostPID ? Cri.NamespaceMode.Node
            : pod.Spec.ShareProcessNamespace == true ? Cri.NamespaceMode.Pod : Cri.NamespaceMode.Container,
        Ipc = pod.Spec.HostIPC ? Cri.NamespaceMode.Node : Cri.NamespaceMode.Pod,
    };

    private static Cri.SecurityProfile Seccomp(SeccompProfile? profile, bool privileged, string root) => new()
    {
        ProfileType = privileged ? Cri.SecurityProfile.Types.ProfileType.Unconfined : profile?.Type switch
        {
            SeccompProfileType.RuntimeDefault => Cri.SecurityProfile.Types.ProfileType.RuntimeDefault,
            SeccompProfileType.Localhost => Cri.SecurityProfile.Types.ProfileType.Localhost,
            _ => Cri.SecurityProfile.Types.ProfileType.Unconfined,
        },
        LocalhostRef = !privileged && profile is { Type: SeccompProfileType.Localhost, LocalhostProfile: { } path }
            ? Path.Combine(root, path)
            : "",
    };

    // Kubernetes names capabilities without the kernel's prefix, but takes both.
    private static string CapabilityName(string name) =>
        name.ToUpperInvariant() is var upper && upper.StartsWith("CAP_", StringComparison.Ordinal) ? upper[4..] : upper;
}
