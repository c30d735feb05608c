using System.Security.Cryptography;
using Kubesharp.Api.Configuration;
using Kubesharp.Api.Pki;
using Kubesharp.ApiServer.Certificates;

namespace Kubesharp.ApiServer.Encryption;

/// <summary>
/// Which resources are stored encrypted, and with which keys: apiserver.config.k8s.io/v1 EncryptionConfiguration. The
/// first provider writes; all are tried for reading.
/// </summary>
public sealed class EncryptionConfiguration
{
    private static readonly int[] AesKeyBytes = [16, 24, 32];
    private static readonly int[] SecretBoxKeyBytes = [32];

    private EncryptionConfiguration(IReadOnlyList<EncryptedResources> resources) => Resources = resources;

    internal IReadOnlyList<EncryptedResources> Resources { get; }

    /// <summary>Reads a configuration file's text.</summary>
    /// <exception cref="ConfigurationException">Says every reason why it cannot be followed.</exception>
    public static EncryptionConfiguration Parse(string text) => ConfigurationDocument.Read(
        text, "EncryptionConfiguration", ["apiserver.config.k8s.io/v1"], static document =>
        {
            IReadOnlyList<EncryptedResources> resources = document.Objects("resources", ReadResources);
            if (resources.Count == 0)
                document.Fail("resources", "must have at least one entry");
            return new EncryptionConfiguration(resources);
        });

    // What --encrypt-secrets begins with.
    private static string Fresh(ReadOnlySpan<byte> secret) => $"""
        apiVersion: apiserver.config.k8s.io/v1
        kind: EncryptionConfiguration
        resources:
        - resources: [secrets]
          providers:
          - secretbox:
              keys:
              - name: key1
                secret: {Convert.ToBase64String(secret)}
          - identity: {"{}"}

        """;

    /// <summary>The entry for <c>*.*</c>, if there is one: it also covers what is no resource.</summary>
    internal EncryptedResources? Everything =>
        Resources.FirstOrDefault(static entry => entry.Names.Contains("*.*"));

    /// <summary>
    /// The configuration in a file, which is made, for Secrets and with a key of its own, when it is not there yet.
    /// </summary>
    /// <exception cref="ConfigurationException">Says every reason why it cannot be followed.</exception>
    public static EncryptionConfiguration ReadOrMake(string path)
    {
        if (!File.Exists(path))
            PemFiles.WriteSecret(path, Fresh(RandomNumberGenerator.GetBytes(SecretBoxKeyBytes[0])));
        return Parse(File.ReadAllText(path));
    }

    /// <summary>The first entry that covers a resource; null when it is stored as it is.</summary>
    /// <param name="group">Empty for core.</param>
    /// <param name="resource">The plural.</param>
    internal EncryptedResources? Find(string group, string resource)
    {
        string full = group.Length == 0 ? resource : $"{resource}.{group}";
        string all = $"*.{group}";
        foreach (EncryptedResources entry in Resources)
        {
            if (entry.Names.Contains(full) || entry.Names.Contains(all) || entry.Names.Contains("*.*"))
                return entry;
        }
        return null;
    }

    private static EncryptedResources ReadResources(ConfigurationDocument document)
    {
        IReadOnlyList<string> names = document.Texts("resources");
        if (names.Count == 0)
            document.Fail("resources", "must name at least one resource, such as secrets or *.apps");
        foreach (string name in names)
        {
            if (name == "*" || name.Contains('/', StringComparison.Ordinal) || name.Length == 0)
            {
                document.Fail(
                    "resources", $"\"{name}\" must be a plural such as secrets, deployments.apps, *.apps or *.*");
            }
        }
        IReadOnlyList<IReadOnlyList<IValueCipher?>> providers = document.Objects("providers", ReadProvider);
        if (providers.Count == 0)
            document.Fail("providers", "must have at least one entry");
        return new(names, [.. providers.SelectMany(static ciphers => ciphers)]);
    }

    // A provider's keys, in order; null stands for identity.
    private static IReadOnlyList<IValueCipher?> ReadProvider(ConfigurationDocument document)
    {
        List<IReadOnlyList<IValueCipher?>> given = [];
        Add("aescbc", AesKeyBytes, static (name, secret) => new AesCbcCipher(name, secret));
        Add("aesgcm", AesKeyBytes, static (name, secret) => new AesGcmCipher(name, secret));
        Add("secretbox", SecretBoxKeyBytes, static (name, secret) => new SecretBoxCipher(name, secret));
        if (document.Object("identity", static _ => "") is not null)
            given.Add([null]);
        if (document.Has("kms"))
            document.Fail("kms", "is not supported; aescbc, aesgcm, secretbox and identity are");
        else if (given.Count != 1)
            document.Fail("", "must be exactly one of aescbc, aesgcm, secretbox, identity");
        return given.Count == 1 ? given[0] : [];

        void Add(string kind, int[] keyBytes, Func<string, byte[], IValueCipher> create)
        {
            if (document.Object(kind, keys => ReadKeys(keys, keyBytes, create)) is { } ciphers)
                given.Add(ciphers);
        }
    }

    private static IReadOnlyList<IValueCipher?> ReadKeys(
        ConfigurationDocument document, int[] keyBytes, Func<string, byte[], IValueCipher> create)
    {
        List<IValueCipher?> ciphers = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        document.Objects("keys", key =>
        {
            string name = key.Text("name", required: true);
            if (name.Contains(':', StringComparison.Ordinal))
                key.Fail("name", $"\"{name}\" must not contain a colon");
            if (!names.Add(name))
                key.Fail("name", $"\"{name}\" is there twice");
            if (Secret(key, keyBytes) is { } secret)
                ciphers.Add(create(name, secret));
            return name;
        });
        if (names.Count == 0)
            document.Fail("keys", "must have at least one key");
        return ciphers;
    }

    private static byte[]? Secret(ConfigurationDocument key, int[] keyBytes)
    {
        // The value itself stays out of every message.
        string text = key.Text("secret", required: true);
        byte[] secret = new byte[text.Length];
        if (text.Length == 0)
            return null;
        if (!Convert.TryFromBase64String(text, secret, out int length))
        {
            key.Fail("secret", "must be base64");
            return null;
        }
        if (keyBytes.Contains(length))
            return secret[..length];
        key.Fail("secret", $"has {length} bytes, but must have {string.Join(", ", keyBytes)}");
        return null;
    }
}

/// <summary>Resources that share their providers.</summary>
/// <param name="Names"><c>secrets</c>, <c>deployments.apps</c>, <c>*.apps</c>, <c>*.*</c>.</param>
/// <param name="Ciphers">In the order of the file; null stands for plain bytes. The first one writes.</param>
internal sealed record EncryptedResources(IReadOnlyList<string> Names, IReadOnlyList<IValueCipher?> Ciphers);
