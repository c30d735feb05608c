using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Storage;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.AttachDetach;
using Kubesharp.Controllers.EndpointSlices;
using Kubesharp.Controllers.EphemeralVolumes;
using Kubesharp.Controllers.GarbageCollection;
using Kubesharp.Controllers.Jobs;
using Kubesharp.Controllers.Nodes;
using Kubesharp.Controllers.PersistentVolumes;
using Kubesharp.Controllers.Pods;
using Kubesharp.Controllers.VolumeProtection;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers;

/// <summary>
/// Runs the controllers of <see cref="ControllerList"/>. They share one cache, read as
/// <c>system:kube-controller-manager</c>; each writes as its own service account, so that RBAC says what it may do.
/// </summary>
/// <remarks>Run once; a restart is a new instance.</remarks>
public sealed class ControllerHost
{
    private const string GarbageCollectorName = "garbage-collector-controller";

    private readonly TimeProvider time;
    private readonly Cache cache;
    private readonly List<ControllerLoop> loops = [];
    private readonly GarbageCollector? garbageCollector;
    private readonly AttachDetachController? attacher;
    private readonly EphemeralVolumeController? ephemeral;

    /// <param name="reader">Transport of system:kube-controller-manager.</param>
    /// <param name="writerFor">Transport of the service account with this name in kube-system.</param>
    public ControllerHost(
        ITransport reader, Func<string, ITransport> writerFor, ControllerOptions options, TimeProvider time)
    {
        this.time = time;
        cache = new Cache(reader, time);
        Orphans.AddIndex(cache);
        PodsByNode.AddIndex(cache);
        JobController.AddIndex(cache);
        EndpointSliceController.AddIndex(cache);
        PodGarbageCollector.AddIndex(cache);
        PersistentVolumeBinder.AddIndex(cache);
        VolumeAttributesClassProtection.AddIndex(cache);
        AttachDetachController.AddIndex(cache);

        foreach (ControllerEntry entry in ControllerList.All)
        {
            if (!ControllerSelection.IsEnabled(options.Controllers, entry.Name))
                continue;
            ApiClient client = new(
                entry.Account.Length == 0 ? reader : writerFor(entry.Account), "kube-controller-manager");
            EventRecorder events = new(client, entry.Component, time);
            IReconciler reconciler = entry.Create(new(client, cache, events, time, options, Metrics));
            attacher ??= reconciler as AttachDetachController;
            ephemeral ??= reconciler as EphemeralVolumeController;
            loops.Add(new ControllerLoop(entry.Spec, reconciler, cache, time)
            {
                OnError = (name, key, message) => options.OnError?.Invoke(name, $"{key}: {message}"),
            });
        }
        if (ControllerSelection.IsEnabled(options.Controllers, GarbageCollectorName))
        {
            garbageCollector = new GarbageCollector(writerFor("generic-garbage-collector"), time)
            {
                OnError = message => options.OnError?.Invoke(GarbageCollectorName, message),
            };
        }
    }

    /// <summary>What can be chosen by <see cref="ControllerOptions.Controllers"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. ControllerList.All.Select(static entry => entry.Name).Append(GarbageCollectorName)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>For /metrics: what controllers count themselves.</summary>
    public ControllerMetrics Metrics { get; } = new();

    /// <summary>For /metrics: queue, reconciles and errors of each controller that runs.</summary>
    public IReadOnlyList<ControllerLoop> Loops => loops;

    /// <summary>For /metrics: what the controllers of volumes count.</summary>
    public string VolumeMetricsText() => VolumeMetrics.Text(
        cache.List<PersistentVolume>(), cache.List<PersistentVolumeClaim>(), cache.List<VolumeAttachment>(),
        attacher?.Forced, ephemeral is null ? null : (ephemeral.Creates, ephemeral.CreateFailures));

    /// <summary>Runs the controllers until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (ControllerLoop loop in loops)
            loop.Wire();
        cache.Start(cancellationToken);
        List<Task> running = [];
        if (garbageCollector is not null)
            running.Add(Loop.Run("garbage-collector", time, garbageCollector.RunAsync, cancellationToken));
        foreach (ControllerLoop loop in loops)
            running.Add(Loop.Run(loop.Name, time, loop.RunAsync, cancellationToken));
        await Task.WhenAll(running);
    }
}
