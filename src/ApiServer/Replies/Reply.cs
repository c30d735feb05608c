using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Objects;

namespace Kubesharp.ApiServer.Replies;

/// <summary>
/// What the pipeline answers, before any encoding: a front turns it into bytes or hands the objects over.
/// </summary>
public abstract record Reply
{
    /// <summary>The HTTP status code.</summary>
    public int Code { get; init; } = 200;
}

/// <summary>A refusal, or the success of something that leaves nothing to show.</summary>
public sealed record StatusReply : Reply
{
    public StatusReply(Status status)
    {
        Status = status;
        Code = status.Code == 0 ? 200 : status.Code;
    }

    public Status Status { get; }
}

/// <summary>One object.</summary>
/// <param name="Object">The object, or the message of a subresource.</param>
/// <param name="Definition">Its resource, for columns; null for messages of subresources.</param>
public sealed record ObjectReply(EncodedObject Object, ResourceDefinition? Definition) : Reply;

/// <summary>A consistent part of a collection.</summary>
public sealed record ListReply(ResourceDefinition Definition, long Revision, IReadOnlyList<EncodedObject> Items) : Reply
{
    public string Continue { get; init; } = "";
    public long? RemainingItemCount { get; init; }
}

/// <summary>A watch that was let in. The reader must dispose it.</summary>
public sealed record WatchReply(ResourceDefinition Definition, IAsyncEnumerable<WatchItem> Events) : Reply;

/// <summary>One event of a watch, before any encoding.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Object">The object; null for bookmarks and errors.</param>
/// <param name="Revision">The revision to go on from.</param>
public readonly record struct WatchItem(Api.Transport.WatchEventType Type, EncodedObject? Object, long Revision)
{
    public Status? Error { get; init; }
    /// <summary>On the bookmark that ends the initial events.</summary>
    public bool InitialEventsEnd { get; init; }
    /// <summary>More events are there already: a front may put off flushing.</summary>
    public bool More { get; init; }
}

/// <summary>Bytes that are ready: discovery, OpenAPI, health, metrics.</summary>
public sealed record DocumentReply(string ContentType, ReadOnlyMemory<byte> Body) : Reply
{
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>304 without a body for a client that has this version already.</summary>
    public DocumentReply UnlessKnown(string ifNoneMatch, string tag) => Http.RequestHeaders.Matches(ifNoneMatch, tag)
        ? this with { Code = 304, Body = default }
        : this;

    public static DocumentReply Text(string text, int code = 200) =>
        new("text/plain; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(text)) { Code = code };
}

/// <summary>The rest of the exchange is between the client and another server (a kubelet, a pod).</summary>
/// <param name="Target">Absolute; https for kubelets.</param>
/// <param name="ToKubelet">Present the server's client certificate.</param>
public sealed record ProxyReply(Uri Target, bool ToKubelet) : Reply
{
    /// <summary>
    /// What stood in front of the tail, put back into redirects; empty when the target's paths are ours.
    /// </summary>
    public string PathPrefix { get; init; } = "";
    /// <summary>A kubelet's refusal, which is plain text, becomes a Status.</summary>
    public bool IsLog { get; init; }
    /// <summary>Whose kubelet must answer; empty when it is none's.</summary>
    public string NodeName { get; init; } = "";
    /// <summary>Send the request with this method instead of the client's own.</summary>
    public string Method { get; init; } = "";
}
