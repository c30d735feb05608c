namespace Kubesharp.Api.Core;

/// <summary>No longer used: the settings that a kubelet had.</summary>
[Definition("io.k8s.api.core.v1.NodeConfigStatus")]
public sealed partial record NodeConfigStatus
{
    /// <summary>The value with nothing set.</summary>
    public static NodeConfigStatus Empty { get; } = new();

    /// <summary>The settings it should have.</summary>
    [Field(1, "assigned")] public NodeConfigSource? Assigned { get; init; }
    /// <summary>The settings it has.</summary>
    [Field(2, "active")] public NodeConfigSource? Active { get; init; }
    /// <summary>The settings it goes back to.</summary>
    [Field(3, "lastKnownGood")] public NodeConfigSource? LastKnownGood { get; init; }
    /// <summary>What was wrong with those it should have.</summary>
    [Field(4, "error")] public string Error { get; init; } = "";
}
