namespace Kubesharp.Api.Core;

/// <summary>A container restart rule.</summary>
[Definition("io.k8s.api.core.v1.ContainerRestartRule")]
public sealed partial record ContainerRestartRule
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerRestartRule Empty { get; } = new();

    /// <summary>Action. One of: Restart, RestartAllContainers.</summary>
    [Field(1, "action"), Required] public string Action { get; init; } = "";
    /// <summary>Exit codes.</summary>
    [Field(2, "exitCodes")] public ContainerRestartRuleOnExitCodes? ExitCodes { get; init; }
}
