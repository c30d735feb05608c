using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.PodWorkers;
using Kubesharp.Linux.Cgroups;

namespace Kubesharp.Kubelet.Containers;

/// <summary>
/// The groups above those of Pods: of all Pods, held to what is not reserved, and of the two lower classes of service.
/// Burstable Pods together weigh what they request, BestEffort ones as little as can be, so that what they get beside
/// Guaranteed Pods follows what was asked for.
/// </summary>
/// <remarks>Run by one loop; <see cref="Wake"/> may be called from anywhere.</remarks>
internal sealed class QosGroups(NodeContext node, CgroupTree cgroups, Func<IReadOnlyList<Pod>> active)
{
    // As often as upstream looks anyway.
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private const long SharesMin = 2;

    private TaskCompletionSource changed = Loop.NewSignal();
    private readonly string root = node.Options.CgroupRoot.TrimEnd('/') + "/kubepods";
    private long? set;

    /// <summary>Pods have come or gone.</summary>
    public void Wake() => Volatile.Read(ref changed).TrySetResult();

    /// <summary>Makes the groups. Called before the first Pod.</summary>
    public void SetUp(IReadOnlyDictionary<string, Quantity> capacity)
    {
        cgroups.Create(root);
        cgroups.Create($"{root}/burstable");
        cgroups.Create($"{root}/besteffort");
        Try(root, LimitsOfAll(node.Options, capacity));
        Try($"{root}/besteffort", new CgroupLimits { CpuShares = SharesMin });
    }

    /// <summary>Keeps the weights until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task signal = Volatile.Read(ref changed).Task;
            Update();
            try
            {
                await signal.WaitAsync(Period, node.Time, cancellationToken);
                Volatile.Write(ref changed, Loop.NewSignal());
            }
            catch (TimeoutException)
            {
                // Nobody told of a change; a Pod may have completed.
            }
        }
    }

    /// <summary>What burstable Pods together weigh. Pure.</summary>
    internal static long BurstableShares(IEnumerable<Pod> pods) => PodResources.SharesFor(pods
        .Where(static pod => PodQualityOfService.ClassOf(pod) == PodQOSClass.Burstable)
        .Sum(static pod => PodResourceSums.RequestsWithOverhead(pod.Spec).GetValueOrDefault("cpu").MilliValue));

    /// <summary>What all Pods together may have: evictions keep some of it free before this is reached. Pure.</summary>
    internal static CgroupLimits LimitsOfAll(KubeletOptions options, IReadOnlyDictionary<string, Quantity> capacity)
    {
        Quantity cpu = capacity.GetValueOrDefault("cpu") - options.Reservations.Of("cpu");
        CgroupLimits limits = new() { CpuShares = PodResources.SharesFor(Math.Max(0, cpu.MilliValue)) };
        if (!options.Reservations.AreEnforced)
            return limits;
        Quantity memory = capacity.GetValueOrDefault("memory") - options.Reservations.Of("memory");
        return limits with { MemoryBytes = Math.Max(0, memory.Value) };
    }

    private void Update()
    {
        long shares = BurstableShares(active());
        if (shares == set)
            return;
        if (Try($"{root}/burstable", new CgroupLimits { CpuShares = shares }))
            set = shares;
    }

    private bool Try(string group, CgroupLimits limits)
    {
        try
        {
            cgroups.SetLimits(group, limits);
            return true;
        }
        catch (IOException exception)
        {
            // Memory in use above a new limit, say: Pods go on under what held before.
            node.Log($"the control group {group} could not be set: {exception.Message}");
            return false;
        }
    }
}
