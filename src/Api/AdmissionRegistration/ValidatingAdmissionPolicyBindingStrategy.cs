using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>ValidatingAdmissionPolicyBindings.</summary>
internal sealed class ValidatingAdmissionPolicyBindingStrategy : Strategy<ValidatingAdmissionPolicyBinding>
{
    public override bool AllowUnconditionalUpdate => false;
    protected override bool Namespaced => false;
    protected override bool CountsGenerations => true;

    protected override bool HasSameSpec(
        ValidatingAdmissionPolicyBinding left, ValidatingAdmissionPolicyBinding right) =>
        left.Spec.Equals(right.Spec);

    protected override ValidatingAdmissionPolicyBinding Default(ValidatingAdmissionPolicyBinding value)
    {
        ValidatingAdmissionPolicyBindingSpec spec = value.Spec;
        if (spec.MatchResources is { } match)
        {
            MatchResources full = AdmissionRules.Default(match);
            if (!ReferenceEquals(full, match))
                spec = spec with { MatchResources = full };
        }
        return ReferenceEquals(spec, value.Spec) ? value : value with { Spec = spec };
    }

    protected override void Validate(ValidatingAdmissionPolicyBinding value, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec;
        ValueRules.RequiredName(value.Spec.PolicyName, NameRules.Subdomain, path.Child("policyName"), errors);
        if (value.Spec.ParamRef is { } reference)
            AdmissionRules.Validate(reference, path.Child("paramRef"), errors);
        // The field's name is written so by Kubernetes.
        if (value.Spec.MatchResources is { } match)
            AdmissionRules.Validate(match, path.Child("matchResouces"), errors);
        Validate(value.Spec.ValidationActions, path.Child("validationActions"), errors);
    }

    private static void Validate(IReadOnlyList<string> actions, FieldPath path, FieldErrors errors)
    {
        var seen = new HashSet<string>();
        for (int i = 0; i < actions.Count; i++)
        {
            if (actions[i] is not ("Audit" or "Deny" or "Warn"))
                errors.NotSupported(path.Index(i), actions[i], "Audit", "Deny", "Warn");
            if (!seen.Add(actions[i]))
                errors.Duplicate(path.Index(i), actions[i]);
        }
        if (seen.Contains("Deny") && seen.Contains("Warn"))
        {
            errors.InvalidShown(path, ValueRules.Shown(actions),
                "must not contain both Deny and Warn (repeating the same validation failure information in the API "
                + "response and headers serves no purpose)");
        }
        if (seen.Count == 0)
            errors.Required(path, "at least one validation action is required");
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<ValidatingAdmissionPolicyBinding>(),
        Printing.Columns.Text<ValidatingAdmissionPolicyBinding>(
            "PolicyName", "PolicyName indicates the policy definition which the policy binding binded to",
            static value => value.Spec.PolicyName),
        Printing.Columns.Text<ValidatingAdmissionPolicyBinding>(
            "ParamRef", "ParamRef indicates the param resource which sets the configration param",
            static value => AdmissionRules.Text(value.Spec.ParamRef)),
        Printing.Columns.Age<ValidatingAdmissionPolicyBinding>(),
    ];
}
