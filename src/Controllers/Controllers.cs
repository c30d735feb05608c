using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.CronJobs;
using Kubesharp.Controllers.DaemonSets;
using Kubesharp.Controllers.Deployments;
using Kubesharp.Controllers.Endpoints;
using Kubesharp.Controllers.EndpointSlices;
using Kubesharp.Controllers.Jobs;
using Kubesharp.Controllers.Namespaces;
using Kubesharp.Controllers.Nodes;
using Kubesharp.Controllers.Pods;
using Kubesharp.Controllers.ReplicaSets;
using Kubesharp.Controllers.ReplicationControllers;
using Kubesharp.Controllers.ServiceAccounts;
using Kubesharp.Controllers.StatefulSets;
using Kubesharp.Controllers.TtlAfterFinished;

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
            static from => new StatefulSetController(from.Client, from.Cache, from.Events, from.Time)),
        Entry(DaemonSetController.Spec, "daemon-set-controller",
            static from => new DaemonSetController(from.Client, from.Cache, from.Events, from.Time)),
        Entry(JobController.Spec, "job-controller",
            static from => new JobController(from.Client, from.Cache, from.Events, from.Time)),
        Entry(CronJobController.Spec, "cronjob-controller",
            static from => new CronJobController(from.Client, from.Cache, from.Events, from.Time)),
        Entry(TtlAfterFinishedController.Spec, "ttl-after-finished-controller",
            static from => new TtlAfterFinishedController(from.Client, from.Cache, from.Time)),

        // Services
        Entry(EndpointSliceController.Spec, "endpointslice-controller",
            static from => new EndpointSliceController(from.Client, from.Cache)),
        Entry(EndpointsController.Spec, "endpoint-controller",
            static from => new EndpointsController(from.Client, from.Cache)),

        // The cluster
        Entry(NamespaceController.Spec, "namespace-controller",
            static from => new NamespaceController(from.Client, from.Cache, from.Time)),
        Entry(ServiceAccountController.Spec, "service-account-controller",
            static from => new ServiceAccountController(from.Client, from.Cache)),
        Entry(RootCaPublisher.Spec, "root-ca-cert-publisher",
            static from => new RootCaPublisher(from.Client, from.Cache, from.Options.RootCaPem)),
        Entry(NodeLifecycleController.Spec, "node-controller",
            static from => new NodeLifecycleController(from.Client, from.Cache, from.Events, from.Time)),
        Entry(TaintEvictionController.Spec, "node-controller",
            static from => new TaintEvictionController(from.Client, from.Cache, from.Events, from.Time)),
        Entry(PodGarbageCollector.Spec, "pod-garbage-collector",
            static from => new PodGarbageCollector(from.Client, from.Cache)),
    ];

    private static ControllerEntry Entry(
        ControllerSpec spec, string account, Func<ControllerContext, IReconciler> create, string? component = null) =>
        new(spec, account, component ?? spec.Name, create);
}
