using System.Security.Cryptography;

namespace Kubesharp.ApiServer.Encryption;

/// <summary>
/// aescbc: AES-CBC with PKCS#7 padding and a random block in front. It does not notice changed bytes: secretbox and
/// aesgcm do, but this one is what most clusters use.
/// </summary>
internal sealed class AesCbcCipher(string name, byte[] secret) : IValueCipher
{
    private const int BlockBytes = 16;

    public string Prefix { get; } = $"k8s:enc:aescbc:v1:{name}:";

    public byte[] Seal(ReadOnlySpan<byte> plain, string key)
    {
        using Aes aes = Aes.Create();
        aes.Key = secret;
        byte[] output = new byte[BlockBytes + aes.GetCiphertextLengthCbc(plain.Length)];
        Span<byte> first = output.AsSpan(0, BlockBytes);
        RandomNumberGenerator.Fill(first);
        aes.EncryptCbc(plain, first, output.AsSpan(BlockBytes));
        return output;
    }

    public byte[] Open(ReadOnlySpan<byte> cipher, string key)
    {
        if (cipher.Length < 2 * BlockBytes)
            throw new CryptographicException("the stored data has no room for a block");
        using Aes aes = Aes.Create();
        aes.Key = secret;
        return aes.DecryptCbc(cipher[BlockBytes..], cipher[..BlockBytes]);
    }
}
