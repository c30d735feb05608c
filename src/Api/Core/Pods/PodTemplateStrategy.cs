using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>PodTemplates.</summary>
internal sealed class PodTemplateStrategy : Strategy<PodTemplate>
{
    protected override bool CountsGenerations => true;

    protected override bool HasSameSpec(PodTemplate left, PodTemplate right) => left.Template.Equals(right.Template);

    protected override PodTemplate Default(PodTemplate value)
    {
        PodTemplateSpec template = PodDefaults.ForTemplate(value.Template);
        return ReferenceEquals(template, value.Template) ? value : value with { Template = template };
    }

    protected override void Validate(PodTemplate value, FieldErrors errors) =>
        PodRules.ValidateTemplate(value.Template, FieldPath.Of("template"), errors);

    protected override IReadOnlyList<string> Warnings(PodTemplate value) =>
        PodWarnings.OfTemplate(value.Template, FieldPath.Of("template"));

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<PodTemplate>(),
        Printing.Columns.Text<PodTemplate>("Containers", "Names of the template's containers.",
            static value => CellText.Containers(value.Template)),
        Printing.Columns.Text<PodTemplate>("Images", "Images of the template's containers.",
            static value => CellText.Images(value.Template)),
        Printing.Columns.Text<PodTemplate>("Pod Labels", "Labels that Pods of the template have.",
            static value => CellText.Labels(value.Template.Metadata.Labels)),
    ];
}
