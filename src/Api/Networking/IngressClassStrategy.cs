using Kubesharp.Api.Printing;

namespace Kubesharp.Api.Networking;

/// <summary>IngressClasses.</summary>
internal sealed class IngressClassStrategy : Strategy<IngressClass>
{
    protected override bool Namespaced => false;
    protected override bool CountsGenerations => true;
    protected override bool HasSameSpec(IngressClass left, IngressClass right) => left.Spec.Equals(right.Spec);

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
