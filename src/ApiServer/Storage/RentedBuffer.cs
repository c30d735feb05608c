using System.Buffers;

namespace Kubesharp.ApiServer.Storage;

/// <summary>
/// Bytes that are written, read once and given back: an object on its way into the store, which copies it. Has one
/// owner; not used after <see cref="Return"/>. Left to the collector when nobody can say that it is no longer read.
/// </summary>
internal sealed class RentedBuffer : IBufferWriter<byte>
{
    // A Pod with its managedFields fits.
    private const int FirstBytes = 16 * 1024;

    private byte[] bytes = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int written;

    public ReadOnlyMemory<byte> WrittenMemory => bytes.AsMemory(0, written);

    public void Advance(int count) => written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsMemory(written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsSpan(written);
    }

    /// <summary>Takes one byte out.</summary>
    public void RemoveAt(int index)
    {
        bytes.AsSpan(index + 1, written - index - 1).CopyTo(bytes.AsSpan(index));
        written--;
    }

    public void Return()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
        written = 0;
    }

    private void Reserve(int sizeHint)
    {
        int needed = Math.Max(sizeHint, 256);
        if (bytes.Length - written >= needed)
            return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, written + needed));
        bytes.AsSpan(0, written).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
