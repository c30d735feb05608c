using System.Collections.Concurrent;
using System.Globalization;
using Grpc.Core;
using Kubesharp.Api.Core;
using Kubesharp.Api.Storage;
using Kubesharp.Client;
using Kubesharp.Kubelet.Plugins;
using Kubesharp.Kubelet.Volumes.Csi.Wire;
using Node = Kubesharp.Api.Core.Node;

namespace Kubesharp.Kubelet.Volumes.Csi;

/// <summary>The drivers that have registered on this node, kept in the Node and the CSINode.</summary>
/// <remarks>Safe from any thread. The plugin watcher's loop is the only one to register and deregister.</remarks>
internal sealed class CsiDrivers(string nodeName, ApiClient client, TimeProvider time, Action<string> log)
    : IPluginHandler, IDisposable
{
    private const int WritesMax = 5;

    private readonly ConcurrentDictionary<string, CsiDriver> drivers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> askedAt = new(StringComparer.Ordinal);

    public string Type => "CSIPlugin";

    public void Dispose()
    {
        foreach (CsiDriver driver in drivers.Values)
            driver.Dispose();
    }

    /// <exception cref="CsiException">No such driver has registered.</exception>
    public CsiDriver Get(string name) => Find(name)
        ?? throw new CsiException(StatusCode.Unavailable, Missing(name));

    public CsiDriver? Find(string name) => drivers.GetValueOrDefault(name);

    public static string Missing(string name) =>
        $"driver name {name} not found in the list of registered CSI drivers";

    public async Task RegisterAsync(
        string name, string endpoint, IReadOnlyList<string> versions, CancellationToken cancellationToken)
    {
        if (!versions.Any(IsSupported))
        {
            string offered = string.Join(' ', versions.Select(static version => $"\"{version}\""));
            throw new IOException(
                $"RegisterPlugin for CSI driver \"{name}\" failed. None of the versions specified [{offered}] are "
                + "supported");
        }
        CsiDriver driver = new(name, endpoint, time);
        try
        {
            await InstallAsync(driver, cancellationToken);
        }
        catch
        {
            driver.Dispose();
            throw;
        }
        if (drivers.TryGetValue(name, out CsiDriver? before))
            before.Dispose();
        drivers[name] = driver;
        log($"CSI driver {name} registered at {endpoint}");
    }

    public async Task DeregisterAsync(string name, CancellationToken cancellationToken)
    {
        if (drivers.TryRemove(name, out CsiDriver? driver))
            driver.Dispose();
        log($"CSI driver {name} is gone");
        await WriteAsync<CSINode>(known => CsiNodeObjects.Without(known, name), null, cancellationToken);
        await WriteAsync<Node>(node => CsiNodeObjects.Without(node, name), null, cancellationToken);
    }

    /// <summary>
    /// Makes the node's CSINode, which says that drivers are told of in it. Upstream's kubelet does so before it is
    /// ready.
    /// </summary>
    public Task CreateObjectAsync(CancellationToken cancellationToken) =>
        WriteAsync<CSINode>(static known => known, CsiNodeObjects.For, cancellationToken);

    /// <summary>Asks drivers anew how many volumes fit whose CSIDriver says how often (KEP-4876).</summary>
    public async Task RefreshAllocatableAsync(
        Func<string, CSIDriver?> find, CancellationToken cancellationToken)
    {
        foreach (CsiDriver driver in drivers.Values)
        {
            if (find(driver.Name)?.Spec.NodeAllocatableUpdatePeriodSeconds is not { } seconds
                || (askedAt.TryGetValue(driver.Name, out long at)
                    && time.GetElapsedTime(at) < TimeSpan.FromSeconds(seconds)))
                continue;
            try
            {
                await InstallAsync(driver, cancellationToken);
            }
            catch (IOException exception)
            {
                log($"CSI driver {driver.Name}: {exception.Message}");
            }
        }
    }

    private async Task InstallAsync(CsiDriver driver, CancellationToken cancellationToken)
    {
        NodeGetInfoResponse answer = await driver.InfoAsync(cancellationToken);
        askedAt[driver.Name] = time.GetTimestamp();
        if (answer.NodeId.Length == 0)
            throw new IOException("error adding CSI driver node info: driverNodeID must not be empty");
        CsiNodeInfo info = new(
            driver.Name, answer.NodeId, answer.MaxVolumesPerNode,
            new Dictionary<string, string>(answer.AccessibleTopology?.Segments ?? []));
        await WriteAsync<Node>(node => CsiNodeObjects.With(node, info), null, cancellationToken);
        await WriteAsync<CSINode>(
            known => CsiNodeObjects.With(known, info), CsiNodeObjects.For, cancellationToken);
    }

    // Others write the Node all the time; a lost race is run again.
    private async Task WriteAsync<T>(
        Func<T, T> change, Func<Node, T>? make, CancellationToken cancellationToken)
        where T : Api.ApiObject
    {
        ApiError? error = null;
        for (int attempt = 0; attempt < WritesMax; attempt++)
        {
            ApiResult<T> found = await client.GetAsync<T>(new("", nodeName), cancellationToken);
            ApiResult<T> written;
            if (found.Value is { } known)
            {
                T changed = change(known);
                if (changed == known)
                    return;
                written = await client.UpdateAsync(changed, cancellationToken);
            }
            else if (found.Error is { IsNotFound: true } && make is not null)
            {
                ApiResult<Node> node = await client.GetAsync<Node>(new("", nodeName), cancellationToken);
                if (node.Value is not { } self)
                    throw new IOException(node.Error?.Message ?? "the Node is not there");
                written = await client.CreateAsync(change(make(self)), cancellationToken);
            }
            else if (found.Error is { IsNotFound: true })
            {
                return; // Nothing to take away.
            }
            else
            {
                written = found;
            }
            if (written.Error is not { } refused)
                return;
            error = refused;
            if (!refused.IsConflict && !refused.IsAlreadyExists)
                break;
        }
        throw new IOException($"error updating {typeof(T).Name}: {error?.Message}");
    }

    private static bool IsSupported(string version)
    {
        string[] parts = version.TrimStart('v').Split('.');
        return parts.Length > 0 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out int major) && major == 1;
    }
}
