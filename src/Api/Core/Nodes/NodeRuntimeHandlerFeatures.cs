namespace Kubesharp.Api.Core;

/// <summary>A node runtime handler features.</summary>
[Definition("io.k8s.api.core.v1.NodeRuntimeHandlerFeatures")]
public sealed partial record NodeRuntimeHandlerFeatures
{
    /// <summary>The value with nothing set.</summary>
    public static NodeRuntimeHandlerFeatures Empty { get; } = new();

    /// <summary>Recursive read only mounts.</summary>
    [Field(1, "recursiveReadOnlyMounts")] public bool? RecursiveReadOnlyMounts { get; init; }
    /// <summary>User namespaces.</summary>
    [Field(2, "userNamespaces")] public bool? UserNamespaces { get; init; }
}
