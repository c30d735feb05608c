using System.Globalization;
using System.Text;
using System.Text.Json;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Core;
using Kubesharp.Api.Storage;
using Kubesharp.Kubelet.Volumes.Csi.Wire;
using Mode = Kubesharp.Kubelet.Volumes.Csi.Wire.VolumeCapability.Types.AccessMode.Types.Mode;

namespace Kubesharp.Kubelet.Volumes.Csi;

/// <summary>What drivers are told of a volume and its Pod. Pure.</summary>
internal static class CsiRequests
{
    /// <summary>The key of a volume's context, or of its secrets, under which a driver finds tokens.</summary>
    public const string TokensKey = "csi.storage.k8s.io/serviceAccount.tokens";

    /// <summary>How the volume is accessed.</summary>
    /// <param name="group">The Pod's fsGroup; used when the driver mounts for a group.</param>
    public static VolumeCapability CapabilityOf(CsiVolume volume, CsiCapabilities capabilities, long? group)
    {
        VolumeCapability capability = new()
        {
            AccessMode = new()
            {
                Mode = ModeOf(
                    volume.AccessModes.Count > 0 ? volume.AccessModes[0] : PersistentVolumeAccessMode.ReadWriteOnce,
                    capabilities.SingleNodeMultiWriter),
            },
        };
        if (volume.IsBlock)
        {
            capability.Block = new();
            return capability;
        }
        capability.Mount = new() { FsType = volume.FsType };
        capability.Mount.MountFlags.AddRange(volume.MountOptions);
        if (capabilities.MountGroup && group is { } id)
            capability.Mount.VolumeMountGroup = id.ToString(CultureInfo.InvariantCulture);
        return capability;
    }

    /// <param name="isPrecise">Whether the driver tells one writer on a node from several.</param>
    internal static Mode ModeOf(string accessMode, bool isPrecise) => accessMode switch
    {
        PersistentVolumeAccessMode.ReadWriteOnce => isPrecise ? Mode.SingleNodeMultiWriter : Mode.SingleNodeWriter,
        PersistentVolumeAccessMode.ReadWriteOncePod =>
            isPrecise ? Mode.SingleNodeSingleWriter : Mode.SingleNodeWriter,
        PersistentVolumeAccessMode.ReadOnlyMany => Mode.MultiNodeReaderOnly,
        PersistentVolumeAccessMode.ReadWriteMany => Mode.MultiNodeMultiWriter,
        _ => Mode.Unknown,
    };

    /// <summary>The volume's attributes, with what the driver wants to know of the Pod.</summary>
    public static Dictionary<string, string> ContextOf(CsiVolume volume, Pod pod, CSIDriver? driver)
    {
        Dictionary<string, string> context = new(volume.Attributes, StringComparer.Ordinal);
        if (driver?.Spec.PodInfoOnMount != true)
            return context;
        context["csi.storage.k8s.io/pod.name"] = pod.Metadata.Name;
        context["csi.storage.k8s.io/pod.namespace"] = pod.Metadata.Namespace;
        context["csi.storage.k8s.io/pod.uid"] = pod.Metadata.Uid;
        context["csi.storage.k8s.io/serviceAccount.name"] = pod.Spec.ServiceAccountName;
        context["csi.storage.k8s.io/ephemeral"] = volume.IsEphemeral ? "true" : "false";
        return context;
    }

    /// <summary>Tokens by audience, as drivers parse them.</summary>
    public static string TokensText(IReadOnlyDictionary<string, TokenRequestStatus> tokens)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter writer = new(text))
        {
            writer.WriteStartObject();
            foreach ((string audience, TokenRequestStatus token) in tokens.OrderBy(
                static pair => pair.Key, StringComparer.Ordinal))
            {
                writer.WriteStartObject(audience);
                writer.WriteString("token", token.Token);
                writer.WriteString("expirationTimestamp", token.ExpirationTimestamp?.Value.UtcDateTime.ToString(
                    "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
