namespace Kubesharp.Api.Core;

/// <summary>A node features.</summary>
[Definition("io.k8s.api.core.v1.NodeFeatures")]
public sealed partial record NodeFeatures
{
    /// <summary>The value with nothing set.</summary>
    public static NodeFeatures Empty { get; } = new();

    /// <summary>Supplemental groups policy.</summary>
    [Field(1, "supplementalGroupsPolicy")] public bool? SupplementalGroupsPolicy { get; init; }
}
