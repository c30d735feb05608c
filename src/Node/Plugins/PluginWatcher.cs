using System.Threading.Channels;
using Grpc.Core;
using Grpc.Net.Client;
using Kubesharp.Linux.Processes;

namespace Kubesharp.Kubelet.Plugins;

/// <summary>
/// Follows the folder of registrations: a socket that appears is a plugin that is asked who it is and taken into use;
/// one that goes takes its plugin with it.
/// </summary>
/// <remarks>One loop owns all state; the folder's watcher only wakes it.</remarks>
internal sealed class PluginWatcher(
    string folder, IReadOnlyList<IPluginHandler> handlers, TimeProvider time, Action<string> log)
{
    // For what the folder's watcher did not tell of: it cannot see into a folder that is made at this moment.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryFirst = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RetryMax = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);
    private const int SocketsMax = 256;

    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<string, Known> known = new(StringComparer.Ordinal);

    /// <summary>Follows the folder until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        using FileSystemWatcher watcher = new(folder) { IncludeSubdirectories = true, EnableRaisingEvents = true };
        watcher.Created += (_, _) => wake.Writer.TryWrite(true);
        watcher.Deleted += (_, _) => wake.Writer.TryWrite(true);
        watcher.Renamed += (_, _) => wake.Writer.TryWrite(true);
        while (true)
        {
            TimeSpan pause = await LookAsync(cancellationToken);
            using CancellationTokenSource timer = new(pause, time);
            using CancellationTokenSource linked =
                CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
            try
            {
                await wake.Reader.ReadAsync(linked.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Time for a look anyway.
            }
        }
    }

    /// <returns>When to look again.</returns>
    private async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, DateTime> sockets = Sockets();
        foreach ((string path, Known entry) in known.ToList())
        {
            if (sockets.TryGetValue(path, out DateTime made) && made == entry.Made)
                continue;
            known.Remove(path);
            // Made anew under another name before the old one went: it is the same plugin.
            bool lives = known.Values.Any(other => other.IsRegistered && other.Type == entry.Type
                && other.Name == entry.Name);
            if (entry.IsRegistered && !lives && HandlerOf(entry.Type) is { } handler)
                await handler.DeregisterAsync(entry.Name, cancellationToken);
        }
        foreach ((string path, DateTime made) in sockets)
            known.TryAdd(path, new Known(made));
        DateTimeOffset now = time.GetUtcNow();
        await Task.WhenAll(known.Where(pair => !pair.Value.IsRegistered && pair.Value.RetryAt <= now)
            .Select(pair => TryRegisterAsync(pair.Key, pair.Value, cancellationToken)));
        TimeSpan pause = Period;
        foreach (Known entry in known.Values.Where(static entry => !entry.IsRegistered))
        {
            TimeSpan left = entry.RetryAt - time.GetUtcNow();
            pause = left < TimeSpan.Zero ? TimeSpan.Zero : left < pause ? left : pause;
        }
        return pause;
    }

    private Dictionary<string, DateTime> Sockets()
    {
        Dictionary<string, DateTime> sockets = new(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Take(SocketsMax))
        {
            if (!Path.GetFileName(path).StartsWith('.') && FileKinds.Of(path, followLink: false) == FileKind.Socket)
                sockets[path] = File.GetLastWriteTimeUtc(path);
        }
        return sockets;
    }

    private async Task TryRegisterAsync(string socket, Known entry, CancellationToken cancellationToken)
    {
        try
        {
            await RegisterAsync(socket, entry, cancellationToken);
            entry.IsRegistered = true;
        }
        catch (Exception exception) when (exception is IOException or RpcException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string cause = exception is RpcException refused ? refused.Status.Detail : exception.Message;
            log($"plugin {socket}: {cause}");
            entry.RetryAt = time.GetUtcNow() + entry.Pause;
            entry.Pause = entry.Pause * 2 < RetryMax ? entry.Pause * 2 : RetryMax;
        }
    }

    private async Task RegisterAsync(string socket, Known entry, CancellationToken cancellationToken)
    {
        using GrpcChannel channel = UnixChannel.For(socket);
        Registration.RegistrationClient client = new(channel);
        PluginInfo info = await client.GetInfoAsync(new InfoRequest(), Options(cancellationToken));
        (entry.Type, entry.Name) = (info.Type, info.Name);
        string error = "";
        try
        {
            if (HandlerOf(info.Type) is not { } handler)
                throw new IOException($"no handler registered for plugin type: {info.Type} at socket {socket}");
            string endpoint = info.Endpoint.Length > 0 ? UnixChannel.PathOf(info.Endpoint) : socket;
            await handler.RegisterAsync(info.Name, endpoint, [.. info.SupportedVersions], cancellationToken);
        }
        catch (IOException exception)
        {
            error = exception.Message;
        }
        RegistrationStatus status = new() { PluginRegistered = error.Length == 0, Error = error };
        await client.NotifyRegistrationStatusAsync(status, Options(cancellationToken));
        if (error.Length > 0)
            throw new IOException(error);
    }

    private CallOptions Options(CancellationToken cancellationToken) => new(
        deadline: (time.GetUtcNow() + CallTimeout).UtcDateTime, cancellationToken: cancellationToken);

    private IPluginHandler? HandlerOf(string type) => handlers.FirstOrDefault(handler => handler.Type == type);

    private sealed class Known(DateTime made)
    {
        public DateTime Made => made;
        public string Type { get; set; } = "";
        public string Name { get; set; } = "";
        public bool IsRegistered { get; set; }
        public DateTimeOffset RetryAt { get; set; } = DateTimeOffset.MinValue;
        public TimeSpan Pause { get; set; } = RetryFirst;
    }
}
