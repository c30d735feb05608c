using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;

namespace Kubesharp.Kubelet.Streaming;

/// <summary>What a SPDY connection told: bytes of a stream, or that it ends.</summary>
internal readonly record struct SpdyData(uint StreamId, ReadOnlyMemory<byte> Bytes, bool IsLast);

/// <summary>
/// The client's half of SPDY/3.1 as far as streams of containers need it: it opens streams, writes and reads data.
/// Headers go out in a zlib stream without the preset dictionary, which Go's peers accept, and are not read.
/// </summary>
/// <remarks>One loop reads; writers share a lock.</remarks>
internal sealed class SpdyClient(Stream connection) : IDisposable
{
    private const ushort ControlBit = 0x8000;
    private const ushort Version = 3;
    private const byte FlagFin = 1;
    private const int HeaderBytes = 8;
    // Three bytes of length; what this side sends stays far below.
    private const int FrameBytesMax = 64 * 1024;

    private readonly SemaphoreSlim writing = new(1);
    private readonly MemoryStream compressed = new();
    private readonly ConcurrentDictionary<uint, TaskCompletionSource> unanswered = new();
    private ZLibStream? compressor;
    private uint nextStreamId = 1;

    public void Dispose()
    {
        compressor?.Dispose();
        compressed.Dispose();
        writing.Dispose();
    }

    /// <summary>Opens a stream with one header, <c>streamtype</c>.</summary>
    public async Task<uint> OpenAsync(string streamType, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            uint id = nextStreamId;
            nextStreamId += 2; // Clients' are odd.
            byte[] headers = Compress("streamtype", streamType);
            byte[] frame = new byte[HeaderBytes + 10 + headers.Length];
            BinaryPrimitives.WriteUInt16BigEndian(frame, ControlBit | Version);
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), 1); // SYN_STREAM
            WriteLength(frame.AsSpan(5), 10 + headers.Length);
            BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), id);
            headers.CopyTo(frame.AsSpan(HeaderBytes + 10));
            unanswered[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await connection.WriteAsync(frame, cancellationToken);
            return id;
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>
    /// Returns when the other side has answered for every stream that was opened, or has gone: what is written to a
    /// stream before that, Go's peers drop. Somebody must be reading meanwhile.
    /// </summary>
    public Task AnsweredAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(unanswered.Values.Select(static one => one.Task)).WaitAsync(cancellationToken);

    /// <param name="isLast">Half-closes the stream.</param>
    public async Task WriteAsync(
        uint streamId, ReadOnlyMemory<byte> bytes, bool isLast, CancellationToken cancellationToken)
    {
        byte[] frame = new byte[HeaderBytes + bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, streamId);
        frame[4] = isLast ? FlagFin : (byte)0;
        WriteLength(frame.AsSpan(5), bytes.Length);
        bytes.Span.CopyTo(frame.AsSpan(HeaderBytes));
        await writing.WaitAsync(cancellationToken);
        try
        {
            await connection.WriteAsync(frame, cancellationToken);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>The next data; null when the connection ends.</summary>
    public async Task<SpdyData?> ReadAsync(CancellationToken cancellationToken)
    {
        SpdyData? data = null;
        try
        {
            return data = await ReadDataAsync(cancellationToken);
        }
        finally
        {
            if (data is null)
            {
                foreach (uint id in unanswered.Keys)
                    Answer(id);
            }
        }
    }

    private async Task<SpdyData?> ReadDataAsync(CancellationToken cancellationToken)
    {
        byte[] head = new byte[HeaderBytes];
        while (true)
        {
            if (await connection.ReadAtLeastAsync(
                head, HeaderBytes, throwOnEndOfStream: false, cancellationToken) < HeaderBytes)
                return null;
            int length = (head[5] << 16) | (head[6] << 8) | head[7];
            byte[] payload = new byte[length];
            await connection.ReadExactlyAsync(payload, cancellationToken);
            bool isControl = (head[0] & 0x80) != 0;
            if (!isControl)
            {
                uint id = BinaryPrimitives.ReadUInt32BigEndian(head);
                return new SpdyData(id, payload, (head[4] & FlagFin) != 0);
            }
            ushort type = BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2));
            switch (type)
            {
                case 2 when length >= 4: // SYN_REPLY
                    Answer(BinaryPrimitives.ReadUInt32BigEndian(payload));
                    break;
                case 3 when length >= 4: // RST_STREAM
                    Answer(BinaryPrimitives.ReadUInt32BigEndian(payload));
                    return new SpdyData(BinaryPrimitives.ReadUInt32BigEndian(payload), default, IsLast: true);
                case 6: // PING, echoed
                    await EchoAsync([.. head, .. payload], cancellationToken);
                    break;
                case 7: // GOAWAY: what was sent before still comes.
                    break;
            }
        }
    }

    private void Answer(uint streamId)
    {
        if (unanswered.TryRemove(streamId, out TaskCompletionSource? waiting))
            waiting.TrySetResult();
    }

    private async Task EchoAsync(byte[] frame, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            await connection.WriteAsync(frame, cancellationToken);
        }
        finally
        {
            writing.Release();
        }
    }

    private byte[] Compress(string name, string value)
    {
        byte[] block = new byte[4 + 4 + name.Length + 4 + value.Length];
        BinaryPrimitives.WriteInt32BigEndian(block, 1);
        BinaryPrimitives.WriteInt32BigEndian(block.AsSpan(4), name.Length);
        Encoding.ASCII.GetBytes(name, block.AsSpan(8));
        BinaryPrimitives.WriteInt32BigEndian(block.AsSpan(8 + name.Length), value.Length);
        Encoding.ASCII.GetBytes(value, block.AsSpan(12 + name.Length));
        compressor ??= new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true);
        compressed.SetLength(0);
        compressor.Write(block);
        compressor.Flush();
        return compressed.ToArray();
    }

    private static void WriteLength(Span<byte> target, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, FrameBytesMax);
        (target[0], target[1], target[2]) = ((byte)(length >> 16), (byte)(length >> 8), (byte)length);
    }
}
