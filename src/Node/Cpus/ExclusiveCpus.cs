using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Containers;
using Kubesharp.Kubelet.PodWorkers;
using Kubesharp.Linux.Processes;

namespace Kubesharp.Kubelet.Cpus;

/// <summary>
/// The static policy: containers of Guaranteed Pods that request whole CPUs get processors of their own, all others
/// share the rest. Kept on the disk, so that a kubelet that starts anew takes nothing from those who run.
/// </summary>
/// <remarks>Safe from any thread: the lock guards <c>assignments</c> and the file.</remarks>
internal sealed class ExclusiveCpus
{
    private readonly Lock gate = new();
    private readonly CpuTopology topology;
    private readonly CpuSet reserved;
    private readonly string file;
    private CpuAssignments assignments;

    /// <exception cref="IOException">The file of an earlier run does not fit this machine.</exception>
    public ExclusiveCpus(CpuTopology topology, NodeReservation reservation, string file)
    {
        this.topology = topology;
        this.file = file;
        reserved = reservation.Processors.IsEmpty
            ? CpuChoice.Take(topology, topology.All, reservation.Count) ?? topology.All
            : reservation.Processors;
        assignments = File.Exists(file)
            ? CpuAssignments.FromJson(File.ReadAllBytes(file)) : new CpuAssignments(topology.All);
        if (!assignments.Shared.Union(assignments.Taken).Equals(topology.All)
            || !reserved.IsSubsetOf(assignments.Shared))
        {
            throw new IOException(
                $"current set of available CPUs \"{topology.All}\" doesn't match with CPUs in state "
                + $"\"{assignments.Shared.Union(assignments.Taken)}\": drain this node and delete the CPU manager "
                + $"checkpoint file \"{file}\" before restarting");
        }
    }

    /// <summary>The processors of the container: its own, or those of all.</summary>
    public CpuSet Of(string podUid, string container)
    {
        lock (gate)
            return assignments.Exclusive.GetValueOrDefault((podUid, container)) ?? assignments.Shared;
    }

    /// <summary>Whether the container has processors for itself.</summary>
    public bool HasOwn(string podUid, string container)
    {
        lock (gate)
            return assignments.Exclusive.ContainsKey((podUid, container));
    }

    /// <summary>Gives the Pod what it is due.</summary>
    /// <returns>Why it may not run; null when it may.</returns>
    public PodEnding? Admit(Pod pod)
    {
        lock (gate)
        {
            CpuAssignments next = assignments;
            string uid = pod.Metadata.Uid;
            // What an init container had is free again when it has ended: the containers of the Pod may have it.
            CpuSet reusable = CpuSet.Empty;
            foreach (Container container in pod.Spec.InitContainers.Concat(pod.Spec.Containers))
            {
                int count = CountOf(pod, container);
                if (count == 0)
                    continue;
                if (!next.Exclusive.TryGetValue((uid, container.Name), out CpuSet? set))
                {
                    CpuSet assignable = next.Shared.Except(reserved);
                    set = Take(reusable, assignable, count);
                    if (set is null)
                    {
                        return new PodEnding("UnexpectedAdmissionError", string.Create(
                            CultureInfo.InvariantCulture,
                            $"Allocate failed due to not enough cpus available to satisfy request: requested={count}, "
                            + $"available={assignable.Count}, which is unexpected"));
                    }
                    next = next.With(uid, container.Name, set);
                }
                reusable = PodContainers.IsSidecar(container) || !pod.Spec.InitContainers.Contains(container)
                    ? reusable.Except(set) : reusable.Union(set);
            }
            Keep(next);
            return null;
        }
    }

    /// <summary>Takes back what the Pod had. Returns whether that was anything.</summary>
    public bool Release(string podUid)
    {
        lock (gate)
        {
            if (!assignments.Exclusive.Keys.Any(key => key.PodUid == podUid))
                return false;
            Keep(assignments.Without(podUid));
            return true;
        }
    }

    /// <summary>Forgets Pods that are no more. Called once, when it is known which there are.</summary>
    public void Retain(IReadOnlySet<string> podUids)
    {
        lock (gate)
        {
            CpuAssignments next = assignments;
            foreach (string gone in assignments.Exclusive.Keys.Select(static key => key.PodUid).Distinct()
                .Where(uid => !podUids.Contains(uid)))
                next = next.Without(gone);
            Keep(next);
        }
    }

    /// <summary>How many whole processors a container is due; 0: it shares. Pure.</summary>
    internal static int CountOf(Pod pod, Container container)
    {
        if (PodQualityOfService.ClassOf(pod) != PodQOSClass.Guaranteed)
            return 0;
        Quantity request = container.Resources.Requests.TryGetValue("cpu", out Quantity own)
            ? own : container.Resources.Limits.GetValueOrDefault("cpu");
        return request.MilliValue % 1000 == 0 ? (int)(request.MilliValue / 1000) : 0;
    }

    private CpuSet? Take(CpuSet reusable, CpuSet assignable, int count)
    {
        CpuSet first = CpuChoice.Take(topology, reusable, Math.Min(count, reusable.Count))!;
        return CpuChoice.Take(topology, assignable.Except(first), count - first.Count)?.Union(first);
    }

    private void Keep(CpuAssignments next)
    {
        if (next == assignments && File.Exists(file))
            return;
        assignments = next;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        string temporary = file + ".new";
        File.WriteAllBytes(temporary, next.ToJson());
        FileName.Replace(temporary, file);
    }
}

/// <summary>Processors that no container has for itself.</summary>
/// <param name="Processors">Which; empty when it is only known how many.</param>
/// <param name="Count">How many; whole ones, rounded up.</param>
internal sealed record NodeReservation(CpuSet Processors, int Count)
{
    public static NodeReservation Of(Registration.NodeReservations reservations) =>
        new(reservations.Processors, (int)((reservations.Of("cpu").MilliValue + 999) / 1000));
}
