namespace Kubesharp.Kubelet.Streaming;

/// <summary>
/// Entries of a log file one by one, from a position on, and on into the file that follows it under the same name after
/// a rotation.
/// </summary>
/// <remarks>One reader.</remarks>
internal sealed class LogReader : IDisposable
{
    private readonly string path;
    private FileStream stream;
    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;
    private bool nextIsThere;

    public LogReader(string path, long? tailLines)
    {
        this.path = path;
        stream = Open(path);
        if (tailLines is { } lines)
            stream.Position = StartOfTail(stream, lines);
    }

    public void Dispose() => stream.Dispose();

    /// <summary>
    /// The next whole entry without its newline, valid until the next call; null at the end of the file.
    /// </summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            int newline = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                ReadOnlyMemory<byte> entry = buffer.AsMemory(start, newline);
                start += newline + 1;
                return entry;
            }
            if (start > 0)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
            }
            if (end == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            int count = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
            if (count == 0)
                return null;
            end += count;
        }
    }

    /// <summary>
    /// Goes over to the file that has the name now, if it is another one than what was read to its end. The first time
    /// it only notes that there is one: what was written to the old one in between is read before.
    /// </summary>
    /// <returns>Whether there may be more to read.</returns>
    public bool TryNextFile()
    {
        if (!File.Exists(path))
            return false;
        FileStream next = Open(path);
        if (InodeOf(next) == InodeOf(stream))
        {
            next.Dispose();
            return false;
        }
        if (!nextIsThere)
        {
            next.Dispose();
            return nextIsThere = true;
        }
        nextIsThere = false;
        stream.Dispose();
        stream = next;
        (start, end) = (0, 0);
        return true;
    }

    /// <summary>The position of the first byte of the last lines.</summary>
    internal static long StartOfTail(FileStream stream, long lines)
    {
        if (lines <= 0)
            return stream.Length;
        byte[] block = new byte[64 * 1024];
        long position = stream.Length;
        long newlines = 0;
        while (position > 0)
        {
            int count = (int)Math.Min(block.Length, position);
            position -= count;
            stream.Position = position;
            stream.ReadExactly(block, 0, count);
            for (int index = count - 1; index >= 0; index--)
            {
                if (block[index] == '\n' && newlines++ == lines)
                    return position + index + 1;
            }
        }
        return 0;
    }

    private static FileStream Open(string path) => new(
        path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);

    // fdinfo names the inode since Linux 5.14.
    private static string InodeOf(FileStream stream) => File
        .ReadLines($"/proc/self/fdinfo/{stream.SafeFileHandle.DangerousGetHandle()}")
        .FirstOrDefault(static line => line.StartsWith("ino:", StringComparison.Ordinal)) ?? "";
}
