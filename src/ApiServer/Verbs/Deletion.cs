using Kubesharp.Api;
using Kubesharp.Api.Batch;
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
        ObjectMeta metadata = existing.Metadata;
        long? grace = GraceSeconds(existing, options);
        bool marked = metadata.DeletionTimestamp is not null;
        long pending = marked ? Math.Abs(metadata.DeletionGracePeriodSeconds ?? 0) : 0;
        // A deletion under way can be hurried, and that is all.
        if (pending > 0 && (grace ?? long.MaxValue) >= pending)
            return new(true, existing);

        IReadOnlyList<string> finalizers = FinalizersFor(existing, options);
        metadata = metadata with { Finalizers = finalizers };
        if (!marked)
        {
            metadata = metadata with
            {
                DeletionTimestamp = new Time(now.AddSeconds(grace ?? 0)),
                DeletionGracePeriodSeconds = grace ?? 0,
                Generation = metadata.Generation > 0 ? metadata.Generation + 1 : 0,
            };
        }
        else if (pending > 0)
        {
            long saved = pending - grace!.Value;
            metadata = metadata with
            {
                DeletionTimestamp = new Time(((DateTimeOffset)metadata.DeletionTimestamp!.Value).AddSeconds(-saved)),
                DeletionGracePeriodSeconds = grace,
            };
        }
        ApiObject result = existing with { Metadata = metadata };
        if (result is Namespace space && space.Status.Phase != "Terminating")
            result = space with { Status = space.Status with { Phase = "Terminating" } };
        bool waits = finalizers.Count > 0 || metadata.DeletionGracePeriodSeconds > 0
            || existing is Namespace { Spec.Finalizers.Count: > 0 };
        return new(waits, result);
    }

    // Null: the kind knows no grace, or the request does not say and nothing has to be decided.
    private static long? GraceSeconds(ApiObject existing, DeleteOptions options)
    {
        if (existing is not Pod pod)
            return null;
        // Less than nothing is taken for hardly anything.
        long? asked = options.GracePeriodSeconds is < 0 ? 1 : options.GracePeriodSeconds;
        if (pod.Metadata.DeletionTimestamp is not null)
            return asked;
        long seconds = asked ?? pod.Spec.TerminationGracePeriodSeconds ?? PodGraceSecondsDefault;
        // Never seen by a kubelet, or already ended there: nobody needs the time.
        if (pod.Spec.NodeName.Length == 0 || pod.Status.Phase is "Succeeded" or "Failed")
            return 0;
        return seconds < 0 ? 1 : seconds;
    }

    private static IReadOnlyList<string> FinalizersFor(ApiObject existing, DeleteOptions options)
    {
        IReadOnlyList<string> finalizers = existing.Metadata.Finalizers;
        // Events own nothing, and nothing collects them.
        if (existing is Event)
            return finalizers;
        string policy = options.PropagationPolicy
            ?? (options.OrphanDependents is { } orphan ? orphan ? "Orphan" : "Background" : "");
        // Without a policy what an earlier request asked for stays; otherwise the kind decides.
        if (policy.Length == 0 && finalizers.Any(static one => one is ForegroundFinalizer or OrphanFinalizer))
            return finalizers;
        if (policy.Length == 0 && existing is Job or ReplicationController)
            policy = "Orphan"; // What these kinds did before there was a garbage collector.
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
        return kept.ToHashSet().SetEquals(finalizers) ? finalizers : kept;
    }
}
