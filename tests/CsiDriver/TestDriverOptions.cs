namespace Kubesharp.Tests.CsiDriver;

/// <summary>What a <see cref="TestDriver"/> says of itself.</summary>
public sealed record TestDriverOptions
{
    /// <summary>A short name: the paths of its sockets hold 107 bytes.</summary>
    public string Name { get; init; } = "files.csi.test";
    public string NodeId { get; init; } = "node-by-driver";
    /// <summary>0: it knows of no limit.</summary>
    public long VolumesMax { get; set; } = 7;
    public IReadOnlyDictionary<string, string> Topology { get; init; } =
        new Dictionary<string, string> { ["topology.csi.test/rack"] = "r1" };
    public bool Stages { get; init; } = true;
    public bool Expands { get; init; } = true;
    public bool MountsForGroup { get; init; }
    public bool TellsWritersApart { get; init; }
}
