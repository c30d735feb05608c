using Kubesharp.Api.Core;
using static Kubesharp.ApiServer.Admission.Security.PodSecurityText;

namespace Kubesharp.ApiServer.Admission.Security;

/// <summary>The controls that the level restricted adds, with upstream's messages. Pure.</summary>
internal static class RestrictedControls
{
    public static PodSecurityViolation? PrivilegeEscalation(PodToCheck pod)
    {
        List<string> containers = pod.Find(static container => container.Security.AllowPrivilegeEscalation != false);
        return containers.Count == 0 ? null : new(
            "allowPrivilegeEscalation != false",
            $"{Containers(containers)} must set securityContext.allowPrivilegeEscalation=false");
    }

    public static PodSecurityViolation? Capabilities(PodToCheck pod)
    {
        SortedSet<string> added = new(StringComparer.Ordinal);
        List<string> keeping = pod.Find(
            static container => !(container.Security.Capabilities?.Drop.Contains("ALL") ?? false));
        List<string> adding = pod.Find(container =>
        {
            string[] more = [.. (container.Security.Capabilities?.Add ?? [])
                .Where(static capability => capability != "NET_BIND_SERVICE")];
            added.UnionWith(more);
            return more.Length > 0;
        });
        List<string> details = [];
        if (keeping.Count > 0)
            details.Add($"{Containers(keeping)} must set securityContext.capabilities.drop=[\"ALL\"]");
        if (adding.Count > 0)
            details.Add($"{Containers(adding)} must not include {Quoted(added)} in securityContext.capabilities.add");
        return details.Count == 0 ? null : new("unrestricted capabilities", string.Join("; ", details));
    }

    public static PodSecurityViolation? Volumes(PodToCheck pod)
    {
        List<string> volumes = [];
        SortedSet<string> types = new(StringComparer.Ordinal);
        foreach (Volume volume in pod.Spec.Volumes.Where(static volume => !IsHarmless(volume)))
        {
            volumes.Add(volume.Name);
            types.Add(TypeOf(volume));
        }
        return volumes.Count == 0 ? null : new(
            "restricted volume types",
            $"{Named("volume", "volumes", volumes)} {(volumes.Count == 1 ? "uses" : "use")} "
            + Named("restricted volume type", "restricted volume types", types));
    }

    public static PodSecurityViolation? NonRoot(PodToCheck pod)
    {
        const string reason = "runAsNonRoot != true";
        bool? whole = pod.Security.RunAsNonRoot;
        string setters = Setters(
            whole == false, pod.Find(static container => container.Security.RunAsNonRoot == false));
        if (setters.Length > 0)
            return new(reason, $"{setters} must not set securityContext.runAsNonRoot=false");
        List<string> silent = whole == true
            ? [] : pod.Find(static container => container.Security.RunAsNonRoot is null);
        return silent.Count == 0
            ? null
            : new(reason, $"pod or {Containers(silent)} must set securityContext.runAsNonRoot=true");
    }

    public static PodSecurityViolation? RootUser(PodToCheck pod)
    {
        string setters = Setters(
            pod.Security.RunAsUser == 0, pod.Find(static container => container.Security.RunAsUser == 0));
        return setters.Length == 0 ? null : new("runAsUser=0", $"{setters} must not set runAsUser=0");
    }

    public static PodSecurityViolation? Seccomp(PodToCheck pod)
    {
        if (BaselineControls.Seccomp(pod) is { } forbidden)
            return forbidden;
        List<string> silent = pod.Security.SeccompProfile is not null
            ? [] : pod.Find(static container => container.Security.SeccompProfile is null);
        return silent.Count == 0 ? null : new(
            "seccompProfile",
            $"pod or {Containers(silent)} must set securityContext.seccompProfile.type to \"RuntimeDefault\" or "
            + "\"Localhost\"");
    }

    private static bool IsHarmless(Volume volume) =>
        volume.ConfigMap is not null || volume.Csi is not null || volume.DownwardAPI is not null
        || volume.EmptyDir is not null || volume.Ephemeral is not null || volume.Image is not null
        || volume.PersistentVolumeClaim is not null || volume.Projected is not null || volume.Secret is not null;

    private static string TypeOf(Volume volume) => volume switch
    {
        { HostPath: not null } => "hostPath",
        { GcePersistentDisk: not null } => "gcePersistentDisk",
        { AwsElasticBlockStore: not null } => "awsElasticBlockStore",
        { GitRepo: not null } => "gitRepo",
        { Nfs: not null } => "nfs",
        { Iscsi: not null } => "iscsi",
        { Glusterfs: not null } => "glusterfs",
        { Rbd: not null } => "rbd",
        { FlexVolume: not null } => "flexVolume",
        { Cinder: not null } => "cinder",
        { Cephfs: not null } => "cephfs",
        { Flocker: not null } => "flocker",
        { Fc: not null } => "fc",
        { AzureFile: not null } => "azureFile",
        { VsphereVolume: not null } => "vsphereVolume",
        { Quobyte: not null } => "quobyte",
        { AzureDisk: not null } => "azureDisk",
        { PhotonPersistentDisk: not null } => "photonPersistentDisk",
        { PortworxVolume: not null } => "portworxVolume",
        { ScaleIO: not null } => "scaleIO",
        { Storageos: not null } => "storageos",
        _ => "unknown",
    };
}
