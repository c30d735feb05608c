using System.Formats.Tar;
using System.Text;

namespace Kubesharp.Make.Images;

/// <summary>The files of an image, in memory, sorted by path; all belong to root.</summary>
internal sealed class ImageTree
{
    private sealed record Node(TarEntryType Type, UnixFileMode Mode, byte[]? Content, string? Link);

    private const UnixFileMode ExecutableMode = (UnixFileMode)0b111_101_101;
    private const UnixFileMode FileMode = (UnixFileMode)0b110_100_100;

    private readonly SortedDictionary<string, Node> nodes = new(StringComparer.Ordinal);

    public ImageTree Folder(string path, UnixFileMode mode = ExecutableMode)
    {
        nodes[path] = new(TarEntryType.Directory, mode, null, null);
        return this;
    }

    public ImageTree Text(string path, string text) => File(path, Encoding.UTF8.GetBytes(text), FileMode);

    public ImageTree Program(string path, byte[] content) => File(path, content, ExecutableMode);

    public ImageTree Link(string path, string target)
    {
        nodes[path] = new(TarEntryType.SymbolicLink, ExecutableMode, null, target);
        return this;
    }

    /// <summary>Takes over a folder of this machine.</summary>
    public ImageTree CopyOf(string folder)
    {
        foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            Copy(folder, entry);
        return this;
    }

    public byte[] ToTar()
    {
        using MemoryStream stream = new();
        using (TarWriter writer = new(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach ((string path, Node node) in nodes)
            {
                // Fixed times: the same content always has the same digest.
                UstarTarEntry entry = new(node.Type, node.Type == TarEntryType.Directory ? path + "/" : path)
                {
                    Mode = node.Mode,
                    ModificationTime = DateTimeOffset.UnixEpoch,
                };
                if (node.Link is not null)
                    entry.LinkName = node.Link;
                if (node.Content is not null)
                    entry.DataStream = new MemoryStream(node.Content);
                writer.WriteEntry(entry);
            }
        }
        return stream.ToArray();
    }

    private ImageTree File(string path, byte[] content, UnixFileMode mode)
    {
        nodes[path] = new(TarEntryType.RegularFile, mode, content, null);
        return this;
    }

    private void Copy(string root, FileSystemInfo entry)
    {
        string path = Path.GetRelativePath(root, entry.FullName);
        if (entry.LinkTarget is { } target)
        {
            Link(path, target);
        }
        else if (entry is DirectoryInfo folder)
        {
            Folder(path, folder.UnixFileMode);
            foreach (FileSystemInfo child in folder.EnumerateFileSystemInfos())
                Copy(root, child);
        }
        else
        {
            File(path, System.IO.File.ReadAllBytes(entry.FullName), entry.UnixFileMode);
        }
    }
}
