namespace Kubesharp.Api.ApiExtensions;

/// <summary>A validation rule.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ValidationRule")]
public sealed partial record ValidationRule
{
    /// <summary>The value with nothing set.</summary>
    public static ValidationRule Empty { get; } = new();

    /// <summary>Rule.</summary>
    [Field(1, "rule", Always = true), Required] public string Rule { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(2, "message")] public string Message { get; init; } = "";
    /// <summary>Message expression.</summary>
    [Field(3, "messageExpression")] public string MessageExpression { get; init; } = "";
    /// <summary>
    /// One word in CamelCase that programs can match on. One of: FieldValueRequired, FieldValueDuplicate,
    /// FieldValueInvalid, FieldValueForbidden.
    /// </summary>
    [Field(4, "reason")] public string? Reason { get; init; }
    /// <summary>Field path.</summary>
    [Field(5, "fieldPath")] public string FieldPath { get; init; } = "";
    /// <summary>Optional old self.</summary>
    [Field(6, "optionalOldSelf")] public bool? OptionalOldSelf { get; init; }
}
