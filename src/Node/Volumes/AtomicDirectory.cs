using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Linux.Processes;

namespace Kubesharp.Kubelet.Volumes;

/// <summary>A file of a volume: what it holds and its permissions.</summary>
internal sealed record VolumeFile(Bytes Content, UnixFileMode Mode);

/// <summary>
/// A directory whose files change all at once: they lie in a folder with a timestamp, <c>..data</c> links to it, and
/// each visible name links through <c>..data</c>. A reader sees the old files or the new, never a mixture.
/// </summary>
internal static class AtomicDirectory
{
    private const string DataLink = "..data";
    private const UnixFileMode DirectoryMode = (UnixFileMode)0b111_101_101;

    /// <summary>Makes the directory show exactly these files. Does nothing when it does already.</summary>
    /// <returns>True when something changed.</returns>
    public static bool Write(
        string directory, IReadOnlyDictionary<string, VolumeFile> files, long? fsGroup, TimeProvider time)
    {
        if (!Directory.Exists(directory))
            CreateFolder(directory, fsGroup);
        string link = Path.Combine(directory, DataLink);
        string? current = new FileInfo(link).LinkTarget;
        if (current is not null && Holds(Path.Combine(directory, current), files))
            return false;

        string stamp = ".." + time.GetUtcNow().ToString("yyyy_MM_dd_HH_mm_ss.fffffff", CultureInfo.InvariantCulture);
        string folder = Path.Combine(directory, stamp);
        CreateFolder(folder, fsGroup);
        foreach ((string path, VolumeFile file) in files)
            WriteFile(folder, path, file, fsGroup);

        string temporary = Path.Combine(directory, "..data_tmp");
        File.Delete(temporary);
        File.CreateSymbolicLink(temporary, stamp);
        FileName.Replace(temporary, link);

        Expose(directory, files.Keys);
        if (current is not null && Directory.Exists(Path.Combine(directory, current)))
            Directory.Delete(Path.Combine(directory, current), recursive: true);
        return true;
    }

    private static void WriteFile(string folder, string path, VolumeFile file, long? fsGroup)
    {
        string target = folder;
        string[] parts = path.Split('/');
        foreach (string part in parts[..^1])
        {
            target = Path.Combine(target, part);
            if (!Directory.Exists(target))
                CreateFolder(target, fsGroup);
        }
        target = Path.Combine(target, parts[^1]);
        File.WriteAllBytes(target, file.Content.ToArray());
        UnixFileMode mode = file.Mode;
        if (fsGroup is { } group)
        {
            FileOwner.Set(target, FileOwner.Unchanged, (uint)group);
            mode |= UnixFileMode.UserRead | UnixFileMode.GroupRead;
        }
        File.SetUnixFileMode(target, mode);
    }

    private static void CreateFolder(string path, long? fsGroup)
    {
        Directory.CreateDirectory(path);
        UnixFileMode mode = DirectoryMode;
        if (fsGroup is { } group)
        {
            FileOwner.Set(path, FileOwner.Unchanged, (uint)group);
            mode |= UnixFileMode.SetGroup;
        }
        File.SetUnixFileMode(path, mode);
    }

    private static void Expose(string directory, IEnumerable<string> paths)
    {
        HashSet<string> visible = [.. paths.Select(static path => path.Split('/')[0])];
        foreach (string name in visible)
        {
            string link = Path.Combine(directory, name);
            if (new FileInfo(link).LinkTarget is null)
                File.CreateSymbolicLink(link, $"{DataLink}/{name}");
        }
        foreach (string entry in Directory.EnumerateFileSystemEntries(directory).ToList())
        {
            string name = Path.GetFileName(entry);
            if (!name.StartsWith("..", StringComparison.Ordinal) && !visible.Contains(name))
                File.Delete(entry);
        }
    }

    private static bool Holds(string folder, IReadOnlyDictionary<string, VolumeFile> files)
    {
        if (!Directory.Exists(folder))
            return false;
        int count = 0;
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (!files.TryGetValue(Path.GetRelativePath(folder, path), out VolumeFile? file)
                || !File.ReadAllBytes(path).AsSpan().SequenceEqual(file.Content.Span))
                return false;
            count++;
        }
        return count == files.Count;
    }
}
