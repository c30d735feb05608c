using System.Text;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.Images;

/// <summary>What a registry is told when an image is pulled, from the Pod's imagePullSecrets.</summary>
internal static class PullCredentials
{
    /// <summary>Every entry for the image's registry, in the order of the secrets.</summary>
    public static IReadOnlyList<Cri.AuthConfig> For(string image, IEnumerable<Secret> secrets)
    {
        string registry = ImageName.RegistryOf(image);
        List<Cri.AuthConfig> found = [];
        foreach (Secret secret in secrets)
        {
            if (secret.Data.TryGetValue(".dockerconfigjson", out Bytes config))
                Read(found, registry, config.Memory, inAuths: true);
            else if (secret.Data.TryGetValue(".dockercfg", out Bytes old))
                Read(found, registry, old.Memory, inAuths: false);
        }
        return found;
    }

    private static void Read(List<Cri.AuthConfig> found, string registry, ReadOnlyMemory<byte> json, bool inAuths)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement entries = document.RootElement;
            if (inAuths && !entries.TryGetProperty("auths", out entries))
                return;
            foreach (JsonProperty entry in entries.EnumerateObject())
            {
                if (HostOf(entry.Name) == registry)
                    found.Add(ToAuth(entry.Value));
            }
        }
        catch (JsonException)
        {
            // A secret that is no such file grants nothing; the pull without it says what is missing.
        }
    }

    private static Cri.AuthConfig ToAuth(JsonElement entry)
    {
        string user = Text(entry, "username");
        string password = Text(entry, "password");
        Span<byte> decoded = new byte[4096];
        if (Text(entry, "auth") is { Length: > 0 } auth && Convert.TryFromBase64String(auth, decoded, out int count))
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

    // Entries may be hosts or URLs; Docker Hub is known by its old address.
    private static string HostOf(string name)
    {
        string host = name.Contains("://", StringComparison.Ordinal)
            ? name[(name.IndexOf("://", StringComparison.Ordinal) + 3)..] : name;
        host = host.Split('/')[0];
        return host is "index.docker.io" or "registry-1.docker.io" ? "docker.io" : host;
    }
}
