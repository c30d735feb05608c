using System.Text.Json;

namespace Kubesharp.Kubelet.Volumes.Csi;

/// <summary>
/// What must be remembered of a mount to undo it without the API: <c>vol_data.json</c> beside it, with upstream's keys.
/// </summary>
internal sealed record CsiVolumeRecord
{
    public const string FileName = "vol_data.json";

    public required string Driver { get; init; }
    public required string Handle { get; init; }
    /// <summary>The PersistentVolume, or the name in the Pod; empty for where a volume is staged.</summary>
    public string Name { get; init; } = "";
    public string NodeName { get; init; } = "";
    public string AttachmentId { get; init; } = "";
    /// <summary>Persistent or Ephemeral; empty for where a volume is staged.</summary>
    public string LifecycleMode { get; init; } = "";

    public string UniqueName => CsiVolume.UniqueNameOf(Driver, Handle);
    public bool IsEphemeral => LifecycleMode == Api.Storage.VolumeLifecycleMode.Ephemeral;

    /// <returns>Null when there is none that can be read.</returns>
    public static CsiVolumeRecord? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return new CsiVolumeRecord
            {
                Driver = Text("driverName"), Handle = Text("volumeHandle"), Name = Text("specVolID"),
                NodeName = Text("nodeName"), AttachmentId = Text("attachmentID"),
                LifecycleMode = Text("volumeLifecycleMode"),
            };

            string Text(string key) =>
                document.RootElement.TryGetProperty(key, out JsonElement value) ? value.GetString() ?? "" : "";
        }
        catch (Exception exception) when (exception is IOException or JsonException or InvalidOperationException)
        {
            return null; // Not there, or a power cut came first.
        }
    }

    /// <summary>Writes the file whole or not at all.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, "." + FileName);
        using (FileStream stream = File.Create(temporary))
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            foreach ((string key, string value) in ((string, string)[])
                [("attachmentID", AttachmentId), ("driverName", Driver), ("nodeName", NodeName), ("specVolID", Name),
                    ("volumeHandle", Handle), ("volumeLifecycleMode", LifecycleMode)])
            {
                if (value.Length > 0)
                    writer.WriteString(key, value);
            }
            writer.WriteEndObject();
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }
        File.Move(temporary, Path.Combine(folder, FileName), overwrite: true);
    }
}
