using Kubesharp.Scheduler.Queue;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Framework;

/// <summary>The plugins that serve one schedulerName, sorted by extension point, in order.</summary>
public sealed class Profile
{
    public const string DefaultName = "default-scheduler";
    internal const long ScoreMax = 100;
    // One bit for each in CycleState.
    private const int PluginsMax = 64;

    private readonly IPreFilterExtensions[] extensions;

    internal Profile(string schedulerName, PluginSet plugins, int? percentageOfNodesToScore = null)
    {
        SchedulerName = schedulerName;
        PercentageOfNodesToScore = percentageOfNodesToScore;
        PreEnqueues = plugins.At<IPreEnqueuePlugin>(ExtensionPoint.PreEnqueue);
        QueueSorts = plugins.At<IQueueSortPlugin>(ExtensionPoint.QueueSort);
        PreFilters = plugins.At<IPreFilterPlugin>(ExtensionPoint.PreFilter);
        Filters = plugins.At<IFilterPlugin>(ExtensionPoint.Filter);
        PostFilters = plugins.At<IPostFilterPlugin>(ExtensionPoint.PostFilter);
        PreScores = plugins.At<IPreScorePlugin>(ExtensionPoint.PreScore);
        Scores = plugins.At<IScorePlugin>(ExtensionPoint.Score);
        Weights = [.. Scores.Select(plugin => plugins.WeightOf(plugin.Name))];
        Reserves = plugins.At<IReservePlugin>(ExtensionPoint.Reserve);
        Permits = plugins.At<IPermitPlugin>(ExtensionPoint.Permit);
        PreBinds = plugins.At<IPreBindPlugin>(ExtensionPoint.PreBind);
        Binds = plugins.At<IBindPlugin>(ExtensionPoint.Bind);
        PostBinds = plugins.At<IPostBindPlugin>(ExtensionPoint.PostBind);
        extensions = [.. PreFilters.OfType<IPreFilterExtensions>()];
        All = plugins.All;
        if (Filters.Length > PluginsMax || Scores.Length > PluginsMax)
            throw new ArgumentException($"a profile has at most {PluginsMax} filters and scores", nameof(plugins));
    }

    public string SchedulerName { get; }
    /// <summary>Null: as the scheduler's configuration says; 0: as many as the size of the cluster calls for.</summary>
    public int? PercentageOfNodesToScore { get; }
    public IReadOnlyList<IPlugin> All { get; }

    internal IPreEnqueuePlugin[] PreEnqueues { get; }
    internal IQueueSortPlugin[] QueueSorts { get; }
    internal IPreFilterPlugin[] PreFilters { get; }
    internal IFilterPlugin[] Filters { get; }
    internal IPostFilterPlugin[] PostFilters { get; }
    internal IPreScorePlugin[] PreScores { get; }
    internal IScorePlugin[] Scores { get; }
    internal int[] Weights { get; }
    internal IReservePlugin[] Reserves { get; }
    internal IPermitPlugin[] Permits { get; }
    internal IPreBindPlugin[] PreBinds { get; }
    internal IBindPlugin[] Binds { get; }
    internal IPostBindPlugin[] PostBinds { get; }

    /// <summary>Success, or the first gate and its plugin.</summary>
    internal (Status Status, string Plugin) PreEnqueue(PodInfo pod)
    {
        foreach (IPreEnqueuePlugin plugin in PreEnqueues)
        {
            Status status = plugin.PreEnqueue(pod);
            if (!status.IsSuccess)
                return (status, plugin.Name);
        }
        return (Status.Success, "");
    }

    /// <summary>
    /// Runs every PreFilter. On success the names say which nodes can serve (null: all); else the diagnosis says why.
    /// </summary>
    internal Status PreFilter(
        CycleState state, PodInfo pod, ClusterSnapshot snapshot, Diagnosis diagnosis, out IReadOnlySet<string>? names)
    {
        names = null;
        List<string> narrowing = [];
        Status rejection = Status.Success;
        foreach (IPreFilterPlugin plugin in PreFilters)
        {
            (Status status, IReadOnlySet<string>? some) = plugin.PreFilter(state, pod, snapshot);
            if (status.IsSkip)
            {
                SkipFilter(state, plugin);
                continue;
            }
            if (!status.IsSuccess)
            {
                diagnosis.RejectAll(status, plugin.Name);
                if (status.Code != StatusCode.Unschedulable)
                    return status;
                // Preemption may change this, and it needs the state of all plugins.
                rejection = status;
                continue;
            }
            if (some is null)
                continue;
            narrowing.Add(plugin.Name);
            names = names is null ? some : names.Where(some.Contains).ToHashSet(StringComparer.Ordinal);
            if (names.Count > 0)
                continue;
            string who = narrowing.Count == 1 ? $"plugin {narrowing[0]}" : $"plugins {string.Join(", ", narrowing)}";
            Status none = Status.Unresolvable($"node(s) didn't satisfy {who}");
            foreach (string name in narrowing)
                diagnosis.Blame(name);
            diagnosis.RejectAll(none, plugin.Name);
            return none;
        }
        return rejection;
    }

    private void SkipFilter(CycleState state, IPreFilterPlugin plugin)
    {
        int index = Array.FindIndex(Filters, filter => ReferenceEquals(filter, plugin));
        if (index >= 0)
            state.SkippedFilters |= 1UL << index;
    }

    /// <summary>The first filter that says no, or Success.</summary>
    /// <param name="without">Filters that need not be asked: they have answered for all nodes at once.</param>
    internal Status Filter(CycleState state, PodInfo pod, NodeInfo node, ulong without, out string plugin)
    {
        ulong skipped = state.SkippedFilters | without;
        IFilterPlugin[] filters = Filters;
        for (int i = 0; i < filters.Length; i++)
        {
            if ((skipped >> i & 1) != 0)
                continue;
            Status status = filters[i].Filter(state, pod, node);
            if (status.Code == StatusCode.Success)
                continue;
            plugin = filters[i].Name;
            return status;
        }
        plugin = "";
        return Status.Success;
    }

    internal Status FilterWithNominated(
        CycleState state, PodInfo pod, NodeInfo node, NominatedPods nominated, out string plugin, ulong without = 0)
    {
        if (nominated.On(node.Name) is { Count: > 0 } others)
        {
            List<PodInfo> added = [];
            try
            {
                for (int i = 0; i < others.Count; i++)
                {
                    PodInfo other = others[i];
                    if (other.Priority < pod.Priority || other.Uid == pod.Uid)
                        continue;
                    node.Add(other);
                    added.Add(other);
                    PodAdded(state, pod, other, node);
                }
                // With the nominated ones the filters that answer for all nodes at once know too little.
                if (added.Count > 0 && Filter(state, pod, node, 0, out plugin) is { IsSuccess: false } rejection)
                    return rejection;
            }
            finally
            {
                foreach (PodInfo other in added)
                {
                    node.Remove(other);
                    PodRemoved(state, pod, other, node);
                }
            }
        }
        return Filter(state, pod, node, without, out plugin);
    }

    internal void PodAdded(CycleState state, PodInfo pod, PodInfo added, NodeInfo node)
    {
        foreach (IPreFilterExtensions plugin in extensions)
            plugin.AddPod(state, pod, added, node);
    }

    internal void PodRemoved(CycleState state, PodInfo pod, PodInfo removed, NodeInfo node)
    {
        foreach (IPreFilterExtensions plugin in extensions)
            plugin.RemovePod(state, pod, removed, node);
    }

    internal PostFilterResult PostFilter(CycleState state, PodInfo pod, Diagnosis diagnosis)
    {
        PostFilterResult result = new(Status.Unschedulable());
        foreach (IPostFilterPlugin plugin in PostFilters)
        {
            PostFilterResult answer = plugin.PostFilter(state, pod, diagnosis);
            if (answer.Status.IsSuccess || answer.Status.Code == StatusCode.Error)
                return answer;
            if (answer.Status.Code == StatusCode.UnschedulableAndUnresolvable)
                return answer;
            result = new(
                Status.Unschedulable([.. result.Status.Reasons, .. answer.Status.Reasons]),
                result.NominatedNodeName ?? answer.NominatedNodeName);
        }
        return result;
    }

    internal Status PreScore(CycleState state, PodInfo pod, IReadOnlyList<NodeInfo> nodes)
    {
        foreach (IPreScorePlugin plugin in PreScores)
        {
            Status status = plugin.PreScore(state, pod, nodes);
            if (status.IsSuccess)
                continue;
            if (!status.IsSkip)
                return status;
            int index = Array.FindIndex(Scores, score => ReferenceEquals(score, plugin));
            if (index >= 0)
                state.SkippedScores |= 1UL << index;
        }
        return Status.Success;
    }
}
