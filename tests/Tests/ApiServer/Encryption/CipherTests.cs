using System.Security.Cryptography;
using Kubesharp.ApiServer.Encryption;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Encryption;

public sealed class CipherTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(static number => (byte)number)];

    public static TheoryData<string> All => ["aescbc", "aesgcm", "secretbox"];

    private static IValueCipher Of(string kind, byte[] key) => kind switch
    {
        "aescbc" => new AesCbcCipher("k", key),
        "aesgcm" => new AesGcmCipher("k", key),
        _ => new SecretBoxCipher("k", key),
    };

    [Theory]
    [MemberData(nameof(All))]
    public void WhatIsSealedOpensAndSaysNothing(string kind)
    {
        IValueCipher cipher = Of(kind, Key);
        foreach (int length in (int[])[0, 1, 15, 16, 17, 63, 64, 65, 5000])
        {
            byte[] plain = [.. Enumerable.Repeat((byte)'x', length)];
            byte[] first = cipher.Seal(plain, "/a"), second = cipher.Seal(plain, "/a");
            Assert.Equal(plain, cipher.Open(first, "/a"));
            Assert.NotEqual(first, second); // A nonce of its own each time.
            if (length > 4)
                Assert.True(first.AsSpan().IndexOf(plain) < 0);
        }
        Assert.Equal($"k8s:enc:{kind}:v1:k:", cipher.Prefix);
    }

    [Theory]
    [InlineData("aesgcm")]
    [InlineData("secretbox")]
    public void AChangedByteIsNoticed(string kind)
    {
        IValueCipher cipher = Of(kind, Key);
        byte[] output = cipher.Seal("a secret"u8, "/a");
        for (int index = 0; index < output.Length; index++)
        {
            output[index] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => cipher.Open(output, "/a"));
            output[index] ^= 1;
        }
        Assert.ThrowsAny<CryptographicException>(() => cipher.Open([], "/a"));
    }

    [Fact]
    public void AValueMovedToAnotherKeyIsNoticed()
    {
        IValueCipher cipher = Of("aesgcm", Key);
        byte[] output = cipher.Seal("a secret"u8, "/a");
        Assert.ThrowsAny<CryptographicException>(() => cipher.Open(output, "/b"));
    }

    // The example of NaCl's own paper (Cryptography in NaCl, section 10): key, nonce, first bytes of the message.
    [Fact]
    public void SecretBoxIsNaCls()
    {
        byte[] key = Convert.FromHexString("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389");
        string nonce = "69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37";
        string message =
            "be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffce5ecbaaf33bd751a1ac728d45e"
            + "6c61296cdc3c01233561f41db66cce314adb310e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a"
            + "838f21af1fde048977eb48f59ffd4924ca1c60902e52f0a089bc76897040e082f937763848645e0705";
        string expected =
            "f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531"
            + "a1186ac0dfc17c98dce87b4da7f011ec48c97271d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8ab932"
            + "164548e526ae90224368517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b37973f622a43d14"
            + "a6599b1f654cb45a74e355a5";
        byte[] plain = new SecretBoxCipher("k", key).Open(Convert.FromHexString(nonce + expected), "/a");
        Assert.Equal(message, Convert.ToHexStringLower(plain));
    }
}
