using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Networking;

/// <summary>IngressClasses.</summary>
internal sealed class IngressClassStrategy : Strategy<IngressClass>
{
    protected override bool Namespaced => false;
    protected override bool CountsGenerations => true;
    protected override bool HasSameSpec(IngressClass left, IngressClass right) => left.Spec.Equals(right.Spec);

    private const int ControllerMax = 250;

    protected override IngressClass Default(IngressClass value) =>
        value.Spec.Parameters is { Scope: null } parameters
            ? value with { Spec = value.Spec with { Parameters = parameters with { Scope = "Cluster" } } }
            : value;

    protected override void Validate(IngressClass value, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec.Child("controller");
        if (value.Spec.Controller.Length > ControllerMax)
            errors.TooLong(path, ControllerMax);
        DomainRules.CheckPrefixedPath(value.Spec.Controller, path, errors);
        if (value.Spec.Parameters is not { } parameters)
            return;
        path = FieldPath.Spec.Child("parameters");
        IngressRules.ValidateReference(parameters.ApiGroup, parameters.Kind, parameters.Name, path, errors);
        switch (parameters.Scope)
        {
            case null:
                errors.Required(path.Child("scope"));
                break;
            case "Namespace":
                if (parameters.Namespace is null)
                    errors.Required(path.Child("namespace"), "`parameters.scope` is set to 'Namespace'");
                else
                    ValueRules.Name(parameters.Namespace, NameRules.Label, path.Child("namespace"), errors);
                break;
            case "Cluster":
                if (parameters.Namespace is not null)
                    errors.Forbidden(path.Child("namespace"), "`parameters.scope` is set to 'Cluster'");
                break;
            default:
                errors.NotSupported(path.Child("scope"), parameters.Scope, "Cluster", "Namespace");
                break;
        }
    }

    protected override void ValidateUpdate(IngressClass value, IngressClass old, FieldErrors errors)
    {
        if (value.Spec.Controller != old.Spec.Controller)
            errors.Invalid(FieldPath.Spec.Child("controller"), value.Spec.Controller, ValueRules.Immutable);
    }

    private static string Parameters(IngressClass value)
    {
        if (value.Spec.Parameters is not { } parameters)
            return CellText.None;
        string group = string.IsNullOrEmpty(parameters.ApiGroup) ? "" : "." + parameters.ApiGroup;
        return $"{parameters.Kind}{group}/{parameters.Name}";
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<IngressClass>(),
        Printing.Columns.Text<IngressClass>("Controller", "Who serves Ingresses of the class.",
            static value => value.Spec.Controller),
        Printing.Columns.Text<IngressClass>("Parameters", "Where its settings are.", Parameters),
        Printing.Columns.Age<IngressClass>(),
    ];
}
