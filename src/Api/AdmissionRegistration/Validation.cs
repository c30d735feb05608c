namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>Something that a request must meet.</summary>
[Definition("io.k8s.api.admissionregistration.v1.Validation")]
public sealed partial record Validation
{
    /// <summary>The value with nothing set.</summary>
    public static Validation Empty { get; } = new();

    /// <summary>
    /// A CEL expression that must give true. It sees object, oldObject, request, params, namespaceObject, authorizer
    /// and variables.
    /// </summary>
    [Field(1, "expression", Always = true), Required] public string Expression { get; init; } = "";
    /// <summary>What the client is told. Defaults to a text with the expression.</summary>
    [Field(2, "message")] public string Message { get; init; } = "";
    /// <summary>
    /// The reason in the answer. Defaults to Invalid. One of: Unauthorized, Forbidden, Invalid, RequestEntityTooLarge.
    /// </summary>
    [Field(3, "reason")] public string? Reason { get; init; }
    /// <summary>A CEL expression that gives the message, in place of it. It does not see authorizer.</summary>
    [Field(4, "messageExpression")] public string MessageExpression { get; init; } = "";
}
