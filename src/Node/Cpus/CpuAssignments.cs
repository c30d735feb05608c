using System.Buffers;
using System.Text.Json;

namespace Kubesharp.Kubelet.Cpus;

/// <summary>Which processors belong to which container, and which to all others. Immutable.</summary>
internal sealed record CpuAssignments(CpuSet Shared)
{
    private const string Policy = "static";

    /// <summary>By Pod and container.</summary>
    public IReadOnlyDictionary<(string PodUid, string Container), CpuSet> Exclusive { get; init; } =
        new Dictionary<(string, string), CpuSet>();

    /// <summary>Every processor that some container has for itself.</summary>
    public CpuSet Taken => new(Exclusive.Values.SelectMany(static set => set.Numbers));

    public CpuAssignments With(string podUid, string container, CpuSet set)
    {
        Dictionary<(string, string), CpuSet> exclusive = new(Exclusive) { [(podUid, container)] = set };
        return new CpuAssignments(Shared.Except(set)) { Exclusive = exclusive };
    }

    /// <summary>What the Pod had goes back to all, unless another of its containers had it too.</summary>
    public CpuAssignments Without(string podUid)
    {
        Dictionary<(string PodUid, string), CpuSet> kept =
            Exclusive.Where(pair => pair.Key.PodUid != podUid).ToDictionary();
        CpuSet freed = Taken.Except(new CpuSet(kept.Values.SelectMany(static set => set.Numbers)));
        return new CpuAssignments(Shared.Union(freed)) { Exclusive = kept };
    }

    /// <summary>As upstream's file of this state is written.</summary>
    public byte[] ToJson()
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("policyName", Policy);
            writer.WriteString("defaultCpuSet", Shared.ToString());
            writer.WriteStartObject("entries");
            foreach (var pod in Exclusive.GroupBy(static pair => pair.Key.PodUid))
            {
                writer.WriteStartObject(pod.Key);
                foreach (((_, string container), CpuSet set) in pod)
                    writer.WriteString(container, set.ToString());
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="IOException">It is no such state.</exception>
    public static CpuAssignments FromJson(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            Dictionary<(string, string), CpuSet> exclusive = [];
            foreach (JsonProperty pod in document.RootElement.GetProperty("entries").EnumerateObject())
            {
                foreach (JsonProperty container in pod.Value.EnumerateObject())
                    exclusive[(pod.Name, container.Name)] = Parse(container.Value.GetString());
            }
            return new CpuAssignments(Parse(document.RootElement.GetProperty("defaultCpuSet").GetString()))
            {
                Exclusive = exclusive,
            };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException
            or InvalidOperationException)
        {
            throw new IOException($"could not restore state of the CPU manager: {exception.Message}", exception);
        }
    }

    private static CpuSet Parse(string? text) => CpuSet.TryParse(text ?? "", out CpuSet set)
        ? set : throw new JsonException($"\"{text}\" is no list of processors");
}
