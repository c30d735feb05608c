using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Kubesharp.Linux.Native;

namespace Kubesharp.Linux.Netlink;

/// <summary>
/// A netlink socket of the calling thread's network namespace. Blocking, for one thread; meant to live as long as one
/// piece of work inside <see cref="Namespaces.NetworkNamespace.RunAsync{T}"/>.
/// </summary>
internal sealed class NetlinkSocket : IDisposable
{
    internal const int Route = 0;
    internal const int Netfilter = 12;

    private const ushort TypeError = 2;
    private const ushort TypeDone = 3;
    // The kernel's largest dump chunk is 32 KiB.
    private const int BufferBytes = 64 * 1024;

    private readonly byte[] buffer = new byte[BufferBytes];
    private readonly int descriptor;
    private uint sequence;

    internal unsafe NetlinkSocket(int protocol)
    {
        descriptor = Libc.Socket(Libc.AddressFamilyNetlink, Libc.SocketRawCloseOnExec, protocol);
        if (descriptor < 0)
            throw Libc.LastError("socket(AF_NETLINK)");
        // The kernel answers within microseconds; a lost answer must not hang a thread for ever.
        Span<long> timeout = [5, 0];
        fixed (long* value = timeout)
            _ = Libc.SetSocketOption(descriptor, Libc.SocketLevel, Libc.ReceiveTimeout, value, 16);
        int receiveBytes = 1 << 20;
        _ = Libc.SetSocketOption(descriptor, Libc.SocketLevel, Libc.ReceiveBuffer, &receiveBytes, 4);
    }

    internal delegate void Receiver(ushort type, ReadOnlySpan<byte> payload);

    /// <summary>Sends a request and waits for its acknowledgement; throws the kernel's error.</summary>
    internal void Execute(string what, NetlinkMessage message)
    {
        int error = TryExecute(what, message);
        if (error != 0)
            throw new SystemCallException(what, error);
    }

    /// <summary>As <see cref="Execute"/>, with errno as the result.</summary>
    internal int TryExecute(string what, NetlinkMessage message) => Exchange(what, message, null);

    /// <summary>Sends a request for a dump and hands every part to the receiver.</summary>
    internal void Dump(string what, NetlinkMessage message, Receiver receive)
    {
        int error = Exchange(what, message, receive);
        if (error != 0)
            throw new SystemCallException(what, error);
    }

    public void Dispose() => _ = Libc.Close(descriptor);

    private int Exchange(string what, NetlinkMessage message, Receiver? receive)
    {
        uint current = ++sequence;
        Send(what, message.Finish(current));
        while (true)
        {
            ReadOnlySpan<byte> rest = buffer.AsSpan(0, Receive(what));
            while (rest.Length >= NetlinkMessage.HeaderLength)
            {
                int length = (int)BinaryPrimitives.ReadUInt32LittleEndian(rest);
                if (length < NetlinkMessage.HeaderLength || length > rest.Length)
                    break;
                ushort type = BinaryPrimitives.ReadUInt16LittleEndian(rest[4..]);
                ReadOnlySpan<byte> payload = rest[NetlinkMessage.HeaderLength..length];
                if (BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]) == current)
                {
                    if (type == TypeError)
                        return -BinaryPrimitives.ReadInt32LittleEndian(payload);
                    if (type == TypeDone)
                        return 0;
                    receive?.Invoke(type, payload);
                }
                rest = rest[Math.Min((length + 3) & ~3, rest.Length)..];
            }
        }
    }

    private unsafe void Send(string what, ReadOnlySpan<byte> bytes)
    {
        // struct sockaddr_nl of the kernel: family, padding, port 0, no groups.
        Span<byte> address = stackalloc byte[12];
        address.Clear();
        address[0] = Libc.AddressFamilyNetlink;
        fixed (byte* data = bytes)
        fixed (byte* target = address)
        {
            if (Libc.Send(descriptor, data, (nuint)bytes.Length, 0, target, (uint)address.Length) < 0)
                throw Libc.LastError(what);
        }
    }

    private unsafe int Receive(string what)
    {
        fixed (byte* data = buffer)
        {
            while (true)
            {
                nint count = Libc.Receive(descriptor, data, BufferBytes, 0);
                if (count >= 0)
                    return (int)count;
                const int interrupted = 4;
                if (Marshal.GetLastPInvokeError() != interrupted)
                    throw Libc.LastError(what);
            }
        }
    }
}
