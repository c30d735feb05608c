using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Selectors;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Objects;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>The label and field selectors of a request, read once.</summary>
internal sealed class ObjectFilter
{
    private readonly Strategy strategy;
    private readonly LabelQuery labels;
    private readonly FieldQuery fields;

    private ObjectFilter(Strategy strategy, LabelQuery labels, FieldQuery fields)
    {
        this.strategy = strategy;
        this.labels = labels;
        this.fields = fields;
    }

    /// <summary>The filter (null: everything passes), or why the selectors cannot be read.</summary>
    public static (ObjectFilter? Filter, Status? Error) Of(Call call)
    {
        string labelText = call.Options.LabelSelector;
        string fieldText = call.Options.FieldSelector;
        if (labelText.Length == 0 && fieldText.Length == 0)
            return (null, null);
        if (!LabelQuery.TryParse(labelText, out LabelQuery labels, out string error))
            return (null, StatusErrors.BadRequest(error));
        if (!FieldQuery.TryParse(fieldText, out FieldQuery fields, out error))
            return (null, StatusErrors.BadRequest(error));
        foreach (FieldTerm term in fields.Terms)
        {
            if (!call.Strategy.IsSelectable(term.Field))
                return (null, StatusErrors.BadRequest(NotSupported(call.Strategy, term.Field)));
        }
        return labels.IsEverything && fields.IsEverything
            ? (null, null)
            : (new(call.Strategy, labels, fields), null);
    }

    private static string NotSupported(Strategy strategy, string field) => strategy.SelectableFields.Count == 0
        ? $"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
        : $"field label not supported: {field}";

    /// <summary>The value that a field must have; null when the selector does not say.</summary>
    public string? ExactValue(string field) => fields.ExactValue(field);

    /// <summary>A label that must have one value; null when the selector does not ask for any.</summary>
    public (string Label, string Value)? ExactLabel()
    {
        foreach (LabelRequirement requirement in labels.Requirements)
        {
            if (requirement is { Operator: LabelOperator.In, Values: [var value] })
                return (requirement.Key, value);
        }
        return null;
    }

    public bool Matches(EncodedObject item)
    {
        ApiObject value = (ApiObject)item.Value;
        return labels.Matches(value.Metadata.Labels) && fields.Matches(strategy, value);
    }

    public static bool Selects(LabelSelector? selector, IReadOnlyDictionary<string, string> labels) =>
        LabelQuery.Of(selector).Matches(labels);
}
