using Kubesharp.Api.Core;
using Kubesharp.Api.Selectors;

namespace Kubesharp.Tests.Scheduler.Framework;

/// <summary>Every score in the plainest way.</summary>
internal sealed class NaiveScores(NaiveCluster cluster, Pod pod, List<Node> feasible)
{
    private readonly NaiveFilters filters = new(cluster, pod);

    /// <summary>The sum of all weighted scores, in the order of the nodes.</summary>
    public long[] Totals()
    {
        long[] totals = new long[feasible.Count];
        Add(totals, 3, Normalized(feasible.Select(SoftTaints), reverse: true));
        Add(totals, 2, Normalized(feasible.Select(PreferredNodes), reverse: false));
        Add(totals, 1, feasible.Select(LeastAllocated));
        Add(totals, 1, feasible.Select(Balanced));
        Add(totals, 1, feasible.Select(Images));
        Add(totals, 2, Spread());
        Add(totals, 2, Affinity());
        return totals;
    }

    private static void Add(long[] totals, int weight, IEnumerable<long> scores)
    {
        int i = 0;
        foreach (long score in scores)
            totals[i++] += weight * score;
    }

    private static IEnumerable<long> Normalized(IEnumerable<long> scores, bool reverse)
    {
        List<long> all = [.. scores];
        long max = all.Max();
        return all.Select(score =>
            max == 0 ? reverse ? 100 : 0 : reverse ? 100 - 100 * score / max : 100 * score / max);
    }

    private long SoftTaints(Node node) => node.Spec.Taints.Count(taint =>
        taint.Effect == "PreferNoSchedule" && !filters.Tolerated(taint));

    private long PreferredNodes(Node node) =>
        (pod.Spec.Affinity?.NodeAffinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? [])
        .Where(term => NaiveFilters.Matches(term.Preference, node)).Sum(term => term.Weight);

    private long LeastAllocated(Node node)
    {
        long cpu = Left("cpu", 100), memory = Left("memory", 200L * 1024 * 1024);
        int counted = (There("cpu") > 0 ? 1 : 0) + (There("memory") > 0 ? 1 : 0);
        return counted == 0 ? 0 : (cpu + memory) / counted;

        long There(string name) => NaiveResources.Of(name, node.Status.Allocatable);
        long Left(string name, long assumed)
        {
            long used = cluster.On(node).Append(pod).Sum(one => NaiveResources.Of(one, name, assumed));
            return There(name) == 0 || used > There(name) ? 0 : (There(name) - used) * 100 / There(name);
        }
    }

    private long Balanced(Node node)
    {
        if (NaiveResources.Of(pod, "cpu") == 0 && NaiveResources.Of(pod, "memory") == 0)
            return 0;
        List<double> fractions = [];
        foreach (string name in (string[])["cpu", "memory"])
        {
            long there = NaiveResources.Of(name, node.Status.Allocatable);
            if (there == 0)
                continue;
            long used = cluster.On(node).Append(pod).Sum(one => NaiveResources.Of(one, name));
            fractions.Add(Math.Min(1, (double)used / there));
        }
        double deviation = fractions.Count == 2 ? Math.Abs((fractions[0] - fractions[1]) / 2) : 0;
        return (long)((1 - deviation) * 100);
    }

    private long Images(Node node)
    {
        const long Megabyte = 1024 * 1024;
        List<string> images = [.. pod.Spec.InitContainers.Concat(pod.Spec.Containers).Select(container =>
            container.Image.Split('/')[^1].Contains(':') ? container.Image : container.Image + ":latest")];
        long sum = 0;
        foreach (string image in images)
        {
            ContainerImage? here = node.Status.Images.FirstOrDefault(one => one.Names.Contains(image));
            if (here is null)
                continue;
            int having = cluster.Nodes.Count(other => other.Status.Images.Any(one => one.Names.Contains(image)));
            sum += (long)(here.SizeBytes * ((double)having / cluster.Nodes.Count));
        }
        long least = 23 * Megabyte, most = 1000 * Megabyte * images.Count;
        return 100 * (Math.Clamp(sum, least, most) - least) / (most - least);
    }

    private IEnumerable<long> Spread()
    {
        List<(TopologySpreadConstraint Constraint, LabelQuery Selector)> soft = [.. pod.Spec.TopologySpreadConstraints
            .Where(constraint => constraint.WhenUnsatisfiable == "ScheduleAnyway")
            .Select(constraint => (constraint, filters.SelectorOf(constraint)))];
        bool own = pod.Spec.TopologySpreadConstraints.Count > 0;
        if (!own && DefaultSelector() is { } selector)
        {
            soft.Add((new() { MaxSkew = 3, TopologyKey = "kubernetes.io/hostname" }, selector));
            soft.Add((new() { MaxSkew = 5, TopologyKey = "topology.kubernetes.io/zone" }, selector));
        }
        if (soft.Count == 0)
            return feasible.Select(static _ => 0L);
        bool Ignored(Node node) => own
            && !soft.All(one => node.Metadata.Labels.ContainsKey(one.Constraint.TopologyKey));
        int kept = feasible.Count(node => !Ignored(node));
        List<long?> raw = [];
        foreach (Node node in feasible)
        {
            if (Ignored(node))
            {
                raw.Add(null);
                continue;
            }
            double score = 0;
            foreach ((TopologySpreadConstraint constraint, LabelQuery means) in soft)
            {
                if (!node.Metadata.Labels.TryGetValue(constraint.TopologyKey, out string? here))
                    continue;
                bool host = constraint.TopologyKey == "kubernetes.io/hostname";
                int size = host ? kept : feasible.Where(other => !Ignored(other))
                    .Select(other => other.Metadata.Labels.GetValueOrDefault(constraint.TopologyKey))
                    .Distinct().Count();
                int count = host ? filters.Count(node, means) : cluster.Nodes
                    .Where(other => !Ignored(other) && filters.Includes(constraint, other)
                        && other.Metadata.Labels.GetValueOrDefault(constraint.TopologyKey) == here)
                    .Sum(other => filters.Count(other, means));
                score += count * Math.Log(size + 2) + (constraint.MaxSkew - 1);
            }
            raw.Add((long)Math.Round(score, MidpointRounding.AwayFromZero));
        }
        long min = raw.Min() ?? 0, max = Math.Max(0, raw.Max() ?? 0);
        return raw.Select(score => score is null ? 0 : max == 0 ? 100 : 100 * (max + min - score.Value) / max);
    }

    // What the Services of the Pod select.
    private LabelQuery? DefaultSelector()
    {
        Dictionary<string, string> labels = [];
        foreach (Service service in cluster.Services.Where(one => one.Metadata.Namespace == pod.Metadata.Namespace))
        {
            if (service.Spec.Selector.Count > 0 && service.Spec.Selector.All(pair =>
                pod.Metadata.Labels.GetValueOrDefault(pair.Key) == pair.Value))
            {
                foreach ((string key, string value) in service.Spec.Selector)
                    labels[key] = value;
            }
        }
        return labels.Count == 0 ? null : LabelQuery.Of(labels);
    }

    private IEnumerable<long> Affinity()
    {
        List<long> raw = [.. feasible.Select(node => cluster.Placed.Sum(place => Pull(node, place.Pod, place.Node)))];
        long min = raw.Min(), max = raw.Max();
        return raw.Select(score => max == min ? 0 : (long)(100 * ((double)(score - min) / (max - min))));
    }

    private long Pull(Node node, Pod other, string place)
    {
        if (cluster.NodeOf(place) is not { } at)
            return 0;
        long sum = 0;
        foreach ((PodAffinityTerm term, int weight) in Wishes(pod))
            sum += Together(term.TopologyKey) && filters.Means(term, pod, other) ? weight : 0;
        foreach ((PodAffinityTerm term, int weight) in Wishes(other))
            sum += Together(term.TopologyKey) && filters.Means(term, other, pod) ? weight : 0;
        foreach (PodAffinityTerm term in NaiveFilters.Required(other, affinity: true))
            sum += Together(term.TopologyKey) && filters.Means(term, other, pod) ? 1 : 0;
        return sum;

        bool Together(string key) => node.Metadata.Labels.TryGetValue(key, out string? here)
            && at.Metadata.Labels.GetValueOrDefault(key) == here;
    }

    private static IEnumerable<(PodAffinityTerm Term, int Weight)> Wishes(Pod one)
    {
        foreach (WeightedPodAffinityTerm term in
            one.Spec.Affinity?.PodAffinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? [])
            yield return (term.PodAffinityTerm, term.Weight);
        foreach (WeightedPodAffinityTerm term in
            one.Spec.Affinity?.PodAntiAffinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? [])
            yield return (term.PodAffinityTerm, -term.Weight);
    }
}
