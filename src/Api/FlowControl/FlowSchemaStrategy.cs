using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.FlowControl;

/// <summary>FlowSchemas.</summary>
internal sealed class FlowSchemaStrategy : Strategy<FlowSchema>
{
    private const string Exempt = "exempt";
    private const int PrecedenceDefault = 1000;
    private const int PrecedenceMax = 10000;

    protected override bool Namespaced => false;
    protected override bool CountsGenerations => true;
    protected override bool HasSameSpec(FlowSchema left, FlowSchema right) => left.Spec.Equals(right.Spec);

    protected override FlowSchema WithSpecOf(FlowSchema value, FlowSchema source) => value with { Spec = source.Spec };

    protected override FlowSchema WithStatusOf(FlowSchema value, FlowSchema? source) =>
        value with { Status = source?.Status ?? FlowSchemaStatus.Empty };

    protected override FlowSchema Default(FlowSchema value) =>
        value.Spec.MatchingPrecedence != 0
            ? value
            : value with { Spec = value.Spec with { MatchingPrecedence = PrecedenceDefault } };

    protected override void Validate(FlowSchema value, FieldErrors errors)
    {
        FlowSchemaSpec spec = value.Spec;
        FieldPath path = FieldPath.Spec, precedence = path.Child("matchingPrecedence");
        if (spec.MatchingPrecedence <= 0)
            errors.Invalid(precedence, spec.MatchingPrecedence, "must be a positive value");
        if (spec.MatchingPrecedence > PrecedenceMax)
            errors.Invalid(precedence, spec.MatchingPrecedence, "must not be greater than 10000");
        if (spec.MatchingPrecedence == 1 && value.Metadata.Name != Exempt)
        {
            errors.Invalid(precedence, spec.MatchingPrecedence,
                "only the schema named 'exempt' may have matchingPrecedence 1");
        }
        if (spec.DistinguisherMethod is { Type: not ("ByNamespace" or "ByUser") } method)
        {
            errors.NotSupportedShown(
                path.Child("distinguisherMethod", "type"), ApiJson.ToText(method), "ByNamespace", "ByUser");
        }
        ValueRules.RequiredName(
            spec.PriorityLevelConfiguration.Name, NameRules.Subdomain,
            path.Child("priorityLevelConfiguration", "name"), errors, "must reference a priority level");
        for (int i = 0; i < spec.Rules.Count; i++)
            FlowControlRules.Validate(spec.Rules[i], path.Child("rules").Index(i), errors);
        ValidateStatus(value.Status, errors);
    }

    protected override void ValidateStatusUpdate(FlowSchema value, FlowSchema old, FieldErrors errors) =>
        ValidateStatus(value.Status, errors);

    private static void ValidateStatus(FlowSchemaStatus status, FieldErrors errors)
    {
        var types = new HashSet<string>();
        for (int i = 0; i < status.Conditions.Count; i++)
        {
            FieldPath path = FieldPath.Status.Child("conditions").Index(i).Child("type");
            string type = status.Conditions[i].Type;
            if (!types.Add(type))
                errors.Duplicate(path, type);
            if (type.Length == 0)
                errors.Required(path, "must not be empty");
        }
    }

    /// <summary>Whether the priority level is missing, if the server has looked; else a question mark.</summary>
    private static string Missing(FlowSchema value)
    {
        foreach (FlowSchemaCondition condition in value.Status.Conditions)
        {
            if (condition.Type == "Dangling")
                return condition.Status;
        }
        return "?";
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<FlowSchema>(),
        Printing.Columns.Text<FlowSchema>(
            "PriorityLevel", "Name of the PriorityLevelConfiguration that matching requests use.",
            static value => value.Spec.PriorityLevelConfiguration.Name),
        Printing.Columns.Number<FlowSchema>(
            "MatchingPrecedence", "Lower values are matched first.", static value => value.Spec.MatchingPrecedence),
        Printing.Columns.Text<FlowSchema>(
            "DistinguisherMethod", "How flows are told apart.",
            static value => value.Spec.DistinguisherMethod?.Type ?? CellText.None),
        Printing.Columns.Age<FlowSchema>(),
        Printing.Columns.Text<FlowSchema>("MissingPL", "Whether the priority level is missing.", Missing),
    ];
}
