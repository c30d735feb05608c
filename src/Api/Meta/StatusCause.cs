namespace Kubesharp.Api.Meta;

/// <summary>One of several causes of a failure.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.StatusCause")]
public sealed partial record StatusCause
{
    /// <summary>The value with nothing set.</summary>
    public static StatusCause Empty { get; } = new();

    /// <summary>
    /// One word in CamelCase that programs can match on. One of: FieldValueNotFound, FieldValueRequired,
    /// FieldValueDuplicate, FieldValueInvalid, FieldValueNotSupported, FieldValueForbidden, FieldValueTooLong,
    /// FieldValueTooMany, InternalError, FieldValueTypeInvalid, UnexpectedServerResponse, FieldManagerConflict,
    /// ResourceVersionTooLarge.
    /// </summary>
    [Field(1, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(2, "message")] public string Message { get; init; } = "";
    /// <summary>The field that caused it, as a path: spec.containers[0].name. Empty: the object as a whole.</summary>
    [Field(3, "field")] public string Field { get; init; } = "";
}
