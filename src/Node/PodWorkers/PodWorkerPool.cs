using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Containers;
using Kubesharp.Kubelet.Cri;

namespace Kubesharp.Kubelet.PodWorkers;

/// <summary>A worker for each Pod of this node, from its first sight to its last trace.</summary>
/// <remarks>The lock guards <c>workers</c>: the informer's loop adds, the workers' own loops remove.</remarks>
internal sealed class PodWorkerPool(NodeContext node)
{
    private readonly Lock gate = new();
    private readonly Lock admitting = new();
    private readonly Dictionary<string, (PodWorker Worker, Task Loop)> workers = new(StringComparer.Ordinal);
    private CancellationToken lifetime;

    /// <summary>Called when nothing of some Pod is left.</summary>
    public Action? Removed { get; set; }

    /// <summary>Called when some Pod was let in or is gone.</summary>
    public Action? Changed { get; set; }

    /// <summary>Pods that were let in and have not ended, with what they were allocated.</summary>
    public IReadOnlyList<Pod> Active => Admitted();

    /// <summary>Every Pod that this node has, as the workers know them.</summary>
    public IReadOnlyList<Pod> Pods
    {
        get
        {
            lock (gate)
                return [.. workers.Values.Select(static entry => entry.Worker.Pod)];
        }
    }

    public Pod? Find(string namespaceName, string name) => Pods.FirstOrDefault(
        pod => pod.Metadata.Namespace == namespaceName && pod.Metadata.Name == name);

    /// <summary>Whether a worker looks after the Pod.</summary>
    public bool Has(string uid) => Find(uid) is not null;

    /// <summary>The token ends the workers; Pods go on running.</summary>
    public void Start(CancellationToken cancellationToken) => lifetime = cancellationToken;

    /// <summary>Handles what the informer of this node's Pods tells.</summary>
    public void Handle(Pod? before, Pod? after)
    {
        if (StaticPods.Manifests.IsMirror(after ?? before ?? new Pod()))
        {
            HandleMirror(before ?? after!);
            return;
        }
        // A Pod deleted and made anew under the same name is two Pods.
        if (before is not null && (after is null || after.Metadata.Uid != before.Metadata.Uid))
            Find(before.Metadata.Uid)?.Update(null);
        if (after is null)
            return;
        lock (gate)
        {
            if (!workers.ContainsKey(after.Metadata.Uid) && !lifetime.IsCancellationRequested)
                Begin(after);
        }
        Find(after.Metadata.Uid)?.Update(after);
    }

    // What runs is the static Pod; its worker looks after the mirror.
    private void HandleMirror(Pod mirror) =>
        Wake(mirror.Metadata.Annotations[StaticPods.Manifests.MirrorAnnotation]);

    public void Wake(string uid) => Find(uid)?.Wake();

    /// <summary>Ends the Pod for the node's sake.</summary>
    public void Evict(string uid, PodEnding cause) => Find(uid)?.Evict(cause);

    /// <summary>Completes when nothing of the Pod runs any more.</summary>
    public Task Ended(string uid) => Find(uid)?.Over ?? Task.CompletedTask;

    /// <summary>What volumes of the Pod show has changed.</summary>
    public void RefreshVolumes(string uid) => Find(uid)?.RefreshVolumes();

    /// <summary>
    /// Ends what the runtime runs for Pods that the API server does not know. Called once, after the first list.
    /// </summary>
    public async Task RemoveOrphansAsync(CancellationToken cancellationToken)
    {
        foreach (PodSandbox sandbox in await node.Runtime.ListPodSandboxesAsync("", cancellationToken))
        {
            if (!sandbox.Labels.TryGetValue(SandboxConfiguration.UidLabel, out string? uid) || Find(uid) is not null)
                continue;
            Pod pod = new()
            {
                Metadata = new()
                {
                    Name = sandbox.Metadata.Name, Namespace = sandbox.Metadata.Namespace, Uid = uid,
                },
            };
            lock (gate)
                Begin(pod);
            Find(uid)?.Update(null);
        }
    }

    /// <summary>Returns when every worker has seen the token's end.</summary>
    public Task WaitAsync()
    {
        lock (gate)
            return Task.WhenAll(workers.Values.Select(static entry => entry.Loop));
    }

    private PodWorker? Find(string uid)
    {
        lock (gate)
            return workers.TryGetValue(uid, out (PodWorker Worker, Task Loop) entry) ? entry.Worker : null;
    }

    private void Begin(Pod pod)
    {
        string uid = pod.Metadata.Uid;
        PodWorker worker = new(node, pod, new NodeAdmission(Admit, RefuseResize));
        workers[uid] = (worker, Task.CompletedTask);
        Task loop = Loop.Run(
            $"pod/{pod.Metadata.Namespace}/{pod.Metadata.Name}", node.Time,
            async token =>
            {
                await worker.RunAsync(token);
                lock (gate)
                    workers.Remove(uid);
                WakeThoseWithoutRoom();
                Removed?.Invoke();
                Changed?.Invoke();
            },
            lifetime);
        if (workers.ContainsKey(uid))
            workers[uid] = (worker, loop);
    }

    /// <summary>
    /// Lets the Pod in, or says why not. One at a time: two Pods must not both take the last place.
    /// </summary>
    private AdmissionAnswer Admit(Pod pod, Action letIn)
    {
        lock (admitting)
        {
            List<Pod> others = Admitted();
            NodeOffer offer = node.Offer();
            PodEnding? refusal = PodAdmission.Refuse(pod, others, offer);
            IReadOnlyList<Pod> pushed = [];
            if (refusal is not null && NodePreemption.IsCritical(pod)
                && PodAdmission.MissingFor(pod, others, offer) is { Count: > 0 } missing)
            {
                pushed = NodePreemption.Choose(pod, others, missing) ?? [];
                refusal = pushed.Count > 0 ? null
                    : new PodEnding("UnexpectedAdmissionError", NodePreemption.NobodyToPush(missing));
            }
            refusal ??= node.ExclusiveCpus?.Admit(pod);
            if (refusal is not null)
                return new AdmissionAnswer(refusal, Task.CompletedTask);
            foreach (Pod victim in pushed)
                Evict(victim.Metadata.Uid, NodePreemption.Ending);
            letIn();
            Changed?.Invoke();
            return new AdmissionAnswer(null, Task.WhenAll(pushed.Select(victim => Ended(victim.Metadata.Uid))));
        }
    }

    private PodEnding? RefuseResize(Pod desired)
    {
        if (node.ExclusiveCpus is not null && PodQualityOfService.ClassOf(desired) == PodQOSClass.Guaranteed)
        {
            return new PodEnding(
                "Infeasible", "Resize is infeasible for Guaranteed Pods alongside CPU Manager static policy");
        }
        lock (admitting)
            return PodAdmission.RefuseResize(desired, Admitted(), node.Offer());
    }

    // A Pod that an earlier run of this program let in has a start time, or a worker that knows.
    private List<Pod> Admitted()
    {
        lock (gate)
        {
            return [.. workers.Values.Select(static entry => entry.Worker)
                .Where(static worker => !PodState.IsTerminal(worker.Pod.Status.Phase)
                    && (worker.IsAdmitted || worker.Pod.Status.StartTime is not null))
                .Select(static worker => worker.AllocatedPod)];
        }
    }

    private void WakeThoseWithoutRoom()
    {
        lock (gate)
        {
            foreach ((PodWorker worker, _) in workers.Values.Where(static entry => entry.Worker.WaitsForRoom))
                worker.Wake();
        }
    }
}
