namespace Kubesharp.Api.Apps;

/// <summary>How a Deployment replaces old Pods by new ones.</summary>
[Definition("io.k8s.api.apps.v1.DeploymentStrategy")]
public sealed partial record DeploymentStrategy
{
    /// <summary>The value with nothing set.</summary>
    public static DeploymentStrategy Empty { get; } = new();

    /// <summary>
    /// Recreate ends all old Pods before the first new one starts; RollingUpdate replaces them a few at a time.
    /// Defaults to RollingUpdate. One of: Recreate, RollingUpdate.
    /// </summary>
    [Field(1, "type")] public string Type { get; init; } = "";
    /// <summary>The pace of a rolling update. Only with type RollingUpdate.</summary>
    [Field(2, "rollingUpdate")] public RollingUpdateDeployment? RollingUpdate { get; init; }
}
