using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>MutatingAdmissionPolicyBindings.</summary>
internal sealed class MutatingAdmissionPolicyBindingStrategy : Strategy<MutatingAdmissionPolicyBinding>
{
    public override bool AllowUnconditionalUpdate => false;
    protected override bool Namespaced => false;
    protected override bool CountsGenerations => true;

    protected override bool HasSameSpec(MutatingAdmissionPolicyBinding left, MutatingAdmissionPolicyBinding right) =>
        left.Spec.Equals(right.Spec);

    protected override MutatingAdmissionPolicyBinding Default(MutatingAdmissionPolicyBinding value)
    {
        MutatingAdmissionPolicyBindingSpec spec = value.Spec;
        if (spec.MatchResources is { } match)
        {
            MatchResources full = AdmissionRules.Default(match);
            if (!ReferenceEquals(full, match))
                spec = spec with { MatchResources = full };
        }
        return ReferenceEquals(spec, value.Spec) ? value : value with { Spec = spec };
    }

    protected override void Validate(MutatingAdmissionPolicyBinding value, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec;
        ValueRules.RequiredName(value.Spec.PolicyName, NameRules.Subdomain, path.Child("policyName"), errors);
        if (value.Spec.ParamRef is { } reference)
            AdmissionRules.Validate(reference, path.Child("paramRef"), errors);
        // The field's name is written so by Kubernetes.
        if (value.Spec.MatchResources is { } match)
            AdmissionRules.Validate(match, path.Child("matchResouces"), errors);
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<MutatingAdmissionPolicyBinding>(),
        Printing.Columns.Text<MutatingAdmissionPolicyBinding>(
            "PolicyName", "PolicyName indicates the policy definition which the policy binding binded to",
            static value => value.Spec.PolicyName),
        Printing.Columns.Text<MutatingAdmissionPolicyBinding>(
            "ParamRef", "ParamRef indicates the param resource which sets the configration param",
            static value => AdmissionRules.Text(value.Spec.ParamRef)),
        Printing.Columns.Age<MutatingAdmissionPolicyBinding>(),
    ];
}
