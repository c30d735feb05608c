namespace Kubesharp.Api.Apps;

/// <summary>A rolling update deployment.</summary>
[Definition("io.k8s.api.apps.v1.RollingUpdateDeployment")]
public sealed partial record RollingUpdateDeployment
{
    /// <summary>The value with nothing set.</summary>
    public static RollingUpdateDeployment Empty { get; } = new();

    /// <summary>Max unavailable.</summary>
    [Field(1, "maxUnavailable")] public IntOrString? MaxUnavailable { get; init; }
    /// <summary>Max surge.</summary>
    [Field(2, "maxSurge")] public IntOrString? MaxSurge { get; init; }
}
