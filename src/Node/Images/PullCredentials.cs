using System.Text;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.Images;

/// <summary>The credentials of docker configurations, most specific entry first. Pure.</summary>
internal static class PullCredentials
{
    private const string DefaultRegistry = "index.docker.io";

    /// <summary>Every entry of the secrets that is for the image.</summary>
    public static IReadOnlyList<PullCredential> For(string image, IEnumerable<Secret> secrets)
    {
        List<(string Key, PullCredential Credential)> entries = [];
        foreach (Secret secret in secrets)
        {
            CredentialSource source = new(secret.Metadata.Namespace, secret.Metadata.Name, secret.Metadata.Uid);
            IEnumerable<(string, PullCredential)> read =
                secret.Data.TryGetValue(".dockerconfigjson", out Bytes config) ? Read(config.Memory, inAuths: true)
                : secret.Data.TryGetValue(".dockercfg", out Bytes old) ? Read(old.Memory, inAuths: false)
                : [];
            entries.AddRange(read.Select(entry => (entry.Item1, entry.Item2 with { Secret = source })));
        }
        return Choose(image, entries);
    }

    /// <summary>Every entry of a configuration file of the node itself that is for the image.</summary>
    public static IReadOnlyList<PullCredential> For(string image, ReadOnlyMemory<byte> configuration) =>
        Choose(image, Read(configuration, inAuths: true));

    /// <param name="entries">In the order of their sources.</param>
    public static IReadOnlyList<PullCredential> Choose(
        string image, IEnumerable<(string Key, PullCredential Credential)> entries)
    {
        string repository = ImageName.RepositoryOf(image);
        (string Key, PullCredential Credential)[] known =
            [.. entries.Select(static entry => (RegistryPattern.KeyOf(entry.Key), entry.Credential))];
        PullCredential[] found =
        [
            .. known.Where(entry => RegistryPattern.Matches(entry.Key, repository))
                .OrderByDescending(static entry => entry.Key, StringComparer.Ordinal)
                .Select(static entry => entry.Credential),
        ];
        // Docker Hub goes by its old address in files that docker itself has written.
        return found.Length > 0 || ImageName.RegistryOf(image) != "docker.io" ? found
            : [.. known.Where(static entry => entry.Key == DefaultRegistry).Select(static entry => entry.Credential)];
    }

    private static List<(string Key, PullCredential Credential)> Read(ReadOnlyMemory<byte> json, bool inAuths)
    {
        List<(string, PullCredential)> entries = [];
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            if (inAuths && !root.TryGetProperty("auths", out root))
                return entries;
            foreach (JsonProperty entry in root.EnumerateObject())
                entries.Add((entry.Name, new PullCredential(ToAuth(entry.Value))));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A secret that is no such file grants nothing; the pull without it says what is missing.
        }
        return entries;
    }

    private static Cri.AuthConfig ToAuth(JsonElement entry)
    {
        string user = Text(entry, "username");
        string password = Text(entry, "password");
        string auth = Text(entry, "auth");
        // Three bytes of four characters at most.
        Span<byte> decoded = new byte[auth.Length];
        if (auth.Length > 0 && Convert.TryFromBase64String(auth, decoded, out int count))
        {
            string pair = Encoding.UTF8.GetString(decoded[..count]);
            int colon = pair.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                (user, password) = (pair[..colon], pair[(colon + 1)..]);
        }
        return new Cri.AuthConfig { Username = user, Password = password };
    }

    private static string Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
}
