using System.Text.Json;

namespace Kubesharp.ApiServer.MetricsApi;

/// <summary>CPU in billionths of a core, memory in bytes, and when.</summary>
internal readonly record struct Use(long NanoCores, long WorkingSetBytes, DateTimeOffset At);

/// <summary>What one container used.</summary>
internal sealed record ContainerUse(string Name, Use Use);

/// <summary>What the containers of one Pod used.</summary>
internal sealed record PodUse(string Namespace, string Name, IReadOnlyList<ContainerUse> Containers);

/// <summary>What one node and its Pods used, from the document of its kubelet.</summary>
internal sealed record NodeUse(Use? Node, IReadOnlyList<PodUse> Pods)
{
    public static NodeUse None { get; } = new(null, []);

    /// <summary>
    /// Reads /stats/summary. What is too young for a rate is left out, as if it were not there yet.
    /// </summary>
    /// <exception cref="JsonException">It is no such document.</exception>
    public static NodeUse Parse(ReadOnlyMemory<byte> summary)
    {
        using JsonDocument document = JsonDocument.Parse(summary);
        JsonElement root = document.RootElement;
        Use? node = root.TryGetProperty("node", out JsonElement whole) ? UseOf(whole) : null;
        List<PodUse> pods = [];
        if (root.TryGetProperty("pods", out JsonElement list))
        {
            foreach (JsonElement pod in list.EnumerateArray())
            {
                if (Read(pod) is { } use)
                    pods.Add(use);
            }
        }
        return new(node, pods);
    }

    // A Pod of which a container says nothing yet is missing as a whole: a part of the sum would mislead.
    private static PodUse? Read(JsonElement pod)
    {
        if (!pod.TryGetProperty("podRef", out JsonElement reference)
            || !pod.TryGetProperty("containers", out JsonElement containers))
            return null;
        List<ContainerUse> uses = [];
        foreach (JsonElement container in containers.EnumerateArray())
        {
            if (UseOf(container) is not { } use)
                return null;
            uses.Add(new(Text(container, "name"), use));
        }
        return uses.Count == 0 ? null : new(Text(reference, "namespace"), Text(reference, "name"), uses);
    }

    private static Use? UseOf(JsonElement element) =>
        element.TryGetProperty("cpu", out JsonElement cpu) && element.TryGetProperty("memory", out JsonElement memory)
        && cpu.TryGetProperty("usageNanoCores", out JsonElement rate) && rate.TryGetInt64(out long nanoCores)
        && memory.TryGetProperty("workingSetBytes", out JsonElement set) && set.TryGetInt64(out long bytes)
        && cpu.TryGetProperty("time", out JsonElement time) && time.TryGetDateTimeOffset(out DateTimeOffset at)
            ? new Use(nanoCores, bytes, at)
            : null;

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
}
