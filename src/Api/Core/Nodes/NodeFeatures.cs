namespace Kubesharp.Api.Core;

/// <summary>What a node's container runtime can do, whichever handler is used.</summary>
[Definition("io.k8s.api.core.v1.NodeFeatures")]
public sealed partial record NodeFeatures
{
    /// <summary>The value with nothing set.</summary>
    public static NodeFeatures Empty { get; } = new();

    /// <summary>It can leave out groups that only the image knows (supplementalGroupsPolicy Strict).</summary>
    [Field(1, "supplementalGroupsPolicy")] public bool? SupplementalGroupsPolicy { get; init; }
}
