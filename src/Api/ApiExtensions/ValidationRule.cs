namespace Kubesharp.Api.ApiExtensions;

/// <summary>A rule that a value must meet.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ValidationRule")]
public sealed partial record ValidationRule
{
    /// <summary>The value with nothing set.</summary>
    public static ValidationRule Empty { get; } = new();

    /// <summary>
    /// A CEL expression that must give true. It sees self, and oldSelf when it compares with the value before.
    /// </summary>
    [Field(1, "rule", Always = true), Required] public string Rule { get; init; } = "";
    /// <summary>
    /// What the client is told. Needed when the rule has more than one line. Defaults to a text with the rule.
    /// </summary>
    [Field(2, "message")] public string Message { get; init; } = "";
    /// <summary>A CEL expression that gives the message, in place of it.</summary>
    [Field(3, "messageExpression")] public string MessageExpression { get; init; } = "";
    /// <summary>
    /// The reason of the error. Defaults to FieldValueInvalid. One of: FieldValueRequired, FieldValueDuplicate,
    /// FieldValueInvalid, FieldValueForbidden.
    /// </summary>
    [Field(4, "reason")] public string? Reason { get; init; }
    /// <summary>The field that the error names, below this one: .spec.replicas.</summary>
    [Field(5, "fieldPath")] public string FieldPath { get; init; } = "";
    /// <summary>A rule with oldSelf also runs for new values; then oldSelf is an optional.</summary>
    [Field(6, "optionalOldSelf")] public bool? OptionalOldSelf { get; init; }
}
