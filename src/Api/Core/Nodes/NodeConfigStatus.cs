namespace Kubesharp.Api.Core;

/// <summary>What is observed of a NodeConfig.</summary>
[Definition("io.k8s.api.core.v1.NodeConfigStatus")]
public sealed partial record NodeConfigStatus
{
    /// <summary>The value with nothing set.</summary>
    public static NodeConfigStatus Empty { get; } = new();

    /// <summary>Assigned.</summary>
    [Field(1, "assigned")] public NodeConfigSource? Assigned { get; init; }
    /// <summary>Active.</summary>
    [Field(2, "active")] public NodeConfigSource? Active { get; init; }
    /// <summary>Last known good.</summary>
    [Field(3, "lastKnownGood")] public NodeConfigSource? LastKnownGood { get; init; }
    /// <summary>Error.</summary>
    [Field(4, "error")] public string Error { get; init; } = "";
}
