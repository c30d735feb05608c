using System.Text;
using System.Text.Json;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Storage;

namespace Kubesharp.Kubelet.Volumes.Csi;

/// <summary>What a driver says of the node it runs on.</summary>
/// <param name="VolumesMax">0: it knows of no limit.</param>
internal sealed record CsiNodeInfo(
    string Driver, string NodeId, long VolumesMax, IReadOnlyDictionary<string, string> Topology);

/// <summary>The Node and the CSINode as they are with and without a driver. Pure.</summary>
internal static class CsiNodeObjects
{
    /// <summary>Which driver calls the node what, as JSON.</summary>
    public const string NodeIdAnnotation = "csi.volume.kubernetes.io/nodeid";

    /// <summary>The Node with what the driver calls it, and its place in the driver's topology as labels.</summary>
    /// <exception cref="IOException">A label says another place already.</exception>
    public static Node With(Node node, CsiNodeInfo info)
    {
        Dictionary<string, string> ids = Ids(node);
        ids[info.Driver] = info.NodeId;
        Dictionary<string, string> labels = new(node.Metadata.Labels, StringComparer.Ordinal);
        foreach ((string key, string value) in info.Topology)
        {
            if (labels.TryGetValue(key, out string? known) && known != value)
            {
                throw new IOException($"detected topology value collision: driver reported \"{key}\":\"{value}\" "
                    + $"but existing label is \"{key}\":\"{known}\"");
            }
            labels[key] = value;
        }
        return node with { Metadata = WithIds(node.Metadata, ids) with { Labels = labels } };
    }

    /// <summary>The Node without what the driver calls it. Labels stay, as upstream's do.</summary>
    public static Node Without(Node node, string driver)
    {
        Dictionary<string, string> ids = Ids(node);
        return ids.Remove(driver) ? node with { Metadata = WithIds(node.Metadata, ids) } : node;
    }

    /// <summary>The drivers of a node that has none.</summary>
    public static CSINode For(Node node) => new()
    {
        Metadata = new()
        {
            Name = node.Metadata.Name,
            OwnerReferences =
                [new() { ApiVersion = "v1", Kind = "Node", Name = node.Metadata.Name, Uid = node.Metadata.Uid }],
        },
    };

    public static CSINode With(CSINode drivers, CsiNodeInfo info)
    {
        CSINodeDriver driver = new()
        {
            Name = info.Driver,
            NodeID = info.NodeId,
            TopologyKeys = [.. info.Topology.Keys.Order(StringComparer.Ordinal)],
            // Int32 in the API: a driver that says more means no limit that matters.
            Allocatable = info.VolumesMax > 0
                ? new() { Count = (int)Math.Min(info.VolumesMax, int.MaxValue) } : null,
        };
        List<CSINodeDriver> known = [.. drivers.Spec.Drivers];
        int index = known.FindIndex(other => other.Name == info.Driver);
        if (index < 0)
            known.Add(driver);
        else if (known[index] == driver)
            return drivers;
        else
            known[index] = driver;
        return drivers with { Spec = drivers.Spec with { Drivers = known } };
    }

    public static CSINode Without(CSINode drivers, string driver) =>
        drivers.Spec.Drivers.Any(known => known.Name == driver)
            ? drivers with
            {
                Spec = drivers.Spec with { Drivers = [.. drivers.Spec.Drivers.Where(known => known.Name != driver)] },
            }
            : drivers;

    private static Dictionary<string, string> Ids(Node node)
    {
        Dictionary<string, string> ids = new(StringComparer.Ordinal);
        if (!node.Metadata.Annotations.TryGetValue(NodeIdAnnotation, out string? text))
            return ids;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
                ids[property.Name] = property.Value.GetString() ?? "";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Somebody else's text; it is written anew.
        }
        return ids;
    }

    private static ObjectMeta WithIds(ObjectMeta metadata, Dictionary<string, string> ids)
    {
        Dictionary<string, string> annotations = new(metadata.Annotations, StringComparer.Ordinal);
        annotations.Remove(NodeIdAnnotation);
        if (ids.Count > 0)
        {
            using MemoryStream text = new();
            using (Utf8JsonWriter writer = new(text))
            {
                writer.WriteStartObject();
                foreach ((string driver, string id) in ids.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
                    writer.WriteString(driver, id);
                writer.WriteEndObject();
            }
            annotations[NodeIdAnnotation] = Encoding.UTF8.GetString(text.ToArray());
        }
        return metadata with { Annotations = annotations };
    }
}
