using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Resource;

/// <summary>DeviceClasses.</summary>
internal sealed class DeviceClassStrategy : Strategy<DeviceClass>
{
    private const int ConfigurationsMax = 32;

    protected override bool Namespaced => false;
    protected override bool CountsGenerations => true;
    protected override bool HasSameSpec(DeviceClass left, DeviceClass right) => left.Spec.Equals(right.Spec);

    protected override void Validate(DeviceClass value, FieldErrors errors)
    {
        DeviceRules.Validate(value.Spec.Selectors, FieldPath.Spec.Child("selectors"), errors);
        FieldPath path = FieldPath.Spec.Child("config");
        if (value.Spec.Config.Count > ConfigurationsMax)
            errors.TooMany(path, value.Spec.Config.Count, ConfigurationsMax);
        for (int i = 0; i < value.Spec.Config.Count; i++)
            DeviceRules.Validate(value.Spec.Config[i].Opaque, path.Index(i), errors);
        if (value.Spec.ExtendedResourceName is { } name)
            ValueRules.QualifiedName(name, FieldPath.Spec.Child("extendedResourceName"), errors);
    }

    public override IReadOnlyList<Column> Columns { get; } =
        [Printing.Columns.Name<DeviceClass>(), Printing.Columns.Age<DeviceClass>()];
}
