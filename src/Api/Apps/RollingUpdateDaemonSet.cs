namespace Kubesharp.Api.Apps;

/// <summary>A rolling update daemon set.</summary>
[Definition("io.k8s.api.apps.v1.RollingUpdateDaemonSet")]
public sealed partial record RollingUpdateDaemonSet
{
    /// <summary>The value with nothing set.</summary>
    public static RollingUpdateDaemonSet Empty { get; } = new();

    /// <summary>Max unavailable.</summary>
    [Field(1, "maxUnavailable")] public IntOrString? MaxUnavailable { get; init; }
    /// <summary>Max surge.</summary>
    [Field(2, "maxSurge")] public IntOrString? MaxSurge { get; init; }
}
