namespace Kubesharp.ApiServer.Audit;

/// <summary>How much of a request is written down; each level has all of the one before.</summary>
public enum AuditLevel
{
    None,
    /// <summary>Who did what to which object, and the answer's code.</summary>
    Metadata,
    /// <summary>And the object that came with it.</summary>
    Request,
    /// <summary>And the object that was answered.</summary>
    RequestResponse,
}

/// <summary>When in the life of a request an event is written.</summary>
public enum AuditStage
{
    RequestReceived,
    /// <summary>Of watches and other streams: the answer has begun.</summary>
    ResponseStarted,
    ResponseComplete,
    /// <summary>The server failed.</summary>
    Panic,
}
