using System.Security.Cryptography;
using System.Text;

namespace Kubesharp.ApiServer.Encryption;

/// <summary>
/// aesgcm: AES-GCM, the random nonce in front, the tag behind, bound to the store's key. One key is good for about
/// 200,000 writes: rotate it.
/// </summary>
internal sealed class AesGcmCipher(string name, byte[] secret) : IValueCipher
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public string Prefix { get; } = $"k8s:enc:aesgcm:v1:{name}:";

    public byte[] Seal(ReadOnlySpan<byte> plain, string key)
    {
        using AesGcm aes = new(secret, TagBytes);
        byte[] output = new byte[NonceBytes + plain.Length + TagBytes];
        Span<byte> nonce = output.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        aes.Encrypt(nonce, plain, output.AsSpan(NonceBytes, plain.Length), output.AsSpan(NonceBytes + plain.Length),
            Encoding.UTF8.GetBytes(key));
        return output;
    }

    public byte[] Open(ReadOnlySpan<byte> cipher, string key)
    {
        if (cipher.Length < NonceBytes + TagBytes)
            throw new CryptographicException("the stored data has no room for nonce and tag");
        using AesGcm aes = new(secret, TagBytes);
        byte[] plain = new byte[cipher.Length - NonceBytes - TagBytes];
        aes.Decrypt(cipher[..NonceBytes], cipher[NonceBytes..^TagBytes], cipher[^TagBytes..], plain,
            Encoding.UTF8.GetBytes(key));
        return plain;
    }
}
