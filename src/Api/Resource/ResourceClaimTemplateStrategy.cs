using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Resource;

/// <summary>ResourceClaimTemplates.</summary>
internal sealed class ResourceClaimTemplateStrategy : Strategy<ResourceClaimTemplate>
{
    protected override ResourceClaimTemplate Default(ResourceClaimTemplate value)
    {
        DeviceClaim devices = DeviceRules.Default(value.Spec.Spec.Devices);
        return ReferenceEquals(devices, value.Spec.Spec.Devices)
            ? value
            : value with { Spec = value.Spec with { Spec = value.Spec.Spec with { Devices = devices } } };
    }

    protected override void Validate(ResourceClaimTemplate value, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec;
        MetadataRules.ValidateLabels(
            value.Spec.Metadata.Labels, path.Child("metadata", "labels"), errors);
        MetadataRules.ValidateAnnotations(
            value.Spec.Metadata.Annotations, path.Child("metadata", "annotations"), errors);
        DeviceRules.Validate(value.Spec.Spec.Devices, path.Child("spec", "devices"), errors);
    }

    protected override void ValidateUpdate(
        ResourceClaimTemplate value, ResourceClaimTemplate old, FieldErrors errors)
    {
        if (!value.Spec.Equals(old.Spec))
            errors.InvalidShown(FieldPath.Spec, ApiJson.ToText(value.Spec), ValueRules.Immutable);
    }

    public override IReadOnlyList<Column> Columns { get; } =
        [Printing.Columns.Name<ResourceClaimTemplate>(), Printing.Columns.Age<ResourceClaimTemplate>()];
}
