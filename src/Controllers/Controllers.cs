using Kubesharp.Api;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.CronJobs;
using Kubesharp.Controllers.DaemonSets;
using Kubesharp.Controllers.Deployments;
using Kubesharp.Controllers.Endpoints;
using Kubesharp.Controllers.EndpointSlices;
using Kubesharp.Controllers.GarbageCollection;
using Kubesharp.Controllers.Jobs;
using Kubesharp.Controllers.Namespaces;
using Kubesharp.Controllers.Nodes;
using Kubesharp.Controllers.Pods;
using Kubesharp.Controllers.ReplicaSets;
using Kubesharp.Controllers.ReplicationControllers;
using Kubesharp.Controllers.ServiceAccounts;
using Kubesharp.Controllers.StatefulSets;
using Kubesharp.Controllers.TtlAfterFinished;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers;

/// <summary>What the controllers need from outside.</summary>
public sealed record ControllerOptions
{
    /// <summary>The cluster's CA, PEM: published to every namespace.</summary>
    public required string RootCaPem { get; init; }
    /// <summary>Reports errors of reconciles. Defaults to nothing.</summary>
    public Action<string, string>? OnError { get; init; }
}

/// <summary>
/// All controllers, in one explicit list. They share one cache, read as <c>system:kube-controller-manager</c>; each
/// writes as its own service account, so that RBAC says what it may do.
/// </summary>
public sealed class ControllerManager
{
    private readonly TimeProvider time;
    private readonly Cache cache;
    private readonly List<ControllerLoop> loops = [];
    private readonly GarbageCollector garbageCollector;

    /// <param name="reader">Transport of system:kube-controller-manager.</param>
    /// <param name="writerFor">Transport of the service account with this name in kube-system.</param>
    public ControllerManager(
        ITransport reader, Func<string, ITransport> writerFor, ControllerOptions options, TimeProvider time)
    {
        this.time = time;
        cache = new Cache(reader, time);
        Orphans.AddIndex(cache);
        PodsByNode.AddIndex(cache);
        JobController.AddIndex(cache);
        EndpointSliceController.AddIndex(cache);

        Add(DeploymentController.Spec, (client, events) => new DeploymentController(client, cache, events, time));
        Add(ReplicaSetController.Spec, (client, events) => new ReplicaSetController(client, cache, events, time));
        Add(ReplicationControllerController.Spec,
            (client, events) => new ReplicationControllerController(client, cache, events, time),
            "replication-controller");
        Add(StatefulSetController.Spec, (client, events) => new StatefulSetController(client, cache, events, time));
        Add(DaemonSetController.Spec, (client, events) => new DaemonSetController(client, cache, events, time),
            "daemon-set-controller");
        Add(JobController.Spec, (client, events) => new JobController(client, cache, events, time));
        Add(CronJobController.Spec, (client, events) => new CronJobController(client, cache, events, time));
        Add(TtlAfterFinishedController.Spec, (client, _) => new TtlAfterFinishedController(client, cache, time));
        Add(EndpointSliceController.Spec, (client, _) => new EndpointSliceController(client, cache));
        Add(EndpointsController.Spec, (client, _) => new EndpointsController(client, cache), "endpoint-controller");
        Add(NamespaceController.Spec, (client, _) => new NamespaceController(client, cache, time));
        Add(ServiceAccountController.Spec, (client, _) => new ServiceAccountController(client, cache),
            "service-account-controller");
        Add(RootCaPublisher.Spec, (client, _) => new RootCaPublisher(client, cache, options.RootCaPem),
            "root-ca-cert-publisher");
        Add(NodeLifecycleController.Spec, (client, events) => new NodeLifecycleController(client, cache, events, time),
            "node-controller");
        Add(TaintEvictionController.Spec, (client, events) => new TaintEvictionController(client, cache, events, time),
            "node-controller");
        Add(PodGarbageCollector.Spec, (client, _) => new PodGarbageCollector(client, cache), "pod-garbage-collector");
        garbageCollector = new GarbageCollector(writerFor("generic-garbage-collector"), time)
        {
            OnError = message => options.OnError?.Invoke("garbage-collector-controller", message),
        };

        void Add(ControllerSpec spec, Func<ApiClient, EventRecorder, IReconciler> create, string? account = null)
        {
            ApiClient client = new(writerFor(account ?? spec.Name), "kube-controller-manager");
            EventRecorder events = new(client, spec.Name, time);
            loops.Add(new ControllerLoop(spec, create(client, events), cache, time)
            {
                OnError = (name, key, message) => options.OnError?.Invoke(name, $"{key}: {message}"),
            });
        }
    }

    /// <summary>For /metrics: name, depth, reconciles and errors of each controller.</summary>
    public IReadOnlyList<ControllerLoop> Loops => loops;

    /// <summary>Runs all controllers until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (ControllerLoop loop in loops)
            loop.Wire();
        cache.Start(cancellationToken);
        List<Task> running = [Loop.Run("garbage-collector", time, garbageCollector.RunAsync, cancellationToken)];
        foreach (ControllerLoop loop in loops)
            running.Add(Loop.Run(loop.Name, time, loop.RunAsync, cancellationToken));
        await Task.WhenAll(running);
    }
}
