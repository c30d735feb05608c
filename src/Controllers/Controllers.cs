using Kubesharp.Api.Autoscaling.V2;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.AttachDetach;
using Kubesharp.Controllers.Bootstrap;
using Kubesharp.Controllers.Certificates;
using Kubesharp.Controllers.ClusterRoles;
using Kubesharp.Controllers.CronJobs;
using Kubesharp.Controllers.DaemonSets;
using Kubesharp.Controllers.Deployments;
using Kubesharp.Controllers.Disruption;
using Kubesharp.Controllers.Endpoints;
using Kubesharp.Controllers.EndpointSliceMirroring;
using Kubesharp.Controllers.EndpointSlices;
using Kubesharp.Controllers.EphemeralVolumes;
using Kubesharp.Controllers.HorizontalPodAutoscaling;
using Kubesharp.Controllers.Jobs;
using Kubesharp.Controllers.Namespaces;
using Kubesharp.Controllers.NodeIpam;
using Kubesharp.Controllers.Nodes;
using Kubesharp.Controllers.PersistentVolumes;
using Kubesharp.Controllers.Pods;
using Kubesharp.Controllers.ReplicaSets;
using Kubesharp.Controllers.ReplicationControllers;
using Kubesharp.Controllers.ResourceClaims;
using Kubesharp.Controllers.ServiceAccounts;
using Kubesharp.Controllers.ServiceCIDRs;
using Kubesharp.Controllers.StatefulSets;
using Kubesharp.Controllers.TtlAfterFinished;
using Kubesharp.Controllers.VolumeExpansion;
using Kubesharp.Controllers.VolumeProtection;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers;

/// <summary>
/// All controllers, in one explicit list: what each is called, as which service account of kube-system it writes (its
/// ClusterRole is <c>system:controller:ACCOUNT</c>) and how it is made.
/// </summary>
internal static class ControllerList
{
    public static IReadOnlyList<ControllerEntry> All { get; } =
    [
        // Workloads
        Entry(DeploymentController.Spec, "deployment-controller",
            static from => new DeploymentController(from.Client, from.Cache, from.Events, from.Time)),
        Entry(ReplicaSetController.Spec, "replicaset-controller",
            static from => new ReplicaSetController(from.Client, from.Cache, from.Events, from.Time)),
        Entry(ReplicationControllerController.Spec, "replication-controller",
            static from => new ReplicationControllerController(from.Client, from.Cache, from.Events, from.Time),
            "replication-controller"),
        Entry(StatefulSetController.Spec, "statefulset-controller",
            static from => new StatefulSetController(
                from.Client, from.Cache, from.Events, from.Time, from.Metrics)),
        Entry(DaemonSetController.Spec, "daemon-set-controller",
            static from => new DaemonSetController(from.Client, from.Cache, from.Events, from.Time)),
        Entry(JobController.Spec, "job-controller",
            static from => new JobController(from.Client, from.Cache, from.Events, from.Time, from.Metrics)),
        Entry(CronJobController.Spec, "cronjob-controller",
            static from => new CronJobController(from.Client, from.Cache, from.Events, from.Time)),
        Entry(TtlAfterFinishedController.Spec, "ttl-after-finished-controller",
            static from => new TtlAfterFinishedController(from.Client, from.Cache, from.Time)),

        Entry(HorizontalPodAutoscalerController.Spec, "horizontal-pod-autoscaler",
            static from => new HorizontalPodAutoscalerController(
                from.Client, from.Cache, from.Events, from.Time,
                new ApiMetricSource(from.Options.MetricsApi, about => ResourceOf(from, about)),
                from.Options.Tuning.Autoscaler, from.Metrics),
            "horizontal-pod-autoscaler"),

        // Services
        Entry(EndpointSliceController.Spec, "endpointslice-controller",
            static from => new EndpointSliceController(
                from.Client, from.Cache, from.Events, from.Metrics, from.Options.Tuning.MaxEndpointsPerSlice),
            "endpoint-slice-controller"),
        Entry(EndpointSliceMirroringController.Spec, "endpointslicemirroring-controller",
            static from => new EndpointSliceMirroringController(
                from.Client, from.Cache, from.Events, from.Metrics, from.Options.Tuning.MirroringMaxEndpointsPerSubset),
            "endpoint-slice-mirroring-controller"),
        Entry(EndpointsController.Spec, "endpoint-controller",
            static from => new EndpointsController(from.Client, from.Cache, from.Events), "endpoint-controller"),
        Entry(ServiceCIDRController.Spec, "service-cidrs-controller",
            static from => new ServiceCIDRController(from.Client, from.Cache, from.Events, from.Time)),

        // Volumes
        Entry(PersistentVolumeBinder.Spec, "persistent-volume-binder",
            static from => new PersistentVolumeBinder(from.Client, from.Cache, from.Events, from.Time),
            "persistentvolume-controller"),
        Entry(PersistentVolumeClaimProtection.Spec, "pvc-protection-controller",
            static from => new PersistentVolumeClaimProtection(from.Client, from.Cache)),
        Entry(PersistentVolumeProtection.Spec, "pv-protection-controller",
            static from => new PersistentVolumeProtection(from.Client, from.Cache)),
        Entry(VolumeAttributesClassProtection.Spec, "volumeattributesclass-protection-controller",
            static from => new VolumeAttributesClassProtection(from.Client, from.Cache)),
        Entry(EphemeralVolumeController.Spec, "ephemeral-volume-controller",
            static from => new EphemeralVolumeController(from.Client, from.Cache, from.Events), "ephemeral_volume"),
        Entry(AttachDetachController.Spec, "attachdetach-controller",
            static from => new AttachDetachController(from.Client, from.Cache, from.Events, from.Time),
            "attachdetach-controller"),
        Entry(VolumeExpander.Spec, "expand-controller",
            static from => new VolumeExpander(from.Cache, from.Events), "volume_expand"),

        // The cluster
        Entry(DisruptionController.Spec, "disruption-controller",
            static from => new DisruptionController(from.Client, from.Cache, from.Events, from.Time),
            "controllermanager"),
        Entry(StaleDisruptionController.Spec, "disruption-controller",
            static from => new StaleDisruptionController(from.Client, from.Cache, from.Time),
            name: "disruption-controller"),
        Entry(NamespaceController.Spec, "namespace-controller",
            static from => new NamespaceController(from.Client, from.Cache, from.Time)),
        Entry(ServiceAccountController.Spec, "service-account-controller",
            static from => new ServiceAccountController(from.Client, from.Cache)),
        Entry(TokensController.Spec, "",
            static from => new TokensController(
                from.Client, from.Cache, from.Options.SignLegacyToken, from.Options.RootCaPem)),
        Entry(LegacyTokenCleaner.Spec, "legacy-service-account-token-cleaner",
            static from => new LegacyTokenCleaner(from.Client, from.Cache, from.Time)),
        Entry(ClusterRoleAggregation.Spec, "clusterrole-aggregation-controller",
            static from => new ClusterRoleAggregation(from.Client, from.Cache)),
        Entry(RootCaPublisher.Spec, "root-ca-cert-publisher",
            static from => new RootCaPublisher(from.Client, from.Cache, from.Options.RootCaPem)),
        Entry(NodeLifecycleController.Spec, "node-controller",
            static from => new NodeLifecycleController(
                from.Client, from.Cache, from.Events, from.Time, from.Options.Tuning.NodeLifecycle, from.Metrics),
            "node-controller"),
        Entry(NodeIpamController.Spec, "node-controller",
            static from => new NodeIpamController(
                from.Client, from.Cache, from.Events, from.Options.Tuning.NodeNetworks),
            "cidrAllocator"),
        Entry(TaintEvictionController.Spec, "node-controller",
            static from => new TaintEvictionController(
                from.Client, from.Cache, from.Events, from.Time, from.Metrics)),
        Entry(PodResourceClaimController.Spec, "resource-claim-controller",
            static from => new PodResourceClaimController(from.Client, from.Cache, from.Events, from.Metrics),
            "resource_claim", name: "resourceclaim-controller"),
        Entry(ResourceClaimController.Spec, "resource-claim-controller",
            static from => new ResourceClaimController(from.Client, from.Cache)),
        Entry(PodGarbageCollector.Spec, "pod-garbage-collector",
            static from => new PodGarbageCollector(
                from.Client, from.Cache, from.Time, from.Metrics, from.Options.Tuning.TerminatedPodThreshold)),

        // Certificates
        Entry(CertificateApprovingController.Spec, "certificate-controller",
            static from => new CertificateApprovingController(from.Client, from.Cache, from.Time)),
        Entry(CertificateSigningController.Spec, "certificate-controller",
            static from => new CertificateSigningController(from.Client, from.Cache, from.Options.Signer)),
        Entry(CertificateCleanerController.Spec, "certificate-controller",
            static from => new CertificateCleanerController(from.Client, from.Cache, from.Time)),
        Entry(KubeletServingApprover.Spec, "kubelet-serving-approver",
            static from => new KubeletServingApprover(from.Client, from.Cache, from.Options.ServerNames)),
        Entry(BootstrapSigner.Spec, "bootstrap-signer",
            static from => new BootstrapSigner(from.Client, from.Cache, from.Time)),
        Entry(TokenCleaner.Spec, "token-cleaner",
            static from => new TokenCleaner(from.Client, from.Cache, from.Time)),
    ];

    private static (string GroupResource, bool Namespaced)? ResourceOf(
        ControllerContext from, CrossVersionObjectReference about) =>
        new Scales(from.Client, from.Cache).Find(about.ApiVersion, about.Kind) is { } target
            ? (target.Resource.GroupResource, target.IsNamespaced) : null;

    private static ControllerEntry Entry(
        ControllerSpec spec, string account, Func<ControllerContext, IReconciler> create, string? component = null,
        string? name = null) =>
        new(spec, account, component ?? name ?? spec.Name, create) { Name = name ?? spec.Name };
}
