namespace Kubesharp.ApiServer.Encryption;

/// <summary>Turns values into bytes that say nothing, and back. Safe from any thread.</summary>
internal interface IValueCipher
{
    /// <summary>What a value of this cipher begins with, such as <c>k8s:enc:aescbc:v1:key1:</c>; ASCII.</summary>
    string Prefix { get; }

    /// <param name="plain">The value.</param>
    /// <param name="key">The store's key: a cipher that authenticates binds the value to it.</param>
    byte[] Seal(ReadOnlySpan<byte> plain, string key);

    /// <exception cref="System.Security.Cryptography.CryptographicException">Other bytes than were sealed.</exception>
    byte[] Open(ReadOnlySpan<byte> cipher, string key);
}
