namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>A validation.</summary>
[Definition("io.k8s.api.admissionregistration.v1.Validation")]
public sealed partial record Validation
{
    /// <summary>The value with nothing set.</summary>
    public static Validation Empty { get; } = new();

    /// <summary>Expression.</summary>
    [Field(1, "expression", Always = true), Required] public string Expression { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(2, "message")] public string Message { get; init; } = "";
    /// <summary>
    /// One word in CamelCase that programs can match on. One of: Unauthorized, Forbidden, NotFound, AlreadyExists,
    /// Conflict, Gone, Invalid, ServerTimeout, StorageReadError, Timeout, TooManyRequests, BadRequest,
    /// MethodNotAllowed, NotAcceptable, RequestEntityTooLarge, UnsupportedMediaType, InternalError, Expired,
    /// ServiceUnavailable.
    /// </summary>
    [Field(3, "reason")] public string? Reason { get; init; }
    /// <summary>Message expression.</summary>
    [Field(4, "messageExpression")] public string MessageExpression { get; init; } = "";
}
