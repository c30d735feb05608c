using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Kubesharp.Make.Images;

/// <summary>How an image starts, in the words of the OCI image configuration.</summary>
internal sealed record ImageConfiguration
{
    public IReadOnlyList<string> Entrypoint { get; init; } = [];
    public IReadOnlyList<string> Command { get; init; } = [];
    public IReadOnlyList<string> Environment { get; init; } =
        ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"];
    public string StopSignal { get; init; } = "";
    public string User { get; init; } = "";
}

/// <summary>Writes an image as an OCI archive: a tar of the OCI image layout, one layer, one or more names.</summary>
internal static class ImageArchive
{
    public static void Write(string file, IReadOnlyList<string> names, ImageTree tree, ImageConfiguration configuration)
    {
        byte[] tar = tree.ToTar();
        byte[] layer = Compress(tar);
        byte[] config = Bytes(new JsonObject
        {
            ["architecture"] = "amd64",
            ["os"] = "linux",
            ["created"] = "1970-01-01T00:00:00Z",
            ["config"] = Describe(configuration),
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray(Digest(tar)) },
        });
        byte[] manifest = Bytes(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = "application/vnd.oci.image.manifest.v1+json",
            ["config"] = Descriptor("application/vnd.oci.image.config.v1+json", config),
            ["layers"] = new JsonArray(Descriptor("application/vnd.oci.image.layer.v1.tar+gzip", layer)),
        });
        JsonArray manifests = [];
        foreach (string name in names)
        {
            JsonObject descriptor = Descriptor("application/vnd.oci.image.manifest.v1+json", manifest);
            // The first is what containerd reads, the second is OCI's own.
            descriptor["annotations"] = new JsonObject
            {
                ["io.containerd.image.name"] = name,
                ["org.opencontainers.image.ref.name"] = name,
            };
            manifests.Add(descriptor);
        }

        // A half-written archive must never be taken for a cached one.
        string temporary = file + ".tmp";
        using (FileStream stream = File.Create(temporary))
        using (TarWriter writer = new(stream, TarEntryFormat.Ustar))
        {
            Add(writer, "oci-layout", """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray());
            Add(writer, "index.json", Bytes(new JsonObject { ["schemaVersion"] = 2, ["manifests"] = manifests }));
            foreach (byte[] blob in (byte[][])[config, manifest, layer])
                Add(writer, "blobs/sha256/" + Digest(blob)["sha256:".Length..], blob);
        }
        File.Move(temporary, file, overwrite: true);
    }

    private static JsonObject Describe(ImageConfiguration configuration)
    {
        JsonObject result = new() { ["Env"] = List(configuration.Environment) };
        if (configuration.Entrypoint.Count > 0)
            result["Entrypoint"] = List(configuration.Entrypoint);
        if (configuration.Command.Count > 0)
            result["Cmd"] = List(configuration.Command);
        if (configuration.StopSignal.Length > 0)
            result["StopSignal"] = configuration.StopSignal;
        if (configuration.User.Length > 0)
            result["User"] = configuration.User;
        return result;
    }

    private static JsonArray List(IReadOnlyList<string> values) => [.. values.Select(value => (JsonNode)value)];

    private static JsonObject Descriptor(string mediaType, byte[] blob) => new()
    {
        ["mediaType"] = mediaType,
        ["digest"] = Digest(blob),
        ["size"] = blob.Length,
    };

    private static string Digest(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Bytes(JsonNode node) => System.Text.Encoding.UTF8.GetBytes(node.ToJsonString());

    private static byte[] Compress(byte[] bytes)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return stream.ToArray();
    }

    private static void Add(TarWriter writer, string name, byte[] content) =>
        writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
        {
            DataStream = new MemoryStream(content),
            ModificationTime = DateTimeOffset.UnixEpoch,
        });
}
