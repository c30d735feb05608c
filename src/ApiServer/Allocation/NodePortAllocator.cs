using System.Globalization;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Store;

namespace Kubesharp.ApiServer.Allocation;

/// <summary>
/// Ports that every node opens for a Service. Each taken port is a key of the store, so that the store decides between
/// two who want the same one, whichever server they talk to. The lower band is only given to those who ask for a
/// port by name, as long as the upper band has free ones (KEP-3668).
/// </summary>
/// <remarks>
/// The set of known ports, which the lock guards, only spares useless attempts: another server may have taken or given
/// back ports meanwhile.
/// </remarks>
internal sealed class NodePortAllocator
{
    public const string Full = "range is full";
    private const string Taken = "provided port is already allocated";
    private const string Prefix = "/registry/ranges/servicenodeports/";

    // Upstream's band: 16 to 128 ports, a thirty-second of the range, none in a tiny range.
    private const int BandMin = 16;
    private const int BandMax = 128;
    private const int BandShare = 32;

    private readonly Lock gate = new();
    private readonly HashSet<int> known = [];
    private readonly IStore store;
    private readonly Entropy entropy;
    private readonly int first;
    private readonly int count;
    private readonly int band;

    public NodePortAllocator(IStore store, int first, int last, Entropy entropy)
    {
        this.store = store;
        this.entropy = entropy;
        this.first = first;
        count = last - first + 1;
        band = count <= BandMin ? 0 : Math.Clamp(count / BandShare, BandMin, BandMax);
        Range = string.Create(CultureInfo.InvariantCulture, $"{first}-{last}");
    }

    /// <summary><c>30000-32767</c>.</summary>
    public string Range { get; }

    public bool Contains(int port) => port >= first && port < first + count;

    /// <returns>Why not; null when it is taken.</returns>
    public async ValueTask<string?> TakeAsync(int port, string owner, bool dryRun, CancellationToken cancellationToken)
    {
        if (!Contains(port))
            return $"provided port is not in the valid range. The range of valid ports is {Range}";
        if (dryRun)
            return await store.GetAsync(Key(port), cancellationToken) is null ? null : Taken;
        return await TryTakeAsync(port, owner, cancellationToken) ? null : Taken;
    }

    /// <summary>Any free port; null when there is none.</summary>
    public async ValueTask<int?> TakeAnyAsync(string owner, bool dryRun, CancellationToken cancellationToken)
    {
        if (await TakeUnknownAsync(owner, dryRun, cancellationToken) is { } port)
            return port;
        // What this server believes to be taken may have been given back elsewhere.
        IReadOnlyDictionary<int, string> stored = await ListAsync(cancellationToken);
        lock (gate)
        {
            known.Clear();
            known.UnionWith(stored.Keys);
        }
        return await TakeUnknownAsync(owner, dryRun, cancellationToken);
    }

    public async ValueTask ReleaseAsync(int port)
    {
        await store.WriteAsync(StoreWrite.Delete(Key(port), null), CancellationToken.None);
        lock (gate)
            known.Remove(port);
    }

    /// <summary>The taken ports and who took them, <c>namespace/name</c>.</summary>
    public async ValueTask<IReadOnlyDictionary<int, string>> ListAsync(CancellationToken cancellationToken)
    {
        RangeResult stored = await store.RangeAsync(Prefix, "", 0, cancellationToken);
        Dictionary<int, string> ports = [];
        foreach (StoredValue value in stored.Values)
        {
            if (int.TryParse(value.Key.AsSpan(Prefix.Length), CultureInfo.InvariantCulture, out int port))
                ports[port] = Encoding.UTF8.GetString(value.Value.Span);
        }
        return ports;
    }

    private async ValueTask<int?> TakeUnknownAsync(string owner, bool dryRun, CancellationToken cancellationToken) =>
        await TakeUnknownAsync(first + band, count - band, owner, dryRun, cancellationToken)
        ?? await TakeUnknownAsync(first, band, owner, dryRun, cancellationToken);

    private async ValueTask<int?> TakeUnknownAsync(
        int start, int length, string owner, bool dryRun, CancellationToken cancellationToken)
    {
        if (length <= 0)
            return null;
        int offset = entropy.Next(length);
        for (int step = 0; step < length; step++)
        {
            int port = start + (offset + step) % length;
            lock (gate)
            {
                if (known.Contains(port))
                    continue;
            }
            if (dryRun || await TryTakeAsync(port, owner, cancellationToken))
                return port;
        }
        return null;
    }

    private async ValueTask<bool> TryTakeAsync(int port, string owner, CancellationToken cancellationToken)
    {
        WriteResult result = await store.WriteAsync(
            StoreWrite.Create(Key(port), Encoding.UTF8.GetBytes(owner)), cancellationToken);
        lock (gate)
            known.Add(port);
        return result.Succeeded;
    }

    private static string Key(int port) => Prefix + port.ToString(CultureInfo.InvariantCulture);
}
