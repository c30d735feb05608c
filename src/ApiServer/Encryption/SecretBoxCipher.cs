using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Kubesharp.ApiServer.Encryption;

/// <summary>
/// secretbox: XSalsa20 and Poly1305 as NaCl combines them. The nonce of 24 random bytes stands in front, then the tag,
/// then the ciphertext.
/// </summary>
internal sealed class SecretBoxCipher(string name, byte[] secret) : IValueCipher
{
    private const int NonceBytes = 24;
    private const int TagBytes = 16;
    private const int MacKeyBytes = 32;

    public string Prefix { get; } = $"k8s:enc:secretbox:v1:{name}:";

    public byte[] Seal(ReadOnlySpan<byte> plain, string key)
    {
        byte[] output = new byte[NonceBytes + TagBytes + plain.Length];
        Span<byte> nonce = output.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        Span<byte> cipher = output.AsSpan(NonceBytes + TagBytes);
        (XSalsa20Engine stream, byte[] macKey) = Start(nonce);
        stream.ProcessBytes(plain, cipher);
        Tag(macKey, cipher, output.AsSpan(NonceBytes, TagBytes));
        return output;
    }

    public byte[] Open(ReadOnlySpan<byte> cipher, string key)
    {
        if (cipher.Length < NonceBytes + TagBytes)
            throw new CryptographicException("the stored data has no room for nonce and tag");
        ReadOnlySpan<byte> body = cipher[(NonceBytes + TagBytes)..];
        (XSalsa20Engine stream, byte[] macKey) = Start(cipher[..NonceBytes]);
        Span<byte> tag = stackalloc byte[TagBytes];
        Tag(macKey, body, tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, cipher.Slice(NonceBytes, TagBytes)))
            throw new CryptographicException("the stored data was changed, or sealed with another key");
        byte[] plain = new byte[body.Length];
        stream.ProcessBytes(body, plain);
        return plain;
    }

    // The first 32 bytes of the stream are the key of the tag; the message follows in the same stream.
    private (XSalsa20Engine Stream, byte[] MacKey) Start(ReadOnlySpan<byte> nonce)
    {
        XSalsa20Engine stream = new();
        stream.Init(true, new ParametersWithIV(new KeyParameter(secret), nonce.ToArray()));
        byte[] macKey = new byte[MacKeyBytes];
        stream.ProcessBytes(new byte[MacKeyBytes], macKey);
        return (stream, macKey);
    }

    private static void Tag(byte[] macKey, ReadOnlySpan<byte> cipher, Span<byte> tag)
    {
        Poly1305 mac = new();
        mac.Init(new KeyParameter(macKey));
        mac.BlockUpdate(cipher);
        mac.DoFinal(tag);
    }
}
