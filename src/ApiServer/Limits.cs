namespace Kubesharp.ApiServer;

/// <summary>What is too much. Over a limit a client gets an error that names it.</summary>
public static class Limits
{
    /// <summary>The body of a request: 3 MiB, as upstream.</summary>
    public const int RequestBodyBytesMax = 3 * 1024 * 1024;
    /// <summary>All headers of a request together: 1 MiB, as upstream. Over it: 431.</summary>
    public const int RequestHeaderBytesMax = 1024 * 1024;
    /// <summary>
    /// Headers of a request: each group to act as is one, and what a stranger sends is read before he is known. Over
    /// it: 431.
    /// </summary>
    public const int RequestHeadersMax = 2_000;
    /// <summary>One stored object, encoded: what etcd lets through in one request.</summary>
    public const int ObjectBytesMax = 1536 * 1024;
    /// <summary>Answers larger than this are compressed for clients that accept gzip.</summary>
    public const int GzipFromBytes = 128 * 1024;
    /// <summary>
    /// Informers of a whole controller manager share one connection; HTTP/2's default of 100 chokes them.
    /// </summary>
    public const int StreamsPerConnectionMax = 5_000;
    /// <summary>Tries to find a free generated name.</summary>
    public const int GenerateNameTries = 8;
    /// <summary>
    /// Tries of a write whose read was overtaken, when the client did not say which revision it means.
    /// </summary>
    public const int ConflictTries = 32;
    /// <summary>Operations of one JSON patch.</summary>
    public const int JsonPatchOperationsMax = 10_000;
    /// <summary>
    /// Seats of flow control when nothing else is asked for: upstream's 400 reads and 200 writes, fewer on few cores.
    /// Requests here wait for a processor and hardly ever for a disk of somebody else.
    /// </summary>
    public static int FlowSeatsOf(int processors) => Math.Min(600, 64 * Math.Max(1, processors));
    /// <summary>How long a read waits for the cache to reach the revision that was asked for.</summary>
    public static readonly TimeSpan FreshReadWait = TimeSpan.FromSeconds(3);
    /// <summary>Every request that is not a watch or a stream.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(60);
    /// <summary>A watch without a timeout of its own lives this long to twice this long.</summary>
    public static readonly TimeSpan WatchTimeoutMin = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan BookmarkPeriod = TimeSpan.FromMinutes(1);
    /// <summary>How long requests in flight may take to end when the server stops.</summary>
    public static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(10);
}
