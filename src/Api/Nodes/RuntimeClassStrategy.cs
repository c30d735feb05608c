using Kubesharp.Api.Core;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Nodes;

/// <summary>RuntimeClasses.</summary>
internal sealed class RuntimeClassStrategy : Strategy<RuntimeClass>
{
    public override bool AllowUnconditionalUpdate => false;
    protected override bool Namespaced => false;

    protected override void Validate(RuntimeClass value, FieldErrors errors)
    {
        ValueRules.Name(value.Handler, NameRules.Label, FieldPath.Of("handler"), errors);
        if (value.Overhead is { } overhead)
        {
            ResourceRules.ValidateOverhead(overhead.PodFixed, FieldPath.Of("overhead").Child("podFixed"), errors);
        }
        if (value.Scheduling is not { } scheduling)
            return;
        FieldPath path = FieldPath.Of("scheduling");
        MetadataRules.ValidateLabels(scheduling.NodeSelector, path.Child("nodeSelector"), errors);
        for (int i = 0; i < scheduling.Tolerations.Count; i++)
            ValidateToleration(scheduling.Tolerations, i, path.Child("tolerations").Index(i), errors);
    }

    protected override void ValidateUpdate(RuntimeClass value, RuntimeClass old, FieldErrors errors)
    {
        if (value.Handler != old.Handler)
            errors.Invalid(FieldPath.Of("handler"), value.Handler, ValueRules.Immutable);
    }

    private static void ValidateToleration(
        IReadOnlyList<Toleration> all, int index, FieldPath path, FieldErrors errors)
    {
        Toleration toleration = all[index];
        if (toleration.Key.Length > 0)
            MetadataRules.ValidateLabelKey(toleration.Key, path.Child("key"), errors);
        if (toleration.Key.Length == 0 && toleration.Operator != "Exists")
        {
            errors.Invalid(path.Child("operator"), toleration.Operator,
                "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }
        if (toleration.TolerationSeconds is not null && toleration.Effect != "NoExecute")
        {
            errors.Invalid(path.Child("effect"), toleration.Effect,
                "effect must be 'NoExecute' when `tolerationSeconds` is set");
        }
        switch (toleration.Operator)
        {
            case "" or "Equal":
                Complaints complaints = default;
                NameRules.CheckLabelValue(toleration.Value, ref complaints);
                if (complaints.Any)
                    errors.Invalid(path.Child("operator"), toleration.Value, string.Join(';', complaints.Texts));
                break;
            case "Exists":
                if (toleration.Value.Length > 0)
                {
                    errors.InvalidShown(path.Child("operator"), ApiJson.ToText(toleration),
                        "value must be empty when `operator` is 'Exists'");
                }
                break;
            default:
                errors.NotSupported(path.Child("operator"), toleration.Operator, "Equal", "Exists");
                break;
        }
        if (toleration.Effect is not ("" or "NoSchedule" or "PreferNoSchedule" or "NoExecute"))
        {
            errors.NotSupported(path.Child("effect"), toleration.Effect,
                "NoSchedule", "PreferNoSchedule", "NoExecute");
        }
        if (all.Take(index).Contains(toleration))
            errors.DuplicateShown(path, ApiJson.ToText(toleration));
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<RuntimeClass>(),
        Printing.Columns.Text<RuntimeClass>("Handler", "What the node's runtime calls it.",
            static value => value.Handler),
        Printing.Columns.Age<RuntimeClass>(),
    ];
}
