using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>ValidatingAdmissionPolicies.</summary>
internal sealed class ValidatingAdmissionPolicyStrategy : Strategy<ValidatingAdmissionPolicy>
{
    private const int AuditAnnotationsMax = 20;
    private const int ValueExpressionMax = 5 * 1024;

    public override bool AllowUnconditionalUpdate => false;
    protected override bool Namespaced => false;
    protected override bool CountsGenerations => true;

    protected override bool HasSameSpec(ValidatingAdmissionPolicy left, ValidatingAdmissionPolicy right) =>
        left.Spec.Equals(right.Spec);

    protected override ValidatingAdmissionPolicy WithSpecOf(
        ValidatingAdmissionPolicy value, ValidatingAdmissionPolicy source) =>
        value with { Spec = source.Spec };

    protected override ValidatingAdmissionPolicy WithStatusOf(
        ValidatingAdmissionPolicy value, ValidatingAdmissionPolicy? source) =>
        value with { Status = source?.Status ?? ValidatingAdmissionPolicyStatus.Empty };

    protected override ValidatingAdmissionPolicy Default(ValidatingAdmissionPolicy value)
    {
        ValidatingAdmissionPolicySpec spec = value.Spec;
        if (spec.FailurePolicy is null)
            spec = spec with { FailurePolicy = "Fail" };
        if (spec.MatchConstraints is { } match)
        {
            MatchResources full = AdmissionRules.Default(match);
            if (!ReferenceEquals(full, match))
                spec = spec with { MatchConstraints = full };
        }
        return ReferenceEquals(spec, value.Spec) ? value : value with { Spec = spec };
    }

    protected override void Validate(ValidatingAdmissionPolicy value, FieldErrors errors)
    {
        ValidatingAdmissionPolicySpec spec = value.Spec;
        FieldPath path = FieldPath.Spec;
        AdmissionRules.ValidateFailurePolicy(spec.FailurePolicy, required: true, path, errors);
        if (spec.ParamKind is { } kind)
            AdmissionRules.Validate(kind, path.Child("paramKind"), errors);
        if (spec.MatchConstraints is not { } match)
            errors.Required(path.Child("matchConstraints"));
        else
        {
            AdmissionRules.Validate(match, path.Child("matchConstraints"), errors);
            if (match.ResourceRules.Count == 0)
                errors.Required(path.Child("matchConstraints", "resourceRules"));
        }
        AdmissionRules.ValidateConditions(spec.MatchConditions, path.Child("matchConditions"), errors);
        AdmissionRules.Validate(spec.Variables, path.Child("variables"), errors);
        if (spec.Validations.Count == 0 && spec.AuditAnnotations.Count == 0)
        {
            const string one = "validations or auditAnnotations must contain at least one item";
            errors.Required(path.Child("validations"), one);
            errors.Required(path.Child("auditAnnotations"), one);
            return;
        }
        for (int i = 0; i < spec.Validations.Count; i++)
            Validate(spec.Validations[i], path.Child("validations").Index(i), errors);
        Validate(value.Metadata.Name, spec.AuditAnnotations, path.Child("auditAnnotations"), errors);
    }

    private static void Validate(Validation validation, FieldPath path, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(validation.Expression))
            errors.Required(path.Child("expression"), "expression is not specified");
        if (validation.MessageExpression.Length > 0 && string.IsNullOrWhiteSpace(validation.MessageExpression))
        {
            errors.Invalid(path.Child("messageExpression"), validation.MessageExpression,
                "must be non-empty if specified");
        }
        string message = validation.Message.Trim();
        if (validation.Message.Length > 0 && message.Length == 0)
            errors.Invalid(path.Child("message"), validation.Message, "message must be non-empty if specified");
        else if (message.AsSpan().ContainsAny('\n', '\r'))
            errors.Invalid(path.Child("message"), validation.Message, "message must not contain line breaks");
        if (validation.Reason is not (null or "Forbidden" or "Invalid" or "RequestEntityTooLarge" or "Unauthorized"))
        {
            errors.NotSupported(path.Child("reason"), validation.Reason,
                "Forbidden", "Invalid", "RequestEntityTooLarge", "Unauthorized");
        }
    }

    private static void Validate(
        string policy, IReadOnlyList<AuditAnnotation> annotations, FieldPath path, FieldErrors errors)
    {
        if (annotations.Count > AuditAnnotationsMax)
        {
            errors.InvalidShown(path, $"[{string.Join(',', annotations.Select(ApiJson.ToText))}]",
                "must not have more than 20 auditAnnotations");
        }
        var keys = new HashSet<string>();
        for (int i = 0; i < annotations.Count; i++)
        {
            (string key, string expression) = (annotations[i].Key, annotations[i].ValueExpression.Trim());
            FieldPath at = path.Index(i);
            if (policy.Length > 0)
                ValueRules.QualifiedName($"{policy}/{key}", at.Child("key"), errors);
            else
                errors.Invalid(at.Child("key"), key, "requires metadata.name be non-empty");
            if (expression.Length == 0)
                errors.Required(at.Child("valueExpression"), "valueExpression is not specified");
            else if (expression.Length > ValueExpressionMax)
                errors.Required(at.Child("valueExpression"), "must not exceed 5120 bytes in length");
            if (!keys.Add(key))
                errors.Duplicate(at.Child("key"), key);
        }
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<ValidatingAdmissionPolicy>(),
        Printing.Columns.Number<ValidatingAdmissionPolicy>(
            "Validations", "Validations indicates the number of validation rules defined in this configuration",
            static value => value.Spec.Validations.Count),
        Printing.Columns.Text<ValidatingAdmissionPolicy>(
            "ParamKind", "ParamKind specifies the kind of resources used to parameterize this policy",
            static value => AdmissionRules.Text(value.Spec.ParamKind)),
        Printing.Columns.Age<ValidatingAdmissionPolicy>(),
    ];
}
