namespace Kubesharp.Api.Core;

/// <summary>A node runtime handler.</summary>
[Definition("io.k8s.api.core.v1.NodeRuntimeHandler")]
public sealed partial record NodeRuntimeHandler
{
    /// <summary>The value with nothing set.</summary>
    public static NodeRuntimeHandler Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true)] public string Name { get; init; } = "";
    /// <summary>Features.</summary>
    [Field(2, "features")] public NodeRuntimeHandlerFeatures? Features { get; init; }
}
