using Kubesharp.Scheduler.Plugins;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Framework;

/// <summary>
/// What was found out about one node after another for a Pod, kept for the Pods after it that ask for the same: an
/// answer holds while the node and the Pods on it stay as they are. Owned by the scheduling loop.
/// </summary>
/// <remarks>
/// Only for answers that depend on nothing but the Pod's wishes and the node: see <see cref="DependOnNodeAlone"/>. Pods
/// that are nominated to a node count there without being on it; whoever asks leaves such nodes out.
/// </remarks>
internal sealed class NodeAnswers<T>
    where T : class
{
    private (NodeInfo? Node, long Changes, int Round, T? Answer)[] answers = [];
    private Profile? profile;
    private string signature = "";
    private ulong skipped;
    private int round;

    /// <summary>The next answers are for this Pod. Those for one with other wishes are forgotten.</summary>
    public void Begin(Profile profile, CycleState state, PodInfo pod)
    {
        if (ReferenceEquals(profile, this.profile) && skipped == state.SkippedFilters && pod.Signature == signature)
            return;
        (this.profile, skipped, signature) = (profile, state.SkippedFilters, pod.Signature);
        round++;
    }

    /// <summary>Null: not asked yet, or something has changed since.</summary>
    public T? Find(NodeInfo node)
    {
        if (node.Slot >= answers.Length)
            return null;
        ref (NodeInfo? Node, long Changes, int Round, T? Answer) kept = ref answers[node.Slot];
        return kept.Round == round && kept.Changes == node.Changes && ReferenceEquals(kept.Node, node)
            ? kept.Answer : null;
    }

    public T Keep(NodeInfo node, T answer)
    {
        if (node.Slot >= answers.Length)
            Array.Resize(ref answers, Math.Max(node.Slot + 1, 2 * answers.Length));
        answers[node.Slot] = (node, node.Changes, round, answer);
        return answer;
    }
}

/// <summary>Which Pods' answers <see cref="NodeAnswers{T}"/> may keep.</summary>
internal static class NodeAnswers
{
    /// <summary>
    /// Whether nothing decides about this Pod on a node but the node itself and what is requested there: no other
    /// nodes, no volumes, no ports, no devices.
    /// </summary>
    public static bool DependOnNodeAlone(Profile profile, CycleState state, PodInfo pod)
    {
        if (pod.Requested.HasScalars)
            return false;
        IFilterPlugin[] filters = profile.Filters;
        for (int i = 0; i < filters.Length; i++)
        {
            if ((state.SkippedFilters >> i & 1) == 0
                && filters[i] is not (NodeResourcesFit or NodeUnschedulable or NodeName or TaintToleration
                    or NodeAffinity))
                return false;
        }
        return true;
    }
}
