using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kubesharp.Kubelet.Cri;

namespace Kubesharp.Kubelet.Images;

/// <summary>
/// What was pulled through this kubelet and with which credentials, on the disk, so that no Pod gets a private image
/// only because another Pod's pull has left it here (KEP-2535). A pull is noted before it begins: one that the kubelet
/// does not live to see the end of counts as pulled by it, with nobody's credentials.
/// </summary>
/// <remarks>Safe from any thread: the lock guards the files and <c>underway</c>.</remarks>
internal sealed class PullRecords
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> underway = new(StringComparer.Ordinal);
    private readonly string pulling;
    private readonly string pulled;
    private readonly TimeProvider time;

    public PullRecords(string directory, TimeProvider time)
    {
        this.time = time;
        pulling = Path.Combine(directory, "pulling");
        pulled = Path.Combine(directory, "pulled");
        Directory.CreateDirectory(pulling);
        Directory.CreateDirectory(pulled);
    }

    /// <summary>Takes what an earlier run left unfinished for pulled, where the image is there.</summary>
    public void TakeOver(IReadOnlyList<Image> images)
    {
        lock (gate)
        {
            foreach (string file in Directory.GetFiles(pulling))
            {
                string name = File.ReadAllText(file);
                Image? image = images.FirstOrDefault(
                    image => image.RepoTags.Contains(name) || image.RepoDigests.Contains(name));
                if (image is not null && Load(image.Id) is null)
                    Save(new PullRecord(image.Id, time.GetUtcNow()));
                File.Delete(file);
            }
        }
    }

    public void Begin(string image)
    {
        lock (gate)
        {
            underway[image] = underway.GetValueOrDefault(image) + 1;
            Write(FileOf(pulling, image), Encoding.UTF8.GetBytes(image));
        }
    }

    public void Fail(string image)
    {
        lock (gate)
            End(image);
    }

    /// <param name="credential">What the registry was told at last; null: nothing.</param>
    public void Succeed(string image, string imageId, PullCredential? credential)
    {
        lock (gate)
        {
            PullRecord record = Load(imageId) ?? new PullRecord(imageId, time.GetUtcNow());
            Save(record.With(ImageName.RepositoryOf(image), RecordedAccess.Of(credential), time.GetUtcNow()));
            End(image);
        }
    }

    /// <summary>Null when the image did not come through this kubelet; an empty one while it is coming.</summary>
    public PullRecord? Find(string image, string imageId)
    {
        lock (gate)
        {
            return Load(imageId) ?? (underway.ContainsKey(image) || File.Exists(FileOf(pulling, image))
                ? new PullRecord(imageId, time.GetUtcNow())
                : null);
        }
    }

    /// <summary>Forgets images that are gone. What was noted after the given time stays.</summary>
    public void Prune(IReadOnlySet<string> imageIds, DateTimeOffset until)
    {
        lock (gate)
        {
            foreach (string file in Directory.GetFiles(pulled))
            {
                if (Read(file) is not { } record || (record.UpdatedAt < until && !imageIds.Contains(record.ImageId)))
                    File.Delete(file);
            }
        }
    }

    private void End(string image)
    {
        int left = underway.GetValueOrDefault(image) - 1;
        if (left > 0)
        {
            underway[image] = left;
            return;
        }
        underway.Remove(image);
        File.Delete(FileOf(pulling, image));
    }

    private PullRecord? Load(string imageId) => Read(FileOf(pulled, imageId));

    private static PullRecord? Read(string file)
    {
        if (!File.Exists(file))
            return null;
        try
        {
            return PullRecord.FromJson(File.ReadAllBytes(file));
        }
        catch (JsonException)
        {
            // Known to have come through us, with nobody's credentials: the next Pod must show its own.
            return new PullRecord("", DateTimeOffset.UnixEpoch);
        }
    }

    private void Save(PullRecord record) => Write(FileOf(pulled, record.ImageId), record.ToJson());

    // Replaced whole: half a record must not be read.
    private static void Write(string file, byte[] content)
    {
        string temporary = file + ".new";
        File.WriteAllBytes(temporary, content);
        Linux.Processes.FileName.Replace(temporary, file);
    }

    private static string FileOf(string directory, string name) => Path.Combine(
        directory, "sha256-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name))));
}
