using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Transport;

public enum Verb { Get, List, Watch, Create, Update, Patch, Delete, DeleteCollection }

public enum PatchType
{
    /// <summary>RFC 6902.</summary>
    Json,
    /// <summary>RFC 7396.</summary>
    Merge,
    /// <summary>Merge that knows list keys.</summary>
    Strategic,
    /// <summary>Server-side apply, KEP-555.</summary>
    Apply,
}

/// <summary>One call of the API, before any encoding. Empty strings mean "not given".</summary>
public sealed record ApiRequest
{
    public required Verb Verb { get; init; }
    public required GroupVersionResource Resource { get; init; }
    public string Namespace { get; init; } = "";
    public string Name { get; init; } = "";
    public string Subresource { get; init; } = "";

    public string LabelSelector { get; init; } = "";
    public string FieldSelector { get; init; } = "";
    public string ResourceVersion { get; init; } = "";
    public string ResourceVersionMatch { get; init; } = "";
    /// <summary>Items a page. 0: all.</summary>
    public long Limit { get; init; }
    public string Continue { get; init; } = "";
    public long? TimeoutSeconds { get; init; }
    public bool AllowWatchBookmarks { get; init; }
    public bool? SendInitialEvents { get; init; }

    public string FieldManager { get; init; } = "";
    /// <summary>Strict, Warn, Ignore, or empty for Warn.</summary>
    public string FieldValidation { get; init; } = "";
    public bool DryRun { get; init; }
    /// <summary>Apply only: take fields over from other managers.</summary>
    public bool Force { get; init; }

    /// <summary>The object of Create and Update, or a subresource's message (Binding, Eviction, Scale).</summary>
    public IKind? Body { get; init; }
    public PatchType PatchType { get; init; }
    /// <summary>The patch document, UTF-8 JSON (YAML is allowed for Apply).</summary>
    public ReadOnlyMemory<byte> Patch { get; init; }
    public DeleteOptions? DeleteOptions { get; init; }
}

/// <summary>Either what was asked for or the Status that says why not.</summary>
public sealed record ApiResponse
{
    /// <summary>The HTTP status code.</summary>
    public required int Code { get; init; }
    /// <summary>The object of Get, Create, Update, Patch, Delete (or a Status, Scale, TokenRequest, ...).</summary>
    public IKind? Object { get; init; }
    /// <summary>The items of List.</summary>
    public ObjectList<ApiObject>? List { get; init; }
    /// <summary>Set when <see cref="Code"/> is 400 or more.</summary>
    public Status? Error { get; init; }
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

public enum WatchEventType { Added, Modified, Deleted, Bookmark, Error }

/// <summary>
/// One change. A Bookmark carries a revision only, in its object's metadata; an Error carries a Status.
/// </summary>
public sealed record WatchEvent(WatchEventType Type, ApiObject? Object, Status? Error = null)
{
    public string ResourceVersion => Object?.Metadata.ResourceVersion ?? "";
    /// <summary>The bookmark that ends the initial events (annotation <c>k8s.io/initial-events-end</c>).</summary>
    public bool IsInitialEventsEnd =>
        Type == WatchEventType.Bookmark
        && Object?.Metadata.Annotations.GetValueOrDefault("k8s.io/initial-events-end") == "true";
}

/// <summary>
/// The way to an API server as one user: over HTTPS, in the same process, or through the simulated network. Refusals
/// are values (<see cref="ApiResponse.Error"/>); only a broken connection throws <see cref="IOException"/>.
/// </summary>
public interface ITransport
{
    /// <summary>Every verb but Watch.</summary>
    Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// A watch. Ends when the server ends it; a refusal is one Error event. The stream is read by one reader.
    /// </summary>
    IAsyncEnumerable<WatchEvent> WatchAsync(ApiRequest request, CancellationToken cancellationToken);
}
