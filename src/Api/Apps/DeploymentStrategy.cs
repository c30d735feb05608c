namespace Kubesharp.Api.Apps;

/// <summary>A deployment strategy.</summary>
[Definition("io.k8s.api.apps.v1.DeploymentStrategy")]
public sealed partial record DeploymentStrategy
{
    /// <summary>The value with nothing set.</summary>
    public static DeploymentStrategy Empty { get; } = new();

    /// <summary>Type. One of: Recreate, RollingUpdate.</summary>
    [Field(1, "type")] public string Type { get; init; } = "";
    /// <summary>Rolling update.</summary>
    [Field(2, "rollingUpdate")] public RollingUpdateDeployment? RollingUpdate { get; init; }
}
