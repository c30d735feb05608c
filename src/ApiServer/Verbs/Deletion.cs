using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>What asking for deletion makes of an object: it goes at once, or it is marked and waits. Pure.</summary>
internal readonly record struct Deletion(bool Waits, ApiObject Marked)
{
    public const string ForegroundFinalizer = "foregroundDeletion";
    public const string OrphanFinalizer = "orphan";
    // What the API server puts in when a Pod does not say (its defaulting, and so never in practice).
    private const long PodGraceSecondsDefault = 30;

    public static Deletion Of(ApiObject existing, DeleteOptions options, DateTimeOffset now)
    {
        IReadOnlyList<string> finalizers = FinalizersFor(existing, options);
        long? grace = GraceSeconds(existing, options);
        ObjectMeta metadata = existing.Metadata with { Finalizers = finalizers };
        bool marked = metadata.DeletionTimestamp is not null;
        if (!marked)
        {
            metadata = metadata with
            {
                DeletionTimestamp = new Time(now.AddSeconds(grace ?? 0)),
                DeletionGracePeriodSeconds = grace ?? 0,
                Generation = metadata.Generation > 0 ? metadata.Generation + 1 : 0,
            };
        }
        else if (grace is { } shorter && shorter < (metadata.DeletionGracePeriodSeconds ?? 0))
        {
            long saved = (metadata.DeletionGracePeriodSeconds ?? 0) - shorter;
            metadata = metadata with
            {
                DeletionTimestamp = new Time(((DateTimeOffset)metadata.DeletionTimestamp!.Value).AddSeconds(-saved)),
                DeletionGracePeriodSeconds = shorter,
            };
        }
        ApiObject result = existing with { Metadata = metadata };
        if (result is Namespace space && space.Status.Phase != "Terminating")
            result = space with { Status = space.Status with { Phase = "Terminating" } };
        bool waits = finalizers.Count > 0 || metadata.DeletionGracePeriodSeconds > 0
            || existing is Namespace { Spec.Finalizers.Count: > 0 };
        return new(waits, result);
    }

    // Null: the kind knows no grace.
    private static long? GraceSeconds(ApiObject existing, DeleteOptions options)
    {
        if (existing is not Pod pod)
            return null;
        if (pod.Metadata.DeletionTimestamp is not null && options.GracePeriodSeconds is null)
            return null;
        long seconds = options.GracePeriodSeconds ?? pod.Spec.TerminationGracePeriodSeconds ?? PodGraceSecondsDefault;
        // Never seen by a kubelet, or already ended there: nobody needs the time.
        if (pod.Spec.NodeName.Length == 0 || pod.Status.Phase is "Succeeded" or "Failed")
            return 0;
        return seconds < 0 ? 1 : seconds;
    }

    private static IReadOnlyList<string> FinalizersFor(ApiObject existing, DeleteOptions options)
    {
        IReadOnlyList<string> finalizers = existing.Metadata.Finalizers;
        string policy = options.PropagationPolicy
            ?? (options.OrphanDependents is { } orphan ? orphan ? "Orphan" : "Background" : "");
        // Without a policy what an earlier request asked for stays.
        if (policy.Length == 0)
            return finalizers;
        List<string> kept = [];
        foreach (string finalizer in finalizers)
        {
            if (finalizer is not (ForegroundFinalizer or OrphanFinalizer))
                kept.Add(finalizer);
        }
        if (policy == "Orphan")
            kept.Add(OrphanFinalizer);
        else if (policy == "Foreground")
            kept.Add(ForegroundFinalizer);
        return kept;
    }
}
