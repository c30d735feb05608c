using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Configuration;

namespace Kubesharp.ApiServer.Configuration;

/// <summary>
/// A configuration file that is read anew when it changes. What cannot be followed is logged, and what was followed
/// before stays. The file's folder is watched, since mounted ConfigMaps and careful editors replace a file instead of
/// writing it; once a minute it is read without being told, as upstream does, for file systems that tell nothing.
/// </summary>
/// <remarks>Only the loop that runs <see cref="RunAsync"/> applies anything.</remarks>
internal sealed class FollowedFile(
    string path, string metric, Action<string> apply, Action<string, Exception?> log, TimeProvider time)
{
    private static readonly TimeSpan ReadAtLeastEvery = TimeSpan.FromMinutes(1);

    // What was read at start is followed already: only another content is a change.
    private byte[] seen = TryHash(path);
    private long reloads;
    private long failures;
    private long reloadedAt;
    private long failedAt;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        string full = Path.GetFullPath(path);
        using FileSystemWatcher watcher = new(Path.GetDirectoryName(full)!);
        TaskCompletionSource changed = Loop.NewSignal();
        watcher.NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size
            | NotifyFilters.DirectoryName | NotifyFilters.CreationTime;
        watcher.Changed += (_, _) => Volatile.Read(ref changed).TrySetResult();
        watcher.Created += (_, _) => Volatile.Read(ref changed).TrySetResult();
        watcher.Renamed += (_, _) => Volatile.Read(ref changed).TrySetResult();
        watcher.Deleted += (_, _) => Volatile.Read(ref changed).TrySetResult();
        watcher.EnableRaisingEvents = true;
        while (!cancellationToken.IsCancellationRequested)
        {
            Task signal = Volatile.Read(ref changed).Task;
            await ReadAsync(full, cancellationToken);
            try
            {
                await signal.WaitAsync(ReadAtLeastEvery, time, cancellationToken);
                Volatile.Write(ref changed, Loop.NewSignal());
            }
            catch (TimeoutException)
            {
            }
        }
    }

    public void WriteMetrics(StringBuilder text)
    {
        string count = $"apiserver_{metric}_config_controller_automatic_reloads_total";
        string last = $"apiserver_{metric}_config_controller_automatic_reload_last_timestamp_seconds";
        text.Append(CultureInfo.InvariantCulture, $"# HELP {count} Reloads of the configuration.\n")
            .Append(CultureInfo.InvariantCulture, $"# TYPE {count} counter\n")
            .Append(CultureInfo.InvariantCulture, $"{count}{{status=\"success\"}} {Volatile.Read(ref reloads)}\n")
            .Append(CultureInfo.InvariantCulture, $"{count}{{status=\"failure\"}} {Volatile.Read(ref failures)}\n")
            .Append(CultureInfo.InvariantCulture, $"# HELP {last} When the configuration file was reloaded last.\n")
            .Append(CultureInfo.InvariantCulture, $"# TYPE {last} gauge\n")
            .Append(CultureInfo.InvariantCulture, $"{last}{{status=\"success\"}} {Volatile.Read(ref reloadedAt)}\n")
            .Append(CultureInfo.InvariantCulture, $"{last}{{status=\"failure\"}} {Volatile.Read(ref failedAt)}\n");
    }

    private async Task ReadAsync(string full, CancellationToken cancellationToken)
    {
        try
        {
            string text = await File.ReadAllTextAsync(full, cancellationToken);
            byte[] hash = Hash(text);
            if (hash.AsSpan().SequenceEqual(seen))
                return;
            // Also when it is bad: it is not reported again before it changes again.
            seen = hash;
            apply(text);
            Interlocked.Increment(ref reloads);
            Volatile.Write(ref reloadedAt, time.GetUtcNow().ToUnixTimeSeconds());
            log($"{path} has changed and is followed", null);
        }
        catch (ConfigurationException exception)
        {
            Failed(string.Join("; ", exception.Problems));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Failed(exception.Message);
        }
    }

    private void Failed(string why)
    {
        Interlocked.Increment(ref failures);
        Volatile.Write(ref failedAt, time.GetUtcNow().ToUnixTimeSeconds());
        log($"{path} cannot be followed, what it said before stays: {why}", null);
    }

    private static byte[] TryHash(string path)
    {
        try
        {
            return Hash(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
