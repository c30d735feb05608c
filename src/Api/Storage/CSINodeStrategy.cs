using Kubesharp.Api.Core;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Storage;

/// <summary>CSINodes.</summary>
internal sealed class CSINodeStrategy : Strategy<CSINode>
{
    private const int NodeIDMax = 256;

    public override bool AllowUnconditionalUpdate => false;
    protected override bool Namespaced => false;

    protected override void Validate(CSINode value, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec.Child("drivers");
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < value.Spec.Drivers.Count; i++)
        {
            CSINodeDriver driver = value.Spec.Drivers[i];
            FieldPath at = path.Index(i);
            PersistentVolumeRules.ValidateDriver(driver.Name, at.Child("name"), errors);
            if (driver.NodeID.Length == 0)
                errors.Required(at.Child("nodeID"));
            if (driver.NodeID.Length > NodeIDMax)
                errors.Invalid(at.Child("nodeID"), driver.NodeID, $"must be {NodeIDMax} characters or less");
            if (driver.Allocatable?.Count is < 0)
                errors.Invalid(at.Child("allocatable", "count"), driver.Allocatable.Count.Value, ValueRules.Negative);
            if (!names.Add(driver.Name))
                errors.Duplicate(at.Child("name"), driver.Name);
            var keys = new HashSet<string>(StringComparer.Ordinal);
            foreach (string key in driver.TopologyKeys)
            {
                if (!keys.Add(key))
                    errors.Duplicate(at.Child("topologyKeys"), key);
                ValueRules.QualifiedName(key, at.Child("topologyKeys"), errors);
            }
        }
    }

    // A driver registers and goes as a whole; only how many volumes it takes changes meanwhile.
    protected override void ValidateUpdate(CSINode value, CSINode old, FieldErrors errors)
    {
        for (int i = 0; i < value.Spec.Drivers.Count; i++)
        {
            CSINodeDriver driver = value.Spec.Drivers[i];
            foreach (CSINodeDriver before in old.Spec.Drivers)
            {
                if (before.Name == driver.Name && before with { Allocatable = driver.Allocatable } != driver)
                {
                    errors.InvalidShown(FieldPath.Of("CSINodeDriver"), ApiJson.ToText(driver),
                        ValueRules.Immutable);
                }
            }
        }
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<CSINode>(),
        Printing.Columns.Number<CSINode>("Drivers", "How many CSI drivers are registered on the node.",
            static value => value.Spec.Drivers.Count),
        Printing.Columns.Age<CSINode>(),
    ];
}
