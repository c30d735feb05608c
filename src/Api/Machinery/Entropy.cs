using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Kubesharp.Api;

/// <summary>
/// Where identifiers and random choices come from. <see cref="System"/> draws from the operating system;
/// <see cref="Seeded"/> repeats itself, for simulations. A seeded instance belongs to one thread.
/// </summary>
public sealed class Entropy
{
    // Without vowels and look-alikes, as generated names have been since Kubernetes 1.0.
    private const string NameAlphabet = "bcdfghjklmnpqrstvwxz2456789";

    // Asking OpenSSL costs about a microsecond and, each time, a system call: it is asked for this much at once.
    private const int BlockBytes = 512;

    [ThreadStatic]
    private static byte[]? block;
    [ThreadStatic]
    private static int left;

    private readonly Random? random;

    private Entropy(Random? random) => this.random = random;

    public static Entropy System { get; } = new(null);

    public static Entropy Seeded(int seed) => new(new Random(seed));

    /// <summary>A UUID of version 4.</summary>
    public string NewUid()
    {
        Span<byte> bytes = stackalloc byte[16];
        Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>The random end of a generated name: five characters in Kubernetes.</summary>
    public string NameSuffix(int length = 5) =>
        string.Create(length, this, static (span, self) =>
        {
            foreach (ref char character in span)
                character = NameAlphabet[self.Next(NameAlphabet.Length)];
        });

    /// <summary>Uniform in [0, exclusiveMax).</summary>
    public int Next(int exclusiveMax)
    {
        if (random is not null)
            return random.Next(exclusiveMax);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMax);
        // Lemire's method: the upper half of a product is uniform once the few lowest products are drawn again.
        ulong product = (ulong)NextUInt32() * (uint)exclusiveMax;
        if ((uint)product < (uint)exclusiveMax)
        {
            uint rejected = (uint)-exclusiveMax % (uint)exclusiveMax;
            while ((uint)product < rejected)
                product = (ulong)NextUInt32() * (uint)exclusiveMax;
        }
        return (int)(product >> 32);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() =>
        random?.NextDouble() ?? Next(int.MaxValue) / (double)int.MaxValue;

    public void Fill(Span<byte> bytes)
    {
        if (random is not null)
            random.NextBytes(bytes);
        else if (bytes.Length > BlockBytes)
            RandomNumberGenerator.Fill(bytes);
        else
            Take(bytes);
    }

    private static uint NextUInt32()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        Take(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    // Of this thread's block, from its end; what was given out is wiped.
    private static void Take(Span<byte> bytes)
    {
        byte[] from = block ??= new byte[BlockBytes];
        if (left < bytes.Length)
        {
            RandomNumberGenerator.Fill(from);
            left = BlockBytes;
        }
        left -= bytes.Length;
        Span<byte> taken = from.AsSpan(left, bytes.Length);
        taken.CopyTo(bytes);
        taken.Clear();
    }
}
