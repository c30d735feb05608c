namespace Kubesharp.Api.Core;

/// <summary>A handler of a node's container runtime.</summary>
[Definition("io.k8s.api.core.v1.NodeRuntimeHandler")]
public sealed partial record NodeRuntimeHandler
{
    /// <summary>The value with nothing set.</summary>
    public static NodeRuntimeHandler Empty { get; } = new();

    /// <summary>The handler, as a RuntimeClass names it. Empty: the default one.</summary>
    [Field(1, "name", Always = true)] public string Name { get; init; } = "";
    /// <summary>What it can do.</summary>
    [Field(2, "features")] public NodeRuntimeHandlerFeatures? Features { get; init; }
}
