namespace Kubesharp.Api.Meta;

/// <summary>The answer when an operation failed, or succeeded with nothing else to show.</summary>
[ApiKind("v1", "Status")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.Status")]
public sealed partial record Status : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static Status Empty { get; } = new();

    /// <summary>A list's metadata, for what a failed list still has to tell: continue after an expired token.</summary>
    [Field(1, "metadata")] public ListMeta Metadata { get; init; } = ListMeta.Empty;
    /// <summary>Whether the operation was done. One of: Success, Failure.</summary>
    [Field(2, "status")] public string StatusValue { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(3, "message")] public string Message { get; init; } = "";
    /// <summary>
    /// One word in CamelCase that programs can match on. One of: Unauthorized, Forbidden, NotFound, AlreadyExists,
    /// Conflict, Gone, Invalid, ServerTimeout, StorageReadError, Timeout, TooManyRequests, BadRequest,
    /// MethodNotAllowed, NotAcceptable, RequestEntityTooLarge, UnsupportedMediaType, InternalError, Expired,
    /// ServiceUnavailable.
    /// </summary>
    [Field(4, "reason")] public string Reason { get; init; } = "";
    /// <summary>What the reason is about: the object, the causes, when to try again.</summary>
    [Field(5, "details")] public StatusDetails? Details { get; init; }
    /// <summary>The HTTP status of the answer. 0: none is suggested.</summary>
    [Field(6, "code")] public int Code { get; init; }
}
