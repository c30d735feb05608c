using Kubesharp.Api.Meta;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>Nodes.</summary>
internal sealed class NodeStrategy : Strategy<Node>
{
    private const string RolePrefix = "node-role.kubernetes.io/";
    private const string Unknown = "<unknown>";

    protected override bool Namespaced => false;
    protected override Node WithSpecOf(Node value, Node source) => value with { Spec = source.Spec };

    // A kubelet registers with its status in place.
    protected override Node WithStatusOf(Node value, Node? source) =>
        source is null ? value : value with { Status = source.Status };

    protected override ObjectMeta StatusMetadata(ObjectMeta value, ObjectMeta old) => value;

    protected override Node Default(Node value)
    {
        NodeStatus status = value.Status;
        return status.Allocatable.Count == 0 && status.Capacity.Count > 0
            ? value with { Status = status with { Allocatable = status.Capacity } }
            : value;
    }

    protected override void Validate(Node value, FieldErrors errors)
    {
        for (int i = 0; i < value.Spec.Taints.Count; i++)
        {
            Taint taint = value.Spec.Taints[i];
            FieldPath at = FieldPath.Spec.Child("taints").Index(i);
            MetadataRules.ValidateLabelKey(taint.Key, at.Child("key"), errors);
            Complaints complaints = default;
            NameRules.CheckLabelValue(taint.Value, ref complaints);
            complaints.Report(at.Child("value"), taint.Value, errors);
            if (taint.Effect.Length == 0)
                errors.Required(at.Child("effect"));
            else if (taint.Effect is not ("NoSchedule" or "PreferNoSchedule" or "NoExecute"))
            {
                errors.NotSupported(at.Child("effect"), taint.Effect, "NoSchedule", "PreferNoSchedule", "NoExecute");
            }
            for (int earlier = 0; earlier < i; earlier++)
            {
                Taint other = value.Spec.Taints[earlier];
                if (other.Key == taint.Key && other.Effect == taint.Effect)
                {
                    errors.DuplicateShown(at,
                        $"{{\"key\":{FieldErrors.Quote(taint.Key)},\"effect\":{FieldErrors.Quote(taint.Effect)}}}");
                }
            }
        }
    }

    protected override void ValidateUpdate(Node value, Node old, FieldErrors errors)
    {
        if (old.Spec.PodCIDRs.Count > 0 && !value.Spec.PodCIDRs.SequenceEqual(old.Spec.PodCIDRs))
        {
            errors.Forbidden(FieldPath.Spec.Child("podCIDRs"),
                "node updates may not change podCIDR except from \"\" to valid");
        }
        if (old.Spec.ProviderID.Length > 0 && value.Spec.ProviderID != old.Spec.ProviderID)
        {
            errors.Forbidden(FieldPath.Spec.Child("providerID"),
                "node updates may not change providerID except from \"\" to valid");
        }
    }

    public override IReadOnlyList<string> SelectableFields { get; } = ["spec.unschedulable"];

    protected override string? FieldValue(Node value, string field) => field == "spec.unschedulable"
        ? (value.Spec.Unschedulable ? "true" : "false")
        : base.FieldValue(value, field);

    private static string StatusText(Node value)
    {
        string status = "Unknown";
        foreach (NodeCondition condition in value.Status.Conditions)
        {
            if (condition.Type == "Ready")
                status = condition.Status == "True" ? "Ready" : "NotReady";
        }
        return value.Spec.Unschedulable ? status + ",SchedulingDisabled" : status;
    }

    private static string Roles(Node value)
    {
        var roles = new SortedSet<string>(StringComparer.Ordinal);
        foreach ((string key, string label) in value.Metadata.Labels)
        {
            if (key.StartsWith(RolePrefix, StringComparison.Ordinal) && key.Length > RolePrefix.Length)
                roles.Add(key[RolePrefix.Length..]);
            else if (key == "kubernetes.io/role" && label.Length > 0)
                roles.Add(label);
        }
        return roles.Count == 0 ? CellText.None : string.Join(',', roles);
    }

    private static string Address(Node value, string type)
    {
        foreach (NodeAddress address in value.Status.Addresses)
        {
            if (address.Type == type)
                return address.Address;
        }
        return CellText.None;
    }

    private static string OrUnknown(string text) => text.Length > 0 ? text : Unknown;

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<Node>(),
        Printing.Columns.Text<Node>("Status", "Whether the node takes Pods.", StatusText),
        Printing.Columns.Text<Node>("Roles", "What the node is for.", Roles),
        Printing.Columns.Age<Node>(),
        Printing.Columns.Text<Node>("Version", "The kubelet's version.",
            static value => value.Status.NodeInfo.KubeletVersion),
        Printing.Columns.Text<Node>("Internal-IP", "The address inside the cluster's network.",
            static value => Address(value, "InternalIP"), 1),
        Printing.Columns.Text<Node>("External-IP", "The address that the world sees.",
            static value => Address(value, "ExternalIP"), 1),
        Printing.Columns.Text<Node>("OS-Image", "The operating system.",
            static value => OrUnknown(value.Status.NodeInfo.OsImage), 1),
        Printing.Columns.Text<Node>("Kernel-Version", "The kernel.",
            static value => OrUnknown(value.Status.NodeInfo.KernelVersion), 1),
        Printing.Columns.Text<Node>("Container-Runtime", "The container runtime and its version.",
            static value => OrUnknown(value.Status.NodeInfo.ContainerRuntimeVersion), 1),
        Printing.Columns.Text<Node>("Arch", "The architecture of the processor.",
            static value => OrUnknown(value.Status.NodeInfo.Architecture), 1),
    ];
}
