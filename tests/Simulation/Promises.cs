using Kubesharp.Api;
using Kubesharp.Api.Batch;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;

namespace Kubesharp.Tests.Simulation;

/// <summary>
/// Watches every change of every Pod and Job, over a network without faults, and notes each promise that is broken on
/// the way to the state that was asked for.
/// </summary>
internal sealed class Promises
{
    /// <summary>The ReplicationController of the Pods that are evicted, and its budget.</summary>
    public const string Kept = "kept";
    public const int KeptReplicas = 3;
    /// <summary>How many of them a budget keeps.</summary>
    public const int KeptAvailableMin = 2;

    private readonly List<string> broken = [];
    // Since all of them were last ready nothing but evictions has taken one away.
    private bool isUndisturbed;
    private readonly HashSet<string> keptReady = [];
    private readonly HashSet<string> evicted = [];
    private readonly Dictionary<string, Pod> present = [];
    private readonly Dictionary<string, string> uids = [];
    private readonly HashSet<string> succeeded = [];
    private readonly HashSet<int> succeededIndexes = [];

    /// <summary>Pods of the Deployment at one time: the wanted number and the surge, at their highest.</summary>
    public int DeploymentPodsMax { get; set; }
    /// <summary>Pods of the Job at one time.</summary>
    public int JobPodsMax { get; set; }
    /// <summary>Pods of the DaemonSet on one node at one time.</summary>
    public int DaemonPodsMax { get; set; } = 1;

    public IReadOnlyList<string> Broken => broken;

    /// <summary>Pods that went because the eviction API let them.</summary>
    public int Evicted => evicted.Count;

    /// <summary>Successes of Pods of the Job that there have been; of an Indexed one, of its indexes.</summary>
    public int Successes(bool indexed) => indexed ? succeededIndexes.Count : succeeded.Count;

    /// <summary>Watches until cancelled; goes on where it was when the server restarts.</summary>
    public async Task RunAsync(ITransport transport, TimeProvider time, CancellationToken cancellationToken)
    {
        string from = "0";
        while (true)
        {
            ApiRequest request = new()
            {
                Verb = Verb.Watch,
                Resource = ResourceRegistry.Of<Pod>().Key,
                Namespace = "default",
                ResourceVersion = from,
            };
            try
            {
                await foreach (WatchEvent change in transport.WatchAsync(request, cancellationToken))
                {
                    if (change.Type is WatchEventType.Error)
                    {
                        // The new server does not reach back that far: look at what there is.
                        present.Clear();
                        uids.Clear();
                        isUndisturbed = false;
                        from = "0";
                        break;
                    }
                    if (change.Object is Pod pod)
                        Observe(change.Type, pod);
                    from = change.ResourceVersion.Length > 0 ? change.ResourceVersion : from;
                }
            }
            catch (IOException)
            {
                // The server restarts.
            }
            await Task.Delay(TimeSpan.FromMilliseconds(10), time, cancellationToken);
        }
    }

    private void Observe(WatchEventType type, Pod pod)
    {
        string name = pod.Metadata.Name, uid = pod.Metadata.Uid;
        if (uids.TryGetValue(name, out string? earlier) && earlier != uid)
            broken.Add($"{name} is there twice, as {earlier} and {uid}");
        bool isNew = type == WatchEventType.Added;
        if (type == WatchEventType.Deleted)
        {
            uids.Remove(name);
            present.Remove(uid);
        }
        else
        {
            uids[name] = uid;
            present[uid] = pod;
        }
        if (pod.Metadata.Labels.ContainsKey("bystander") && pod.Metadata.DeletionTimestamp is not null)
            broken.Add($"{name} belongs to nobody and was deleted");
        if (OwnerOf(pod) == "Job" && pod.Status.Phase == "Succeeded")
        {
            succeeded.Add(uid);
            if (pod.Metadata.Annotations.TryGetValue(
                "batch.kubernetes.io/job-completion-index", out string? index))
                succeededIndexes.Add(int.Parse(index, System.Globalization.CultureInfo.InvariantCulture));
        }
        if (isNew)
            Count(pod);
        if (pod.Metadata.Labels.GetValueOrDefault("app") != Kept)
            return;
        if (pod.Metadata.DeletionTimestamp is not null
            && pod.Status.Conditions.Any(static one => one is { Reason: "EvictionByEvictionAPI", Status: "True" }))
            evicted.Add(uid);
        CheckBudget();
    }

    // A Pod that is not ready although nobody has deleted it was lost in another way: of a node that was given up.
    private void CheckBudget()
    {
        List<Pod> kept = [.. present.Values.Where(static pod =>
            pod.Metadata.Labels.GetValueOrDefault("app") == Kept && pod.Metadata.DeletionTimestamp is null)];
        keptReady.UnionWith(kept.Where(IsReady).Select(static pod => pod.Metadata.Uid));
        int ready = kept.Count(IsReady);
        if (ready >= KeptReplicas)
            isUndisturbed = true;
        else if (kept.Exists(pod => keptReady.Contains(pod.Metadata.Uid) && !IsReady(pod)))
            isUndisturbed = false;
        if (isUndisturbed && ready < KeptAvailableMin)
            broken.Add($"{ready} Pods are left by evictions, the budget keeps {KeptAvailableMin}");
    }

    private static bool IsReady(Pod pod) =>
        pod.Status.Conditions.Any(static one => one is { Type: "Ready", Status: "True" });

    // Numbers can only be exceeded by one more Pod.
    private void Count(Pod created)
    {
        string owner = OwnerOf(created);
        List<Pod> active = [.. present.Values.Where(pod => OwnerOf(pod) == owner
            && pod.Metadata.DeletionTimestamp is null && pod.Status.Phase is not ("Succeeded" or "Failed"))];
        switch (owner)
        {
            case "ReplicaSet" when active.Count > DeploymentPodsMax:
                broken.Add($"{active.Count} Pods of the Deployment, {DeploymentPodsMax} are allowed");
                break;
            case "Job" when active.Count > JobPodsMax:
                broken.Add($"{active.Count} Pods of the Job, {JobPodsMax} are allowed");
                break;
            case "DaemonSet":
                foreach (IGrouping<string, Pod> node in active.GroupBy(NodeOf).Where(node =>
                    node.Count() > DaemonPodsMax))
                    broken.Add($"{node.Count()} Pods of the DaemonSet for {node.Key}");
                break;
        }
    }

    private static string NodeOf(Pod pod) => pod.Spec.Affinity!.NodeAffinity!
        .RequiredDuringSchedulingIgnoredDuringExecution!.NodeSelectorTerms[0].MatchFields[0].Values[0];

    private static string OwnerOf(Pod pod)
    {
        foreach (OwnerReference owner in pod.Metadata.OwnerReferences)
        {
            if (owner.Controller == true)
                return owner.Kind;
        }
        return "";
    }
}
