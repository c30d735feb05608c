namespace Kubesharp.Client.Http;

/// <summary>Cuts a stream of events at its newlines.</summary>
internal sealed class LineReader(Stream stream)
{
    // An event holds one object, which may be as large as a store takes, in JSON and then some.
    private const int LineBytesMax = 16 * 1024 * 1024;

    private byte[] buffer = new byte[16 * 1024];
    private int start;
    private int end;
    private int searched;

    /// <summary>
    /// The next line without its newline, valid until the next call; null at the end. A connection that breaks, or ends
    /// inside a line, is an <see cref="IOException"/>.
    /// </summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            int newline = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                int stop = searched + newline;
                ReadOnlyMemory<byte> line = buffer.AsMemory(start, stop - start);
                start = searched = stop + 1;
                if (line.Length > 0)
                    return line;
                continue;
            }
            searched = end;
            MakeRoom();
            int read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
            if (read == 0)
                return start == end ? null : throw new IOException("the stream of events ended inside an event");
            end += read;
        }
    }

    private void MakeRoom()
    {
        if (end < buffer.Length)
            return;
        int length = end - start;
        byte[] target = buffer;
        if (length > buffer.Length / 2)
        {
            if (buffer.Length >= LineBytesMax)
                throw new IOException($"an event is longer than {LineBytesMax} bytes");
            target = new byte[buffer.Length * 2];
        }
        buffer.AsSpan(start, length).CopyTo(target);
        buffer = target;
        searched -= start;
        start = 0;
        end = length;
    }
}
