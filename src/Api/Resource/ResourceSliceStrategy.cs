using Kubesharp.Api.Core;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Resource;

/// <summary>ResourceSlices.</summary>
internal sealed class ResourceSliceStrategy : Strategy<ResourceSlice>
{
    private const string NodeName = "spec.nodeName";
    private const string Driver = "spec.driver";
    private const int DevicesMax = 128;
    private const int DevicesWithTaintsOrCountersMax = 64;
    private const int AttributesMax = 32;
    private const int PoolNameMax = 253;

    protected override bool Namespaced => false;
    protected override bool CountsGenerations => true;
    protected override bool HasSameSpec(ResourceSlice left, ResourceSlice right) => left.Spec.Equals(right.Spec);

    protected override void Validate(ResourceSlice value, FieldErrors errors)
    {
        ResourceSliceSpec spec = value.Spec;
        FieldPath path = FieldPath.Spec;
        DeviceRules.ValidateDriver(spec.Driver, path.Child("driver"), errors);
        Validate(spec.Pool, path.Child("pool"), errors);
        ValidatePlace(spec, path, errors);
        int max = spec.Devices.Any(static device => device.Taints.Count > 0 || device.ConsumesCounters.Count > 0)
            ? DevicesWithTaintsOrCountersMax
            : DevicesMax;
        if (spec.Devices.Count > max)
            errors.TooMany(path.Child("devices"), spec.Devices.Count, max);
        var names = new HashSet<string>();
        for (int i = 0; i < spec.Devices.Count; i++)
        {
            (Device device, FieldPath at) = (spec.Devices[i], path.Child("devices").Index(i));
            ValueRules.RequiredName(device.Name, NameRules.Label, at.Child("name"), errors);
            if (!names.Add(device.Name))
                errors.Duplicate(at.Child("name"), device.Name);
            if (device.Attributes.Count + device.Capacity.Count > AttributesMax)
            {
                errors.Invalid(at, device.Attributes.Count + device.Capacity.Count,
                    "the total number of attributes and capacities must not exceed 32");
            }
        }
    }

    protected override void ValidateUpdate(ResourceSlice value, ResourceSlice old, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec;
        Same(value.Spec.NodeName ?? "", old.Spec.NodeName ?? "", path.Child("nodeName"));
        Same(value.Spec.Driver, old.Spec.Driver, path.Child("driver"));
        Same(value.Spec.Pool.Name, old.Spec.Pool.Name, path.Child("pool", "name"));

        void Same(string now, string before, FieldPath field)
        {
            if (now != before)
                errors.Invalid(field, now, ValueRules.Immutable);
        }
    }

    private static void Validate(ResourcePool pool, FieldPath path, FieldErrors errors)
    {
        if (pool.Name.Length == 0)
            errors.Required(path.Child("name"));
        else
        {
            if (pool.Name.Length > PoolNameMax)
                errors.TooLong(path.Child("name"), PoolNameMax);
            foreach (string part in pool.Name.Split('/'))
                ValueRules.Name(part, NameRules.Subdomain, path.Child("name"), errors);
        }
        if (pool.ResourceSliceCount <= 0)
        {
            errors.Invalid(path.Child("resourceSliceCount"), pool.ResourceSliceCount, "must be greater than zero");
        }
        ValueRules.NotNegative(pool.Generation, path.Child("generation"), errors);
    }

    private static void ValidatePlace(ResourceSliceSpec spec, FieldPath path, FieldErrors errors)
    {
        const string one =
            "exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required";
        var set = new List<string>();
        if (spec.NodeName is { } node)
        {
            if (node.Length == 0)
                errors.Invalid(path.Child("nodeName"), node, "must be either unset or set to a non-empty string");
            else
            {
                set.Add("`nodeName`");
                ValueRules.Name(node, NameRules.Subdomain, path.Child("nodeName"), errors);
            }
        }
        if (spec.NodeSelector is { } selector)
        {
            set.Add("`nodeSelector`");
            NodeSelectorRules.Validate(selector, path.Child("nodeSelector"), errors);
            if (selector.NodeSelectorTerms.Count > 1)
            {
                errors.InvalidShown(path.Child("nodeSelector", "nodeSelectorTerms"),
                    $"[{string.Join(',', selector.NodeSelectorTerms.Select(ApiJson.ToText))}]",
                    "must have exactly one node selector term");
            }
        }
        if (spec.AllNodes is { } all)
            Flag(all, "allNodes");
        if (spec.PerDeviceNodeSelection is { } per)
            Flag(per, "perDeviceNodeSelection");
        if (set.Count == 0)
            errors.Required(path, one);
        else if (set.Count > 1)
            errors.InvalidShown(path, $"{{{string.Join(", ", set)}}}", one + ", but multiple fields are set");

        void Flag(bool flag, string field)
        {
            if (flag)
                set.Add($"`{field}`");
            else
                errors.Invalid(path.Child(field), flag, "must be either unset or set to true");
        }
    }

    public override IReadOnlyList<string> SelectableFields { get; } = [NodeName, Driver];

    protected override string? FieldValue(ResourceSlice value, string field) => field switch
    {
        NodeName => value.Spec.NodeName ?? "",
        Driver => value.Spec.Driver,
        _ => base.FieldValue(value, field),
    };

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<ResourceSlice>(),
        Printing.Columns.Text<ResourceSlice>(
            "Node", "The node that has the devices.",
            static value => value.Spec.NodeName ?? CellText.Unset),
        Printing.Columns.Text<ResourceSlice>("Driver", "The driver.", static value => value.Spec.Driver),
        Printing.Columns.Text<ResourceSlice>("Pool", "The pool.", static value => value.Spec.Pool.Name),
        Printing.Columns.Age<ResourceSlice>(),
    ];
}
