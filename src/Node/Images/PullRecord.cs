using System.Buffers;
using System.Text.Json;

namespace Kubesharp.Kubelet.Images;

/// <summary>A secret that a pull succeeded with, and the mark of what was in it.</summary>
internal sealed record RecordedSecret(string Namespace, string Name, string Uid, string CredentialHash);

/// <summary>Who may have an image by one of its names.</summary>
internal sealed record RecordedAccess
{
    public IReadOnlyList<RecordedSecret> Secrets { get; init; } = [];
    public IReadOnlyList<CredentialSource> ServiceAccounts { get; init; } = [];
    /// <summary>It took no credentials, or the node's own: every Pod of the node may.</summary>
    public bool IsForAll { get; init; }

    /// <summary>What a pull with these credentials shows. Null: without any.</summary>
    public static RecordedAccess Of(PullCredential? credential) => credential switch
    {
        { Secret: { } secret } => new()
        {
            Secrets = [new(secret.Namespace, secret.Name, secret.Uid, credential.Hash)],
        },
        { ServiceAccount: { } account } => new() { ServiceAccounts = [account] },
        _ => new() { IsForAll = true },
    };

    public RecordedAccess With(RecordedAccess more) => IsForAll || more.IsForAll ? new() { IsForAll = true }
        : new()
        {
            // A secret that has changed replaces what it was.
            Secrets =
            [
                .. Secrets.Where(old => !more.Secrets.Any(one => one.Namespace == old.Namespace
                    && one.Name == old.Name && one.Uid == old.Uid)),
                .. more.Secrets,
            ],
            ServiceAccounts = [.. ServiceAccounts.Union(more.ServiceAccounts)],
        };
}

/// <summary>An image that was pulled through this kubelet, and with what, for each name it was pulled by.</summary>
internal sealed record PullRecord(string ImageId, DateTimeOffset UpdatedAt)
{
    private const string Version = "kubelet.config.k8s.io/v1beta1";

    /// <summary>By the image's full name without tag and digest.</summary>
    public IReadOnlyDictionary<string, RecordedAccess> Access { get; init; } =
        new Dictionary<string, RecordedAccess>();

    /// <summary>Whether a Pod with these credentials may have the image by this name without another pull.</summary>
    public bool Allows(string repository, IReadOnlyList<PullCredential> credentials)
    {
        if (!Access.TryGetValue(repository, out RecordedAccess? known))
            return false;
        return known.IsForAll || credentials.Any(credential =>
            (credential.Secret is { } secret && known.Secrets.Any(one =>
                one.CredentialHash == credential.Hash || (one.Uid == secret.Uid
                    && one.Name == secret.Name && one.Namespace == secret.Namespace)))
            || (credential.ServiceAccount is { } account && known.ServiceAccounts.Contains(account)));
    }

    public PullRecord With(string repository, RecordedAccess access, DateTimeOffset now) => this with
    {
        UpdatedAt = now,
        Access = new Dictionary<string, RecordedAccess>(Access, StringComparer.Ordinal)
        {
            [repository] = Access.TryGetValue(repository, out RecordedAccess? known) ? known.With(access) : access,
        },
    };

    public byte[] ToJson()
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", "ImagePulledRecord");
            writer.WriteString("apiVersion", Version);
            writer.WriteString("lastUpdatedTime", UpdatedAt);
            writer.WriteString("imageRef", ImageId);
            writer.WriteStartObject("credentialMapping");
            foreach ((string repository, RecordedAccess access) in Access)
                Write(writer, repository, access);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="JsonException">It is no record.</exception>
    public static PullRecord FromJson(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        try
        {
            Dictionary<string, RecordedAccess> access = new(StringComparer.Ordinal);
            foreach (JsonProperty entry in root.GetProperty("credentialMapping").EnumerateObject())
                access[entry.Name] = Read(entry.Value);
            return new PullRecord(
                root.GetProperty("imageRef").GetString() ?? "",
                root.GetProperty("lastUpdatedTime").GetDateTimeOffset()) { Access = access };
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException
            or FormatException)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    private static void Write(Utf8JsonWriter writer, string repository, RecordedAccess access)
    {
        writer.WriteStartObject(repository);
        if (access.IsForAll)
            writer.WriteBoolean("nodePodsAccessible", true);
        writer.WriteStartArray("kubernetesSecrets");
        foreach (RecordedSecret secret in access.Secrets)
        {
            writer.WriteStartObject();
            Write(writer, secret.Namespace, secret.Name, secret.Uid);
            writer.WriteString("credentialHash", secret.CredentialHash);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("kubernetesServiceAccounts");
        foreach (CredentialSource account in access.ServiceAccounts)
        {
            writer.WriteStartObject();
            Write(writer, account.Namespace, account.Name, account.Uid);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string namespaceName, string name, string uid)
    {
        writer.WriteString("uid", uid);
        writer.WriteString("namespace", namespaceName);
        writer.WriteString("name", name);
    }

    private static RecordedAccess Read(JsonElement entry) => new()
    {
        IsForAll = entry.TryGetProperty("nodePodsAccessible", out JsonElement all) && all.GetBoolean(),
        Secrets =
        [
            .. entry.GetProperty("kubernetesSecrets").EnumerateArray().Select(static one => new RecordedSecret(
                Text(one, "namespace"), Text(one, "name"), Text(one, "uid"), Text(one, "credentialHash"))),
        ],
        ServiceAccounts =
        [
            .. entry.GetProperty("kubernetesServiceAccounts").EnumerateArray().Select(static one =>
                new CredentialSource(Text(one, "namespace"), Text(one, "name"), Text(one, "uid"))),
        ],
    };

    private static string Text(JsonElement entry, string name) => entry.GetProperty(name).GetString() ?? "";
}
