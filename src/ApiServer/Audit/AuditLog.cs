using System.Globalization;

namespace Kubesharp.ApiServer.Audit;

/// <summary>
/// A file with one JSON object a line. A line has been handed to the operating system when <see cref="Write"/> returns,
/// so that the end of this process loses none. Safe from any thread.
/// </summary>
public sealed class AuditLog : IDisposable
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH-mm-ss.fff";

    private readonly Lock gate = new();
    private readonly AuditLogOptions options;
    private readonly TimeProvider time;
    private Stream stream;
    private long length;

    /// <exception cref="IOException">The file cannot be written.</exception>
    public AuditLog(AuditLogOptions options, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        stream = Open();
    }

    private bool IsFile => options.Path != "-";

    /// <param name="line">UTF-8, with the line's end.</param>
    public void Write(ReadOnlySpan<byte> line)
    {
        lock (gate)
        {
            if (IsFile && length > 0 && length + line.Length > options.FileBytesMax)
                Rotate();
            stream.Write(line);
            stream.Flush();
            length += line.Length;
        }
    }

    public void Dispose()
    {
        lock (gate)
            stream.Dispose();
    }

    private Stream Open()
    {
        if (!IsFile)
            return Console.OpenStandardOutput();
        string? folder = Path.GetDirectoryName(Path.GetFullPath(options.Path));
        Directory.CreateDirectory(folder!);
        FileStreamOptions opening = new()
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        // What users send may be in it.
        if (!OperatingSystem.IsWindows())
            opening.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        FileStream file = new(options.Path, opening);
        length = file.Length;
        return file;
    }

    private void Rotate()
    {
        stream.Dispose();
        string stamp = time.GetUtcNow().ToString(TimeFormat, CultureInfo.InvariantCulture);
        string old = Path.Combine(Folder, $"{Stem}-{stamp}{Extension}");
        for (int more = 1; File.Exists(old); more++)
            old = Path.Combine(Folder, $"{Stem}-{stamp}-{more}{Extension}");
        File.Move(options.Path, old);
        stream = Open();
        RemoveOld();
    }

    private void RemoveOld()
    {
        // Their names hold the time: the order of names is the order of age.
        string[] olds = [.. Directory.EnumerateFiles(Folder, $"{Stem}-*{Extension}")
            .OrderDescending(StringComparer.Ordinal)];
        for (int index = 0; index < olds.Length; index++)
        {
            bool tooMany = options.FilesMax > 0 && index >= options.FilesMax;
            bool tooOld = options.AgeMax > TimeSpan.Zero
                && File.GetLastWriteTimeUtc(olds[index]) < time.GetUtcNow().UtcDateTime - options.AgeMax;
            if (tooMany || tooOld)
                File.Delete(olds[index]);
        }
    }

    private string Folder => Path.GetDirectoryName(Path.GetFullPath(options.Path))!;
    private string Stem => Path.GetFileNameWithoutExtension(options.Path);
    private string Extension => Path.GetExtension(options.Path);
}
