using System.Globalization;
using Kubesharp.Api.Core;
using static Kubesharp.ApiServer.Admission.Security.PodSecurityText;

namespace Kubesharp.ApiServer.Admission.Security;

/// <summary>The controls of the level baseline, with upstream's messages. Pure.</summary>
internal static class BaselineControls
{
    private const string AppArmorPrefix = "container.apparmor.security.beta.kubernetes.io/";
    private const string SeccompPod = "seccomp.security.alpha.kubernetes.io/pod";
    private const string SeccompPrefix = "container.seccomp.security.alpha.kubernetes.io/";

    private static readonly HashSet<string> AllowedCapabilities = new(StringComparer.Ordinal)
    {
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP",
        "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    };

    // The minor of the standards since when a sysctl is taken for safe.
    private static readonly Dictionary<string, int> SafeSysctls = new(StringComparer.Ordinal)
    {
        ["kernel.shm_rmid_forced"] = 0,
        ["net.ipv4.ip_local_port_range"] = 0,
        ["net.ipv4.tcp_syncookies"] = 0,
        ["net.ipv4.ping_group_range"] = 0,
        ["net.ipv4.ip_unprivileged_port_start"] = 0,
        ["net.ipv4.ip_local_reserved_ports"] = 27,
        ["net.ipv4.tcp_keepalive_time"] = 29,
        ["net.ipv4.tcp_fin_timeout"] = 29,
        ["net.ipv4.tcp_keepalive_intvl"] = 29,
        ["net.ipv4.tcp_keepalive_probes"] = 29,
        ["net.ipv4.tcp_rmem"] = 32,
        ["net.ipv4.tcp_wmem"] = 32,
    };

    /// <summary>Field and annotation, in every version.</summary>
    public static PodSecurityViolation? AppArmor(PodToCheck pod)
    {
        SortedSet<string> types = new(StringComparer.Ordinal);
        bool podBreaks = Breaks(pod.Security.AppArmorProfile);
        List<string> containers = pod.Find(container => Breaks(container.Security.AppArmorProfile));
        List<string> annotations =
        [
            .. pod.Annotations
                .Where(static entry => entry.Key.StartsWith(AppArmorPrefix, StringComparison.Ordinal)
                    && entry.Value is not ("" or "runtime/default")
                    && !entry.Value.StartsWith("localhost/", StringComparison.Ordinal))
                .Select(static entry => $"{entry.Key}=\"{entry.Value}\"").Order(StringComparer.Ordinal),
        ];
        string setters = Setters(podBreaks, containers);
        if (annotations.Count > 0)
        {
            string noun = annotations.Count == 1 ? "annotation" : "annotations";
            setters = setters.Length == 0 ? noun : $"{setters} and {noun}";
        }
        List<string> values = [.. types, .. annotations];
        return setters.Length == 0 ? null : new(
            values.Count == 1 ? "forbidden AppArmor profile" : "forbidden AppArmor profiles",
            $"{setters} must not set AppArmor profile type to {Quoted(values)}");

        bool Breaks(AppArmorProfile? profile)
        {
            if (profile is null or { Type: "RuntimeDefault" or "Localhost" or "" })
                return false;
            types.Add(profile.Type);
            return true;
        }
    }

    public static PodSecurityViolation? Capabilities(PodToCheck pod)
    {
        SortedSet<string> added = new(StringComparer.Ordinal);
        List<string> containers = pod.Find(container =>
        {
            string[] more = [.. (container.Security.Capabilities?.Add ?? [])
                .Where(static capability => !AllowedCapabilities.Contains(capability))];
            added.UnionWith(more);
            return more.Length > 0;
        });
        return containers.Count == 0 ? null : new(
            "non-default capabilities",
            $"{Containers(containers)} must not include {Quoted(added)} in securityContext.capabilities.add");
    }

    public static PodSecurityViolation? HostNamespaces(PodToCheck pod)
    {
        List<string> shared = [];
        if (pod.Spec.HostNetwork)
            shared.Add("hostNetwork=true");
        if (pod.Spec.HostPID)
            shared.Add("hostPID=true");
        if (pod.Spec.HostIPC)
            shared.Add("hostIPC=true");
        return shared.Count == 0 ? null : new("host namespaces", string.Join(", ", shared));
    }

    public static PodSecurityViolation? HostPaths(PodToCheck pod)
    {
        List<string> volumes = [.. pod.Spec.Volumes.Where(static volume => volume.HostPath is not null)
            .Select(static volume => volume.Name)];
        return volumes.Count == 0 ? null : new("hostPath volumes", Named("volume", "volumes", volumes));
    }

    public static PodSecurityViolation? HostPorts(PodToCheck pod)
    {
        SortedSet<string> ports = new(StringComparer.Ordinal);
        List<string> containers = pod.Find(container =>
        {
            string[] used = [.. container.Ports.Where(static port => port.HostPort != 0)
                .Select(static port => port.HostPort.ToString(CultureInfo.InvariantCulture))];
            ports.UnionWith(used);
            return used.Length > 0;
        });
        return containers.Count == 0 ? null : new(
            "hostPort",
            $"{Containers(containers)} {(containers.Count == 1 ? "uses" : "use")} "
            + $"{(ports.Count == 1 ? "hostPort" : "hostPorts")} {string.Join(", ", ports)}");
    }

    /// <summary>Probes and hooks must ask the Pod, not whom they like: the kubelet would ask for them.</summary>
    public static PodSecurityViolation? ProbeHosts(PodToCheck pod)
    {
        SortedSet<string> hosts = new(StringComparer.Ordinal);
        SortedSet<string> containers = new(pod.Find(container =>
        {
            string[] asked =
            [
                .. container.Probes.SelectMany(static probe =>
                        new[] { probe?.HttpGet?.Host, probe?.TcpSocket?.Host })
                    .Concat(((LifecycleHandler?[])[container.Lifecycle?.PostStart, container.Lifecycle?.PreStop])
                        .SelectMany(static handler => new[] { handler?.HttpGet?.Host, handler?.TcpSocket?.Host }))
                    .OfType<string>().Where(static host => host.Length > 0),
            ];
            hosts.UnionWith(asked);
            return asked.Length > 0;
        }), StringComparer.Ordinal);
        return containers.Count == 0 ? null : new(
            "probe or lifecycle host",
            $"{Containers(containers)} {(containers.Count == 1 ? "uses" : "use")} "
            + Named("probe or lifecycle host", "probe or lifecycle hosts", hosts));
    }

    public static PodSecurityViolation? Privileged(PodToCheck pod)
    {
        List<string> containers = pod.Find(static container => container.Security.Privileged == true);
        return containers.Count == 0
            ? null
            : new("privileged", $"{Containers(containers)} must not set securityContext.privileged=true");
    }

    public static PodSecurityViolation? ProcMount(PodToCheck pod)
    {
        SortedSet<string> kinds = new(StringComparer.Ordinal);
        List<string> containers = pod.Find(container =>
        {
            if (container.Security.ProcMount is null or "Default")
                return false;
            kinds.Add(container.Security.ProcMount);
            return true;
        });
        return containers.Count == 0
            ? null
            : new("procMount", $"{Containers(containers)} must not set securityContext.procMount to {Quoted(kinds)}");
    }

    /// <param name="pod">The Pod.</param>
    /// <param name="ownEngine">Whether container_engine_t is allowed.</param>
    public static PodSecurityViolation? SeLinux(PodToCheck pod, bool ownEngine)
    {
        SortedSet<string> types = new(StringComparer.Ordinal);
        bool user = false, role = false;
        string setters = Setters(
            Breaks(pod.Security.SeLinuxOptions), pod.Find(container => Breaks(container.Security.SeLinuxOptions)));
        if (setters.Length == 0)
            return null;
        List<string> set = [];
        if (types.Count > 0)
            set.Add(Named("type", "types", types));
        if (user)
            set.Add("user may not be set");
        if (role)
            set.Add("role may not be set");
        return new(
            "seLinuxOptions", $"{setters} set forbidden securityContext.seLinuxOptions: {string.Join("; ", set)}");

        bool Breaks(SELinuxOptions? options)
        {
            if (options is null)
                return false;
            bool type = options.Type is not ("" or "container_t" or "container_init_t" or "container_kvm_t")
                && !(ownEngine && options.Type == "container_engine_t");
            if (type)
                types.Add(options.Type);
            user |= options.User.Length > 0;
            role |= options.Role.Length > 0;
            return type || options.User.Length > 0 || options.Role.Length > 0;
        }
    }

    /// <summary>Before there was a field.</summary>
    public static PodSecurityViolation? SeccompAnnotations(PodToCheck pod)
    {
        SortedSet<string> forbidden = new(StringComparer.Ordinal);
        foreach (string key in pod.Containers.Select(static container => SeccompPrefix + container.Name)
            .Prepend(SeccompPod))
        {
            if (pod.Annotations.TryGetValue(key, out string? value)
                && value is not ("runtime/default" or "docker/default")
                && !value.StartsWith("localhost/", StringComparison.Ordinal))
            {
                forbidden.Add($"{key}=\"{value}\"");
            }
        }
        return forbidden.Count == 0 ? null : new(
            "seccompProfile",
            $"forbidden {(forbidden.Count == 1 ? "annotation" : "annotations")} {string.Join(", ", forbidden)}");
    }

    public static PodSecurityViolation? Seccomp(PodToCheck pod)
    {
        SortedSet<string> types = new(StringComparer.Ordinal);
        string setters = Setters(
            IsForbidden(pod.Security.SeccompProfile, types),
            pod.Find(container => IsForbidden(container.Security.SeccompProfile, types)));
        return setters.Length == 0 ? null : new(
            "seccompProfile", $"{setters} must not set securityContext.seccompProfile.type to {Quoted(types)}");
    }

    /// <summary>Whether a profile is set that is none; its type goes into the set.</summary>
    internal static bool IsForbidden(SeccompProfile? profile, SortedSet<string> types)
    {
        if (profile is null or { Type: "RuntimeDefault" or "Localhost" })
            return false;
        types.Add(profile.Type);
        return true;
    }

    /// <param name="pod">The Pod.</param>
    /// <param name="minor">The version of the list.</param>
    public static PodSecurityViolation? Sysctls(PodToCheck pod, int minor)
    {
        List<string> forbidden = [.. pod.Security.Sysctls
            .Where(sysctl => !SafeSysctls.TryGetValue(sysctl.Name, out int since) || since > minor)
            .Select(static sysctl => sysctl.Name)];
        return forbidden.Count == 0 ? null : new("forbidden sysctls", string.Join(", ", forbidden));
    }

    public static PodSecurityViolation? HostProcess(PodToCheck pod)
    {
        string setters = Setters(
            pod.Security.WindowsOptions?.HostProcess == true,
            pod.Find(static container => container.Security.WindowsOptions?.HostProcess == true));
        return setters.Length == 0
            ? null
            : new("hostProcess", $"{setters} must not set securityContext.windowsOptions.hostProcess=true");
    }
}
