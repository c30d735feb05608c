using System.Diagnostics;
using System.Formats.Tar;
using System.Globalization;
using System.Text.Json;
using Kubesharp.Kubelet.Runtime;

namespace Kubesharp.Kubelet.Images;

/// <summary>Brings images that lie on the disk as archives into the runtime, each once.</summary>
internal sealed class ImageArchives(KubeletOptions options)
{
    private readonly NodeFolders folders = NodeFolders.Of(options);

    /// <exception cref="IOException">An archive is not one, or the runtime refuses it.</exception>
    public async Task ImportAsync(string socket, CancellationToken cancellationToken)
    {
        string imported = Path.Combine(folders.Containerd, "imported");
        Directory.CreateDirectory(imported);
        foreach (string archive in options.ImageArchives.SelectMany(Expand))
        {
            FileInfo file = new(archive);
            // Known by name, size and time: an archive that was made anew is imported again.
            string stamp = Path.Combine(imported, string.Create(
                CultureInfo.InvariantCulture, $"{file.Name}.{file.Length}.{file.LastWriteTimeUtc.Ticks}"));
            if (File.Exists(stamp))
                continue;
            await ImportAsync(socket, archive, cancellationToken);
            await File.WriteAllBytesAsync(stamp, [], cancellationToken);
        }
    }

    /// <summary>The names of the images in the archives: no registry need have them.</summary>
    public IReadOnlySet<string> Names() =>
        options.ImageArchives.SelectMany(Expand).SelectMany(NamesIn).ToHashSet(StringComparer.Ordinal);

    // The index is among the first entries of an archive; what has none has no names that we know.
    private static IReadOnlyList<string> NamesIn(string archive)
    {
        try
        {
            using FileStream stream = File.OpenRead(archive);
            using TarReader reader = new(stream);
            while (reader.GetNextEntry() is { } entry)
            {
                if (entry is not { Name: "index.json", DataStream: { } content })
                    continue;
                using JsonDocument index = JsonDocument.Parse(content);
                return
                [
                    .. index.RootElement.GetProperty("manifests").EnumerateArray()
                        .Select(static one => one.GetProperty("annotations").GetProperty("io.containerd.image.name")
                            .GetString() ?? ""),
                ];
            }
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or IOException
            or InvalidOperationException)
        {
            // The import has said what is wrong with it.
        }
        return [];
    }

    private static IEnumerable<string> Expand(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.tar").Order(StringComparer.Ordinal) : [path];

    // The runtime interface has no import.
    private static async Task ImportAsync(string socket, string archive, CancellationToken cancellationToken)
    {
        try
        {
            await new Ctr(socket).RunAsync(["images", "import", archive], cancellationToken);
        }
        catch (IOException exception)
        {
            throw new IOException($"the image archive {archive} could not be imported: {exception.Message}");
        }
    }
}
