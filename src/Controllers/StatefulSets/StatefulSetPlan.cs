using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.StatefulSets;

/// <summary>A StatefulSet and what belongs to it at one moment.</summary>
/// <param name="Current">The revision that Pods come from until the update is complete.</param>
/// <param name="Update">The revision of the present template.</param>
/// <param name="Claim">The claim of that name in the set's namespace.</param>
internal sealed record StatefulSetView(
    StatefulSet Set, ControllerRevision Current, ControllerRevision Update, IReadOnlyList<Pod> Pods,
    Func<string, PersistentVolumeClaim?> Claim, DateTimeOffset Now);

/// <summary>One write of a plan. A Pod's missing claims are created before it.</summary>
internal abstract record StatefulSetStep
{
    public sealed record CreatePod(Pod Pod, IReadOnlyList<PersistentVolumeClaim> Claims) : StatefulSetStep;

    public sealed record DeletePod(Pod Pod) : StatefulSetStep;

    public sealed record UpdatePod(Pod Pod) : StatefulSetStep;

    public sealed record CreateClaims(Pod Pod, IReadOnlyList<PersistentVolumeClaim> Claims) : StatefulSetStep;

    public sealed record UpdateClaim(PersistentVolumeClaim Claim) : StatefulSetStep;
}

/// <summary>
/// The next steps of a StatefulSet. OrderedReady: one ordinal after the other, and none while one before it is not
/// available. Parallel: all at once. Updates go from the highest ordinal down to the partition. Pure.
/// </summary>
/// <param name="Updated">Pods among the deleted ones that go because they are of another revision.</param>
internal sealed record StatefulSetPlan(IReadOnlyList<StatefulSetStep> Steps, int Updated)
{
    public static StatefulSetPlan For(StatefulSetView view) => new Planning(view).Run();

    private sealed class Planning(StatefulSetView view)
    {
        private readonly StatefulSet set = view.Set;
        private readonly bool ordered = view.Set.Spec.PodManagementPolicy != "Parallel";
        private readonly int minReadySeconds = view.Set.Spec.MinReadySeconds;
        private readonly List<StatefulSetStep> steps = [];

        public StatefulSetPlan Run()
        {
            int start = StatefulSetIdentity.Start(set);
            Pod?[] replicas = new Pod?[set.Spec.Replicas ?? 1];
            SortedDictionary<int, Pod> condemned = new(Comparer<int>.Create(static (a, b) => b.CompareTo(a)));
            foreach (Pod pod in view.Pods)
            {
                if (StatefulSetIdentity.OrdinalOf(set, pod) is not { } ordinal)
                    continue;
                if (ordinal >= start && ordinal < start + replicas.Length)
                    replicas[ordinal - start] = pod;
                else
                    condemned[ordinal] = pod;
            }

            for (int i = 0; i < replicas.Length; i++)
            {
                if (!PlanReplica(start + i, replicas[i]) && ordered)
                    return new(steps, 0);
            }
            Pod? firstUnavailable = Array.Find(replicas, pod => pod is not null && !IsAvailable(pod))
                ?? condemned.Values.LastOrDefault(pod => !IsAvailable(pod));
            foreach ((int ordinal, Pod pod) in condemned)
                Retain(ordinal, pod, isCondemned: true);
            foreach (Pod pod in condemned.Values)
            {
                if (!PlanCondemned(pod, pod == firstUnavailable) && ordered)
                    return new(steps, 0);
            }
            return set.Spec.UpdateStrategy.Type == "OnDelete" ? new(steps, 0) : new(steps, PlanUpdate(replicas));
        }

        /// <summary>False when nothing after this ordinal may happen yet.</summary>
        private bool PlanReplica(int ordinal, Pod? pod)
        {
            if (pod is null)
            {
                Create(ordinal);
                return false;
            }
            if (pod.Status.Phase is "Failed" or "Succeeded")
            {
                // A Pod of a set always runs. Its successor is created once this one is gone.
                if (pod.Metadata.DeletionTimestamp is null)
                    steps.Add(new StatefulSetStep.DeletePod(pod));
                return false;
            }
            if (pod.Status.Phase == "Pending" && MissingClaims(ordinal) is { Count: > 0 } missing)
                steps.Add(new StatefulSetStep.CreateClaims(pod, missing));
            if (ordered && !IsAvailable(pod))
                return false;

            Pod corrected = StatefulSetIdentity.WithIdentity(set, ordinal, pod);
            if (corrected != pod)
                steps.Add(new StatefulSetStep.UpdatePod(corrected));
            Retain(ordinal, pod, isCondemned: false);
            return true;
        }

        private void Create(int ordinal)
        {
            string name = StatefulSetIdentity.NameOf(set, ordinal);
            bool stale = set.Spec.VolumeClaimTemplates.Any(template =>
                view.Claim(StatefulSetIdentity.ClaimNameOf(set, template, ordinal)) is { } claim
                && ClaimRetention.IsStale(set, name, claim));
            if (stale)
                return;
            ControllerRevision revision = IsOfCurrentRevision(ordinal) ? view.Current : view.Update;
            PodTemplateSpec template = Revisions.TemplateOf(revision) ?? set.Spec.Template;
            steps.Add(new StatefulSetStep.CreatePod(
                StatefulSetIdentity.NewPod(set, template, revision.Metadata.Name, ordinal), MissingClaims(ordinal)));
        }

        // Below the partition Pods stay what they were, even those that have to be made anew.
        private bool IsOfCurrentRevision(int ordinal)
        {
            if (set.Spec.UpdateStrategy.Type != "RollingUpdate")
                return false;
            int start = StatefulSetIdentity.Start(set);
            return set.Spec.UpdateStrategy.RollingUpdate is { } rolling
                ? ordinal < start + (rolling.Partition ?? 0)
                : ordinal < start + set.Status.CurrentReplicas;
        }

        private List<PersistentVolumeClaim> MissingClaims(int ordinal) =>
        [
            .. StatefulSetIdentity.ClaimsOf(set, ordinal)
                .Where(claim => view.Claim(claim.Metadata.Name) is null)
                .Select(claim => ClaimRetention.Apply(set, null, isCondemned: false, claim)),
        ];

        private void Retain(int ordinal, Pod pod, bool isCondemned)
        {
            foreach (PersistentVolumeClaim template in set.Spec.VolumeClaimTemplates)
            {
                if (view.Claim(StatefulSetIdentity.ClaimNameOf(set, template, ordinal)) is not { } claim
                    || claim.Metadata.DeletionTimestamp is not null)
                    continue;
                PersistentVolumeClaim owned = ClaimRetention.Apply(set, pod, isCondemned, claim);
                if (owned != claim)
                    steps.Add(new StatefulSetStep.UpdateClaim(owned));
            }
        }

        /// <summary>False when no lower ordinal may go yet.</summary>
        private bool PlanCondemned(Pod pod, bool isFirstUnavailable)
        {
            if (pod.Metadata.DeletionTimestamp is not null)
                return false;
            // In order, and not while another one is down: unless this is the one that is down.
            if (ordered && !IsAvailable(pod) && !isFirstUnavailable)
                return false;
            steps.Add(new StatefulSetStep.DeletePod(pod));
            return false;
        }

        private int PlanUpdate(Pod?[] replicas)
        {
            RollingUpdateStatefulSetStrategy? rolling = set.Spec.UpdateStrategy.RollingUpdate;
            int lowest = rolling?.Partition ?? 0;
            // Rounded down, but never zero, which would stop every update.
            int mayMiss = Math.Max(1, (rolling?.MaxUnavailable ?? 1).Scale(replicas.Length, roundUp: false));
            int missing = replicas.Count(pod => pod is null || !IsAvailable(pod));

            int gone = 0;
            if (!ordered)
            {
                // Those that are down anyway cost nothing: a broken revision cannot hold up its successor.
                for (int i = replicas.Length - 1; i >= lowest; i--)
                    gone += DeleteIf(replicas[i], pod => !IsAvailable(pod));
            }
            for (int i = replicas.Length - 1; i >= lowest && missing < mayMiss; i--)
            {
                int deleted = DeleteIf(replicas[i], IsAvailable);
                gone += deleted;
                missing += deleted;
            }
            return gone;
        }

        private int DeleteIf(Pod? pod, Predicate<Pod> condition)
        {
            if (pod is null || pod.Metadata.DeletionTimestamp is not null
                || pod.Status.Phase is "Failed" or "Succeeded" // planned above
                || StatefulSetIdentity.RevisionOf(pod) == view.Update.Metadata.Name || !condition(pod))
                return 0;
            steps.Add(new StatefulSetStep.DeletePod(pod));
            return 1;
        }

        private bool IsAvailable(Pod pod) => StatefulSetStatusPlan.IsAvailable(pod, minReadySeconds, view.Now)
            && pod.Metadata.DeletionTimestamp is null;
    }
}
