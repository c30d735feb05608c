using System.Diagnostics;
using System.Globalization;
using Kubesharp.Linux.Mounts;

namespace Kubesharp.Tests.CsiDriver;

/// <summary>The volumes of a driver: their sizes and their files.</summary>
public sealed class VolumeStore(string folder)
{
    public IReadOnlyList<string> Volumes => Directory.Exists(Sizes)
        ? [.. Directory.EnumerateFiles(Sizes).Select(static path => Path.GetFileName(path)).Order()] : [];

    private string Sizes => Path.Combine(folder, "sizes");

    /// <summary>The files of a volume, whoever has it mounted.</summary>
    public string FilesOf(string id) => Path.Combine(folder, "files", id);

    public string ImageOf(string id) => Path.Combine(folder, "images", id);

    public bool Has(string id) => File.Exists(Path.Combine(Sizes, id));

    public bool IsBlock(string id) => File.Exists(ImageOf(id));

    public long SizeOf(string id) =>
        long.Parse(File.ReadAllText(Path.Combine(Sizes, id)), CultureInfo.InvariantCulture);

    public void SetSize(string id, long bytes)
    {
        Directory.CreateDirectory(Sizes);
        File.WriteAllText(Path.Combine(Sizes, id), bytes.ToString(CultureInfo.InvariantCulture));
    }

    public void Create(string id, long bytes, bool isBlock)
    {
        if (Has(id))
            return;
        if (isBlock)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(ImageOf(id))!);
            using FileStream image = File.Create(ImageOf(id));
            image.SetLength(bytes);
        }
        else
        {
            Directory.CreateDirectory(FilesOf(id));
            MountTable.MountTmpfs(FilesOf(id), Size(bytes));
        }
        SetSize(id, bytes);
    }

    public void Delete(string id)
    {
        if (!Has(id))
            return;
        if (IsBlock(id))
        {
            File.Delete(ImageOf(id));
        }
        else
        {
            MountTable.Unmount(FilesOf(id), lazy: true);
            Directory.Delete(FilesOf(id));
        }
        File.Delete(Path.Combine(Sizes, id));
    }

    /// <summary>Makes the file system as large as the volume.</summary>
    public void Grow(string id) =>
        MountTable.Mount(null, FilesOf(id), null, MountFlags.Remount, Size(SizeOf(id)));

    /// <summary>The block device of the volume; made when there is none.</summary>
    public string AttachLoop(string id) =>
        LoopOf(id) is { Length: > 0 } known ? known : Run("losetup", "--find", "--show", ImageOf(id)).Trim();

    public void GrowLoop(string id)
    {
        using (FileStream image = File.OpenWrite(ImageOf(id)))
            image.SetLength(SizeOf(id));
        Run("losetup", "--set-capacity", AttachLoop(id));
    }

    public void DetachLoop(string id)
    {
        if (LoopOf(id) is { Length: > 0 } device)
            Run("losetup", "--detach", device);
    }

    /// <summary>Takes all volumes from this machine.</summary>
    public void Clear()
    {
        foreach (string id in Volumes)
        {
            if (IsBlock(id))
                DetachLoop(id);
            Delete(id);
        }
        if (Directory.Exists(folder))
            MountTable.UnmountAll(folder);
    }

    private string LoopOf(string id) =>
        Run("losetup", "--associated", ImageOf(id)).Split(':')[0].Trim();

    private static string Size(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"size={bytes},mode=0777");

    private static string Run(string program, params string[] words)
    {
        ProcessStartInfo start = new(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string word in words)
            start.ArgumentList.Add(word);
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new IOException($"{program}: {error}");
    }
}
