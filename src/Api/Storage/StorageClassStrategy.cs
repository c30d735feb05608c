using Kubesharp.Api.Core;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Storage;

/// <summary>StorageClasses.</summary>
internal sealed class StorageClassStrategy : Strategy<StorageClass>
{
    private const string DefaultAnnotation = "storageclass.kubernetes.io/is-default-class";

    protected override bool Namespaced => false;

    protected override StorageClass Default(StorageClass value) => value with
    {
        ReclaimPolicy = value.ReclaimPolicy ?? "Delete",
        VolumeBindingMode = value.VolumeBindingMode ?? "Immediate",
    };

    protected override void Validate(StorageClass value, FieldErrors errors)
    {
        if (value.Provisioner.Length == 0)
            errors.Required(FieldPath.Of("provisioner"));
        else
            ValueRules.QualifiedName(value.Provisioner.ToLowerInvariant(), FieldPath.Of("provisioner"), errors);
        VolumeAttributesClassStrategy.ValidateParameters(value.Parameters, errors);
        if (value.ReclaimPolicy is not ("Delete" or "Retain"))
            errors.NotSupported(FieldPath.Of("reclaimPolicy"), value.ReclaimPolicy ?? "", "Delete", "Retain");
        if (value.VolumeBindingMode is not ("Immediate" or "WaitForFirstConsumer"))
        {
            errors.NotSupported(FieldPath.Of("volumeBindingMode"), value.VolumeBindingMode ?? "",
                "Immediate", "WaitForFirstConsumer");
        }
        for (int i = 0; i < value.AllowedTopologies.Count; i++)
        {
            FieldPath at = FieldPath.Of("allowedTopologies").Index(i);
            ValidateTopology(value.AllowedTopologies[i], at, errors);
            if (value.AllowedTopologies.Take(i).Contains(value.AllowedTopologies[i]))
                errors.Duplicate(at.Child("matchLabelExpressions"), "");
        }
    }

    private static void ValidateTopology(TopologySelectorTerm term, FieldPath path, FieldErrors errors)
    {
        FieldPath expressions = path.Child("matchLabelExpressions");
        if (term.MatchLabelExpressions.Count == 0)
            errors.Required(expressions);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < term.MatchLabelExpressions.Count; i++)
        {
            TopologySelectorLabelRequirement requirement = term.MatchLabelExpressions[i];
            FieldPath at = expressions.Index(i);
            if (requirement.Values.Count == 0)
                errors.Required(at.Child("values"));
            var values = new HashSet<string>(StringComparer.Ordinal);
            for (int one = 0; one < requirement.Values.Count; one++)
            {
                if (!values.Add(requirement.Values[one]))
                    errors.Duplicate(at.Child("values").Index(one), requirement.Values[one]);
            }
            MetadataRules.ValidateLabelKey(requirement.Key, at.Child("key"), errors);
            if (!keys.Add(requirement.Key))
                errors.Duplicate(at.Child("key"), requirement.Key);
        }
    }

    protected override void ValidateUpdate(StorageClass value, StorageClass old, FieldErrors errors)
    {
        if (!VolumeAttributesClassStrategy.SameParameters(value.Parameters, old.Parameters))
            errors.Forbidden(FieldPath.Of("parameters"), "updates to parameters are forbidden.");
        if (value.Provisioner != old.Provisioner)
            errors.Forbidden(FieldPath.Of("provisioner"), "updates to provisioner are forbidden.");
        if (value.ReclaimPolicy != old.ReclaimPolicy)
            errors.Forbidden(FieldPath.Of("reclaimPolicy"), "updates to reclaimPolicy are forbidden.");
        if (value.VolumeBindingMode != old.VolumeBindingMode)
            errors.Invalid(FieldPath.Of("volumeBindingMode"), value.VolumeBindingMode ?? "", ValueRules.Immutable);
    }

    private static string NameText(StorageClass value) =>
        value.Metadata.Annotations.GetValueOrDefault(DefaultAnnotation) == "true"
            ? value.Metadata.Name + " (default)"
            : value.Metadata.Name;

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Text<StorageClass>("Name", "The name, and whether the class is the default.", NameText)
            with { Format = "name" },
        Printing.Columns.Text<StorageClass>("Provisioner", "What makes the volumes.",
            static value => value.Provisioner),
        Printing.Columns.Text<StorageClass>("ReclaimPolicy", "What happens to a volume when its claim goes.",
            static value => value.ReclaimPolicy ?? "Delete"),
        Printing.Columns.Text<StorageClass>("VolumeBindingMode", "When volumes are made.",
            static value => value.VolumeBindingMode ?? CellText.Unset),
        Printing.Columns.Text<StorageClass>("AllowVolumeExpansion", "Whether volumes can grow.",
            static value => value.AllowVolumeExpansion == true ? "true" : "false"),
        Printing.Columns.Age<StorageClass>(),
    ];
}
