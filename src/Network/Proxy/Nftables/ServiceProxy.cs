using Kubesharp.Api;
using Kubesharp.Client;
using Kubesharp.Linux.Conntrack;
using Kubesharp.Linux.Nftables;
using Kubesharp.Network.Services;

namespace Kubesharp.Network.Proxy.Nftables;

/// <summary>
/// Keeps the kernel's nftables table equal to the Services. The first step replaces the whole table in one transaction,
/// later ones change only what differs.
/// </summary>
/// <remarks>
/// Invariant: <see cref="applied"/> is what the kernel has, or null when that is unknown; then the next step replaces
/// the whole table. Only the proxy's loop touches the fields.
/// </remarks>
public sealed class ServiceProxy(NetworkOptions options, ServiceTracker tracker, TimeProvider time)
{
    // Somebody else may flush all tables (a firewall's restart does): look now and then.
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryFirst = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(30);

    private readonly NftablesCommand nftables = new(options.NetworkNamespace);
    private Dictionary<ObjectKey, Fragment> fragments = [];
    private Ruleset? applied;

    /// <summary>
    /// Set when bridged packets pass no nftables chains: then every translated packet is masqueraded.
    /// </summary>
    public bool MasqueradeAll { get; set; }

    /// <summary>Told after every step that changed something: how many Services changed, how long it took.</summary>
    public Action<int, TimeSpan>? OnApplied { get; init; }

    /// <summary>Told when nftables refuses a step.</summary>
    public Action<string> OnFailure { get; init; } =
        static error => Console.Error.WriteLine($"nftables refused the Service rules: {error}");

    /// <summary>
    /// Applies every change until cancelled. The table stays: connections go on without this process.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // An empty table in between would refuse connections to Services that work.
        await tracker.Synced.WaitAsync(cancellationToken);
        TimeSpan retry = RetryFirst;
        while (true)
        {
            (ServiceMap map, Task nextChange) = tracker.Current;
            bool succeeded = await ApplyAsync(map, cancellationToken);
            if (succeeded)
            {
                retry = RetryFirst;
                await WaitForWorkAsync(nextChange, cancellationToken);
            }
            else
            {
                await Task.Delay(retry, time, cancellationToken);
                retry = retry * 2 < RetryMax ? retry * 2 : RetryMax;
            }
        }
    }

    /// <summary>
    /// Brings the kernel from what it has to what the map says. False: refused, told to <see cref="OnFailure"/>.
    /// </summary>
    internal async Task<bool> ApplyAsync(ServiceMap map, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        (Dictionary<ObjectKey, Fragment> next, List<ServicePortState> changed, int count) = Compute(map);
        if (count == 0 && applied is not null)
            return true;
        Ruleset ruleset = new();
        foreach (ObjectKey key in next.Keys.Order())
            ruleset.Merge(next[key].Ruleset);

        string text = applied is null
            ? RulesetText.Full(ruleset, options, MasqueradeAll)
            : RulesetText.Change(applied, ruleset, options);
        if (text.Length > 0)
        {
            NftablesResult result = await nftables.RunAsync(text, cancellationToken);
            if (!result.Succeeded)
            {
                applied = null;
                fragments = [];
                OnFailure(result.Error);
                return false;
            }
        }
        applied = ruleset;
        fragments = next;
        StaleFlows stale = new(changed);
        if (!stale.IsEmpty)
            await options.NetworkNamespace.RunAsync(() => ConntrackTable.DeleteWhere(stale.Contains));
        OnApplied?.Invoke(count, time.GetElapsedTime(start));
        return true;
    }

    // Services whose entry is the same object as last time keep their rules.
    private (Dictionary<ObjectKey, Fragment> Next, List<ServicePortState> Changed, int Count) Compute(ServiceMap map)
    {
        Dictionary<ObjectKey, Fragment> next = new(map.Entries.Count);
        List<ServicePortState> changed = [];
        int count = 0;
        foreach ((ObjectKey key, ServiceEntry entry) in map.Entries)
        {
            if (fragments.TryGetValue(key, out Fragment? known) && ReferenceEquals(known.Entry, entry))
            {
                next[key] = known;
                continue;
            }
            count++;
            IReadOnlyList<ServicePortState> ports = [.. ServicePortState.For(entry, options.NodeName).Where(IsProxied)];
            changed.AddRange(ports);
            next[key] = new Fragment(entry, ports, Ruleset.For(ports, options));
        }
        foreach ((ObjectKey key, Fragment gone) in fragments)
        {
            if (next.ContainsKey(key))
                continue;
            count++;
            changed.AddRange(gone.Ports.Select(static port => port with { Endpoints = [], LocalEndpoints = [] }));
        }
        return (next, changed, count);
    }

    // The address of the DNS server is this node's own, whatever a Service of that address says of endpoints.
    private bool IsProxied(ServicePortState port) =>
        !options.DnsEnabled || !port.ClusterIPs.Contains(options.ClusterDns.ToString());

    private async Task WaitForWorkAsync(Task nextChange, CancellationToken cancellationToken)
    {
        while (!nextChange.IsCompleted)
        {
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task pause = Task.Delay(CheckEvery, time, stop.Token);
            bool isChange = await Task.WhenAny(nextChange, pause) == nextChange;
            await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            if (isChange)
                return;
            NftablesResult result = await nftables.RunAsync(
                $"list chain ip {options.Table} services\n", cancellationToken);
            if (result.Succeeded)
                continue;
            applied = null;
            fragments = [];
            return;
        }
    }

    private sealed record Fragment(ServiceEntry Entry, IReadOnlyList<ServicePortState> Ports, Ruleset Ruleset);
}
