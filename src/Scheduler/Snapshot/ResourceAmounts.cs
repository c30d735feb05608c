using Kubesharp.Api;

namespace Kubesharp.Scheduler.Snapshot;

/// <summary>Amounts of node resources: CPU in thousandths, the others in bytes or pieces.</summary>
public sealed class ResourceAmounts
{
    public long MilliCpu { get; internal set; }
    public long Memory { get; internal set; }
    public long EphemeralStorage { get; internal set; }
    /// <summary>Extended resources, huge pages and attachable volumes. Mostly none.</summary>
    public IReadOnlyList<ScalarAmount> Scalars => scalars ?? (IReadOnlyList<ScalarAmount>)[];

    private List<ScalarAmount>? scalars;

    internal bool HasScalars => scalars is { Count: > 0 };

    public static ResourceAmounts From(IReadOnlyDictionary<string, Quantity> list)
    {
        ResourceAmounts amounts = new();
        foreach ((string name, Quantity quantity) in list)
            amounts[name] = Of(name, quantity);
        return amounts;
    }

    public static long Of(string name, Quantity quantity) => name == "cpu" ? quantity.MilliValue : quantity.Value;

    public long this[string name]
    {
        get
        {
            switch (name)
            {
                case "cpu": return MilliCpu;
                case "memory": return Memory;
                case "ephemeral-storage": return EphemeralStorage;
            }
            if (scalars is not null)
            {
                foreach (ScalarAmount scalar in scalars)
                {
                    if (scalar.Name == name)
                        return scalar.Amount;
                }
            }
            return 0;
        }
        internal set
        {
            switch (name)
            {
                case "cpu": MilliCpu = value; break;
                case "memory": Memory = value; break;
                case "ephemeral-storage": EphemeralStorage = value; break;
                case "pods": break; // Counted, not summed.
                default: SetScalar(name, value); break;
            }
        }
    }

    internal void Add(ResourceAmounts other, long sign = 1)
    {
        MilliCpu += sign * other.MilliCpu;
        Memory += sign * other.Memory;
        EphemeralStorage += sign * other.EphemeralStorage;
        if (other.scalars is null)
            return;
        foreach (ScalarAmount scalar in other.scalars)
            SetScalar(scalar.Name, this[scalar.Name] + sign * scalar.Amount);
    }

    internal void RaiseTo(ResourceAmounts other)
    {
        MilliCpu = Math.Max(MilliCpu, other.MilliCpu);
        Memory = Math.Max(Memory, other.Memory);
        EphemeralStorage = Math.Max(EphemeralStorage, other.EphemeralStorage);
        if (other.scalars is null)
            return;
        foreach (ScalarAmount scalar in other.scalars)
            SetScalar(scalar.Name, Math.Max(this[scalar.Name], scalar.Amount));
    }

    private void SetScalar(string name, long value)
    {
        scalars ??= [];
        for (int i = 0; i < scalars.Count; i++)
        {
            if (scalars[i].Name == name)
            {
                scalars[i] = new(name, value);
                return;
            }
        }
        scalars.Add(new(name, value));
    }
}

/// <summary>An amount of a resource that not every node has.</summary>
public readonly record struct ScalarAmount(string Name, long Amount);
