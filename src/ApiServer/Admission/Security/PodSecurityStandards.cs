using Kubesharp.Api.Core;

namespace Kubesharp.ApiServer.Admission.Security;

/// <summary>
/// The Pod Security Standards in all their versions, as Kubernetes 1.36 has them. Which controls a version has is
/// worked out once. Pure.
/// </summary>
internal static class PodSecurityStandards
{
    private static readonly PodSecurityCheck[] Checks =
    [
        Baseline("appArmorProfile", 0, BaselineControls.AppArmor),
        Baseline("capabilities_baseline", 0, BaselineControls.Capabilities),
        Baseline("hostNamespaces", 0, BaselineControls.HostNamespaces),
        Baseline("hostPathVolumes", 0, BaselineControls.HostPaths),
        Baseline("hostPorts", 0, BaselineControls.HostPorts),
        Baseline("hostProbesAndHostLifecycle", 34, BaselineControls.ProbeHosts),
        Baseline("privileged", 0, BaselineControls.Privileged),
        Baseline("procMount", 0, BaselineControls.ProcMount),
        Baseline("procMount", 35, static pod => pod.HasOwnUsers ? null : BaselineControls.ProcMount(pod)),
        Baseline("seLinuxOptions", 0, static pod => BaselineControls.SeLinux(pod, ownEngine: false)),
        Baseline("seLinuxOptions", 31, static pod => BaselineControls.SeLinux(pod, ownEngine: true)),
        Baseline("seccompProfile_baseline", 0, BaselineControls.SeccompAnnotations),
        Baseline("seccompProfile_baseline", 19, BaselineControls.Seccomp),
        Baseline("sysctls", 0, static pod => BaselineControls.Sysctls(pod, 0)),
        Baseline("sysctls", 27, static pod => BaselineControls.Sysctls(pod, 27)),
        Baseline("sysctls", 29, static pod => BaselineControls.Sysctls(pod, 29)),
        Baseline("sysctls", 32, static pod => BaselineControls.Sysctls(pod, 32)),
        Baseline("windowsHostProcess", 0, BaselineControls.HostProcess),
        Restricted("allowPrivilegeEscalation", 8, RestrictedControls.PrivilegeEscalation),
        Restricted("allowPrivilegeEscalation", 25, NotForWindows(RestrictedControls.PrivilegeEscalation)),
        Restricted("capabilities_restricted", 22, RestrictedControls.Capabilities, "capabilities_baseline"),
        Restricted(
            "capabilities_restricted", 25, NotForWindows(RestrictedControls.Capabilities), "capabilities_baseline"),
        Restricted("procMount_restricted", 35, BaselineControls.ProcMount, "procMount"),
        Restricted("restrictedVolumes", 0, RestrictedControls.Volumes, "hostPathVolumes"),
        Restricted("runAsNonRoot", 0, RestrictedControls.NonRoot),
        Restricted("runAsNonRoot", 35, NotWithOwnUsers(RestrictedControls.NonRoot)),
        Restricted("runAsUser", 23, RestrictedControls.RootUser),
        Restricted("runAsUser", 35, NotWithOwnUsers(RestrictedControls.RootUser)),
        Restricted("seccompProfile_restricted", 19, RestrictedControls.Seccomp, "seccompProfile_baseline"),
        Restricted(
            "seccompProfile_restricted", 25, NotForWindows(RestrictedControls.Seccomp), "seccompProfile_baseline"),
    ];

    // Newer versions, and latest, are as the newest that changed anything.
    private static readonly int NewestMinor = Checks.Max(static check => check.From);
    private static readonly PodSecurityCheck[][] ByMinorBaseline = Resolve(PodSecurityLevel.Baseline);
    private static readonly PodSecurityCheck[][] ByMinorRestricted = Resolve(PodSecurityLevel.Restricted);

    /// <summary>All that a Pod breaks, in the order of the controls' names, baseline's first.</summary>
    public static IReadOnlyList<PodSecurityViolation> Check(
        IReadOnlyDictionary<string, string> annotations, PodSpec spec, PodSecurityTarget target)
    {
        if (target.Level == PodSecurityLevel.Privileged)
            return [];
        PodToCheck pod = new(annotations, spec);
        PodSecurityCheck[][] checks =
            target.Level == PodSecurityLevel.Baseline ? ByMinorBaseline : ByMinorRestricted;
        List<PodSecurityViolation> violations = [];
        foreach (PodSecurityCheck check in checks[Math.Min(target.Minor, NewestMinor)])
        {
            if (check.Find(pod) is { } violation)
                violations.Add(violation);
        }
        return violations;
    }

    private static PodSecurityCheck[][] Resolve(PodSecurityLevel level)
    {
        PodSecurityCheck[][] byMinor = new PodSecurityCheck[NewestMinor + 1][];
        for (int minor = 0; minor <= NewestMinor; minor++)
        {
            int now = minor;
            List<PodSecurityCheck> current =
            [
                .. Checks.Where(check => check.Level <= level && check.From <= now)
                    .GroupBy(static check => check.Id)
                    .Select(static versions => versions.MaxBy(static version => version.From)!),
            ];
            HashSet<string> replaced = [.. current.Select(static check => check.Replaces)];
            byMinor[minor] =
            [
                .. current.Where(check => !replaced.Contains(check.Id)).OrderBy(static check => check.Level)
                    .ThenBy(static check => check.Id, StringComparer.Ordinal),
            ];
        }
        return byMinor;
    }

    private static PodSecurityCheck Baseline(string id, int from, Func<PodToCheck, PodSecurityViolation?> find) =>
        new(id, PodSecurityLevel.Baseline, from, find);

    private static PodSecurityCheck Restricted(
        string id, int from, Func<PodToCheck, PodSecurityViolation?> find, string replaces = "") =>
        new(id, PodSecurityLevel.Restricted, from, find, replaces);

    private static Func<PodToCheck, PodSecurityViolation?> NotForWindows(
        Func<PodToCheck, PodSecurityViolation?> find) => pod => pod.IsForWindows ? null : find(pod);

    private static Func<PodToCheck, PodSecurityViolation?> NotWithOwnUsers(
        Func<PodToCheck, PodSecurityViolation?> find) => pod => pod.HasOwnUsers ? null : find(pod);
}
