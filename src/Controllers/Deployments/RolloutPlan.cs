using Kubesharp.Api.Apps;

namespace Kubesharp.Controllers.Deployments;

/// <summary>A ReplicaSet and the size it should have next.</summary>
internal readonly record struct Resize(ReplicaSet ReplicaSet, int Replicas);

/// <summary>
/// How far a rollout may go right now: pure arithmetic over a <see cref="Rollout"/>. Never more Pods than wanted plus
/// surge, never fewer available than wanted minus unavailable.
/// </summary>
internal static class RolloutPlan
{
    /// <summary>The size that the new ReplicaSet may have, given all others.</summary>
    public static int NewReplicas(Rollout rollout)
    {
        int current = rollout.New?.Spec.Replicas ?? 0;
        if (!rollout.IsRolling)
            return rollout.Wanted;
        // Pods that an old ReplicaSet has been told to delete are there until it says that they are not.
        if (rollout.Old.Any(static old => old.Status.ObservedGeneration < old.Metadata.Generation))
            return current;
        int room = rollout.Wanted + rollout.MaxSurge - rollout.OccupiedReplicas;
        return room <= 0 ? current : current + Math.Min(room, Math.Max(0, rollout.Wanted - current));
    }

    /// <summary>
    /// The next step of a rolling update: first the new ReplicaSet, and when that stands still, the old ones.
    /// </summary>
    public static IReadOnlyList<Resize> RollingUpdate(Rollout rollout)
    {
        ReplicaSet current = rollout.New!;
        int replicas = current.Spec.Replicas ?? 0;
        if (replicas > rollout.Wanted)
            return [new(current, rollout.Wanted)];
        int grown = NewReplicas(rollout);
        return grown != replicas ? [new(current, grown)] : ScaleDownOld(rollout);
    }

    /// <summary>Old Pods that can go without the available ones falling below the minimum.</summary>
    public static IReadOnlyList<Resize> ScaleDownOld(Rollout rollout)
    {
        ReplicaSet current = rollout.New!;
        int oldPods = rollout.Old.Sum(static replicaSet => replicaSet.Spec.Replicas ?? 0);
        if (oldPods == 0)
            return [];
        int minAvailable = rollout.Wanted - rollout.MaxUnavailable;
        int newUnavailable = (current.Spec.Replicas ?? 0) - current.Status.AvailableReplicas;
        int mayGo = rollout.SpecReplicas - minAvailable - newUnavailable;
        if (mayGo <= 0)
            return [];

        Dictionary<ReplicaSet, int> sizes = rollout.Old.ToDictionary(
            static replicaSet => replicaSet, static replicaSet => replicaSet.Spec.Replicas ?? 0);
        // Pods that do not serve anyway go first: nobody misses them, and a broken revision cannot block its successor.
        foreach (ReplicaSet replicaSet in rollout.Old)
        {
            int unhealthy = sizes[replicaSet] - replicaSet.Status.AvailableReplicas;
            int take = Math.Min(Math.Max(0, unhealthy), mayGo);
            sizes[replicaSet] -= take;
            mayGo -= take;
        }

        int spare = rollout.AvailableReplicas - minAvailable;
        foreach (ReplicaSet replicaSet in rollout.Old)
        {
            int take = Math.Min(Math.Min(sizes[replicaSet], Math.Max(0, spare)), mayGo);
            sizes[replicaSet] -= take;
            spare -= take;
            mayGo -= take;
        }
        return [.. sizes.Where(static pair => pair.Value != (pair.Key.Spec.Replicas ?? 0))
            .Select(static pair => new Resize(pair.Key, pair.Value))];
    }

    /// <summary>Somebody changed the Deployment's size: the active ReplicaSets still carry the former one.</summary>
    public static bool IsScaling(Rollout rollout) =>
        rollout.All.Any(replicaSet =>
            replicaSet.Spec.Replicas > 0
            && replicaSet.Metadata.Annotations.TryGetValue(Rollout.DesiredAnnotation, out string? desired)
            && int.TryParse(desired, out int former)
            && former != rollout.Wanted);

    /// <summary>
    /// Sizes after a change of the Deployment's size, without any rollout step: one active ReplicaSet takes the whole
    /// change, several share it in proportion to what they have.
    /// </summary>
    public static IReadOnlyList<Resize> Scale(Rollout rollout)
    {
        List<ReplicaSet> active = [.. rollout.All.Where(static replicaSet => replicaSet.Spec.Replicas > 0)];
        if (active.Count <= 1)
        {
            ReplicaSet? only = active.Count == 1 ? active[0] : Latest(rollout);
            return only is null || only.Spec.Replicas == rollout.Wanted ? [] : [new(only, rollout.Wanted)];
        }
        if (rollout.New is { } current && IsSaturated(current, rollout.Wanted))
        {
            return [.. rollout.Old.Where(static replicaSet => replicaSet.Spec.Replicas > 0)
                .Select(static replicaSet => new Resize(replicaSet, 0))];
        }
        return rollout.IsRolling ? Proportional(rollout, active) : [];
    }

    private static IReadOnlyList<Resize> Proportional(Rollout rollout, List<ReplicaSet> active)
    {
        int allowed = rollout.Wanted > 0 ? rollout.Wanted + rollout.MaxSurge : 0;
        int total = active.Sum(static replicaSet => replicaSet.Spec.Replicas ?? 0);
        int difference = allowed - total;
        if (difference == 0)
            return [];
        // Larger first; of equal ones the newer grow first and the older shrink first.
        IOrderedEnumerable<ReplicaSet> bySize = active.OrderByDescending(static replicaSet => replicaSet.Spec.Replicas);
        List<ReplicaSet> ordered = difference > 0
            ? [.. bySize.ThenByDescending(static replicaSet => replicaSet.Metadata.CreationTimestamp?.Value)]
            : [.. bySize.ThenBy(static replicaSet => replicaSet.Metadata.CreationTimestamp?.Value)];

        int given = 0;
        Dictionary<ReplicaSet, int> sizes = [];
        foreach (ReplicaSet replicaSet in ordered)
        {
            int size = replicaSet.Spec.Replicas ?? 0;
            int share = Share(replicaSet, size, allowed, difference, given, total);
            sizes[replicaSet] = Math.Max(0, size + share);
            given += share;
        }
        ReplicaSet largest = ordered[0];
        sizes[largest] = Math.Max(0, sizes[largest] + difference - given);
        return [.. ordered.Where(replicaSet => sizes[replicaSet] != replicaSet.Spec.Replicas)
            .Select(replicaSet => new Resize(replicaSet, sizes[replicaSet]))];
    }

    // A ReplicaSet's part of the change: what it has of the former maximum, of the new one, rounded, and within the
    // rest.
    private static int Share(ReplicaSet replicaSet, int size, int allowed, int difference, int given, int total)
    {
        int former = replicaSet.Metadata.Annotations.TryGetValue(Rollout.MaxAnnotation, out string? text)
            && int.TryParse(text, out int max) && max > 0 ? max : total;
        int fraction = (int)Math.Round((double)size * allowed / former, MidpointRounding.AwayFromZero) - size;
        int rest = difference - given;
        return difference > 0 ? Math.Min(fraction, rest) : Math.Max(fraction, rest);
    }

    private static bool IsSaturated(ReplicaSet replicaSet, int wanted) =>
        replicaSet.Spec.Replicas == wanted
        && replicaSet.Status.AvailableReplicas == wanted
        && replicaSet.Metadata.Annotations.GetValueOrDefault(Rollout.DesiredAnnotation)
            == wanted.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static ReplicaSet? Latest(Rollout rollout) =>
        rollout.New ?? rollout.Old.MaxBy(static replicaSet => replicaSet.Metadata.CreationTimestamp?.Value);
}
