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
        // One is the other's first element; who writes only the older field means both.
        string first = value.Spec.PodCIDRs.Count > 0 ? value.Spec.PodCIDRs[0] : "";
        if (value.Spec.PodCIDR.Length > 0 && value.Spec.PodCIDR != first)
            value = value with { Spec = value.Spec with { PodCIDRs = [value.Spec.PodCIDR] } };
        else if (value.Spec.PodCIDR != first)
            value = value with { Spec = value.Spec with { PodCIDR = first } };
        NodeStatus status = value.Status;
        return status.Allocatable.Count == 0 && status.Capacity.Count > 0
            ? value with { Status = status with { Allocatable = status.Capacity } }
            : value;
    }

    protected override void Validate(Node value, FieldErrors errors) => NodeRules.Validate(value, errors);

    protected override void ValidateUpdate(Node value, Node old, FieldErrors errors) =>
        NodeRules.ValidateUpdate(value, old, errors);

    protected override void ValidateStatusUpdate(Node value, Node old, FieldErrors errors) =>
        NodeRules.ValidateChange(value, old, errors);

    protected override IReadOnlyList<string> Warnings(Node value) => NodeRules.Warnings(value);

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

    private static string Kernel(Node value)
    {
        NodeSystemInfo info = value.Status.NodeInfo;
        return info.Architecture.Length > 0 && info.KernelVersion.Length > 0
            ? $"{info.KernelVersion} ({info.Architecture})"
            : OrUnknown(info.KernelVersion);
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
        Printing.Columns.Text<Node>("Kernel-Version", "The kernel and the architecture of the processor.",
            Kernel, 1),
        Printing.Columns.Text<Node>("Container-Runtime", "The container runtime and its version.",
            static value => OrUnknown(value.Status.NodeInfo.ContainerRuntimeVersion), 1),
    ];
}
