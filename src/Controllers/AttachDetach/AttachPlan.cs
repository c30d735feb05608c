using Kubesharp.Api.Core;
using Kubesharp.Api.Storage;

namespace Kubesharp.Controllers.AttachDetach;

/// <summary>What is attached to a node, and what should be.</summary>
internal sealed record NodeView
{
    public required string NodeName { get; init; }
    /// <summary>Null: the node is gone.</summary>
    public Node? Node { get; init; }
    public IReadOnlyList<AttachableVolume> Wanted { get; init; } = [];
    /// <summary>The VolumeAttachments of this node.</summary>
    public IReadOnlyList<VolumeAttachment> Attachments { get; init; } = [];
    /// <summary>By volume: the other nodes that have a VolumeAttachment of it.</summary>
    public ILookup<string, string> Elsewhere { get; init; } =
        Enumerable.Empty<(string Volume, string Node)>().ToLookup(static pair => pair.Volume, static pair => pair.Node);
    /// <summary>By attachment: its volume's name in node statuses, where that is known.</summary>
    public IReadOnlyDictionary<string, string> UniqueNames { get; init; } = new Dictionary<string, string>();
    /// <summary>By attachment: since when nobody on the node needs it.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> UnwantedSince { get; init; } =
        new Dictionary<string, DateTimeOffset>();
}

/// <summary>A VolumeAttachment to delete.</summary>
/// <param name="Force">Why it goes though the node may still have it mounted; null: it has not.</param>
internal sealed record Detachment(VolumeAttachment Attachment, string? Force);

/// <summary>What is to be done about a node's volumes.</summary>
internal sealed record AttachDecision
{
    public IReadOnlyList<AttachableVolume> Attach { get; init; } = [];
    public IReadOnlyList<Detachment> Detach { get; init; } = [];
    /// <summary>Wanted here, and exclusively attached to other nodes.</summary>
    public IReadOnlyList<(AttachableVolume Volume, IReadOnlyList<string> Nodes)> Blocked { get; init; } = [];
    /// <summary>Wanted volumes whose driver has had long enough, or says that it failed; with the reason.</summary>
    public IReadOnlyList<(AttachableVolume Volume, string Problem)> Failing { get; init; } = [];
    /// <summary>What the node's status is to say is attached: what it may mount.</summary>
    public IReadOnlyList<AttachedVolume> Report { get; init; } = [];
    /// <summary>Attachments that nobody on the node needs and that are still there.</summary>
    public IReadOnlyList<string> Unwanted { get; init; } = [];
    /// <summary>When time alone changes the decision.</summary>
    public TimeSpan? Next { get; init; }
}

/// <summary>Decides which volumes are attached to a node and detached from it. Pure.</summary>
internal static class AttachPlan
{
    public const string Timeout = "timeout";
    public const string OutOfService = "out-of-service";

    /// <summary>How long a node that is not ready may keep volumes which it cannot say are unmounted.</summary>
    public static readonly TimeSpan UnmountMax = TimeSpan.FromMinutes(6);

    /// <summary>How long a driver may take to attach before the Pod is told.</summary>
    public static readonly TimeSpan AttachMax = TimeSpan.FromMinutes(2);

    private const string OutOfServiceTaint = "node.kubernetes.io/out-of-service";

    public static AttachDecision For(NodeView view, DateTimeOffset now)
    {
        Dictionary<string, AttachableVolume> wanted = new(StringComparer.Ordinal);
        foreach (AttachableVolume volume in view.Wanted)
            wanted[volume.AttachmentName(view.NodeName)] = volume;

        TimeSpan? next = null;
        List<Detachment> detach = Detachments(view, wanted, now, ref next);
        List<AttachableVolume> attach = [];
        List<(AttachableVolume, IReadOnlyList<string>)> blocked = [];
        List<(AttachableVolume, string)> failing = [];
        foreach ((string name, AttachableVolume volume) in wanted)
        {
            if (view.Attachments.FirstOrDefault(attachment => attachment.Metadata.Name == name) is { } present)
            {
                if (Problem(present, volume, now, ref next) is { } problem)
                    failing.Add((volume, problem));
                continue;
            }
            IReadOnlyList<string> others = volume.IsShared ? [] : [.. view.Elsewhere[volume.Name].Distinct().Order()];
            if (others.Count > 0)
                blocked.Add((volume, others));
            else
                attach.Add(volume);
        }
        HashSet<string> leaving = [.. detach.Select(static step => step.Attachment.Metadata.Name)];
        return new AttachDecision
        {
            Attach = attach,
            Detach = detach,
            Blocked = blocked,
            Failing = failing,
            Report = Report(view, leaving),
            Unwanted =
            [
                .. view.Attachments.Select(static attachment => attachment.Metadata.Name)
                    .Where(name => !wanted.ContainsKey(name)),
            ],
            Next = next,
        };
    }

    /// <summary>What a Pod reads when another node has its volume.</summary>
    /// <param name="users">Pods on those nodes that use the volume.</param>
    public static string MultiAttach(AttachableVolume volume, Pod pod, IReadOnlyList<Pod> users)
    {
        string where = $"Multi-Attach error for volume \"{volume.Name}\" ";
        if (users.Count == 0)
            return where + "Volume is already exclusively attached to one node and can't be attached to another";
        // Who is in one namespace does not learn names from another.
        List<string> local =
        [
            .. users.Where(user => user.Metadata.Namespace == pod.Metadata.Namespace)
                .Select(static user => user.Metadata.Name).Order(StringComparer.Ordinal),
        ];
        int others = users.Count - local.Count;
        if (local.Count == 0)
            return $"{where}Volume is already used by {others} pod(s) in different namespaces";
        string text = $"{where}Volume is already used by pod(s) {string.Join(", ", local)}";
        return others == 0 ? text : $"{text} and {others} pod(s) in different namespaces";
    }

    /// <summary>
    /// Whether the Pod no longer needs its volumes: it has ended, or it is being deleted and nothing of it runs.
    /// </summary>
    public static bool IsDone(Pod pod) =>
        pod.Status.Phase is "Failed" or "Succeeded"
        || (pod.Metadata.DeletionTimestamp is not null && pod.Status.ContainerStatuses.All(static status =>
            status.State?.Terminated is not null || status.State?.Waiting is not null));

    private static List<Detachment> Detachments(
        NodeView view, Dictionary<string, AttachableVolume> wanted, DateTimeOffset now, ref TimeSpan? next)
    {
        HashSet<string> inUse = [];
        foreach (string volume in view.Node?.Status.VolumesInUse ?? [])
        {
            if (AttachableVolume.AttachmentName(volume, view.NodeName) is { } name)
                inUse.Add(name);
        }
        bool isOut = view.Node?.Spec.Taints.Any(static taint => taint.Key == OutOfServiceTaint) == true;
        bool isReady = view.Node?.Status.Conditions.Any(static condition =>
            condition is { Type: "Ready", Status: "True" }) == true;
        List<Detachment> detach = [];
        foreach (VolumeAttachment attachment in view.Attachments)
        {
            string name = attachment.Metadata.Name;
            if (wanted.ContainsKey(name) || attachment.Metadata.DeletionTimestamp is not null)
                continue;
            if (!inUse.Contains(name))
            {
                detach.Add(new(attachment, null));
                continue;
            }
            TimeSpan left = view.UnwantedSince.GetValueOrDefault(name, now) + UnmountMax - now;
            if (isOut)
                detach.Add(new(attachment, OutOfService));
            else if (!isReady && left <= TimeSpan.Zero)
                detach.Add(new(attachment, Timeout));
            else if (left > TimeSpan.Zero)
                next = Sooner(next, left);
        }
        return detach;
    }

    private static string? Problem(
        VolumeAttachment attachment, AttachableVolume volume, DateTimeOffset now, ref TimeSpan? next)
    {
        if (attachment.Status.Attached || attachment.Metadata.DeletionTimestamp is not null)
            return null;
        if (attachment.Status.AttachError is { } error)
            return error.Message;
        TimeSpan left = (attachment.Metadata.CreationTimestamp?.Value ?? now) + AttachMax - now;
        if (left > TimeSpan.Zero)
        {
            next = Sooner(next, left);
            return null;
        }
        next = Sooner(next, AttachMax);
        return $"timed out waiting for external-attacher of {volume.Driver} CSI driver to attach volume "
            + volume.Volume.Spec.Csi!.VolumeHandle;
    }

    // A volume that is about to be detached is not reported any more, before it is: the node must not mount it then.
    private static List<AttachedVolume> Report(NodeView view, HashSet<string> leaving)
    {
        List<AttachedVolume> report = [];
        foreach (VolumeAttachment attachment in view.Attachments)
        {
            if (attachment is { Status.Attached: true, Metadata.DeletionTimestamp: null }
                && !leaving.Contains(attachment.Metadata.Name)
                && view.UniqueNames.TryGetValue(attachment.Metadata.Name, out string? name))
                report.Add(AttachedVolume.Empty with { Name = name });
        }
        report.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return report;
    }

    private static TimeSpan Sooner(TimeSpan? known, TimeSpan other) => known < other ? known.Value : other;
}
