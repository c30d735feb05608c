namespace Kubesharp.Api.Core;

/// <summary>What a handler of a container runtime can do.</summary>
[Definition("io.k8s.api.core.v1.NodeRuntimeHandlerFeatures")]
public sealed partial record NodeRuntimeHandlerFeatures
{
    /// <summary>The value with nothing set.</summary>
    public static NodeRuntimeHandlerFeatures Empty { get; } = new();

    /// <summary>Mount a volume read-only with all that is mounted below it.</summary>
    [Field(1, "recursiveReadOnlyMounts")] public bool? RecursiveReadOnlyMounts { get; init; }
    /// <summary>Run Pods in a user namespace (spec.hostUsers false).</summary>
    [Field(2, "userNamespaces")] public bool? UserNamespaces { get; init; }
}
