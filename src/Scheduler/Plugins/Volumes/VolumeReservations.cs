using Kubesharp.Api.Core;
using Kubesharp.Scheduler.Framework;
using ObjectKey = Kubesharp.Client.ObjectKey;

namespace Kubesharp.Scheduler.Plugins.Volumes;

/// <summary>
/// What claims were promised by Pods on their way to a node: a volume, or that one is made for a node. The scheduling
/// loop's own knowledge, ahead of the API.
/// </summary>
/// <remarks>
/// A reservation ends when all Pods that share it have given up, or when what the API shows has caught up with it.
/// </remarks>
internal sealed class VolumeReservations(ClusterObjects objects)
{
    private readonly Dictionary<ObjectKey, Reservation> byClaim = [];
    private readonly Dictionary<string, ObjectKey> byVolume = new(StringComparer.Ordinal);

    public int Count => byClaim.Count;

    /// <param name="volume">Empty: a volume is made.</param>
    public void Add(PersistentVolumeClaim claim, string volume, string nodeName, string podUid)
    {
        ObjectKey key = ObjectKey.Of(claim);
        if (!byClaim.TryGetValue(key, out Reservation? known) || known.ClaimUid != claim.Metadata.Uid
            || known.Volume != volume || known.NodeName != nodeName)
        {
            Drop(key);
            byClaim[key] = known = new Reservation(claim.Metadata.Uid, volume, nodeName);
            if (volume.Length > 0)
                byVolume[volume] = key;
        }
        known.Pods.Add(podUid);
    }

    public void Remove(PersistentVolumeClaim claim, string podUid)
    {
        ObjectKey key = ObjectKey.Of(claim);
        if (byClaim.TryGetValue(key, out Reservation? known) && known.Pods.Remove(podUid) && known.Pods.Count == 0)
            Drop(key);
    }

    /// <summary>Whether another claim was promised the volume.</summary>
    public bool IsTaken(PersistentVolume volume, PersistentVolumeClaim claim) =>
        byVolume.TryGetValue(volume.Metadata.Name, out ObjectKey key) && key != ObjectKey.Of(claim)
        && Current(key) is not null;

    /// <summary>The volume and the node that the claim was promised; null: nothing.</summary>
    public (string Volume, string NodeName)? Of(PersistentVolumeClaim claim) =>
        byClaim.Count > 0 && Current(ObjectKey.Of(claim)) is { } known ? (known.Volume, known.NodeName) : null;

    private Reservation? Current(ObjectKey key)
    {
        if (!byClaim.TryGetValue(key, out Reservation? known))
            return null;
        if (objects.Get<PersistentVolumeClaim>(key.Namespace, key.Name) is { } claim
            && claim.Metadata.Uid == known.ClaimUid && !ClaimBinding.IsBound(claim)
            && !(known.Volume.Length > 0
                ? objects.Get<PersistentVolume>(known.Volume) is not { Spec.ClaimRef: null }
                : claim.Metadata.Annotations.ContainsKey(ClaimBinding.SelectedNode)))
            return known;
        Drop(key);
        return null;
    }

    private void Drop(ObjectKey key)
    {
        if (byClaim.Remove(key, out Reservation? known) && known.Volume.Length > 0
            && byVolume.GetValueOrDefault(known.Volume) == key)
            byVolume.Remove(known.Volume);
    }

    private sealed record Reservation(string ClaimUid, string Volume, string NodeName)
    {
        public HashSet<string> Pods { get; } = new(StringComparer.Ordinal);
    }
}
