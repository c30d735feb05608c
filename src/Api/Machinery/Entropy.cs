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
    public int Next(int exclusiveMax) => random?.Next(exclusiveMax) ?? RandomNumberGenerator.GetInt32(exclusiveMax);

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() =>
        random?.NextDouble() ?? RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;

    public void Fill(Span<byte> bytes)
    {
        if (random is null)
            RandomNumberGenerator.Fill(bytes);
        else
            random.NextBytes(bytes);
    }
}
