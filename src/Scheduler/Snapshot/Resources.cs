using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Scheduler.Snapshot;

/// <summary>Amounts of node resources: CPU in thousandths, the others in bytes or pieces.</summary>
public sealed class Resources
{
    // What a Pod without requests counts as when nodes are scored (not when they are filtered): upstream's numbers.
    private const long DefaultMilliCpu = 100;
    private const long DefaultMemory = 200L * 1024 * 1024;

    public long MilliCpu { get; set; }
    public long Memory { get; set; }
    public long EphemeralStorage { get; set; }
    /// <summary>Extended resources and huge pages by name.</summary>
    public Dictionary<string, long> Scalars { get; } = new(StringComparer.Ordinal);

    public static Resources From(IReadOnlyDictionary<string, Quantity> list)
    {
        Resources resources = new();
        foreach ((string name, Quantity quantity) in list)
            resources[name] = name == "cpu" ? quantity.MilliValue : quantity.Value;
        return resources;
    }

    /// <summary>
    /// What a Pod asks for: the larger of the sum of its containers and the peak of its init containers, sidecars
    /// counted where they run, plus overhead (KEP-753).
    /// </summary>
    /// <param name="forScoring">Containers without CPU or memory requests count as upstream's defaults.</param>
    public static Resources Requested(Pod pod, bool forScoring = false)
    {
        Resources sum = new(), sidecars = new(), peak = new();
        foreach (Container container in pod.Spec.Containers)
            sum.Add(Of(container, forScoring));
        foreach (Container container in pod.Spec.InitContainers)
        {
            Resources request = Of(container, forScoring);
            if (container.RestartPolicy == "Always")
            {
                sum.Add(request);
                sidecars.Add(request);
                peak.RaiseTo(sidecars);
                continue;
            }
            request.Add(sidecars);
            peak.RaiseTo(request);
        }
        sum.RaiseTo(peak);
        sum.Add(From(pod.Spec.Overhead));
        return sum;
    }

    public long this[string name]
    {
        get => name switch
        {
            "cpu" => MilliCpu,
            "memory" => Memory,
            "ephemeral-storage" => EphemeralStorage,
            _ => Scalars.GetValueOrDefault(name),
        };
        set
        {
            switch (name)
            {
                case "cpu": MilliCpu = value; break;
                case "memory": Memory = value; break;
                case "ephemeral-storage": EphemeralStorage = value; break;
                case "pods": break; // Counted, not summed.
                default: Scalars[name] = value; break;
            }
        }
    }

    public void Add(Resources other) => Combine(other, static (left, right) => left + right);

    public void Subtract(Resources other) => Combine(other, static (left, right) => left - right);

    private void RaiseTo(Resources other) => Combine(other, Math.Max);

    private void Combine(Resources other, Func<long, long, long> operation)
    {
        MilliCpu = operation(MilliCpu, other.MilliCpu);
        Memory = operation(Memory, other.Memory);
        EphemeralStorage = operation(EphemeralStorage, other.EphemeralStorage);
        foreach ((string name, long value) in other.Scalars)
            Scalars[name] = operation(Scalars.GetValueOrDefault(name), value);
    }

    private static Resources Of(Container container, bool forScoring)
    {
        Resources resources = From(container.Resources.Requests);
        if (forScoring)
        {
            if (resources.MilliCpu == 0)
                resources.MilliCpu = DefaultMilliCpu;
            if (resources.Memory == 0)
                resources.Memory = DefaultMemory;
        }
        return resources;
    }
}
