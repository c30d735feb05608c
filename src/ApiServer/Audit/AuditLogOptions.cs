namespace Kubesharp.ApiServer.Audit;

/// <summary>Where audit events go, and when their file makes room for the next.</summary>
public sealed record AuditLogOptions
{
    /// <summary>A file, or <c>-</c> for standard output.</summary>
    public required string Path { get; init; }
    /// <summary>Bytes after which a new file is begun. Defaults to 100 MiB.</summary>
    public long FileBytesMax { get; init; } = 100L * 1024 * 1024;
    /// <summary>Old files that are kept. Defaults to 0: all.</summary>
    public int FilesMax { get; init; }
    /// <summary>How long old files are kept. Defaults to zero: for ever.</summary>
    public TimeSpan AgeMax { get; init; }
}
