using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Selectors;
using Kubesharp.Api.Storage;

namespace Kubesharp.Tests.Scheduler.Framework;

/// <summary>Why a node cannot serve, and whether evicting Pods could change that.</summary>
internal sealed record NaiveRejection(string Reasons, bool Final);

/// <summary>
/// Every filter in the plainest way: for each Pod and node all over again, from the objects themselves. It shares no
/// code with the scheduler.
/// </summary>
internal sealed class NaiveFilters(NaiveCluster cluster, Pod pod)
{
    private static readonly string[] ZoneLabels =
        ["topology.kubernetes.io/zone", "topology.kubernetes.io/region"];

    private List<PersistentVolumeClaim> Claims => [.. pod.Spec.Volumes
        .Where(volume => volume.PersistentVolumeClaim is not null)
        .Select(volume => cluster.Claims.Find(claim => claim.Metadata.Namespace == pod.Metadata.Namespace
            && claim.Metadata.Name == volume.PersistentVolumeClaim!.ClaimName)!)];

    /// <summary>Null: the node can serve. Pods nominated to it of at least the same priority count.</summary>
    public NaiveRejection? Reject(Node node)
    {
        List<(Pod Pod, string Node)> nominated = [.. cluster.Nominated.Where(place =>
            place.Node == node.Metadata.Name && place.Pod.Metadata.Uid != pod.Metadata.Uid
            && (place.Pod.Spec.Priority ?? 0) >= (pod.Spec.Priority ?? 0))];
        if (nominated.Count > 0)
        {
            NaiveCluster fuller = cluster.With([.. cluster.Placed, .. nominated]);
            NaiveFilters filters = new(fuller, pod) { Skipped = SkippedNow() };
            if (filters.RejectAlone(node) is { } rejection)
                return rejection;
        }
        return RejectAlone(node);
    }

    // Inter-pod affinity is not asked at all when, at the start of the cycle, nothing about it concerned the Pod.
    private bool? Skipped { get; init; }

    private bool SkippedNow() => Skipped ?? (
        Required(pod, affinity: true).Count == 0 && Required(pod, affinity: false).Count == 0
        && !cluster.Placed.Any(place => cluster.NodeOf(place.Node) is { } at && Required(place.Pod, affinity: false)
            .Any(term => Means(term, place.Pod, pod) && at.Metadata.Labels.ContainsKey(term.TopologyKey))));

    /// <summary>As at the start of a cycle in which these filters were made: for trials on changed clusters.</summary>
    public NaiveFilters On(NaiveCluster changed) => new(changed, pod) { Skipped = SkippedNow() };

    private NaiveRejection? RejectAlone(Node node) =>
        Unschedulable(node) ?? Name(node) ?? Taints(node) ?? NodeAffinity(node) ?? Ports(node) ?? Resources(node)
        ?? Disks(node) ?? Limits(node) ?? BoundVolumes(node) ?? VolumeZones(node) ?? Spread(node) ?? PodAffinity(node);

    private NaiveRejection? Unschedulable(Node node) =>
        node.Spec.Unschedulable
        && !Tolerated(new Taint { Key = "node.kubernetes.io/unschedulable", Effect = "NoSchedule" })
            ? new("node(s) were unschedulable", true) : null;

    private NaiveRejection? Name(Node node) =>
        pod.Spec.NodeName != "" && pod.Spec.NodeName != node.Metadata.Name
            ? new("node(s) didn't match the requested node name", true) : null;

    private NaiveRejection? Taints(Node node) =>
        FirstUntolerated(node) is { } taint
            ? new($"node(s) had untolerated taint {{{taint.Key}: {taint.Value}}}", true) : null;

    private Taint? FirstUntolerated(Node node) => node.Spec.Taints.FirstOrDefault(taint =>
        taint.Effect != "PreferNoSchedule" && !Tolerated(taint));

    public bool Tolerated(Taint taint) => pod.Spec.Tolerations.Any(toleration =>
        (toleration.Effect == "" || toleration.Effect == taint.Effect)
        && (toleration.Key == "" || toleration.Key == taint.Key)
        && (toleration.Operator == "Exists" || toleration.Value == taint.Value));

    private NaiveRejection? NodeAffinity(Node node) =>
        SelectsNode(node) ? null : new("node(s) didn't match Pod's node affinity/selector", true);

    private bool SelectsNode(Node node)
    {
        if (pod.Spec.NodeSelector.Any(pair => node.Metadata.Labels.GetValueOrDefault(pair.Key) != pair.Value))
            return false;
        NodeSelector? required =
            pod.Spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution;
        return required is null || required.NodeSelectorTerms.Any(term => Matches(term, node));
    }

    public static bool Matches(NodeSelectorTerm term, Node node) =>
        term.MatchExpressions.Count + term.MatchFields.Count > 0
        && term.MatchExpressions.All(requirement => Holds(
            requirement, node.Metadata.Labels.GetValueOrDefault(requirement.Key)))
        && term.MatchFields.All(requirement => Holds(requirement, node.Metadata.Name));

    private static bool Holds(NodeSelectorRequirement requirement, string? value) => requirement.Operator switch
    {
        "In" => value is not null && requirement.Values.Contains(value),
        "NotIn" => value is null || !requirement.Values.Contains(value),
        "Exists" => value is not null,
        "DoesNotExist" => value is null,
        "Gt" => long.TryParse(value, out long have) && have > long.Parse(requirement.Values[0]),
        _ => long.TryParse(value, out long have) && have < long.Parse(requirement.Values[0]),
    };

    private NaiveRejection? Ports(Node node)
    {
        List<ContainerPort> used = [.. cluster.On(node).SelectMany(PortsOf)];
        bool conflict = PortsOf(pod).Any(wanted => used.Any(taken =>
            wanted.HostPort == taken.HostPort && wanted.Protocol == taken.Protocol
            && (wanted.HostIP == taken.HostIP || wanted.HostIP is "" or "0.0.0.0" || taken.HostIP is "" or "0.0.0.0")));
        return conflict ? new("node(s) didn't have free ports for the requested pod ports", false) : null;
    }

    private static IEnumerable<ContainerPort> PortsOf(Pod pod) => pod.Spec.Containers
        .Concat(pod.Spec.InitContainers.Where(container => container.RestartPolicy == "Always"))
        .SelectMany(container => container.Ports).Where(port => port.HostPort > 0);

    private NaiveRejection? Resources(Node node)
    {
        List<string> reasons = [];
        bool final = false;
        if (cluster.On(node).Count() + 1 > NaiveResources.Of("pods", node.Status.Allocatable))
            reasons.Add("Too many pods");
        foreach (string name in (string[])["cpu", "memory", "ephemeral-storage", .. NaiveResources.OthersOf(pod)])
        {
            long want = NaiveResources.Of(pod, name);
            long there = NaiveResources.Of(name, node.Status.Allocatable);
            if (want == 0 || want <= there - cluster.On(node).Sum(other => NaiveResources.Of(other, name)))
                continue;
            reasons.Add($"Insufficient {name}");
            final |= want > there;
        }
        return reasons.Count == 0 ? null : new(string.Join(", ", reasons), final);
    }

    private NaiveRejection? Disks(Node node)
    {
        IEnumerable<string> DisksOf(Pod one) => one.Spec.Volumes
            .Where(volume => volume.AwsElasticBlockStore is not null)
            .Select(volume => volume.AwsElasticBlockStore!.VolumeID);
        return cluster.On(node).Any(other => DisksOf(other).Intersect(DisksOf(pod)).Any())
            ? new("node(s) had no available disk", false) : null;
    }

    private NaiveRejection? Limits(Node node)
    {
        CSINode? csiNode = cluster.CsiNodes.Find(one => one.Metadata.Name == node.Metadata.Name);
        foreach (CSINodeDriver driver in csiNode?.Spec.Drivers ?? [])
        {
            HashSet<string> attached = [.. cluster.On(node).SelectMany(other =>
                new NaiveFilters(cluster, other).HandlesOf(driver.Name))];
            List<string> fresh = [.. HandlesOf(driver.Name).Distinct().Where(handle => !attached.Contains(handle))];
            if (fresh.Count > 0 && attached.Count + fresh.Count > driver.Allocatable!.Count)
                return new("node(s) exceed max volume count", false);
        }
        return null;
    }

    private IEnumerable<string> HandlesOf(string driver) => Claims
        .Select(claim => cluster.Volumes.Find(volume => volume.Metadata.Name == claim.Spec.VolumeName)!)
        .Where(volume => volume.Spec.Csi?.Driver == driver).Select(volume => volume.Spec.Csi!.VolumeHandle);

    private IEnumerable<PersistentVolume> Bound => Claims.Select(claim =>
        cluster.Volumes.Find(volume => volume.Metadata.Name == claim.Spec.VolumeName)!);

    private NaiveRejection? BoundVolumes(Node node) =>
        Bound.Any(volume => volume.Spec.NodeAffinity?.Required is { } required
            && !required.NodeSelectorTerms.Any(term => Matches(term, node)))
            ? new("node(s) didn't match PersistentVolume's node affinity", true) : null;

    private NaiveRejection? VolumeZones(Node node)
    {
        if (!ZoneLabels.Any(node.Metadata.Labels.ContainsKey))
            return null;
        bool elsewhere = Bound.Any(volume => ZoneLabels.Any(label =>
            volume.Metadata.Labels.TryGetValue(label, out string? zones)
            && !zones.Split("__").Contains(node.Metadata.Labels.GetValueOrDefault(label))));
        return elsewhere ? new("node(s) had no available volume zone", true) : null;
    }

    private NaiveRejection? Spread(Node node)
    {
        List<TopologySpreadConstraint> hard = [.. pod.Spec.TopologySpreadConstraints.Where(constraint =>
            constraint.WhenUnsatisfiable == "DoNotSchedule")];
        foreach (TopologySpreadConstraint constraint in hard)
        {
            if (!node.Metadata.Labels.TryGetValue(constraint.TopologyKey, out string? here))
            {
                return new(
                    "node(s) didn't match pod topology spread constraints (missing required label)", true);
            }
            LabelQuery selector = SelectorOf(constraint);
            Dictionary<string, int> domains = [];
            foreach (Node other in cluster.Nodes)
            {
                if (!hard.All(one => other.Metadata.Labels.ContainsKey(one.TopologyKey))
                    || !Includes(constraint, other))
                    continue;
                string domain = other.Metadata.Labels[constraint.TopologyKey];
                domains[domain] = domains.GetValueOrDefault(domain) + Count(other, selector);
            }
            int least = domains.Count < (constraint.MinDomains ?? 1) ? 0 : domains.Values.Min();
            int self = selector.Matches(pod.Metadata.Labels) ? 1 : 0;
            if (domains.GetValueOrDefault(here) + self - least > constraint.MaxSkew)
                return new("node(s) didn't match pod topology spread constraints", false);
        }
        return null;
    }

    public LabelQuery SelectorOf(TopologySpreadConstraint constraint)
    {
        List<LabelRequirement> all = [.. LabelQuery.Of(constraint.LabelSelector).Requirements];
        foreach (string key in constraint.MatchLabelKeys)
        {
            if (pod.Metadata.Labels.TryGetValue(key, out string? value))
                all.Add(new LabelRequirement(key, LabelOperator.In, [value]));
        }
        return LabelQuery.Of(all);
    }

    public bool Includes(TopologySpreadConstraint constraint, Node node) =>
        (constraint.NodeAffinityPolicy == "Ignore" || SelectsNode(node))
        && (constraint.NodeTaintsPolicy != "Honor" || FirstUntolerated(node) is null);

    /// <summary>Pods of the same namespace on the node that are meant and not on their way out.</summary>
    public int Count(Node node, LabelQuery selector) => cluster.On(node).Count(other =>
        other.Metadata.Namespace == pod.Metadata.Namespace && other.Metadata.DeletionTimestamp is null
        && selector.Matches(other.Metadata.Labels));

    private NaiveRejection? PodAffinity(Node node)
    {
        if (SkippedNow())
            return null;
        List<PodAffinityTerm> attracting = Required(pod, affinity: true);
        bool Near(PodAffinityTerm term) => node.Metadata.Labels.TryGetValue(term.TopologyKey, out string? here)
            && cluster.Placed.Any(place => cluster.NodeOf(place.Node) is { } at
                && at.Metadata.Labels.GetValueOrDefault(term.TopologyKey) == here
                && attracting.All(each => Means(each, pod, place.Pod)));
        if (attracting.Any(term => !node.Metadata.Labels.ContainsKey(term.TopologyKey)))
            return new("node(s) didn't match pod affinity rules", true);
        if (!attracting.All(Near))
        {
            bool nobody = !cluster.Placed.Any(place => cluster.NodeOf(place.Node) is { } at
                && attracting.Any(term => at.Metadata.Labels.ContainsKey(term.TopologyKey))
                && attracting.All(each => Means(each, pod, place.Pod)));
            if (!nobody || !attracting.All(term => Means(term, pod, pod)))
                return new("node(s) didn't match pod affinity rules", true);
        }
        bool Together(string key, string place) => node.Metadata.Labels.TryGetValue(key, out string? here)
            && cluster.NodeOf(place)?.Metadata.Labels.GetValueOrDefault(key) == here;
        if (Required(pod, affinity: false).Any(term => cluster.Placed.Any(place =>
            Together(term.TopologyKey, place.Node) && Means(term, pod, place.Pod))))
            return new("node(s) didn't match pod anti-affinity rules", false);
        if (cluster.Placed.Any(place => Required(place.Pod, affinity: false).Any(term =>
            Together(term.TopologyKey, place.Node) && Means(term, place.Pod, pod))))
            return new("node(s) didn't satisfy existing pods anti-affinity rules", false);
        return null;
    }

    public static List<PodAffinityTerm> Required(Pod pod, bool affinity) => affinity
        ? [.. pod.Spec.Affinity?.PodAffinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? []]
        : [.. pod.Spec.Affinity?.PodAntiAffinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? []];

    /// <summary>Whether a term of one Pod means another.</summary>
    public bool Means(PodAffinityTerm term, Pod owner, Pod other)
    {
        bool here = term.Namespaces.Contains(other.Metadata.Namespace)
            || (term.Namespaces.Count == 0 && term.NamespaceSelector is null
                && owner.Metadata.Namespace == other.Metadata.Namespace)
            || (term.NamespaceSelector is { } selector && LabelQuery.Of(selector).Matches(
                cluster.Namespaces.GetValueOrDefault(other.Metadata.Namespace) ?? Maps.None<string>()));
        if (!here || !LabelQuery.Of(term.LabelSelector).Matches(other.Metadata.Labels))
            return false;
        return term.MatchLabelKeys.All(key => !owner.Metadata.Labels.TryGetValue(key, out string? value)
                || other.Metadata.Labels.GetValueOrDefault(key) == value)
            && term.MismatchLabelKeys.All(key => !owner.Metadata.Labels.TryGetValue(key, out string? value)
                || other.Metadata.Labels.GetValueOrDefault(key) != value);
    }
}
