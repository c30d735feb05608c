using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>MutatingAdmissionPolicies.</summary>
internal sealed class MutatingAdmissionPolicyStrategy : Strategy<MutatingAdmissionPolicy>
{
    public override bool AllowUnconditionalUpdate => false;
    protected override bool Namespaced => false;
    protected override bool CountsGenerations => true;

    protected override bool HasSameSpec(MutatingAdmissionPolicy left, MutatingAdmissionPolicy right) =>
        left.Spec.Equals(right.Spec);

    protected override MutatingAdmissionPolicy Default(MutatingAdmissionPolicy value)
    {
        MutatingAdmissionPolicySpec spec = value.Spec;
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

    protected override void Validate(MutatingAdmissionPolicy value, FieldErrors errors)
    {
        MutatingAdmissionPolicySpec spec = value.Spec;
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
        if (spec.Mutations.Count == 0)
            errors.Required(path.Child("mutations"), "mutations must contain at least one item");
        for (int i = 0; i < spec.Mutations.Count; i++)
            Validate(spec.Mutations[i], path.Child("mutations").Index(i), errors);
        if (spec.ReinvocationPolicy.Length == 0)
            errors.Required(path.Child("reinvocationPolicy"));
        else if (spec.ReinvocationPolicy is not ("IfNeeded" or "Never"))
        {
            errors.NotSupported(
                path.Child("reinvocationPolicy"), spec.ReinvocationPolicy, "IfNeeded", "Never");
        }
    }

    private static void Validate(Mutation mutation, FieldPath path, FieldErrors errors)
    {
        switch (mutation.PatchType)
        {
            case "":
                errors.Required(path.Child("patchType"));
                break;
            case "ApplyConfiguration":
                Validate(mutation.ApplyConfiguration?.Expression, "applyConfiguration", path, errors);
                if (mutation.JsonPatch is not null)
                    errors.Forbidden(path.Child("jsonPatch"), "must not be set when patchType is ApplyConfiguration");
                break;
            case "JSONPatch":
                Validate(mutation.JsonPatch?.Expression, "jsonPatch", path, errors);
                if (mutation.ApplyConfiguration is not null)
                    errors.Forbidden(path.Child("applyConfiguration"), "must not be set when patchType is JSONPatch");
                break;
            default:
                errors.NotSupported(path.Child("patchType"), mutation.PatchType, "ApplyConfiguration", "JSONPatch");
                break;
        }
    }

    private static void Validate(string? expression, string field, FieldPath path, FieldErrors errors)
    {
        if (expression is null)
            errors.Required(path.Child(field));
        else if (string.IsNullOrWhiteSpace(expression))
            errors.Required(path.Child(field).Child("expression"), "expression is not specified");
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<MutatingAdmissionPolicy>(),
        Printing.Columns.Number<MutatingAdmissionPolicy>(
            "Mutations", "Mutations indicates the number of mutation rules defined in this configuration",
            static value => value.Spec.Mutations.Count),
        Printing.Columns.Text<MutatingAdmissionPolicy>(
            "ParamKind", "ParamKind specifies the kind of resources used to parameterize this policy",
            static value => AdmissionRules.Text(value.Spec.ParamKind)),
        Printing.Columns.Age<MutatingAdmissionPolicy>(),
    ];
}
