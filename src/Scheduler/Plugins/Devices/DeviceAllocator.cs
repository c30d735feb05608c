using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Resource;
using Claim = Kubesharp.Api.Resource.ResourceClaim;

namespace Kubesharp.Scheduler.Plugins.Devices;

/// <summary>What was found for the claims, or why nothing was.</summary>
/// <param name="Allocations">In the order of the claims; null: nothing fits.</param>
/// <param name="Error">Why it cannot even be asked; null: it can.</param>
internal sealed record DeviceAllocation(IReadOnlyList<AllocationResult>? Allocations, string? Error = null)
{
    public static DeviceAllocation None { get; } = new((IReadOnlyList<AllocationResult>?)null);

    /// <summary>How good the alternatives are that were taken: more is better.</summary>
    public long Preference { get; init; }
}

/// <summary>
/// Chooses devices on one node for several claims together (structured parameters, KEP-4381; prioritized alternatives,
/// KEP-4816; taints, KEP-5055; partitions, KEP-4815): depth first, in the order of claims, requests, alternatives and
/// devices, so that the first allocation that fits is taken. Pure but for what the selectors remember.
/// </summary>
internal sealed class DeviceAllocator
{
    /// <summary>Upstream's limit of devices in one claim.</summary>
    public const int DevicesMax = 32;

    // Upstream ends a search after ten seconds; this many steps are milliseconds, on each of many nodes.
    private const int StepsMax = 20_000;
    // The most alternatives that a request may have.
    private const int AlternativesMax = 8;

    private readonly IReadOnlyList<Claim> claims;
    private readonly IReadOnlyList<OfferedDevice> devices;
    private readonly IReadOnlySet<DeviceId> taken;
    private readonly Func<string, DeviceClass?> classOf;
    private readonly DeviceSelectors selectors;
    private readonly Node node;

    private readonly List<Wish> wishes = [];
    private readonly List<Choice> chosen = [];
    private readonly HashSet<DeviceId> used = [];
    private readonly Dictionary<DevicePool, Dictionary<(string Set, string Counter), Quantity>> left = [];
    private int steps;
    private long preference;
    private string? error;

    private DeviceAllocator(
        IReadOnlyList<Claim> claims, Node node, DeviceInventory inventory, IReadOnlySet<DeviceId> taken,
        Func<string, DeviceClass?> classOf, DeviceSelectors selectors)
    {
        this.claims = claims;
        this.node = node;
        this.taken = taken;
        this.classOf = classOf;
        this.selectors = selectors;
        devices = inventory.On(node);
        foreach (DevicePool pool in devices.Select(static device => device.Pool).Distinct())
        {
            if (pool.Counters.Count > 0)
                left[pool] = new(pool.Counters);
        }
        if (left.Count == 0)
            return;
        foreach (DeviceId id in taken)
        {
            if (inventory.Find(id) is { } device && left.ContainsKey(device.Pool))
                Consume(device, 1);
        }
    }

    public static DeviceAllocation Allocate(
        IReadOnlyList<Claim> claims, Node node, DeviceInventory inventory, IReadOnlySet<DeviceId> taken,
        Func<string, DeviceClass?> classOf, DeviceSelectors selectors)
    {
        DeviceAllocator search = new(claims, node, inventory, taken, classOf, selectors);
        for (int i = 0; i < claims.Count; i++)
        {
            foreach (DeviceRequest request in claims[i].Spec.Devices.Requests)
                search.wishes.Add(search.WishFor(i, request));
        }
        // A request that cannot be met by itself spares trying all ways to meet those before it.
        bool found = search.error is null && search.wishes.TrueForAll(static wish => wish.Options.Count > 0)
            && search.Satisfy(0);
        if (search.error is { } error)
            return new(null, error);
        return found ? new(search.Results()) { Preference = search.preference } : DeviceAllocation.None;
    }

    /// <summary>The alternatives of a request that have enough devices on the node, best first.</summary>
    private Wish WishFor(int claim, DeviceRequest request)
    {
        List<Option> options = [];
        IReadOnlyList<Demand> demands = request.Exactly is { } exactly
            ? [Demand.Of(request.Name, exactly)]
            : [.. request.FirstAvailable.Select(one => Demand.Of(request.Name, one))];
        for (int i = 0; i < demands.Count && error is null; i++)
        {
            Demand demand = demands[i];
            if (demand.AllocationMode is not ("" or "ExactCount" or "All"))
            {
                error = $"request {demand.Name}: unsupported count mode {demand.AllocationMode}";
                break;
            }
            if (classOf(demand.ClassName) is not { } deviceClass)
                continue; // Said before any node was looked at.
            List<OfferedDevice> candidates = Candidates(deviceClass, demand);
            if (candidates.Count >= (demand.AllocationMode == "All" ? 1 : Math.Max(1, demand.Count)))
            {
                options.Add(new Option(
                    demand, deviceClass, candidates, request.Exactly is null ? AlternativesMax - i : 0));
            }
        }
        return new Wish(claim, options);
    }

    private bool Satisfy(int wish)
    {
        if (wish == wishes.Count)
            return true;
        foreach (Option option in wishes[wish].Options)
        {
            preference += option.Preference;
            if (Take(wish, option))
                return true;
            preference -= option.Preference;
            if (error is not null)
                return false;
        }
        return false;
    }

    private bool Take(int wish, Option option)
    {
        (Demand demand, DeviceClass deviceClass, List<OfferedDevice> candidates, _) = option;
        if (demand.AllocationMode != "All")
            return TakeSome(wish, demand, deviceClass, candidates, 0, Math.Max(1, demand.Count));
        // All of them or none: one that somebody else has spoils it.
        if (Count(wishes[wish].Claim) + candidates.Count > DevicesMax)
            return false;
        int before = chosen.Count;
        foreach (OfferedDevice device in candidates)
        {
            if (!TryChoose(wish, demand, deviceClass, device))
            {
                Undo(before);
                return false;
            }
        }
        if (Satisfy(wish + 1))
            return true;
        Undo(before);
        return false;
    }

    // Devices are taken in their order, so that no set of them is tried twice.
    private bool TakeSome(
        int wish, Demand demand, DeviceClass deviceClass, List<OfferedDevice> candidates, int from, long count)
    {
        if (count == 0)
            return Satisfy(wish + 1);
        if (Count(wishes[wish].Claim) + count > DevicesMax)
            return false;
        for (int i = from; i + count <= candidates.Count && error is null; i++)
        {
            if (++steps > StepsMax)
            {
                error = $"no allocation found within {StepsMax} steps";
                return false;
            }
            if (!TryChoose(wish, demand, deviceClass, candidates[i]))
                continue;
            if (TakeSome(wish, demand, deviceClass, candidates, i + 1, count - 1))
                return true;
            Undo(chosen.Count - 1);
        }
        return false;
    }

    private List<OfferedDevice> Candidates(DeviceClass deviceClass, Demand demand)
    {
        List<OfferedDevice> candidates = [];
        foreach (OfferedDevice device in devices)
        {
            // A device that has to be prepared before the Pod is bound would be used too early.
            if (device.Device.BindingConditions.Count > 0)
                continue;
            if (!Selected(deviceClass.Spec.Selectors, device) || !Selected(demand.Selectors, device))
            {
                if (error is not null)
                {
                    error = $"request {demand.Name}, device {device.Id.Driver}/{device.Id.Pool}/{device.Id.Name}: "
                        + error;
                    return candidates;
                }
                continue;
            }
            if (device.Pool.IsIncomplete)
            {
                if (demand.AllocationMode == "All")
                {
                    error = $"request {demand.Name}: asks for all devices, but resource pool "
                        + $"{device.Id.Driver}/{device.Id.Pool} is currently being updated";
                    return candidates;
                }
                continue;
            }
            candidates.Add(device);
        }
        return candidates;
    }

    private bool Selected(IReadOnlyList<DeviceSelector> all, OfferedDevice device)
    {
        foreach (DeviceSelector selector in all)
        {
            (bool passes, error) = selectors.Ask(selector, device.Id.Driver, device.Device);
            if (!passes)
                return false;
        }
        return true;
    }

    private bool TryChoose(int wish, Demand demand, DeviceClass deviceClass, OfferedDevice device)
    {
        if (!demand.AdminAccess && (taken.Contains(device.Id) || used.Contains(device.Id)))
            return false;
        if (!device.Device.Taints.All(taint => IsTolerated(taint, demand.Tolerations)) || !HasCapacity(device, demand)
            || !Agrees(wish, demand, device))
            return false;
        if (!demand.AdminAccess)
        {
            if (!HasCounters(device))
                return false;
            Consume(device, 1);
            used.Add(device.Id);
        }
        chosen.Add(new Choice(wish, demand, deviceClass, device));
        return true;
    }

    private void Undo(int keep)
    {
        for (int i = chosen.Count - 1; i >= keep; i--)
        {
            if (!chosen[i].Demand.AdminAccess)
            {
                used.Remove(chosen[i].Device.Id);
                Consume(chosen[i].Device, -1);
            }
            chosen.RemoveAt(i);
        }
    }

    private int Count(int claim) => chosen.Count(choice => wishes[choice.Wish].Claim == claim);

    private static bool IsTolerated(DeviceTaint taint, IReadOnlyList<DeviceToleration> tolerations) =>
        taint.Effect is not ("NoSchedule" or "NoExecute")
        || tolerations.Any(toleration =>
            (toleration.Effect.Length == 0 || toleration.Effect == taint.Effect)
            && (toleration.Key.Length == 0 || toleration.Key == taint.Key)
            && (toleration.Operator == "Exists"
                || (toleration.Operator is "" or "Equal" && toleration.Value == taint.Value)));

    private static bool HasCapacity(OfferedDevice device, Demand demand)
    {
        foreach ((string name, Quantity wanted) in demand.Capacity)
        {
            string own = name.StartsWith(device.Id.Driver + "/", StringComparison.Ordinal)
                ? name[(device.Id.Driver.Length + 1)..] : name;
            if (!(device.Device.Capacity.TryGetValue(name, out DeviceCapacity? capacity)
                || device.Device.Capacity.TryGetValue(own, out capacity)) || capacity.Value.CompareTo(wanted) < 0)
                return false;
        }
        return true;
    }

    /// <summary>Whether the device keeps to the claim's constraints, together with those that are chosen.</summary>
    private bool Agrees(int wish, Demand demand, OfferedDevice device)
    {
        int claim = wishes[wish].Claim;
        foreach (DeviceConstraint constraint in claims[claim].Spec.Devices.Constraints)
        {
            if (!Means(constraint, demand))
                continue;
            string name = constraint.MatchAttribute ?? constraint.DistinctAttribute ?? "";
            if (AttributeOf(device, name) is not { } value)
                return false;
            bool wantsSame = constraint.MatchAttribute is not null;
            foreach (Choice other in chosen)
            {
                if (wishes[other.Wish].Claim != claim || !Means(constraint, other.Demand))
                    continue;
                if (value.Equals(AttributeOf(other.Device, name)) != wantsSame)
                    return false;
            }
        }
        return true;
    }

    private static bool Means(DeviceConstraint constraint, Demand demand) =>
        constraint.Requests.Count == 0 || constraint.Requests.Contains(demand.Name)
        || constraint.Requests.Contains(demand.Parent);

    // A device may leave the domain out where it is its driver's.
    private static DeviceAttribute? AttributeOf(OfferedDevice device, string name)
    {
        if (device.Device.Attributes.TryGetValue(name, out DeviceAttribute? value))
            return value;
        string prefix = device.Id.Driver + "/";
        return name.StartsWith(prefix, StringComparison.Ordinal)
            ? device.Device.Attributes.GetValueOrDefault(name[prefix.Length..]) : null;
    }

    private bool HasCounters(OfferedDevice device)
    {
        foreach (DeviceCounterConsumption consumption in device.Device.ConsumesCounters)
        {
            if (!left.TryGetValue(device.Pool, out Dictionary<(string Set, string Counter), Quantity>? counters))
                return false;
            foreach ((string name, Counter wanted) in consumption.Counters)
            {
                if (!counters.TryGetValue((consumption.CounterSet, name), out Quantity there)
                    || there.CompareTo(wanted.Value) < 0)
                    return false;
            }
        }
        return true;
    }

    private void Consume(OfferedDevice device, int sign)
    {
        if (!left.TryGetValue(device.Pool, out Dictionary<(string Set, string Counter), Quantity>? counters))
            return;
        foreach (DeviceCounterConsumption consumption in device.Device.ConsumesCounters)
        {
            foreach ((string name, Counter wanted) in consumption.Counters)
            {
                if (counters.TryGetValue((consumption.CounterSet, name), out Quantity there))
                {
                    counters[(consumption.CounterSet, name)] =
                        sign > 0 ? there - wanted.Value : there + wanted.Value;
                }
            }
        }
    }

    private List<AllocationResult> Results()
    {
        List<AllocationResult> results = [];
        for (int i = 0; i < claims.Count; i++)
        {
            List<Choice> own = [.. chosen.Where(choice => wishes[choice.Wish].Claim == i)];
            results.Add(AllocationResult.Empty with
            {
                Devices = DeviceAllocationResult.Empty with
                {
                    Results = [.. own.Select(ResultOf)],
                    Config = [.. ConfigOf(claims[i], own)],
                },
                NodeSelector = SelectorOf(own),
            });
        }
        return results;
    }

    private static DeviceRequestAllocationResult ResultOf(Choice choice) => DeviceRequestAllocationResult.Empty with
    {
        Request = choice.Demand.Name,
        Driver = choice.Device.Id.Driver,
        Pool = choice.Device.Id.Pool,
        Device = choice.Device.Id.Name,
        AdminAccess = choice.Demand.AdminAccess ? true : null,
        Tolerations = choice.Demand.Tolerations,
    };

    private static IEnumerable<DeviceAllocationConfiguration> ConfigOf(Claim claim, List<Choice> own)
    {
        foreach (Choice choice in own.DistinctBy(static choice => choice.Demand.Name))
        {
            foreach (DeviceClassConfiguration config in choice.Class.Spec.Config)
            {
                yield return DeviceAllocationConfiguration.Empty with
                {
                    Source = "FromClass", Requests = [choice.Demand.Name], Opaque = config.Opaque,
                };
            }
        }
        foreach (DeviceClaimConfiguration config in claim.Spec.Devices.Config)
        {
            // Of alternatives that were not taken nothing is passed on.
            if (config.Requests.Count > 0 && !own.Any(choice =>
                config.Requests.Contains(choice.Demand.Name) || config.Requests.Contains(choice.Demand.Parent)))
                continue;
            yield return DeviceAllocationConfiguration.Empty with
            {
                Source = "FromClaim", Requests = config.Requests, Opaque = config.Opaque,
            };
        }
    }

    /// <summary>Where the devices can be used together; null: everywhere.</summary>
    private NodeSelector? SelectorOf(List<Choice> own)
    {
        if (own.Any(static choice => choice.Device.NodeName is { Length: > 0 }))
        {
            return new NodeSelector
            {
                NodeSelectorTerms =
                [
                    NodeSelectorTerm.Empty with
                    {
                        MatchFields =
                        [
                            new NodeSelectorRequirement
                            {
                                Key = "metadata.name", Operator = "In", Values = [node.Metadata.Name],
                            },
                        ],
                    },
                ],
            };
        }
        List<NodeSelectorRequirement> expressions = [], fields = [];
        foreach (NodeSelectorTerm term in own.Select(static choice => choice.Device.NodeSelector)
            .OfType<NodeSelector>().SelectMany(static selector => selector.NodeSelectorTerms))
        {
            expressions.AddRange(term.MatchExpressions.Where(one => !expressions.Contains(one)));
            fields.AddRange(term.MatchFields.Where(one => !fields.Contains(one)));
        }
        return expressions.Count + fields.Count == 0 ? null : new NodeSelector
        {
            NodeSelectorTerms =
                [NodeSelectorTerm.Empty with { MatchExpressions = expressions, MatchFields = fields }],
        };
    }

    /// <summary>A request of a claim; one of the options is taken.</summary>
    private sealed record Wish(int Claim, List<Option> Options);

    private sealed record Option(
        Demand Demand, DeviceClass Class, List<OfferedDevice> Candidates, int Preference);

    private sealed record Choice(int Wish, Demand Demand, DeviceClass Class, OfferedDevice Device);

    /// <summary>A request, or one of its alternatives.</summary>
    /// <param name="Name">As results name it: REQUEST or REQUEST/ALTERNATIVE.</param>
    /// <param name="Parent">The request's own name.</param>
    private sealed record Demand(
        string Name, string Parent, string ClassName, IReadOnlyList<DeviceSelector> Selectors, string AllocationMode,
        long Count, bool AdminAccess, IReadOnlyList<DeviceToleration> Tolerations,
        IReadOnlyDictionary<string, Quantity> Capacity)
    {
        public static Demand Of(string name, ExactDeviceRequest request) => new(
            name, name, request.DeviceClassName, request.Selectors, request.AllocationMode, request.Count,
            request.AdminAccess == true, request.Tolerations,
            request.Capacity?.Requests ?? Maps.None<Quantity>());

        public static Demand Of(string parent, DeviceSubRequest request) => new(
            $"{parent}/{request.Name}", parent, request.DeviceClassName, request.Selectors, request.AllocationMode,
            request.Count, false, request.Tolerations, request.Capacity?.Requests ?? Maps.None<Quantity>());
    }
}
