using System.Globalization;
using System.Text;
using Kubesharp.Api.Core;
using Kubesharp.Api.Storage;

namespace Kubesharp.Controllers.PersistentVolumes;

/// <summary>What is known of volumes, in the text form of /metrics and under upstream's names.</summary>
internal static class VolumeMetrics
{
    private const string None = "N/A";

    /// <param name="forced">Forced detachments by reason; null: nothing is attached or detached here.</param>
    /// <param name="ephemeral">Claims made for Pods, and failures of that; null: none are made here.</param>
    public static string Text(
        IReadOnlyList<PersistentVolume> volumes, IReadOnlyList<PersistentVolumeClaim> claims,
        IReadOnlyList<VolumeAttachment> attachments, IReadOnlyList<(string Reason, long Count)>? forced,
        (long Creates, long Failures)? ephemeral)
    {
        StringBuilder text = new();
        foreach (bool bound in (bool[])[true, false])
        {
            string state = bound ? "bound" : "unbound";
            Family(text, $"pv_collector_{state}_pv_count", "gauge", $"Volumes that are {state}.", Counted(volumes
                .Where(volume => volume.Status.Phase == "Bound" == bound)
                .Select(static volume => Labels(("storage_class", ClaimBinding.ClassOf(volume))))));
            Family(text, $"pv_collector_{state}_pvc_count", "gauge", $"Claims that are {state}.", Counted(claims
                .Where(claim => claim.Status.Phase == "Bound" == bound)
                .Select(static claim => Labels(
                    ("namespace", claim.Metadata.Namespace), ("storage_class", ClaimBinding.ClassOf(claim)),
                    ("volume_attributes_class", claim.Spec.VolumeAttributesClassName ?? "")))));
        }
        Family(text, "pv_collector_total_pv_count", "gauge", "Volumes by kind.", Counted(volumes.Select(
            static volume => Labels(
                ("plugin_name", PluginOf(volume.Spec)), ("volume_mode", volume.Spec.VolumeMode ?? "Filesystem")))));
        if (forced is not null)
        {
            Family(text, "attachdetach_controller_total_volumes", "gauge", "Volumes that are, or should be, attached.",
                Counted(attachments.Where(static one => one.Status.Attached).Select(static one => Labels(
                        ("plugin_name", "kubernetes.io/csi:" + one.Spec.Attacher), ("state", "actual_state_of_world")))
                    .Concat(attachments.Where(static one => one.Metadata.DeletionTimestamp is null).Select(
                        static one => Labels(
                            ("plugin_name", "kubernetes.io/csi:" + one.Spec.Attacher),
                            ("state", "desired_state_of_world"))))));
            Family(text, "attachdetach_controller_forced_detaches", "counter",
                "Detachments of volumes that may still have been mounted.",
                forced.Select(static one => (Labels(("reason", one.Reason)), one.Count)));
        }
        if (ephemeral is { } made)
        {
            Family(text, "ephemeral_volume_controller_create_total", "counter",
                "Claims that were to be made for Pods.", [("", made.Creates)]);
            Family(text, "ephemeral_volume_controller_create_failures_total", "counter",
                "Claims that could not be made for Pods.", [("", made.Failures)]);
        }
        return text.ToString();
    }

    private static string PluginOf(PersistentVolumeSpec spec) =>
        spec.Csi is { } csi ? "kubernetes.io/csi:" + csi.Driver
        : spec.HostPath is not null ? "kubernetes.io/host-path"
        : spec.Local is not null ? "kubernetes.io/local-volume"
        : spec.Nfs is not null ? "kubernetes.io/nfs"
        : spec.Iscsi is not null ? "kubernetes.io/iscsi"
        : spec.Fc is not null ? "kubernetes.io/fc"
        : None;

    private static IEnumerable<(string Labels, long Value)> Counted(IEnumerable<string> labels) =>
        labels.GroupBy(static one => one, StringComparer.Ordinal).OrderBy(static group => group.Key,
            StringComparer.Ordinal).Select(static group => (group.Key, (long)group.Count()));

    // Names of classes, namespaces and drivers have no character that would have to be escaped.
    private static string Labels(params ReadOnlySpan<(string Name, string Value)> pairs)
    {
        StringBuilder text = new("{");
        foreach ((string name, string value) in pairs)
            text.Append(text.Length > 1 ? "," : "").Append(name).Append("=\"").Append(value).Append('"');
        return text.Append('}').ToString();
    }

    private static void Family(
        StringBuilder text, string name, string type, string help, IEnumerable<(string Labels, long Value)> values)
    {
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ')
            .Append(type).Append('\n');
        foreach ((string labels, long value) in values)
            text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value}\n");
    }
}
