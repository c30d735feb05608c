namespace Kubesharp;

/// <summary>
/// Calls back when a file in a folder was written or took the place of another: by the kernel's notices, without
/// looking again and again.
/// </summary>
internal sealed class FileWatch : IDisposable
{
    private readonly FileSystemWatcher watcher;

    /// <param name="filter">Which files: a name, or <c>*.crt</c>.</param>
    /// <param name="changed">Called from any thread, perhaps several times for one change.</param>
    public FileWatch(string folder, string filter, Action changed)
    {
        watcher = new(folder, filter)
        {
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.CreationTime,
        };
        watcher.Changed += (_, _) => changed();
        watcher.Created += (_, _) => changed();
        watcher.Renamed += (_, _) => changed();
        // More changes at once than the kernel kept: one of them may have been ours.
        watcher.Error += (_, _) => changed();
        watcher.EnableRaisingEvents = true;
    }

    public void Dispose() => watcher.Dispose();
}
