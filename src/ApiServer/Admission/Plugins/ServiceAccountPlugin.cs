using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>
/// Gives every Pod a service account, its pull secrets, and a volume with a token, the cluster's CA and the namespace
/// where clients inside look for them.
/// </summary>
public sealed class ServiceAccountPlugin(Entropy entropy) : IAdmissionPlugin
{
    private const string DefaultName = "default";
    private const string VolumePrefix = "kube-api-access-";
    private const string MountPath = "/var/run/secrets/kubernetes.io/serviceaccount";
    private const string MirrorAnnotation = "kubernetes.io/config.mirror";
    private const string RootCertificates = "kube-root-ca.crt";
    private const int FileMode = 0b110_100_100; // 0644

    public string Name => "ServiceAccount";

    public bool Handles(AdmissionContext context) =>
        context.Verb == AdmissionVerb.Create && context.Is("", "pods") && context.Object is Pod;

    public async ValueTask<AdmissionResult> AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        Pod pod = (Pod)context.Object!;
        if (IsMirror(pod))
            return AdmissionResult.Unchanged;
        string name = pod.Spec.ServiceAccountName.Length > 0 ? pod.Spec.ServiceAccountName : DefaultName;
        if (await FindAsync(context, name, cancellationToken) is not { } account)
            return AdmissionResult.Refused(Missing(context, name));

        PodSpec spec = pod.Spec with { ServiceAccountName = name, ServiceAccount = name };
        if (spec.AutomountServiceAccountToken ?? account.AutomountServiceAccountToken ?? true)
            spec = WithToken(spec);
        if (spec.ImagePullSecrets.Count == 0 && account.ImagePullSecrets.Count > 0)
            spec = spec with { ImagePullSecrets = account.ImagePullSecrets };
        return AdmissionResult.Changed(pod with { Spec = spec });
    }

    public async ValueTask<Status?> ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        Pod pod = (Pod)context.Object!;
        if (IsMirror(pod))
        {
            if (pod.Spec.ServiceAccountName.Length > 0)
                return AdmissionErrors.Forbidden(context, "a mirror pod may not reference service accounts");
            bool token = pod.Spec.Volumes.Any(static volume =>
                volume.Projected?.Sources.Any(static source => source.ServiceAccountToken is not null) ?? false);
            return token
                ? AdmissionErrors.Forbidden(context, "a mirror pod may not use ServiceAccountToken volume projections")
                : null;
        }
        return await FindAsync(context, pod.Spec.ServiceAccountName, cancellationToken) is null
            ? Missing(context, pod.Spec.ServiceAccountName)
            : null;
    }

    private static async ValueTask<ServiceAccount?> FindAsync(
        AdmissionContext context, string name, CancellationToken cancellationToken) =>
        context.Objects.Get(Resources.ServiceAccounts, context.Namespace, name) as ServiceAccount
        ?? await context.Objects.GetFreshAsync(Resources.ServiceAccounts, context.Namespace, name, cancellationToken)
            as ServiceAccount;

    private static Status Missing(AdmissionContext context, string name) => AdmissionErrors.Forbidden(
        context,
        $"error looking up service account {context.Namespace}/{name}: serviceaccount \"{name}\" not found");

    private static bool IsMirror(Pod pod) => pod.Metadata.Annotations.ContainsKey(MirrorAnnotation);

    private PodSpec WithToken(PodSpec spec)
    {
        string volume;
        do
            volume = VolumePrefix + entropy.NameSuffix();
        while (spec.Volumes.Any(taken => taken.Name == volume));
        VolumeMount mount = new() { Name = volume, ReadOnly = true, MountPath = MountPath };
        (IReadOnlyList<Container> init, bool initChanged) = Mounted(spec.InitContainers, mount);
        (IReadOnlyList<Container> main, bool mainChanged) = Mounted(spec.Containers, mount);
        return initChanged || mainChanged
            ? spec with
            {
                InitContainers = init,
                Containers = main,
                Volumes = [.. spec.Volumes, new Volume { Name = volume, Projected = Sources }],
            }
            : spec;
    }

    // A container that already mounts something there has made its own arrangements.
    private static (IReadOnlyList<Container> Containers, bool Changed) Mounted(
        IReadOnlyList<Container> containers, VolumeMount mount)
    {
        if (containers.All(static container => container.VolumeMounts.Any(static own => own.MountPath == MountPath)))
            return (containers, false);
        return ([.. containers.Select(container =>
            container.VolumeMounts.Any(static own => own.MountPath == MountPath)
                ? container
                : container with { VolumeMounts = [.. container.VolumeMounts, mount] })], true);
    }

    private static ProjectedVolumeSource Sources { get; } = new()
    {
        DefaultMode = FileMode,
        Sources =
        [
            new() { ServiceAccountToken = new() { ExpirationSeconds = TokenRequests.PodTokenSeconds, Path = "token" } },
            new()
            {
                ConfigMap = new() { Name = RootCertificates, Items = [new() { Key = "ca.crt", Path = "ca.crt" }] },
            },
            new()
            {
                DownwardAPI = new()
                {
                    Items =
                    [
                        new()
                        {
                            Path = "namespace",
                            FieldRef = new() { ApiVersion = "v1", FieldPath = "metadata.namespace" },
                        },
                    ],
                },
            },
        ],
    };
}
