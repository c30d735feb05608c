using System.Buffers.Binary;

namespace Kubesharp.Make.Images;

/// <summary>
/// The program that holds a Pod's namespaces open, as a static ELF file for x86-64, written byte by byte: it needs no
/// compiler and no library. It reaps orphans (by ignoring SIGCHLD, the kernel does it) and ends on SIGTERM and SIGINT.
/// </summary>
internal static class PauseProgram
{
    private const ulong LoadAddress = 0x400000;
    private const int FileHeaderLength = 64;
    private const int ProgramHeaderLength = 56;
    private const int CodeOffset = FileHeaderLength + ProgramHeaderLength;

    private const uint SystemCallSignalAction = 13;
    private const uint SystemCallSignalMask = 14;
    private const uint SystemCallSignalTimedWait = 128;
    private const uint SystemCallExitGroup = 231;
    private const uint SignalChild = 17;
    // Bit n-1 stands for signal n: SIGINT is 2, SIGTERM is 15.
    private const ulong EndSignals = 1UL << 1 | 1UL << 14;

    public static byte[] Create()
    {
        // The code's length does not depend on the addresses in it, so a first pass finds where the data begins.
        int dataOffset = CodeOffset + Code(0, 0).Length;
        uint ignoreAddress = (uint)(LoadAddress + (uint)dataOffset);
        uint signalsAddress = ignoreAddress + 32;
        byte[] code = Code(ignoreAddress, signalsAddress);

        byte[] file = new byte[dataOffset + 40];
        WriteHeaders(file);
        code.CopyTo(file, CodeOffset);
        // struct sigaction { handler = SIG_IGN, flags, restorer, mask }, then the mask of EndSignals.
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(dataOffset), 1);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(dataOffset + 32), EndSignals);
        return file;
    }

    private static byte[] Code(uint ignoreAddress, uint signalsAddress)
    {
        List<byte> code = [];
        void Bytes(params ReadOnlySpan<byte> bytes) => code.AddRange(bytes);
        void Number(uint value) =>
            Bytes((byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24));
        void Eax(uint value) { Bytes(0xb8); Number(value); }
        void Edi(uint value) { Bytes(0xbf); Number(value); }
        void Esi(uint value) { Bytes(0xbe); Number(value); }
        void EdxZero() => Bytes(0x31, 0xd2);
        void R10(uint value) { Bytes(0x41, 0xba); Number(value); }
        void SystemCall() => Bytes(0x0f, 0x05);

        Eax(SystemCallSignalAction); Edi(SignalChild); Esi(ignoreAddress); EdxZero(); R10(8); SystemCall();
        // Blocked signals reach process 1 too (unblocked ones without a handler do not), and are taken by the wait.
        Eax(SystemCallSignalMask); Edi(0); Esi(signalsAddress); EdxZero(); R10(8); SystemCall();
        int wait = code.Count;
        Eax(SystemCallSignalTimedWait); Edi(signalsAddress); Esi(0); EdxZero(); R10(8); SystemCall();
        Bytes(0x85, 0xc0); // test eax, eax
        Bytes(0x78, (byte)(wait - (code.Count + 2))); // js wait: interrupted (a debugger stopped it, say)
        Eax(SystemCallExitGroup); Edi(0); SystemCall();
        while (code.Count % 8 != 0)
            Bytes(0x90);
        return [.. code];
    }

    private static void WriteHeaders(Span<byte> file)
    {
        ReadOnlySpan<byte> identification = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        identification.CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file[16..], 2); // An executable
        BinaryPrimitives.WriteUInt16LittleEndian(file[18..], 62); // for x86-64,
        BinaryPrimitives.WriteUInt32LittleEndian(file[20..], 1); // version 1.
        BinaryPrimitives.WriteUInt64LittleEndian(file[24..], LoadAddress + CodeOffset); // Where it starts.
        BinaryPrimitives.WriteUInt64LittleEndian(file[32..], FileHeaderLength); // Where the program header is.
        BinaryPrimitives.WriteUInt16LittleEndian(file[52..], FileHeaderLength);
        BinaryPrimitives.WriteUInt16LittleEndian(file[54..], ProgramHeaderLength);
        BinaryPrimitives.WriteUInt16LittleEndian(file[56..], 1); // One program header:
        Span<byte> header = file[FileHeaderLength..];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 1); // load
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], 5); // readable and executable
        BinaryPrimitives.WriteUInt64LittleEndian(header[16..], LoadAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], LoadAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], (ulong)file.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(header[40..], (ulong)file.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(header[48..], 4096);
    }
}
