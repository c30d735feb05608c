namespace Kubesharp.Api.Apps;

/// <summary>The pace at which a Deployment replaces Pods.</summary>
[Definition("io.k8s.api.apps.v1.RollingUpdateDeployment")]
public sealed partial record RollingUpdateDeployment
{
    /// <summary>The value with nothing set.</summary>
    public static RollingUpdateDeployment Empty { get; } = new();

    /// <summary>
    /// How many of the wanted Pods may be unavailable during an update: a number, or a percentage, rounded down. Not 0
    /// when maxSurge is 0. Defaults to 25%.
    /// </summary>
    [Field(1, "maxUnavailable")] public IntOrString? MaxUnavailable { get; init; }
    /// <summary>
    /// How many Pods more than wanted may exist during an update: a number, or a percentage, rounded up. Not 0 when
    /// maxUnavailable is 0. Defaults to 25%.
    /// </summary>
    [Field(2, "maxSurge")] public IntOrString? MaxSurge { get; init; }
}
