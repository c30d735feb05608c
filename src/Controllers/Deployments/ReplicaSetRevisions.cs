using System.Globalization;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.Deployments;

/// <summary>
/// What a Deployment's ReplicaSets look like: names, labels, revisions, and which old ones are kept. Pure.
/// </summary>
internal static class ReplicaSetRevisions
{
    private const string HistoryAnnotation = "deployment.kubernetes.io/revision-history";

    // Annotations of the Deployment that speak of itself and are not handed on.
    private static readonly HashSet<string> NotCopied =
    [
        "kubectl.kubernetes.io/last-applied-configuration", Rollout.RevisionAnnotation, HistoryAnnotation,
        Rollout.DesiredAnnotation, Rollout.MaxAnnotation, "deprecated.deployment.rollback.to",
    ];

    /// <summary>The ReplicaSet for the Deployment's present template.</summary>
    public static ReplicaSet NewFor(Rollout rollout)
    {
        Deployment deployment = rollout.Deployment;
        string hash = TemplateHash.Of(deployment.Spec.Template, deployment.Status.CollisionCount);
        PodTemplateSpec template = deployment.Spec.Template with
        {
            Metadata = deployment.Spec.Template.Metadata with
            {
                Labels = With(deployment.Spec.Template.Metadata.Labels, TemplateHash.Label, hash),
            },
        };
        LabelSelector selector = deployment.Spec.Selector ?? LabelSelector.Empty;
        ReplicaSet created = new()
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = $"{deployment.Metadata.Name}-{hash}",
                Namespace = deployment.Metadata.Namespace,
                Labels = template.Metadata.Labels,
                OwnerReferences = [Ownership.ReferenceTo(deployment)],
            },
            Spec = ReplicaSetSpec.Empty with
            {
                Replicas = RolloutPlan.NewReplicas(rollout),
                MinReadySeconds = deployment.Spec.MinReadySeconds,
                Selector = selector with { MatchLabels = With(selector.MatchLabels, TemplateHash.Label, hash) },
                Template = template,
            },
        };
        return Annotated(created, rollout, rollout.MaxOldRevision + 1);
    }

    /// <summary>
    /// The same ReplicaSet with the annotations, revision and minReadySeconds that the Deployment asks for.
    /// </summary>
    public static ReplicaSet Refreshed(ReplicaSet current, Rollout rollout)
    {
        long revision = Math.Max(Rollout.Revision(current), rollout.MaxOldRevision + 1);
        ReplicaSet refreshed = Annotated(current, rollout, revision);
        return refreshed with
        {
            Spec = refreshed.Spec with { MinReadySeconds = rollout.Deployment.Spec.MinReadySeconds },
        };
    }

    /// <summary>
    /// The ReplicaSet at another size, with the annotations that say for which size of the Deployment.
    /// </summary>
    public static ReplicaSet Resized(ReplicaSet replicaSet, int replicas, Rollout rollout) => replicaSet with
    {
        Metadata = replicaSet.Metadata with { Annotations = WithSizes(replicaSet.Metadata.Annotations, rollout) },
        Spec = replicaSet.Spec with { Replicas = replicas },
    };

    /// <summary>Old, empty ReplicaSets beyond the history limit, oldest revision first.</summary>
    public static IReadOnlyList<ReplicaSet> BeyondHistory(Rollout rollout)
    {
        if (rollout.Deployment.Spec.RevisionHistoryLimit is not { } limit || limit == int.MaxValue)
            return [];
        List<ReplicaSet> old = [.. rollout.Old.Where(static replicaSet =>
            replicaSet.Metadata.DeletionTimestamp is null)];
        int surplus = old.Count - limit;
        if (surplus <= 0)
            return [];
        return [.. old.OrderBy(Rollout.Revision).Take(surplus).Where(static replicaSet =>
            replicaSet.Status.Replicas == 0
            && replicaSet.Spec.Replicas == 0
            && replicaSet.Metadata.Generation <= replicaSet.Status.ObservedGeneration)];
    }

    private static ReplicaSet Annotated(ReplicaSet replicaSet, Rollout rollout, long revision)
    {
        Dictionary<string, string> annotations = new(WithSizes(replicaSet.Metadata.Annotations, rollout));
        foreach ((string key, string value) in rollout.Deployment.Metadata.Annotations)
        {
            if (!NotCopied.Contains(key))
                annotations[key] = value;
        }
        long former = Rollout.Revision(replicaSet);
        if (former < revision)
        {
            annotations[Rollout.RevisionAnnotation] = revision.ToString(CultureInfo.InvariantCulture);
            if (former > 0)
            {
                string history = annotations.GetValueOrDefault(HistoryAnnotation, "");
                string entry = former.ToString(CultureInfo.InvariantCulture);
                annotations[HistoryAnnotation] = history.Length == 0 ? entry : $"{history},{entry}";
            }
        }
        return replicaSet with { Metadata = replicaSet.Metadata with { Annotations = annotations } };
    }

    private static Dictionary<string, string> WithSizes(IReadOnlyDictionary<string, string> annotations,
        Rollout rollout) =>
        new(annotations)
        {
            [Rollout.DesiredAnnotation] = rollout.Wanted.ToString(CultureInfo.InvariantCulture),
            [Rollout.MaxAnnotation] = (rollout.Wanted + rollout.MaxSurge).ToString(CultureInfo.InvariantCulture),
        };

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> map, string key, string value) =>
        new(map) { [key] = value };
}
