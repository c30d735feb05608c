using Kubesharp.Api;
using Kubesharp.Api.Coordination;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Simulation.Nodes;

/// <summary>What the simulated nodes look like.</summary>
public sealed record SimulatedNodesOptions
{
    /// <summary>How many. Defaults to 1.</summary>
    public int Count { get; init; } = 1;
    /// <summary>Names are this and a number from 0. Defaults to <c>node-</c>.</summary>
    public string NamePrefix { get; init; } = "node-";
    /// <summary>Defaults to upstream's benchmark nodes: 4 CPU, 32 Gi, 110 Pods.</summary>
    public string Cpu { get; init; } = "4";
    public string Memory { get; init; } = "32Gi";
    public int Pods { get; init; } = 110;
    /// <summary>From being bound to running and ready. Defaults to none.</summary>
    public TimeSpan StartDelay { get; init; }
    /// <summary>How each Pod behaves once it has started. Defaults to what its annotations say.</summary>
    public Func<Pod, PodProgram> ProgramOf { get; init; } = PodProgram.Of;
    /// <summary>How often a node renews its Lease. Defaults to 10 s, as the kubelet.</summary>
    public TimeSpan LeaseInterval { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>
/// Nodes that start nothing and report what real ones would: registration, leases, Pods that run, are ready, and go
/// when they are told to. One informer and one queue serve all of them.
/// </summary>
public sealed class SimulatedNodes(ITransport transport, SimulatedNodesOptions options, TimeProvider time)
{
    private readonly ApiClient client = new(transport, "kubelet");
    // Over restarts too: no two Pods get one address.
    private readonly AddressCounter addresses = new();

    /// <summary>Registers the nodes and runs them until cancelled; again after that is a restart.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Cache cache = new(transport, time);
        ControllerLoop pods = new(
            SimulatedPods.Spec, new SimulatedPods(client, cache, options, addresses, time), cache, time);
        pods.Wire();
        cache.Informer<Node>();
        cache.Start(cancellationToken);
        Task running = Loop.Run("simulated-nodes/pods", time, pods.RunAsync, cancellationToken);
        await Loop.Run(
            "simulated-nodes/leases", time, token => HeartbeatAsync(cache, token), cancellationToken);
        await running;
    }

    private async Task HeartbeatAsync(Cache cache, CancellationToken cancellationToken)
    {
        bool[] registered = new bool[options.Count];
        Lease?[] leases = new Lease?[options.Count];
        while (true)
        {
            for (int i = 0; i < options.Count; i++)
            {
                string name = options.NamePrefix + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
                registered[i] = registered[i] || await RegisterAsync(name, cancellationToken);
                leases[i] = await RenewAsync(name, leases[i], cancellationToken);
                if (cache.Get<Node>(new("", name)) is { } node)
                    await ReportAsync(node, cancellationToken);
            }
            // A registration that was refused or lost is tried again soon; leases have their interval.
            TimeSpan pause = Array.TrueForAll(registered, static done => done)
                ? options.LeaseInterval : TimeSpan.FromMilliseconds(200);
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private async Task<bool> RegisterAsync(string name, CancellationToken cancellationToken)
    {
        Dictionary<string, Quantity> capacity = new()
        {
            ["cpu"] = Quantity.Parse(options.Cpu),
            ["memory"] = Quantity.Parse(options.Memory),
            ["pods"] = new Quantity(options.Pods),
        };
        Node node = new()
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = name,
                Labels = new Dictionary<string, string>
                {
                    ["kubernetes.io/hostname"] = name,
                    ["kubernetes.io/os"] = "linux",
                    ["kubernetes.io/arch"] = "amd64",
                },
            },
            Status = NodeStatus.Empty with
            {
                Capacity = capacity,
                Allocatable = capacity,
                Conditions = [Ready()],
            },
        };
        ApiResult<Node> created = await client.CreateAsync(node, cancellationToken);
        return created.Error is null or { IsAlreadyExists: true };
    }

    // A node that was given up, because its lease came late, says that it is there.
    private async Task ReportAsync(Node node, CancellationToken cancellationToken)
    {
        if (node.Status.Conditions.Any(static condition => condition is { Type: "Ready", Status: "True" }))
            return;
        await client.UpdateStatusAsync(node with { Status = node.Status with { Conditions = [Ready()] } },
            cancellationToken);
    }

    private NodeCondition Ready()
    {
        Time now = new(time.GetUtcNow());
        return NodeCondition.Empty with
        {
            Type = "Ready",
            Status = "True",
            Reason = "KubeletReady",
            Message = "kubelet is posting ready status",
            LastHeartbeatTime = now,
            LastTransitionTime = now,
        };
    }

    // As the kubelet: the Lease as it was last written is renewed without looking, until that does not work.
    private async Task<Lease?> RenewAsync(string name, Lease? last, CancellationToken cancellationToken)
    {
        ObjectKey key = new("kube-node-lease", name);
        MicroTime now = new(time.GetUtcNow());
        ApiResult<Lease> known = last is null ? await client.GetAsync<Lease>(key, cancellationToken) : new(last, null);
        if (known.Value is { } lease)
        {
            return (await client.UpdateAsync(
                lease with { Spec = (lease.Spec ?? LeaseSpec.Empty) with { RenewTime = now } },
                cancellationToken)).Value;
        }
        if (known.Error is not { IsNotFound: true })
            return null;
        Lease first = new()
        {
            Metadata = ObjectMeta.Empty with { Name = key.Name, Namespace = key.Namespace },
            Spec = LeaseSpec.Empty with { HolderIdentity = name, LeaseDurationSeconds = 40, RenewTime = now },
        };
        return (await client.CreateAsync(first, cancellationToken)).Value;
    }
}
