using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Audit;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.FlowControl;

namespace Kubesharp.ApiServer.Requests;

/// <summary>One request on its way through the pipeline; made by a front, owned by one call.</summary>
public sealed class ServerRequest
{
    public required RequestInfo Info { get; init; }
    /// <summary>Who asks: set by authentication, or by the in-process front.</summary>
    public UserInfo User { get; set; } = Users.AnonymousUser;
    /// <summary>Options of the API in one form, whichever front they came through.</summary>
    public required ApiRequest Options { get; set; }
    /// <summary>Empty for in-process requests.</summary>
    public QueryValues Query { get; init; } = QueryValues.Empty;
    /// <summary>Why the options could not be read; answered after authorization.</summary>
    public Status? OptionsError { get; init; }
    /// <summary>Set by the front once the caller is allowed to send one.</summary>
    public RequestBody Body { get; set; } = RequestBody.None;
    public string ContentType { get; init; } = "";
    public string Method { get; init; } = "";
    /// <summary>Name and port under which the client has reached the server.</summary>
    public string Host { get; init; } = "";
    public string Accept { get; init; } = "";
    public string UserAgent { get; init; } = "";
    public string IfNoneMatch { get; init; } = "";
    /// <summary>What flow control gave to a request over HTTP; its front gives it back.</summary>
    internal FlowPass? Seat { get; set; }
    /// <summary>Its place in the audit log; null when nothing is written of it.</summary>
    internal AuditRecord? Audit { get; set; }
    /// <summary>The client asked for another protocol on this connection (WebSocket, SPDY).</summary>
    public bool IsUpgrade { get; init; }
    /// <summary>That other protocol is WebSocket: a watch is then sent as its messages.</summary>
    public bool IsWebSocket { get; init; }
    /// <summary>Sentences for the client's user; sent as Warning headers, each once.</summary>
    public List<string> Warnings { get; } = [];

    public void Warn(string text)
    {
        if (!Warnings.Contains(text))
            Warnings.Add(text);
    }
}

/// <summary>What came with a request: bytes in some encoding, or the object itself from the same process.</summary>
/// <param name="Bytes">As sent; empty for in-process requests.</param>
/// <param name="ContentType">As sent.</param>
/// <param name="Object">Set for in-process requests.</param>
public sealed record RequestBody(ReadOnlyMemory<byte> Bytes, string ContentType, IKind? Object)
{
    public static RequestBody None { get; } = new(default, "", null);

    public bool IsEmpty => Object is null && Bytes.Length == 0;
}
