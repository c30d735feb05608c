using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.Deployments;

/// <summary>A Deployment and its ReplicaSets at one moment: what the decisions of a rollout are made from.</summary>
internal sealed record Rollout(Deployment Deployment, ReplicaSet? New, IReadOnlyList<ReplicaSet> Old)
{
    public const string RevisionAnnotation = "deployment.kubernetes.io/revision";
    public const string DesiredAnnotation = "deployment.kubernetes.io/desired-replicas";
    public const string MaxAnnotation = "deployment.kubernetes.io/max-replicas";

    public static Rollout From(Deployment deployment, IEnumerable<ReplicaSet> replicaSets)
    {
        List<ReplicaSet> all = [.. replicaSets.OrderBy(static replicaSet =>
            replicaSet.Metadata.CreationTimestamp?.Value)
            .ThenBy(static replicaSet => replicaSet.Metadata.Name, StringComparer.Ordinal)];
        ReplicaSet? current = all.Find(replicaSet =>
            TemplateHash.Same(replicaSet.Spec.Template, deployment.Spec.Template));
        return new Rollout(deployment, current, [.. all.Where(replicaSet => replicaSet != current)]);
    }

    /// <summary>The new ReplicaSet was made just now.</summary>
    public bool IsFresh { get; init; }

    public IEnumerable<ReplicaSet> All => New is null ? Old : Old.Append(New);

    public int Wanted => Deployment.Spec.Replicas ?? 1;

    public bool IsRolling => Deployment.Spec.Strategy.Type != "Recreate";

    /// <summary>Pods above the wanted number during a rolling update.</summary>
    public int MaxSurge => IsRolling ? Resolved.Surge : 0;

    /// <summary>Pods that may be missing, never more than are wanted.</summary>
    public int MaxUnavailable => IsRolling && Wanted > 0 ? Math.Min(Resolved.Unavailable, Wanted) : 0;

    public int SpecReplicas => All.Sum(static replicaSet => replicaSet.Spec.Replicas ?? 0);

    /// <summary>Pods that are there or will be.</summary>
    public int OccupiedReplicas =>
        All.Sum(static replicaSet => Math.Max(replicaSet.Spec.Replicas ?? 0, replicaSet.Status.Replicas));

    public int AvailableReplicas => All.Sum(static replicaSet => replicaSet.Status.AvailableReplicas);

    public long MaxOldRevision => Old.Select(Revision).DefaultIfEmpty(0).Max();

    public static long Revision(ApiObject value) =>
        value.Metadata.Annotations.TryGetValue(RevisionAnnotation, out string? text)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long revision) ? revision : 0;

    /// <summary>All Pods are of the new template and available.</summary>
    public bool IsComplete(DeploymentStatus status) =>
        status.UpdatedReplicas == Wanted
        && status.Replicas == Wanted
        && status.AvailableReplicas == Wanted
        && status.ObservedGeneration >= Deployment.Metadata.Generation;

    private (int Surge, int Unavailable) Resolved
    {
        get
        {
            RollingUpdateDeployment? settings = Deployment.Spec.Strategy.RollingUpdate;
            int surge = Scale(settings?.MaxSurge, roundUp: true);
            int unavailable = Scale(settings?.MaxUnavailable, roundUp: false);
            // Both zero would never get anywhere; percentages can round down to that.
            return surge == 0 && unavailable == 0 ? (0, 1) : (surge, unavailable);
        }
    }

    // A quarter is the default for both.
    private int Scale(IntOrString? value, bool roundUp) =>
        (value ?? new IntOrString("25%")).Scale(Wanted, roundUp);
}
