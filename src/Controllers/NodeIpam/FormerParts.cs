namespace Kubesharp.Controllers.NodeIpam;

/// <summary>
/// Which node had which part of a network last. A Node that was deleted and registers again has Pods with addresses of
/// its old part: it gets that part again while nobody else has it.
/// </summary>
/// <remarks>At most one entry for each part. Belongs to the controller's one worker.</remarks>
internal sealed class FormerParts
{
    private readonly Dictionary<string, int> partOf = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> nodeOf = [];

    public int? Of(string node) => partOf.TryGetValue(node, out int part) ? part : null;

    public void Note(string node, int part)
    {
        if (nodeOf.TryGetValue(part, out string? before) && before != node)
            partOf.Remove(before);
        if (partOf.TryGetValue(node, out int old) && old != part)
            nodeOf.Remove(old);
        partOf[node] = part;
        nodeOf[part] = node;
    }
}
