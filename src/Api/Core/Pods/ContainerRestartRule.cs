namespace Kubesharp.Api.Core;

/// <summary>What happens when a container ends in a certain way.</summary>
[Definition("io.k8s.api.core.v1.ContainerRestartRule")]
public sealed partial record ContainerRestartRule
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerRestartRule Empty { get; } = new();

    /// <summary>
    /// Start the container again, or all containers of the Pod. One of: Restart, RestartAllContainers.
    /// </summary>
    [Field(1, "action"), Required] public string Action { get; init; } = "";
    /// <summary>Fits by the exit code.</summary>
    [Field(2, "exitCodes")] public ContainerRestartRuleOnExitCodes? ExitCodes { get; init; }
}
