using Kubesharp.Api.Core;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>The controls of the Pod Security Standards, in their newest version. Pure.</summary>
internal static class PodSecurityStandards
{
    private static readonly HashSet<string> BaselineCapabilities = new(StringComparer.Ordinal)
    {
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP",
        "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    };
    private static readonly HashSet<string> SafeSysctls = new(StringComparer.Ordinal)
    {
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start",
        "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range", "net.ipv4.ip_local_reserved_ports",
        "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl",
        "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
    };
    private static readonly HashSet<string> SelinuxTypes = new(StringComparer.Ordinal)
    {
        "", "container_t", "container_init_t", "container_kvm_t", "container_engine_t",
    };

    public static IReadOnlyList<PodSecurityViolation> Check(PodSpec spec, string level)
    {
        List<PodSecurityViolation> violations = [];
        IReadOnlyList<Restraint> containers = Containers(spec);
        Baseline(spec, containers, violations, level == "restricted");
        if (level == "restricted")
            Restricted(spec, containers, violations);
        return violations;
    }

    private static void Baseline(
        PodSpec spec, IReadOnlyList<Restraint> containers, List<PodSecurityViolation> violations,
        bool restricted)
    {
        List<string> shared = [];
        if (spec.HostNetwork)
            shared.Add("hostNetwork=true");
        if (spec.HostPID)
            shared.Add("hostPID=true");
        if (spec.HostIPC)
            shared.Add("hostIPC=true");
        Add(violations, "host namespaces", shared);
        AddContainers(
            violations, "privileged", containers, static context => context.Privileged == true,
            "must not set securityContext.privileged=true");
        if (!restricted)
        {
            AddContainers(
                violations, "non-default capabilities", containers,
                static context =>
                    context.Capabilities?.Add.Any(static added => !BaselineCapabilities.Contains(added)) ?? false,
                "must not include more than the default set in securityContext.capabilities.add");
            Add(
                violations, "hostPath volumes",
                [.. spec.Volumes.Where(static volume => volume.HostPath is not null).Select(Quoted)],
                "volume", "volumes");
        }
        List<string> ports = [.. containers
            .Where(static container => container.Ports.Any(static port => port.HostPort > 0))
            .Select(static container => $"\"{container.Name}\"")];
        Add(violations, "hostPort", ports, "container", "containers");
        AddContainers(
            violations, "unmasked procMount", containers,
            static context => context.ProcMount is not (null or "Default"),
            "must not set securityContext.procMount other than Default");
        AddContainers(
            violations, "seccompProfile", containers,
            static context => context.SeccompProfile?.Type == "Unconfined",
            "must not set securityContext.seccompProfile.type to \"Unconfined\"");
        if (spec.SecurityContext?.SeccompProfile?.Type == "Unconfined")
        {
            violations.Add(new(
                "seccompProfile", "pod must not set securityContext.seccompProfile.type to \"Unconfined\""));
        }
        AddContainers(
            violations, "seLinuxOptions", containers,
            static context => context.SeLinuxOptions is { } options
                && (!SelinuxTypes.Contains(options.Type) || options.User.Length > 0 || options.Role.Length > 0),
            "set forbidden securityContext.seLinuxOptions");
        AddContainers(
            violations, "hostProcess", containers,
            static context => context.WindowsOptions?.HostProcess == true,
            "must not set securityContext.windowsOptions.hostProcess=true");
        AddContainers(
            violations, "forbidden AppArmor profile", containers,
            static context => context.AppArmorProfile?.Type == "Unconfined",
            "must not set AppArmor profile type to \"Unconfined\"");
        Add(
            violations, "forbidden sysctls",
            [.. (spec.SecurityContext?.Sysctls ?? []).Where(static sysctl => !SafeSysctls.Contains(sysctl.Name))
                .Select(static sysctl => sysctl.Name)]);
    }

    private static void Restricted(
        PodSpec spec, IReadOnlyList<Restraint> containers, List<PodSecurityViolation> violations)
    {
        AddContainers(
            violations, "allowPrivilegeEscalation != false", containers,
            static context => context.AllowPrivilegeEscalation != false,
            "must set securityContext.allowPrivilegeEscalation=false");
        AddContainers(
            violations, "unrestricted capabilities", containers,
            static context => !(context.Capabilities?.Drop.Contains("ALL") ?? false),
            "must set securityContext.capabilities.drop=[\"ALL\"]");
        AddContainers(
            violations, "unrestricted capabilities", containers,
            static context => context.Capabilities?.Add.Any(static added => added != "NET_BIND_SERVICE") ?? false,
            "must not include anything but NET_BIND_SERVICE in securityContext.capabilities.add");
        Add(
            violations, "restricted volume types",
            [.. spec.Volumes.Where(static volume => !IsHarmless(volume)).Select(Quoted)],
            "volume", "volumes");
        bool podRunsAsOther = spec.SecurityContext?.RunAsNonRoot == true;
        AddContainers(
            violations, "runAsNonRoot != true", containers,
            context => !(context.RunAsNonRoot ?? podRunsAsOther),
            podRunsAsOther
                ? "must not set securityContext.runAsNonRoot=false"
                : "must set securityContext.runAsNonRoot=true");
        if (spec.SecurityContext?.RunAsUser == 0)
            violations.Add(new("runAsUser=0", "pod must not set runAsUser=0"));
        AddContainers(
            violations, "runAsUser=0", containers,
            static context => context.RunAsUser == 0, "must not set runAsUser=0");
        bool podFilters = spec.SecurityContext?.SeccompProfile?.Type is "RuntimeDefault" or "Localhost";
        AddContainers(
            violations, "seccompProfile", containers,
            context => context.SeccompProfile is null
                ? !podFilters
                : context.SeccompProfile.Type is not ("RuntimeDefault" or "Localhost"),
            "must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\"");
    }

    private static bool IsHarmless(Volume volume) =>
        volume.ConfigMap is not null || volume.Csi is not null || volume.DownwardAPI is not null
        || volume.EmptyDir is not null || volume.Ephemeral is not null || volume.Image is not null
        || volume.PersistentVolumeClaim is not null || volume.Projected is not null || volume.Secret is not null;

    private static List<Restraint> Containers(PodSpec spec) =>
    [
        .. spec.InitContainers.Concat(spec.Containers).Select(static container => new Restraint(
            container.Name, container.SecurityContext ?? SecurityContext.Empty, container.Ports)),
        .. spec.EphemeralContainers.Select(static container => new Restraint(
            container.Name, container.SecurityContext ?? SecurityContext.Empty, container.Ports)),
    ];

    private static string Quoted(Volume volume) => $"\"{volume.Name}\"";

    private static void AddContainers(
        List<PodSecurityViolation> violations, string reason, IReadOnlyList<Restraint> containers,
        Func<SecurityContext, bool> violates, string detail)
    {
        List<string> names = [.. containers.Where(container => violates(container.Context))
            .Select(static container => $"\"{container.Name}\"")];
        if (names.Count > 0)
        {
            violations.Add(new(
                reason, $"{(names.Count == 1 ? "container" : "containers")} {string.Join(", ", names)} {detail}"));
        }
    }

    private static void Add(
        List<PodSecurityViolation> violations, string reason, List<string> found, string one = "", string many = "")
    {
        if (found.Count == 0)
            return;
        string noun = found.Count == 1 ? one : many;
        violations.Add(new(reason, noun.Length == 0 ? string.Join(", ", found) : $"{noun} {string.Join(", ", found)}"));
    }

    private sealed record Restraint(string Name, SecurityContext Context, IReadOnlyList<ContainerPort> Ports);
}
